// Everything an engine is asked, by name: what runs inside one transaction, and whether that must be on disk before the caller
// hears of it. Arguments and results are text, numbers and octets, so that they can cross to the thread that holds the engine.
import type { Kysely } from 'kysely';
import { purgeExpired, purgeMessages, purgeTests, restampFuture } from './expiry.ts';
import { isSuppressed, suppress, takeLimits } from './limit-counters.ts';
import {
  belongsToAddress,
  countArrivals,
  deletePage,
  purgePages,
  readArrivals,
  readPage,
  readPageByToken,
  readShared,
  savePage,
  shareReport,
  unshareReport,
} from './test-addresses.ts';
import {
  leaseReply,
  nextReplyAt,
  readBacklog,
  reclaim,
  renewReply,
  replyFailed,
  replyLater,
  replySent,
  returnReply,
} from './replies.ts';
import { readReport } from './reports.ts';
import type { Tables } from './tables.ts';
import {
  countAttempt,
  readMessage,
  readTest,
  saveFinished,
  saveForward,
  savePending,
  takePending,
} from './messages.ts';

/** The engine answers and can write: a row is rewritten. */
async function ping(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('counter').where('key', '=', 'ping').execute();
  await db.insertInto('counter').values({ key: 'ping', used: 0, resets_at: 0 }).execute();
}

export const operations = {
  saveFinished,
  savePending,
  saveForward,
  takePending,
  countAttempt,
  readTest,
  readMessage,
  readReport,
  leaseReply,
  replySent,
  replyLater,
  returnReply,
  replyFailed,
  nextReplyAt,
  readBacklog,
  reclaim,
  renewReply,
  savePage,
  readPage,
  readPageByToken,
  readArrivals,
  countArrivals,
  belongsToAddress,
  deletePage,
  shareReport,
  unshareReport,
  readShared,
  suppress,
  isSuppressed,
  takeLimits,
  purgeMessages,
  purgeTests,
  purgePages,
  purgeExpired,
  restampFuture,
  ping,
} satisfies Record<string, (db: Kysely<Tables>, ...args: never[]) => Promise<unknown>>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationArgs<N extends OperationName> =
  Parameters<Operations[N]> extends [unknown, ...infer A] ? A : never;
export type OperationResult<N extends OperationName> = Awaited<ReturnType<Operations[N]>>;

/** Runs one operation in a transaction of the engine. Rejects with `StoreError` when the engine cannot. */
export type Call = <N extends OperationName>(
  name: N,
  ...args: OperationArgs<N>
) => Promise<OperationResult<N>>;

/**
 * Operations whose loss in a power cut harms nobody: a lease or an attempt that is forgotten is made again, a point that is forgotten belongs to a
 * message that was not acknowledged yet: its save comes later in the same log, and takes the point to disk with itself.
 */
export const RELAXED: ReadonlySet<OperationName> = new Set<OperationName>([
  'takeLimits',
  'leaseReply',
  'renewReply',
  'returnReply',
  'takePending',
  'countAttempt',
  'reclaim',
  'ping',
  'readTest',
  'readMessage',
  'readReport',
  'nextReplyAt',
  'readBacklog',
  'readPage',
  'readPageByToken',
  'readArrivals',
  'countArrivals',
  'belongsToAddress',
  'readShared',
  'isSuppressed',
  'purgeExpired',
]);
