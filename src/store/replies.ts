// Rows of owed replies: a lease table. Whoever holds the lease token may say what became of the reply; a lease that ran out
// is due again, so a worker that died holds nothing up for longer than its lease.
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import type { Backlog, LeasedReply, QueuedReply } from './store.ts';
import type { ReplyRow, ReplyState, Tables, TestState } from './tables.ts';

const DUE = sql.lit<ReplyState>('due');

export async function addReply(db: Kysely<Tables>, owed: QueuedReply, now: number): Promise<void> {
  await db
    .insertInto('reply')
    .values({
      test_id: owed.testId,
      kind: owed.kind,
      to_local: owed.to.local,
      to_domain: owed.to.domain,
      state: 'due',
      due_at: now,
      lease_token: null,
      attempts: 0,
      first_tried_at: null,
      sent_at: null,
      trouble: null,
    })
    // One reply a test, whatever is repeated after a crash.
    .onConflict((oc) => oc.column('test_id').doNothing())
    .execute();
}

/** Another reply to the same domain is leased. */
function isHeld(eb: ExpressionBuilder<Tables, 'reply'>, now: number) {
  return eb.exists(
    eb
      .selectFrom('reply as other')
      .select('other.test_id')
      .whereRef('other.to_domain', '=', 'reply.to_domain')
      .whereRef('other.test_id', '!=', 'reply.test_id')
      .where('other.state', '=', DUE)
      .where('other.lease_token', 'is not', null)
      .where('other.due_at', '>', now),
  );
}

export async function leaseReply(
  db: Kysely<Tables>,
  now: number,
  leaseUntil: number,
  token: string,
  except: readonly string[],
  oneADomain: boolean,
): Promise<LeasedReply | null> {
  const row = await db
    .updateTable('reply')
    .set((eb) => ({
      lease_token: token,
      due_at: leaseUntil,
      attempts: eb('attempts', '+', 1),
      first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(now)),
    }))
    .where('test_id', '=', (eb) =>
      eb
        .selectFrom('reply')
        .select('test_id')
        .where('state', '=', DUE)
        .where('due_at', '<=', now)
        .where('to_domain', 'not in', except)
        .$if(oneADomain, (qb) => qb.where((eb) => eb.not(isHeld(eb, now))))
        .orderBy('due_at')
        .orderBy('test_id')
        .limit(1),
    )
    // Said twice: see takePending.
    .where('state', '=', DUE)
    .where('due_at', '<=', now)
    .returning(['test_id', 'kind', 'to_local', 'to_domain', 'attempts', 'first_tried_at'])
    .executeTakeFirst();
  if (!row) return null;
  return {
    testId: row.test_id,
    kind: row.kind,
    to: { local: row.to_local, domain: row.to_domain },
    token,
    attempts: row.attempts,
    firstTriedAt: row.first_tried_at,
  };
}

/** Only the holder of the lease changes the row. True when it did. */
async function settle(
  db: Kysely<Tables>,
  reply: LeasedReply,
  change: Partial<ReplyRow>,
): Promise<boolean> {
  const result = await db
    .updateTable('reply')
    .set({ ...change, lease_token: null })
    .where('test_id', '=', reply.testId)
    .where('lease_token', '=', reply.token)
    .where('state', '=', DUE)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function replySent(db: Kysely<Tables>, reply: LeasedReply, at: number): Promise<boolean> {
  return settle(db, reply, { state: 'sent', sent_at: at, trouble: null });
}

export async function renewReply(
  db: Kysely<Tables>,
  reply: LeasedReply,
  leaseUntil: number,
): Promise<boolean> {
  const result = await db
    .updateTable('reply')
    .set({ due_at: leaseUntil })
    .where('test_id', '=', reply.testId)
    .where('lease_token', '=', reply.token)
    .where('state', '=', DUE)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function replyLater(
  db: Kysely<Tables>,
  reply: LeasedReply,
  dueAt: number,
  trouble: string,
): Promise<boolean> {
  return settle(db, reply, { due_at: dueAt, trouble });
}

export function returnReply(
  db: Kysely<Tables>,
  reply: LeasedReply,
  dueAt: number,
): Promise<boolean> {
  return settle(db, reply, {
    due_at: dueAt,
    attempts: reply.attempts - 1,
    ...(reply.attempts === 1 ? { first_tried_at: null } : {}),
  });
}

export function replyFailed(
  db: Kysely<Tables>,
  reply: LeasedReply,
  trouble: string,
): Promise<boolean> {
  return settle(db, reply, { state: 'failed', trouble });
}

export async function nextReplyAt(
  db: Kysely<Tables>,
  except: readonly string[],
  oneADomain: boolean,
  now: number,
): Promise<number | null> {
  const row = await db
    .selectFrom('reply')
    .select((eb) => eb.fn.min('due_at').as('at'))
    .where('state', '=', DUE)
    .where('to_domain', 'not in', except)
    // The lease of the other one is in the table as well: its end is when this one could be leased.
    .$if(oneADomain, (qb) =>
      qb.where((eb) => eb.or([eb('lease_token', 'is not', null), eb.not(isHeld(eb, now))])),
    )
    .executeTakeFirst();
  return row?.at ?? null;
}

/** What waits: replies that are owed, and tests whose verdict is awaited; with the age of the oldest. */
export async function readBacklog(db: Kysely<Tables>, now: number): Promise<Backlog> {
  const replies = await db
    .selectFrom('reply')
    .innerJoin('test', 'test.id', 'reply.test_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.min('test.received_at').as('oldest'),
    ])
    .where('reply.state', '=', DUE)
    .executeTakeFirst();
  const verdicts = await db
    .selectFrom('test')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('received_at').as('oldest')])
    .where('state', '=', sql.lit<TestState>('pending'))
    .executeTakeFirst();
  const waiting = (row: { count: number; oldest: number | null } | undefined) => ({
    count: Number(row?.count ?? 0),
    oldestMs: row?.oldest == null ? 0 : Math.max(0, now - Number(row.oldest)),
  });
  return { replies: waiting(replies), verdicts: waiting(verdicts) };
}

/** For an engine with one owner, at its start: whoever held a lease or verified a test is dead, so none need be waited for. */
export async function reclaim(db: Kysely<Tables>, now: number): Promise<void> {
  await db
    .updateTable('reply')
    .set({ lease_token: null, due_at: now })
    .where('state', '=', DUE)
    .where('lease_token', 'is not', null)
    .execute();
  await db
    .updateTable('test')
    .set({ visible_at: 0 })
    .where('state', '=', sql.lit<TestState>('pending'))
    .execute();
}
