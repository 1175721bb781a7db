// Runs operations on an open database, several that wait together in one transaction: one flush to disk then serves them all.
// Synchronous underneath; it lives in a thread of its own, so that a slow disk stops no connection.
import type Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../migrations.ts';
import { operations, RELAXED, type OperationName } from '../operations.ts';
import type { Tables } from '../tables.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { openDatabase, setDurable, type Opening } from './open.ts';

/** Of a megabyte: what shrinking leaves free, and what it gives back before others have their turn. */
const MIN_FREE_PAGES = 256;
const PAGES_AT_ONCE = 256;

/** One thing asked of the engine. */
export interface Asked {
  name: OperationName;
  args: unknown[];
}

export type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown };

/** Kysely prepares a statement for each run; measured, that is two thirds of a query's time. */
function preparingOnce(raw: Sqlite.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => undefined,
    prepare(text) {
      let statement = prepared.get(text);
      if (!statement) {
        statement = raw.prepare(text) as unknown as SqliteStatement;
        prepared.set(text, statement);
      }
      return statement;
    },
  };
}

export class SqliteEngine {
  readonly #raw: Sqlite.Database;
  readonly #db: Kysely<Tables>;
  #durable = true;

  private constructor(raw: Sqlite.Database) {
    this.#raw = raw;
    this.#db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparingOnce(raw) }) });
  }

  /** Throws `StoreOpenError`. */
  static async open(opening: Opening): Promise<SqliteEngine> {
    const engine = new SqliteEngine(openDatabase(opening));
    try {
      await engine.#migrate(opening.dataDir);
    } catch (error) {
      engine.close();
      throw error;
    }
    return engine;
  }

  async #migrate(dataDir: string): Promise<void> {
    const migrator = new Migrator({
      db: this.#db,
      provider: { getMigrations: async () => migrations('blob') },
    });
    // Kysely takes SQLite's schema changes for not transactional; they are, and half a migration must not survive a crash.
    await this.#transaction(true, async () => {
      const { error } = await migrator.migrateToLatest();
      if (error instanceof Error && /corrupted migrations/.test(error.message)) {
        throw new StoreOpenError(
          'newer',
          `data directory ${dataDir} was written by a newer version of mailassay; install that one, or restore a backup`,
        );
      }
      if (error) throw error;
    });
  }

  async #transaction<T>(durable: boolean, work: () => Promise<T>): Promise<T> {
    if (durable !== this.#durable) {
      setDurable(this.#raw, durable);
      this.#durable = durable;
    }
    this.#raw.exec('BEGIN IMMEDIATE');
    try {
      const result = await work();
      this.#raw.exec('COMMIT');
      return result;
    } finally {
      // After some errors (disk full, I/O) SQLite has rolled back by itself.
      if (this.#raw.inTransaction) this.#raw.exec('ROLLBACK');
    }
  }

  async #one({ name, args }: Asked): Promise<unknown> {
    const operation = operations[name] as (
      db: Kysely<Tables>,
      ...args: unknown[]
    ) => Promise<unknown>;
    return operation(this.#db, ...args);
  }

  /** One outcome for each, in order. If the common transaction fails, each gets its own, so that the one at fault is alone. */
  async run(batch: readonly Asked[]): Promise<Outcome[]> {
    const durable = batch.some((asked) => !RELAXED.has(asked.name));
    try {
      return await this.#transaction(durable, async () => {
        const outcomes: Outcome[] = [];
        for (const asked of batch) outcomes.push({ ok: true, value: await this.#one(asked) });
        return outcomes;
      });
    } catch (error) {
      if (batch.length === 1) return [{ ok: false, error }];
      const outcomes: Outcome[] = [];
      for (const asked of batch) outcomes.push(...(await this.run([asked])));
      return outcomes;
    }
  }

  /**
   * Gives some of the room that deleted rows have left back to the disk, and says whether there is more. A quarter of what is in use stays
   * free, since the next messages need it again.
   */
  shrink(): boolean {
    const number = (name: string): number => Number(this.#raw.pragma(name, { simple: true }));
    const free = number('freelist_count');
    const kept = Math.max(MIN_FREE_PAGES, Math.floor((number('page_count') - free) / 4));
    if (number('auto_vacuum') === 0 || free <= kept) return false;
    this.#raw.pragma(`incremental_vacuum(${Math.min(PAGES_AT_ONCE, free - kept)})`);
    return free - kept > PAGES_AT_ONCE;
  }

  /** Deleted octets are overwritten in the database (secure_delete); this empties the log, which still has them. */
  scrub(): void {
    this.#raw.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Copies the database into a file page by page, between the work; what is written meanwhile is in the copy. */
  async copyTo(file: string): Promise<void> {
    await this.#raw.backup(file);
  }

  /** Writes the log back into the database and gives up the lock. */
  close(): void {
    this.#raw.close();
  }
}
