// The tables of a data directory for whoever copies them whole: no service may use it meanwhile.
import { pid } from 'node:process';
import { Kysely, SqliteDialect } from 'kysely';
import type { Tables } from '../tables.ts';
import { SqliteEngine } from './engine.ts';
import { openDatabase } from './open.ts';

/** Throws `StoreOpenError`, also when a service has it. */
export async function openSqliteTables(
  dataDir: string,
): Promise<{ name: string; db: Kysely<Tables>; close(): Promise<void> }> {
  const opening = { dataDir, maxBytes: 0, pid };
  // Brings the tables up to date.
  (await SqliteEngine.open(opening)).close();
  const raw = openDatabase(opening);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) });
  return { name: dataDir, db, close: () => db.destroy() };
}
