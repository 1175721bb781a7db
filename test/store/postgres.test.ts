// What PostgreSQL alone can get wrong: several nodes at once, a server that is away, silent, read-only or full, tables of another
// release, and what the URL says of TLS.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { fixedClock } from '../../src/runtime/clock.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { selfSignedCertificate } from '../../src/service/self-signed.ts';
import { known, type Known } from '../../src/store/postgres/migrations.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { StoreError, type Store } from '../../src/store/store.ts';
import { accepted, NOW, owed, pageTest, reported } from './items.ts';
import { makeSchema, startPostgres, type PostgresServer, type Schema } from './postgres-server.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const clock = fixedClock(NOW);
const stores: Store[] = [];

/** The listening connection is another test's. */
async function open(
  url: string,
  more: { schema?: Known; patienceMs?: number } = {},
): Promise<Store> {
  const { store, notices } = await openPostgresStore({ url, clock, log: silentLog, ...more });
  await notices[Symbol.asyncDispose]();
  stores.push(store);
  return store;
}
const closeAll = async (): Promise<void> => {
  await Promise.all(stores.splice(0).map((store) => store[Symbol.asyncDispose]()));
};

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const works = (store: Store): Promise<boolean> =>
  store.ping().then(
    () => true,
    () => false,
  );

describe('nodes on one database', () => {
  let schema: Schema;
  beforeEach(async () => {
    schema = await makeSchema(inject('postgresUrl'));
  });
  afterEach(async () => {
    await closeAll();
    await schema.remove();
  });

  test('a schema of its own beside another of the same database', async () => {
    const beside = await makeSchema(inject('postgresUrl'));
    for (const { url } of [schema, beside]) {
      const { store, notices } = await openPostgresStore({
        url,
        clock: { now: () => NOW },
        log: silentLog,
      });
      expect(await store.report('nobody')).toBeNull();
      await notices[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    }
    await beside.remove();
  });

  test('four that start at once on an empty database all start, and share everything', async () => {
    const nodes = await Promise.all([1, 2, 3, 4].map(() => open(schema.url)));
    const [a, b] = nodes as [Store, Store];
    await a.saveFinished(accepted('a'), reported('a'), owed('a'));
    expect((await b.report('a'))?.state).toBe('done');
    const limit = [{ key: 'k', points: 7, windowSeconds: 60 }];
    const taken = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => await nodes[i % 4]?.takeLimits(limit, NOW)),
    );
    expect(taken.filter(Boolean)).toHaveLength(7);
    const leases = await Promise.all(
      Array.from(
        { length: 20 },
        async (_, i) => await nodes[i % 4]?.leaseReply(NOW, NOW + 1000, `${i}`),
      ),
    );
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
  });

  test('a page that is deleted on one node keeps nothing of a mail that another is keeping', async () => {
    const [a, b] = [await open(schema.url), await open(schema.url)];
    for (let round = 0; round < 20; round += 1) {
      const id = `m${round}`;
      await a.savePage(pageTest(`p${round}`));
      const mail = accepted(id, { tokens: [`token-p${round}`] });
      await Promise.all([a.saveFinished(mail, reported(id), owed(id)), b.deletePage(`p${round}`)]);
      expect(await a.report(id)).toBeNull();
      expect(await a.message(id)).toBeNull();
    }
    expect(await a.nextReplyAt()).toBeNull();
  });

  test('text with NUL, which PostgreSQL has not, finds nothing and is kept without', async () => {
    const store = await open(schema.url);
    expect(await store.report('a\0b')).toBeNull();
    await store.savePage(pageTest('p', { label: 'a\0b' }));
    expect((await store.page('p'))?.label).toBe('a\ufffdb');
  });

  const addsColumn = (name: string): Known['all'] => ({
    ...known().all,
    [name]: {
      async up(db: Kysely<unknown>) {
        await sql`ALTER TABLE test ADD COLUMN added text`.execute(db);
        await sql`CREATE TABLE added (id text PRIMARY KEY)`.execute(db);
      },
    },
  });

  test('an old and a new node run side by side; the old one starts again; what a release removes ends that', async () => {
    const older = await open(schema.url);
    await older.saveFinished(accepted('a'), reported('a'), owed('a'));
    const all = addsColumn('9001-added');
    const newer = await open(schema.url, { schema: { all, contracts: new Set() } });
    await older.saveFinished(accepted('b'), reported('b'), owed('b'));
    await newer.saveFinished(accepted('c'), reported('c'), owed('c'));
    for (const store of [older, newer])
      for (const id of ['a', 'b', 'c']) expect((await store.report(id))?.state).toBe('done');
    const again = await open(schema.url);
    expect((await again.report('c'))?.state).toBe('done');

    const next = { ...all, '9002-removed': { async up() {} } };
    await open(schema.url, { schema: { all: next, contracts: new Set(['9002-removed']) } });
    await expect(open(schema.url)).rejects.toThrow('was changed by a later version');
    // Those that run go on, and a release later starts.
    await older.saveFinished(accepted('d'), reported('d'), null);
    await open(schema.url, { schema: { all: next, contracts: new Set() } });
  });
});

describe('a server in trouble', () => {
  let server: PostgresServer;
  let proxy: TcpProxy;
  let store: Store;
  let schema: Schema;
  const administer = (text: string) => schema.query(text);

  beforeAll(async () => {
    server = await startPostgres(['max_connections=12', 'superuser_reserved_connections=3']);
  });
  afterAll(async () => {
    await server.remove();
  });
  beforeEach(async () => {
    schema = await makeSchema(server.url);
    proxy = await startTcpProxy(server.port);
    const url = new URL(schema.url);
    url.port = String(proxy.port);
    store = await open(url.href);
  });
  afterEach(async () => {
    await closeAll();
    await proxy.close();
    await schema.remove();
  });

  test('away: says so, keeps what it acknowledged, comes back by itself', async () => {
    await store.saveFinished(accepted('a'), reported('a'), owed('a'));
    await server.stop('SIGQUIT');
    await expect(store.savePending(accepted('b'))).rejects.toMatchObject({ kind: 'away' });
    await expect(store.ping()).rejects.toBeInstanceOf(StoreError);
    expect(await store.takeLimits([{ key: 'k', points: 1, windowSeconds: 60 }], NOW)).toBe(false);
    await server.start();
    await until(() => works(store));
    expect((await store.report('a'))?.state).toBe('done');
    await store.savePending(accepted('c'));
  });

  test('silent: callers hear of it in time, and those after them at once', async () => {
    proxy.set('silent');
    await expect(store.savePending(accepted('a'))).rejects.toMatchObject({ kind: 'away' });
    const all = Array.from({ length: 50 }, (_, i) => store.savePending(accepted(`s${i}`)));
    expect((await Promise.allSettled(all)).every(({ status }) => status === 'rejected')).toBe(true);
    proxy.set('open');
    await until(() => works(store));
    await store.savePending(accepted('b'));
  });

  test('what was kept although nobody heard of it is taken back; what was acknowledged is not', async () => {
    await store.savePending(accepted('kept'));
    proxy.set('unanswered');
    const lost = Promise.allSettled([
      store.saveFinished(accepted('lost'), reported('lost'), owed('lost')),
      store.saveFinished(accepted('kept'), reported('kept'), owed('kept')),
    ]);
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const both = await administer("SELECT id FROM test WHERE report IS NOT NULL OR id = 'lost'");
    proxy.set('open');
    await until(() => works(store));
    expect(both.length).toBeGreaterThan(0);
    expect(await store.report('lost')).toBeNull();
    expect(await store.report('kept')).not.toBeNull();
    const replies = await administer('SELECT test_id FROM reply');
    expect(replies.every((row) => (row as { test_id: string }).test_id !== 'lost')).toBe(true);
  });

  test('read-only, as a standby is: away until it takes writes', async () => {
    await administer('ALTER SYSTEM SET default_transaction_read_only = on');
    await administer('SELECT pg_reload_conf()');
    await until(async () => !(await works(store)));
    await expect(store.savePending(accepted('a'))).rejects.toMatchObject({ kind: 'away' });
    await administer('ALTER SYSTEM RESET default_transaction_read_only');
    await administer('SELECT pg_reload_conf()');
    await until(() => works(store));
  });

  test('out of connections: goes on with those it has', async () => {
    const others = await Promise.all(Array.from({ length: 7 }, () => makeClient(schema.url)));
    const ids = Array.from({ length: 40 }, (_, i) => `o${i}`);
    await Promise.all(ids.map((id) => store.saveFinished(accepted(id), reported(id), null)));
    await Promise.all(others.map((end) => end()));
  });
});

async function makeClient(connectionString: string): Promise<() => Promise<void>> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString });
  await client.connect();
  return () => client.end();
}

describe('the URL', () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mailassay-tls-'));
    const day = 86_400_000;
    const validity = { from: new Date(NOW - day), to: new Date(NOW + 9000 * day) };
    const { cert, key } = await selfSignedCertificate('localhost', validity);
    const other = await selfSignedCertificate('localhost', validity);
    await writeFile(join(folder, 'cert.pem'), cert);
    await writeFile(join(folder, 'other.pem'), other.cert);
    await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 });
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'nobody', folder]);
    server = await startPostgres([
      'ssl=on',
      `ssl_cert_file=${join(folder, 'cert.pem')}`,
      `ssl_key_file=${join(folder, 'key.pem')}`,
    ]);
  });
  afterAll(async () => {
    await server.remove();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(closeAll);

  const CASES: [string, string, 'ok' | RegExp][] = [
    ['nothing said', '', 'ok'],
    ['disable', 'sslmode=disable', 'ok'],
    ['require', 'sslmode=require', 'ok'],
    ['verify-full with its certificate', 'sslmode=verify-full&sslrootcert=CERT', 'ok'],
    ['verify-ca with its certificate', 'sslmode=verify-ca&sslrootcert=CERT', 'ok'],
    ['verify-full without', 'sslmode=verify-full', /certificate/],
    ['require with that of another', 'sslmode=require&sslrootcert=OTHER', /certificate/],
    [
      'a file that is not there',
      'sslmode=verify-full&sslrootcert=/nowhere',
      /cannot read \/nowhere/,
    ],
  ];
  test.each(CASES)('%s', async (_, query, expected) => {
    const parameters = query
      .replace('CERT', join(folder, 'cert.pem'))
      .replace('OTHER', join(folder, 'other.pem'));
    const opening = open(`postgres://postgres@localhost:${server.port}/postgres?${parameters}`, {
      patienceMs: 0,
    });
    if (expected === 'ok') expect(await works(await opening)).toBe(true);
    else await expect(opening).rejects.toThrow(expected);
    const used = await encrypted(server.url);
    if (expected === 'ok') expect(used).toBe(query !== 'sslmode=disable');
  });

  test('a server that refuses us, or is not there, is told in one line without the password', async () => {
    const wrong = `postgres://postgres:secret@127.0.0.1:${server.port}/nothere`;
    await expect(open(wrong)).rejects.toThrow(
      `cannot use the database 127.0.0.1:${server.port}/nothere (DATABASE_URL): database "nothere" does not exist`,
    );
    const away = open('postgres://x:secret@127.0.0.1:1/y', { patienceMs: 0 });
    await expect(away).rejects.toThrow(
      /^cannot use the database 127\.0\.0\.1:1\/y \(DATABASE_URL\): .*ECONNREFUSED/,
    );
  });
});

/** Whether the sessions of ours are. */
async function encrypted(url: string): Promise<boolean> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ ssl: boolean }>(
      "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'mailassay'",
    )
    .finally(() => client.end());
  return rows.length > 0 && rows.every(({ ssl }) => ssl);
}
