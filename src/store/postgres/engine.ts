// Runs operations on PostgreSQL: one at a time on a connection of the pool, each within its time, once more where that is safe. When
// the server gives no answer, callers hear `away` at once until it takes writes again, so that nobody waits for it in a queue.
import { Kysely, PostgresDialect } from 'kysely';
import type { Log } from '../../runtime/log.ts';
import type { Engine } from '../encoding-store.ts';
import {
  operations,
  type Call,
  type OperationArgs,
  type OperationName,
  type OperationResult,
} from '../operations.ts';
import { StoreError } from '../store.ts';
import type { EncodedMessage, Tables } from '../tables.ts';
import { codeOf, storeError, troubleOf } from './errors.ts';
import type { ConnectionPool } from './pool.ts';
import { statements, takeBack } from './statements.ts';

/** A call ends within this; SECURITY.md §7 gives 5 seconds for 451. */
const CALL_MS = 4000;
/** Deleting what is past its time may take longer, nobody waits for it. */
const LONG_CALL_MS = 60_000;
const LONG: ReadonlySet<OperationName> = new Set<OperationName>([
  'purgeMessages',
  'purgeTests',
  'purgePages',
  'purgeExpired',
  'restampFuture',
  'deletePage',
]);
/** Several statements that must hold together. */
const IN_TRANSACTION: ReadonlySet<OperationName> = new Set<OperationName>([
  'deletePage',
  'purgeTests',
]);
const SAVES: ReadonlySet<OperationName> = new Set<OperationName>([
  'saveFinished',
  'savePending',
  'saveForward',
]);
/** Done twice they are not what they are done once: a lost answer is not asked for again. */
const ONCE: ReadonlySet<OperationName> = new Set<OperationName>([
  'takeLimits',
  'leaseReply',
  'takePending',
  'countAttempt',
  'replySent',
  'replyLater',
  'returnReply',
  'replyFailed',
  'deletePage',
]);
const MAX_CONFLICTS = 5;
const PROBE_MS = 500;
/** A statement that was still on its way when its connection was cut is committed or dropped by then. */
const TAKE_BACK_AGAIN_MS = 10_000;

type Run = (db: Kysely<Tables>, ...args: unknown[]) => Promise<unknown>;
const runs: Record<string, unknown> = { ...operations, ...statements };

export class PostgresEngine implements Engine {
  readonly #pool: ConnectionPool;
  readonly #db: Kysely<Tables>;
  readonly #log: Log;
  /** Null while the server answers. */
  #probing: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** Kept and acknowledged before they have a verdict. */
  readonly #acknowledged = new Set<string>();
  /** The sender was told to come again, and yet it may have been kept. */
  readonly #doubtful = new Set<string>();

  constructor(pool: ConnectionPool, log: Log) {
    this.#pool = pool;
    this.#log = log;
    this.#db = new Kysely<Tables>({
      dialect: new PostgresDialect({
        pool: { options: {}, connect: () => pool.connect() as never, end: () => pool.end() },
      }),
    });
  }

  readonly call: Call = (name, ...args) => this.#ask(name, args);

  async #ask<N extends OperationName>(
    name: N,
    args: OperationArgs<N>,
  ): Promise<OperationResult<N>> {
    if (this.#probing !== null) throw new StoreError('away', 'PostgreSQL does not answer');
    const id = SAVES.has(name) ? (args[0] as EncodedMessage).id : null;
    const ms = LONG.has(name) ? LONG_CALL_MS : CALL_MS;
    const asked = this.#attempts(name, args);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new StoreError('away', `no answer from PostgreSQL in ${ms} ms`));
      this.#down();
    }, ms);
    try {
      const value = await Promise.race([asked, late.promise]);
      if (name === 'savePending' && id !== null) this.#acknowledged.add(id);
      else if (id !== null) this.#acknowledged.delete(id);
      if (name === 'takePending' && value !== null)
        this.#acknowledged.add((value as EncodedMessage).id);
      return value as OperationResult<N>;
    } catch (error) {
      asked.catch(() => undefined);
      if (id !== null && !this.#acknowledged.has(id)) this.#doubt(id, error);
      if (error instanceof StoreError) throw error;
      const trouble = troubleOf(error);
      throw trouble === null ? error : storeError(error, trouble);
    } finally {
      clearTimeout(timer);
    }
  }

  async #attempts(name: OperationName, args: unknown[]): Promise<unknown> {
    const run = runs[name] as Run;
    const once = (): Promise<unknown> =>
      IN_TRANSACTION.has(name)
        ? this.#db.transaction().execute((db) => run(db, ...args))
        : run(this.#db, ...args);
    for (let conflicts = 0, losses = 0; ;) {
      try {
        return await once();
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble === 'conflict' && conflicts < MAX_CONFLICTS) conflicts += 1;
        // A connection that was cut while it lay idle: another one may do.
        else if (trouble === 'lost' && losses === 0 && !ONCE.has(name)) losses += 1;
        else {
          if (trouble === 'lost' || codeOf(error) === '25006') this.#down();
          throw error;
        }
      }
    }
  }

  /** Asks until the server takes writes again; meanwhile nobody else does. */
  #down(): void {
    if (this.#probing !== null || this.#isClosed) return;
    this.#log.warn({}, 'PostgreSQL does not answer; messages are put off until it does');
    const probe = (): void => {
      this.#probe().then(
        () => {
          this.#probing = null;
          this.#log.info({}, 'PostgreSQL answers again');
        },
        () => {
          if (!this.#isClosed) this.#probing = setTimeout(probe, PROBE_MS);
        },
      );
    };
    this.#probing = setTimeout(probe, 0);
  }

  async #probe(): Promise<void> {
    await statements.ping(this.#db);
    await this.#takeBack();
  }

  #doubt(id: string, error: unknown): void {
    // The server said that it did not keep it.
    if (!(error instanceof StoreError) && troubleOf(error) !== 'lost') return;
    this.#doubtful.add(id);
    const again = setTimeout(() => {
      this.#doubtful.add(id);
      if (this.#probing === null) void this.#takeBack().catch(() => undefined);
    }, TAKE_BACK_AGAIN_MS);
    again.unref();
  }

  /** So that a message that comes again is not answered twice. */
  async #takeBack(): Promise<void> {
    const ids = [...this.#doubtful];
    if (ids.length === 0) return;
    const count = await takeBack(this.#db, ids);
    for (const id of ids) this.#doubtful.delete(id);
    if (count > 0)
      this.#log.info({ count }, 'messages that were put off had been kept; they were taken back');
  }

  /** The server clears its own files (vacuum). */
  async scrub(): Promise<void> {}

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#probing !== null) clearTimeout(this.#probing);
    const late = setTimeout(() => this.#pool.destroyAll(), CALL_MS);
    await this.#pool.end().finally(() => clearTimeout(late));
  }
}
