// Deletes what is past its time, a few rows a transaction so that nobody waits behind a purge. What is still owed stays:
// a test without its verdict and a reply that is due keep what they need, for at most the day until they are given up.
import { sql, type Kysely } from 'kysely';
import { deleteTests } from './test-addresses.ts';
import type { ReplyState, Tables, TestState } from './tables.ts';

/** Messages are up to 10 MiB each, and their octets are overwritten. */
const MESSAGES_AT_ONCE = 8;
const TESTS_AT_ONCE = 200;

/** Nodes' clocks differ a little. */
const FUTURE_TOLERANCE_MS = 3_600_000;

const DUE = sql.lit<ReplyState>('due');

/** How many were deleted; 0 when none is left. */
export async function purgeMessages(db: Kysely<Tables>, before: number): Promise<number> {
  const gone = await db
    .deleteFrom('message')
    .where('test_id', 'in', (eb) =>
      eb
        .selectFrom('message as m')
        .select('m.test_id')
        .where('m.received_at', '<', before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('test')
                .select('test.id')
                .whereRef('test.id', '=', 'm.test_id')
                .where('test.state', '=', sql.lit<TestState>('pending'))
                .where('test.attempts', '<', 2),
            ),
          ),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('reply')
                .select('reply.test_id')
                .whereRef('reply.test_id', '=', 'm.test_id')
                .where('reply.state', '=', DUE)
                .where('reply.kind', '=', sql.lit<'forward'>('forward')),
            ),
          ),
        )
        .orderBy('m.received_at')
        .limit(MESSAGES_AT_ONCE),
    )
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}

/** Tests with their reports and settled replies; their messages must be gone already. */
export async function purgeTests(db: Kysely<Tables>, before: number): Promise<number> {
  const old = await db
    .selectFrom('test')
    .select('test.id')
    .where('test.received_at', '<', before)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('message')
            .select('message.test_id')
            .whereRef('message.test_id', '=', 'test.id'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('reply')
            .select('reply.test_id')
            .whereRef('reply.test_id', '=', 'test.id')
            .where('reply.state', '=', DUE),
        ),
      ),
    )
    .orderBy('test.received_at')
    .limit(TESTS_AT_ONCE)
    .execute();
  if (old.length === 0) return 0;
  await deleteTests(
    db,
    old.map((row) => row.id),
  );
  return old.length;
}

/**
 * What a clock that ran ahead has stamped would outlive its time by as much. It is taken as received now, when its true age can
 * not be known any more; so nothing lives longer than its time from here.
 */
export async function restampFuture(db: Kysely<Tables>, now: number): Promise<void> {
  const ahead = now + FUTURE_TOLERANCE_MS;
  for (const table of ['test', 'message', 'arrival'] as const) {
    await db
      .updateTable(table)
      .set({ received_at: now })
      .where('received_at', '>', ahead)
      .execute();
  }
}

/** Counters and suppressions that no longer say anything. */
export async function purgeExpired(db: Kysely<Tables>, now: number): Promise<void> {
  await db.deleteFrom('counter').where('resets_at', '<=', now).execute();
  await db.deleteFrom('suppression').where('until', '<=', now).execute();
}
