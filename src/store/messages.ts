// Rows of tests and messages: saving, finishing, reading. Queries any engine understands; each runs inside a transaction
// that its caller opened and commits.
import { sql, type Kysely } from 'kysely';
import { packMessage, packReport, unpackMessage } from './packing.ts';
import { linkToPages } from './test-addresses.ts';
import { addReply } from './replies.ts';
import type { QueuedReply } from './store.ts';
import { statement } from './statement.ts';
import type { EncodedMessage, MessageRow, Tables, TestRow, TestState } from './tables.ts';

/** A verification ends after 24 s (judge/pool.ts); a worker that has not answered by then is gone. */
export const TAKEN_FOR_MS = 45_000;

const PENDING = sql.lit<TestState>('pending');

const putTest = statement<Omit<TestRow, 'report'>, never>((db, value) =>
  db
    .insertInto('test')
    .values({
      id: value('id'),
      received_at: value('received_at'),
      state: value('state'),
      attempts: value('attempts'),
      visible_at: value('visible_at'),
      envelope: value('envelope'),
      answer: value('answer'),
      packed: value('packed'),
    })
    // The same call finishes a pending test. A second finish (a worker that came late) changes nothing: the first answer stands.
    .onConflict((oc) =>
      oc
        .column('id')
        .doUpdateSet((eb) => ({
          state: eb.ref('excluded.state'),
          packed: eb.ref('excluded.packed'),
        }))
        .where('test.state', '=', PENDING),
    ),
);

const putMessage = statement<MessageRow, never>((db, value) =>
  db
    .insertInto('message')
    .values({
      test_id: value('test_id'),
      received_at: value('received_at'),
      content: value('content'),
      packing: value('packing'),
    })
    .onConflict((oc) => oc.column('test_id').doNothing()),
);

/** False when it belongs to a page test that was deleted meanwhile: then nothing is kept. */
async function insertTest(
  db: Kysely<Tables>,
  test: EncodedMessage,
  state: TestState,
  report: string | null,
): Promise<boolean> {
  if (!(await linkToPages(db, test.id, test.receivedAt, test.tokens))) return false;
  await putTest(db, {
    id: test.id,
    received_at: test.receivedAt,
    state,
    attempts: 0,
    // Claimed by the saver; others may take it over after a minute.
    visible_at: test.receivedAt + TAKEN_FOR_MS,
    envelope: test.envelope,
    answer: test.answer,
    packed: report === null ? null : packReport(report),
  });
  await putMessage(db, {
    test_id: test.id,
    received_at: test.receivedAt,
    ...packMessage(test.message),
  });
  return true;
}

export async function saveFinished(
  db: Kysely<Tables>,
  test: EncodedMessage,
  report: string,
  owed: QueuedReply | null,
  now: number,
): Promise<void> {
  const isKept = await insertTest(db, test, 'done', report);
  if (owed && isKept) await addReply(db, owed, now);
}

export async function savePending(db: Kysely<Tables>, test: EncodedMessage): Promise<void> {
  await insertTest(db, test, 'pending', null);
}

export async function saveForward(
  db: Kysely<Tables>,
  test: EncodedMessage,
  owed: QueuedReply,
  now: number,
): Promise<void> {
  await insertTest(db, test, 'forward', null);
  await addReply(db, owed, now);
}

export async function takePending(
  db: Kysely<Tables>,
  now: number,
): Promise<(EncodedMessage & { attempts: number }) | null> {
  const taken = await db
    .updateTable('test')
    .set({ visible_at: now + TAKEN_FOR_MS })
    .where('id', '=', (eb) =>
      eb
        .selectFrom('test')
        .select('id')
        .where('state', '=', PENDING)
        .where('visible_at', '<=', now)
        .orderBy('received_at')
        .orderBy('id')
        .limit(1),
    )
    // Said twice: where several nodes share the engine, the second taker looks at the row again and must find it gone.
    .where('visible_at', '<=', now)
    .returning(['id', 'attempts'])
    .executeTakeFirst();
  if (!taken) return null;
  const test = await readTest(db, taken.id);
  return test && { ...test, attempts: taken.attempts };
}

export async function countAttempt(db: Kysely<Tables>, id: string): Promise<void> {
  await db
    .updateTable('test')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', PENDING)
    .execute();
}

/** With an empty message when that is no longer retained. */
export async function readTest(db: Kysely<Tables>, id: string): Promise<EncodedMessage | null> {
  const row = await db
    .selectFrom('test')
    .leftJoin('message', 'message.test_id', 'test.id')
    .select([
      'test.id',
      'test.received_at',
      'test.envelope',
      'test.answer',
      'message.content',
      'message.packing',
    ])
    .where('test.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  // Which pages it came to is known by their rows already.
  return {
    id: row.id,
    receivedAt: row.received_at,
    envelope: row.envelope,
    answer: row.answer,
    tokens: [],
    message: row.content === null ? new Uint8Array(0) : unpackMessage(row.content, row.packing),
  };
}

export async function readMessage(db: Kysely<Tables>, id: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('message')
    .select(['content', 'packing'])
    .where('test_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : unpackMessage(row.content, row.packing);
}
