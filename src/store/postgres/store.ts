// The shared store: PostgreSQL, for any number of nodes. A server that is not there yet at the start is waited for a while; one that
// refuses us (a wrong password, no such database) stops the start with one line.
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { Client } from 'pg';
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import { createStore } from '../encoding-store.ts';
import type { Notices } from '../notices.ts';
import type { Store } from '../store.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { PostgresEngine } from './engine.ts';
import { codeOf } from './errors.ts';
import { known, migrate, type Known } from './migrations.ts';
import { clientConfig, ConnectionPool, findTls } from './pool.ts';
import { PostgresNotices } from './notices.ts';
import { readDatabaseUrl, type Server } from './url.ts';

export interface PostgresOptions {
  url: string;
  clock: Clock;
  log: Log;
  /** How long a server that is not there is waited for. */
  patienceMs?: number;
  /** Tests run the migrations of other releases. */
  schema?: Known;
}

const PATIENCE_MS = 20_000;
const AGAIN_MS = 500;
/** Another node may be changing large tables. */
const MIGRATION_TIMES = { statementMs: 0, lockMs: 0, answerMs: 0 };
/** Any number, the same in all releases. */
const MIGRATION_LOCK = 7_224_651_309;

/** The server is starting, or is full: both pass. Names are not known yet where containers start together. */
const NOT_YET =
  /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|57P03|57P01|53300|25006)$/;

function isNotYet(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isNotYet);
  return (
    NOT_YET.test(codeOf(error)) ||
    (error instanceof Error && /timeout expired|terminated|timeout exceeded/i.test(error.message))
  );
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return textOf(error.errors[0]);
  return error instanceof Error ? error.message || codeOf(error) : String(error);
}

/** Repeats `work` while the server is not there yet. */
async function patiently<T>(
  work: () => Promise<T>,
  { server, log, patienceMs }: { server: Server; log: Log; patienceMs: number },
): Promise<T> {
  let isTold = false;
  for (let left = patienceMs; ; left -= AGAIN_MS) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreOpenError) throw error;
      if (!isNotYet(error) || left <= 0)
        throw new StoreOpenError(
          'not-reachable',
          `cannot use the database ${server.name} (DATABASE_URL): ${textOf(error)}`,
        );
      if (!isTold) log.warn({ problem: textOf(error) }, 'waiting for PostgreSQL');
      isTold = true;
      await pause(AGAIN_MS);
    }
  }
}

/** One node after the other brings the tables up to date. Says whether TLS is used. */
export async function prepareTables(server: Server, schema: Known = known()): Promise<boolean> {
  const usesTls = await findTls(server);
  const config = clientConfig(server, usesTls, MIGRATION_TIMES);
  const guard = new Client(config);
  guard.on('error', () => undefined);
  await guard.connect();
  const pool = new ConnectionPool(config, 2);
  const db = new Kysely<never>({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => pool.connect() as never, end: () => pool.end() },
    }),
  });
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(db, server.name, schema);
  } finally {
    await pool.end();
    await guard.end().catch(() => undefined);
  }
  return usesTls;
}

/** Throws `StoreOpenError` when the server refuses us, does not come in time, or was changed by a later version. */
export async function openPostgresStore({
  url,
  clock,
  log,
  patienceMs = PATIENCE_MS,
  schema = known(),
}: PostgresOptions): Promise<{ store: Store; notices: Notices }> {
  const server = readDatabaseUrl(url);
  const usesTls = await patiently(() => prepareTables(server, schema), { server, log, patienceMs });
  const config = clientConfig(server, usesTls);
  const notices = new PostgresNotices(config, log);
  await notices.connect();
  const store = createStore(new PostgresEngine(new ConnectionPool(config), log), clock);
  return { store, notices };
}
