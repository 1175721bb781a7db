// Data directories of every released schema: opened by this version with all that was in them; a newer one is refused in one line.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { migrations } from '../../src/store/migrations.ts';
import { DATABASE_FILE } from '../../src/store/sqlite/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { runHere } from '../cli/run-here.ts';
import { accepted, reported } from './items.ts';

const NAMES = Object.keys(migrations('blob')).toSorted();
const ID = '0123456789abcdefghjkmnpqrs';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailassay-upgrade-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A data directory as the version with that schema left it: a judged test with its message, and a reply that is owed. */
async function written(schema: string): Promise<string> {
  const dataDir = await mkdtemp(join(folder, 'data-'));
  const db = new Sqlite(join(dataDir, DATABASE_FILE));
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
  const { error } = await new Migrator({
    db: kysely,
    provider: { getMigrations: async () => migrations('blob') },
  }).migrateTo(schema);
  expect(error).toBeUndefined();
  const { receivedAt, envelope, answer, message } = accepted(ID);
  const insert = (table: string, row: Record<string, unknown>): void => {
    const columns = Object.keys(row);
    db.prepare(
      `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    ).run(...Object.values(row));
  };
  insert('test', {
    id: ID,
    received_at: receivedAt,
    state: 'done',
    attempts: 0,
    visible_at: 0,
    envelope: JSON.stringify(envelope),
    answer: JSON.stringify(answer),
    report: JSON.stringify(reported(ID)),
  });
  insert('message', { test_id: ID, received_at: receivedAt, content: Buffer.from(message) });
  insert('reply', {
    test_id: ID,
    kind: 'full',
    to_local: 'admin',
    to_domain: 'good.example',
    state: 'due',
    due_at: 1,
    attempts: 0,
  });
  await kysely.destroy();
  return dataDir;
}

test.each(NAMES)('a data directory of schema %s', async (schema) => {
  const store = await openSqliteStore({ dataDir: await written(schema), clock: systemClock });
  try {
    expect(await store.report(ID)).toEqual({ state: 'done', report: reported(ID) });
    expect(Buffer.from((await store.message(ID)) ?? []).equals(accepted(ID).message)).toBe(true);
    expect((await store.test(ID))?.envelope).toEqual(accepted(ID).envelope);
    expect(await store.leaseReply(2, 3, 'token')).toMatchObject({ testId: ID, kind: 'full' });
  } finally {
    await store[Symbol.asyncDispose]();
  }
});

test('one of a newer version is refused in one line', async () => {
  const dataDir = await written(NAMES.at(-1) ?? '');
  const db = new Sqlite(join(dataDir, DATABASE_FILE));
  db.prepare('insert into kysely_migration (name, timestamp) values (?, ?)').run(
    '9999-of-tomorrow',
    new Date().toISOString(),
  );
  db.close();
  const { code, stdout, stderr } = await runHere(['serve'], {
    DATA_DIR: dataDir,
    SMTP_PORT: '0',
    HTTP_PORT: '0',
  });
  expect([code, stdout, stderr]).toEqual([
    1,
    '',
    `mailassay: data directory ${dataDir} was written by a newer version of mailassay; install that one, or restore a backup\n`,
  ]);
});
