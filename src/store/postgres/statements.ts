// What PostgreSQL does in one statement, so in one round trip and with one flush: keeping a message, leasing a reply, counting against
// limits. Everything else is asked with the queries that all engines share.
import { sql, type Kysely, type SqlBool } from 'kysely';
import { readTest, TAKEN_FOR_MS } from '../messages.ts';
import { packMessage, packReport } from '../packing.ts';
import type { Limit } from '../limit-counters.ts';
import type { operations } from '../operations.ts';
import type { LeasedReply, QueuedReply } from '../store.ts';
import type { EncodedMessage, Tables, TestState } from '../tables.ts';

type Db = Kysely<Tables>;

const bytes = (octets: Uint8Array): Buffer =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.length);

/**
 * The page rows are locked: who deletes a page waits for what is being kept for it, and who keeps something waits for a deletion and then
 * keeps nothing. A second finish changes nothing.
 */
async function save(
  db: Db,
  test: EncodedMessage,
  state: TestState,
  report: string | null,
  owed: QueuedReply | null,
  now: number,
): Promise<void> {
  const { id, receivedAt, envelope, answer, message, tokens } = test;
  const packed = report === null ? null : bytes(packReport(report));
  const { content, packing } = packMessage(message);
  await sql`
    WITH hit AS MATERIALIZED (
      SELECT page.id, page.deleted_at FROM page WHERE token = ANY(${tokens}::text[]) ORDER BY id FOR SHARE
    ), kept AS (
      SELECT ${id}::text AS id, ${receivedAt}::bigint AS at
      WHERE NOT EXISTS (SELECT FROM hit WHERE deleted_at IS NOT NULL)
    ), linked AS (
      INSERT INTO arrival (page_id, test_id, received_at)
      SELECT hit.id, kept.id, kept.at FROM hit, kept
      ON CONFLICT (page_id, test_id) DO NOTHING
    ), stored AS (
      INSERT INTO test (id, received_at, state, attempts, visible_at, envelope, answer, packed)
      SELECT kept.id, kept.at, ${state}::text, 0, kept.at + ${TAKEN_FOR_MS}::bigint,
        ${envelope}::text, ${answer}::text, ${packed}::bytea
      FROM kept
      ON CONFLICT (id) DO UPDATE SET state = excluded.state, packed = excluded.packed
      WHERE test.state = 'pending'
    ), body AS (
      INSERT INTO message (test_id, received_at, content, packing)
      SELECT kept.id, kept.at, ${bytes(content)}::bytea, ${packing}::int FROM kept
      ON CONFLICT (test_id) DO NOTHING
    )
    INSERT INTO reply (test_id, kind, to_local, to_domain, state, due_at, attempts)
    SELECT kept.id, ${owed?.kind ?? ''}::text, ${owed?.to.local ?? ''}::text, ${owed?.to.domain ?? ''}::text,
      'due', ${now}::bigint, 0
    FROM kept WHERE ${owed !== null}::boolean
    ON CONFLICT (test_id) DO NOTHING`.execute(db);
}

async function takePending(
  db: Db,
  now: number,
): Promise<(EncodedMessage & { attempts: number }) | null> {
  const { rows } = await sql<{ id: string; attempts: number }>`
    UPDATE test SET visible_at = ${now + TAKEN_FOR_MS}
    WHERE id = (
      SELECT id FROM test WHERE state = 'pending' AND visible_at <= ${now}
      ORDER BY received_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, attempts`.execute(db);
  const [taken] = rows;
  if (taken === undefined) return null;
  const test = await readTest(db, taken.id);
  return test && { ...test, attempts: taken.attempts };
}

interface LeasedRow {
  test_id: string;
  kind: LeasedReply['kind'];
  to_local: string;
  to_domain: string;
  attempts: number;
  first_tried_at: number | null;
}

/** The function `mailassay_lease_reply` of migrations.ts. */
async function leaseReply(
  db: Db,
  now: number,
  leaseUntil: number,
  token: string,
  except: readonly string[],
  oneADomain: boolean,
): Promise<LeasedReply | null> {
  const { rows } = await sql<LeasedRow>`
    SELECT * FROM mailassay_lease_reply(${now}, ${leaseUntil}, ${token}, ${[...except]}::text[], ${oneADomain})`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    testId: row.test_id,
    kind: row.kind,
    to: { local: row.to_local, domain: row.to_domain },
    token,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
  };
}

/** A domain to which another node delivers is due when that lease ends, which is in the table as well. */
async function nextReplyAt(
  db: Db,
  except: readonly string[],
  oneADomain: boolean,
  now: number,
): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    SELECT min(due_at) AS at FROM reply r
    WHERE state = 'due' AND to_domain <> ALL(${[...except]}::text[])
      AND (lease_token IS NOT NULL OR NOT ${oneADomain}::boolean OR NOT EXISTS (
        SELECT FROM reply other
        WHERE other.to_domain = r.to_domain AND other.lease_token IS NOT NULL AND other.due_at > ${now}
      ))`.execute(db);
  return rows[0]?.at ?? null;
}

/** The function `mailassay_take_limits` of migrations.ts. */
async function takeLimits(db: Db, limits: readonly Limit[], now: number): Promise<boolean> {
  if (limits.length === 0) return true;
  const keys = limits.map(({ key, windowSeconds }) => `${key}/${windowSeconds}`);
  const { rows } = await sql<{ taken: SqlBool }>`
    SELECT mailassay_take_limits(${keys}::text[], ${limits.map(({ points }) => points)}::integer[],
      ${limits.map(({ windowSeconds }) => windowSeconds * 1000)}::bigint[], ${now}) AS taken`.execute(
    db,
  );
  return rows[0]?.taken === true;
}

/** Several nodes ask at once. */
async function ping(db: Db): Promise<void> {
  await sql`
    INSERT INTO counter (key, used, resets_at) VALUES ('ping', 0, 0)
    ON CONFLICT (key) DO UPDATE SET used = 0`.execute(db);
}

/**
 * Takes back what may have been kept although its sender was told to come again: unless a node has begun with it, which nobody can take back.
 * A message whose verdict is awaited was kept, and so acknowledged, before.
 */
export async function takeBack(db: Db, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    WITH mine AS (
      SELECT id FROM test WHERE id = ANY(${[...ids]}::text[])
        AND NOT EXISTS (SELECT FROM reply WHERE test_id = id AND (attempts > 0 OR state <> 'due'))
    ), owed AS (DELETE FROM reply USING mine WHERE test_id = mine.id AND attempts = 0 AND state = 'due'),
    body AS (DELETE FROM message USING mine WHERE test_id = mine.id),
    linked AS (DELETE FROM arrival USING mine WHERE test_id = mine.id)
    DELETE FROM test USING mine WHERE test.id = mine.id RETURNING test.id`.execute(db);
  return rows.length;
}

/** By name, what replaces the shared operation. */
export const statements = {
  saveFinished: (db, test, report, owed, now) => save(db, test, 'done', report, owed, now),
  savePending: (db, test) => save(db, test, 'pending', null, null, 0),
  saveForward: (db, test, owed, now) => save(db, test, 'forward', null, owed, now),
  takePending,
  leaseReply,
  nextReplyAt,
  takeLimits,
  ping,
} satisfies Partial<typeof operations>;
