// The tables of a database on PostgreSQL for whoever copies them whole: no node may use them meanwhile.
import { Kysely, PostgresDialect, sql } from 'kysely';
import { StoreOpenError } from '../store-open-error.ts';
import type { Tables } from '../tables.ts';
import { clientConfig, ConnectionPool } from './pool.ts';
import { prepareTables } from './store.ts';
import { readDatabaseUrl } from './url.ts';

const TIMES = { statementMs: 60_000, lockMs: 10_000, answerMs: 65_000 };

export interface RawDatabase {
  /** For lines people read. */
  name: string;
  db: Kysely<Tables>;
  close(): Promise<void>;
}

/** Throws `StoreOpenError`, also when a node is connected. */
export async function openPostgresTables(url: string): Promise<RawDatabase> {
  const server = { ...readDatabaseUrl(url), applicationName: 'mailassay-migrate' };
  const usesTls = await prepareTables(server);
  const pool = new ConnectionPool(clientConfig(server, usesTls, TIMES), 2);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { options: {}, connect: () => pool.connect() as never, end: () => pool.end() },
    }),
  });
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM pg_stat_activity
    WHERE application_name = 'mailassay' AND datname = current_database()`.execute(db);
  if ((rows[0]?.count ?? 0) > 0) {
    await pool.end();
    throw new StoreOpenError(
      'in-use',
      `the database ${server.name} is in use by a mailassay node; stop all nodes first`,
    );
  }
  return { name: server.name, db, close: () => pool.end() };
}
