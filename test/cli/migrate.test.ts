// `migrate` as operators run it: from a data directory to PostgreSQL and back, broken off and begun again, with nothing lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/runtime/clock.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { copyTables } from '../../src/store/copy-tables.ts';
import { openPostgresTables } from '../../src/store/postgres/raw.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { openSqliteTables } from '../../src/store/sqlite/raw.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import { run } from '../service/serve.ts';
import { accepted, NOW, owed, pageTest, reported } from '../store/items.ts';
import {
  makeSchema,
  startPostgres,
  type PostgresServer,
  type Schema,
} from '../store/postgres-server.ts';

const clock = systemClock;
let server: PostgresServer;
let schema: Schema;
let folder: string;
beforeEach(async () => {
  // Of its own: it asks whether any node is connected.
  server = await startPostgres();
  schema = await makeSchema(server.url);
  folder = await mkdtemp(join(tmpdir(), 'mailassay-migrate-'));
});
afterEach(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

const COUNT = 30;
const bytes = (n: number): Uint8Array => new Uint8Array(40_000).map((_, i) => (i * 7 + n) & 255);

async function fill(store: Store): Promise<void> {
  await store.savePage(pageTest('p'));
  for (let n = 0; n < COUNT; n += 1) {
    const id = `m${n}`;
    const mail = accepted(id, {
      message: bytes(n),
      ...(n % 3 === 0 ? { tokens: ['token-p'] } : {}),
    });
    if (n % 10 === 9) await store.savePending(mail);
    else await store.saveFinished(mail, reported(id), n % 2 === 0 ? owed(id) : null);
  }
  await store.shareReport('m0', 'share-0');
  await store.suppress('a@b.example', NOW + 1e12);
  await store.takeLimits([{ key: 'k', points: 5, windowSeconds: 1e9 }], NOW);
}

async function expectAll(store: Store): Promise<void> {
  for (let n = 0; n < COUNT; n += 1) {
    const id = `m${n}`;
    expect(Buffer.from((await store.message(id)) ?? []).equals(Buffer.from(bytes(n)))).toBe(true);
    const saved = await store.report(id);
    if (n % 10 === 9) expect(saved?.state).toBe('pending');
    else expect(saved).toEqual({ state: 'done', report: reported(id) });
  }
  expect((await store.arrivals('p', 100)).count).toBe(COUNT / 3);
  expect(await store.sharedReport('share-0')).not.toBeNull();
  expect(await store.isSuppressed('a@b.example', NOW)).toBe(true);
  expect((await store.backlog(NOW)).replies.count).toBe(COUNT / 2);
}

test('there and back: everything is there, in two runs if need be, and counted', async () => {
  const there = join(folder, 'a');
  const back = join(folder, 'b');
  {
    await using store = await openSqliteStore({ dataDir: there, clock });
    await fill(store);
    const inUse = await run(['migrate', '--from', there, '--to', schema.url]);
    expect([inUse.code, inUse.stderr]).toEqual([1, expect.stringContaining('is in use')]);
  }
  // Broken off after the tests, before their messages.
  const [from, to] = [await openSqliteTables(there), await openPostgresTables(schema.url)];
  await expect(
    copyTables(from.db, to.db, NOW, ({ table }) => {
      if (table === 'message') throw new Error('broken off');
    }),
  ).rejects.toThrow('broken off');
  await from.close();
  await to.close();

  const first = await run(['migrate', '--from', there, '--to', schema.url]);
  expect(first.stderr).toBe('');
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/^message +0 copied, 30 here, 30 there$/m);
  expect(first.stdout).toMatch(/^reply +15 copied, 15 here, 15 there$/m);
  {
    const opened = await openPostgresStore({ url: schema.url, clock, log: silentLog });
    await using store = opened.store;
    await using _ = opened.notices;
    await expectAll(store);
    const inUse = await run(['migrate', '--from', schema.url, '--to', back]);
    expect([inUse.code, inUse.stderr]).toEqual([
      1,
      expect.stringContaining('stop all nodes first'),
    ]);
  }
  const again = await run(['migrate', '--from', there, '--to', schema.url]);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('use an empty one')]);

  const second = await run(['migrate', '--from', schema.url, '--to', back]);
  expect([second.code, second.stderr]).toEqual([0, '']);
  await using store = await openSqliteStore({ dataDir: back, clock });
  await expectAll(store);
});

test('what cannot be: two of one kind, a malformed URL', async () => {
  const two = await run(['migrate', '--from', folder, '--to', folder]);
  expect([two.code, two.stderr]).toEqual([2, expect.stringContaining('postgres://')]);
  const malformed = await run([
    'migrate',
    '--from',
    folder,
    '--to',
    'postgres://h/d?sslmode=maybe',
  ]);
  expect([malformed.code, malformed.stderr]).toEqual([2, expect.stringContaining('sslmode')]);
});
