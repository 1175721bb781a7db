// What SQLite alone can get wrong: owning the directory, losing what it said it kept, keeping what it said it deleted, a full disk.
import { spawn, type ChildProcess } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../../src/runtime/clock.ts';
import { migrations } from '../../src/store/migrations.ts';
import { packMessage, packReport } from '../../src/store/packing.ts';
import {
  DATABASE_FILE,
  openDatabase,
  OWNER_FILE,
  setDurable,
} from '../../src/store/sqlite/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { StoreError } from '../../src/store/store.ts';
import { encodeTest } from '../../src/store/tables.ts';
import { StoreOpenError } from '../../src/store/store-open-error.ts';
import { accepted, NOW, owed, pageTest, reported } from './items.ts';

const DICTIONARY_1 = '920822b8f6e5e1b2c127bba0418c827ef8e58b6568ee175611a2d6ba90a644c4';

const clock = fixedClock(NOW);
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mailassay-sqlite-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

function startSaver(first: number): { child: ChildProcess; lines: AsyncIterableIterator<string> } {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'saver.ts'), dataDir, String(first)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!child.stdout) throw new Error('no standard output');
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

describe('one owner', () => {
  test('a second store in the same process is refused, and the first goes on', async () => {
    await using store = await openSqliteStore({ dataDir, clock });
    await expect(openSqliteStore({ dataDir, clock })).rejects.toThrow(
      `data directory ${dataDir} is in use by another mailassay (pid ${process.pid})`,
    );
    await store.saveFinished(accepted('a'), reported('a'), null);
    await expect(openSqliteStore({ dataDir, clock })).rejects.toBeInstanceOf(StoreOpenError);
  });

  test('another process is refused by the pid of the owner; kill -9 frees the directory at once', async () => {
    const { child, lines } = startSaver(0);
    expect((await lines.next()).value).toBe('open');
    await expect(openSqliteStore({ dataDir, clock })).rejects.toThrow(
      `in use by another mailassay (pid ${child.pid})`,
    );
    child.kill('SIGKILL');
    await endOf(child);
    // The file that names the owner is stale now: only the lock counts.
    expect((await readFile(join(dataDir, OWNER_FILE), 'utf8')).trim()).toBe(String(child.pid));
    await using store = await openSqliteStore({ dataDir, clock });
    await store.ping();
  });

  test('closing gives it up', async () => {
    for (let i = 0; i < 3; i++) {
      const store = await openSqliteStore({ dataDir, clock });
      await store[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    }
    expect(await readdir(dataDir)).toEqual([DATABASE_FILE]);
  });

  test('what another person could read is nothing', async () => {
    await using store = await openSqliteStore({ dataDir: join(dataDir, 'new', 'deeper'), clock });
    await store.ping();
    for (const name of await readdir(join(dataDir, 'new', 'deeper'))) {
      expect((await stat(join(dataDir, 'new', 'deeper', name))).mode & 0o077).toBe(0);
    }
    expect((await stat(join(dataDir, 'new', 'deeper'))).mode & 0o077).toBe(0);
  });
});

describe('a directory that cannot be used', () => {
  const reasonOf = async (dir: string) => {
    const error: unknown = await openSqliteStore({ dataDir: dir, clock }).then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof StoreOpenError ? error.reason : error;
  };

  test('is said to be not writable', async () => {
    await writeFile(join(dataDir, 'file'), '');
    expect(await reasonOf(join(dataDir, 'file'))).toBe('not-writable');
    expect(await reasonOf(join(dataDir, 'file', 'below'))).toBe('not-writable');
    expect(await reasonOf('/proc/mailassay')).toBe('not-writable');
  });

  test('also by its rights, which here root does not have either', async () => {
    expect(await reasonOf('/sys/mailassay')).toBe('not-writable');
  });

  test('is said to be damaged', async () => {
    await writeFile(join(dataDir, DATABASE_FILE), 'This is no database at all. '.repeat(100));
    expect(await reasonOf(dataDir)).toBe('damaged');
  });

  test('is said to be newer', async () => {
    await (await openSqliteStore({ dataDir, clock }))[Symbol.asyncDispose]();
    const raw = new Sqlite(join(dataDir, DATABASE_FILE));
    raw
      .prepare(
        "insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')",
      )
      .run();
    raw.close();
    expect(await reasonOf(dataDir)).toBe('newer');
  });
});

describe('durability', () => {
  test('every commit is flushed: synchronous is FULL, which better-sqlite3 alone does not do in WAL mode', () => {
    const db = openDatabase({ dataDir, maxBytes: 0, pid: 1 });
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('secure_delete', { simple: true })).toBe(1);
    setDurable(db, false);
    setDurable(db, true);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
    // The reason for setting it: the day this is 2, the library is fixed (LIBRARIES.md).
    const plain = new Sqlite(join(dataDir, 'plain.db'));
    plain.pragma('journal_mode = WAL');
    const before = plain.pragma('synchronous', { simple: true });
    plain.close();
    const again = new Sqlite(join(dataDir, 'plain.db'));
    again.prepare('select * from sqlite_master').all();
    expect([before, again.pragma('synchronous', { simple: true })]).toContain(1);
    again.close();
  });

  test('kill -9 again and again: every acknowledged id is there', async () => {
    const acknowledged: string[] = [];
    let first = 0;
    for (let round = 0; round < 15; round++) {
      const { child, lines } = startSaver(first);
      const wanted = acknowledged.length + 10 + ((round * 37) % 60);
      for await (const line of lines) {
        if (line !== 'open') acknowledged.push(line);
        if (acknowledged.length >= wanted) child.kill('SIGKILL');
      }
      await endOf(child);
      // A multiple of four, so that the saver's pending ones stay those with a rest of three.
      first = 4 * Math.ceil((Math.max(...acknowledged.map((id) => Number(id.slice(2)))) + 100) / 4);
    }
    expect(acknowledged.length).toBeGreaterThan(400);
    await using store = await openSqliteStore({ dataDir, clock });
    const missing: string[] = [];
    for (const id of acknowledged) {
      const saved = await store.report(id);
      const whole =
        Number(id.slice(2)) % 4 === 3
          ? saved?.state === 'pending'
          : saved?.state === 'done' && saved.report.id === id;
      const message = await store.message(id);
      if (!whole || !message || message.length === 0) missing.push(id);
    }
    expect(missing).toEqual([]);
    // Replies are owed with their tests, never without.
    const owedIds = new Set<string>();
    for (
      let held = await store.leaseReply(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'x');
      held && !owedIds.has(held.testId);
    ) {
      owedIds.add(held.testId);
      await store.replySent(held, NOW);
      held = await store.leaseReply(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 'x');
    }
    expect(acknowledged.filter((id) => Number(id.slice(2)) % 4 !== 3 && !owedIds.has(id))).toEqual(
      [],
    );
  });

  test('after a crash nobody waits for a lease of the dead', async () => {
    const first = await openSqliteStore({ dataDir, clock });
    await first.saveFinished(accepted('a'), reported('a'), owed('a'));
    await first.savePending(accepted('p'));
    await first.leaseReply(NOW, NOW + 3_600_000, 'dead');
    await first[Symbol.asyncDispose]();
    await using store = await openSqliteStore({ dataDir, clock });
    expect(await store.nextReplyAt()).toBe(NOW);
    expect(await store.leaseReply(NOW, NOW + 1, 'alive')).toMatchObject({
      testId: 'a',
      attempts: 2,
    });
    // Saved a moment ago and not yet given up by who saved it; but that one is dead.
    expect(await store.takePending()).toMatchObject({ id: 'p', attempts: 0 });
  });
});

describe('deletion', () => {
  const secret = 'VeryPrivateWordsThatMustBeGone';

  test('leaves no octet of a message or report in any file', async () => {
    const store = await openSqliteStore({ dataDir, clock });
    const old = NOW - 60 * 86_400_000;
    /** Also packed ones, each by some octets of its inside. */
    const packed: Buffer[] = [];
    const inside = (octets: Uint8Array): Buffer => Buffer.from(octets.subarray(12, 44));
    for (let i = 0; i < 20; i++) {
      const message = Buffer.from(`Subject: x\r\n\r\n${secret}`.repeat(i * 50 + 1));
      const report = { ...reported(`id${i}`), headline: randomBytes(90).toString('base64') };
      await store.saveFinished(accepted(`id${i}`, { receivedAt: old, message }), report, null);
      packed.push(inside(packMessage(message).content), inside(packReport(JSON.stringify(report))));
    }
    await store.saveFinished(accepted('stays'), reported('stays'), null);
    // Read by another process: opening the database in this one would give up its locks.
    const octets = async (): Promise<Buffer> => {
      const child = spawn('sh', ['-c', `cat '${dataDir}'/*`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const chunks: Buffer[] = [];
      for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    };
    const grep = async () => {
      const all = await octets();
      return [Buffer.from(secret), ...packed].filter((one) => all.includes(one)).map(String);
    };
    expect(await grep()).toHaveLength(41);
    await store.purge(NOW - 86_400_000, NOW - 30 * 86_400_000);
    expect(await grep()).toEqual([]);
    expect((await store.report('stays'))?.state).toBe('done');
    // A page that is deleted by its owner, with its reports and the reply that is still owed.
    await store.savePage(pageTest('p', { label: secret }));
    const message = Buffer.from(`Subject: x\r\n\r\n${secret}`);
    await store.saveFinished(
      accepted('page', { message, tokens: ['token-p'] }),
      { ...reported('page'), headline: secret },
      { ...owed('page'), to: { local: secret, domain: 'example.org' } },
    );
    expect((await grep()).length).toBeGreaterThan(0);
    expect(await store.deletePage('p')).toBe(true);
    expect(await grep()).toEqual([]);
    await store[Symbol.asyncDispose]();
    expect(await grep()).toEqual([]);
  });
});

describe('room on the disk', () => {
  const sizeOf = async (): Promise<number> => {
    const sizes = await Promise.all(
      (await readdir(dataDir)).map(async (file) => (await stat(join(dataDir, file))).size),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  const DAY = 86_400_000;

  test('a message and its report take no more than their octets packed, and a few pages', async () => {
    const store = await openSqliteStore({ dataDir, clock });
    await store.saveFinished(accepted('first'), reported('first'), null);
    await store.purge(0, 0);
    const before = await sizeOf();
    let packed = 0;
    for (let i = 0; i < 40; i++) {
      const test = accepted(`id${i}`, { message: randomBytes(12_000 + 100 * i) });
      packed += test.message.length + packReport(JSON.stringify(reported(`id${i}`))).length;
      await store.saveFinished(test, reported(`id${i}`), null);
    }
    await store.purge(0, 0);
    expect((await sizeOf()) - before).toBeLessThan(packed + 40 * 3000);
    await store[Symbol.asyncDispose]();
  });

  test('what was purged is given back to the disk, but for a part that the next messages need', async () => {
    await using store = await openSqliteStore({ dataDir, clock });
    const receivedAt = NOW - 2 * DAY;
    for (let i = 0; i < 30; i++)
      await store.saveFinished(
        accepted(`id${i}`, { receivedAt, message: randomBytes(300_000) }),
        reported(`id${i}`),
        null,
      );
    await store.saveFinished(accepted('stays'), reported('stays'), null);
    expect(await sizeOf()).toBeGreaterThan(9_000_000);
    await store.purge(NOW - DAY, NOW - 30 * DAY);
    expect(await sizeOf()).toBeLessThan(2_000_000);
    expect((await store.report('id7'))?.state).toBe('done');
    expect((await store.message('stays'))?.length).toBeGreaterThan(0);
  });
});

describe('rows of version 0.1.0', () => {
  test('are read, finished and shared as before, and their database gives room back from then on', async () => {
    // Its tables, and its rows: a report as text, a message as it came; pages of 8192, and no room ever given back.
    const db = new Sqlite(join(dataDir, DATABASE_FILE));
    db.pragma('page_size = 8192');
    db.pragma('journal_mode = WAL');
    const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db }) });
    const [first, second] = Object.entries(migrations('blob'));
    if (first === undefined || second === undefined) throw new Error('no migrations');
    const migrator = new Migrator({
      db: kysely,
      provider: { getMigrations: async () => Object.fromEntries([first, second]) },
    });
    await migrator.migrateToLatest();
    const put = db.prepare('INSERT INTO test VALUES (?, ?, ?, 0, 0, ?, ?, ?)');
    const { envelope, answer } = encodeTest(accepted('old'));
    put.run('old', NOW, 'done', envelope, answer, JSON.stringify(reported('old')));
    put.run('waits', NOW, 'pending', envelope, answer, null);
    // A message may begin with what a Zstandard frame begins with.
    const message = Buffer.from('28b52ffd0d0a0d0a41', 'hex');
    for (const id of ['old', 'waits'])
      db.prepare('INSERT INTO message VALUES (?, ?, ?)').run(id, NOW, message);
    await kysely.destroy();

    await using store = await openSqliteStore({ dataDir, clock });
    expect(await store.report('old')).toEqual({ state: 'done', report: reported('old') });
    expect(Buffer.from((await store.message('old')) ?? [])).toEqual(message);
    expect(await store.shareReport('old', 'shared')).toBe('shared');
    expect((await store.sharedReport('shared'))?.state).toBe('done');
    const waits = await store.takePending();
    expect(Buffer.from(waits?.message ?? [])).toEqual(message);
    await store.saveFinished(accepted('waits'), reported('waits'), null);
    expect(await store.report('waits')).toEqual({ state: 'done', report: reported('waits') });
    await store[Symbol.asyncDispose]();
    const opened = openDatabase({ dataDir, maxBytes: 0, pid: process.pid });
    expect(opened.pragma('auto_vacuum', { simple: true })).toBe(2);
    opened.close();
  });

  test('the dictionary of packed reports never changes: rows are read with it', () => {
    const dictionary = readFileSync(
      join(import.meta.dirname, '../../src/store/report-dictionary-1.txt'),
    );
    expect(hash('sha256', dictionary)).toBe(DICTIONARY_1);
  });
});

describe('trouble', () => {
  test('a full disk is said to be full, and what was kept before stays; with room again it goes on', async () => {
    await using store = await openSqliteStore({ dataDir, clock, maxBytes: 1024 * 1024 });
    await store.saveFinished(
      accepted('before', { receivedAt: NOW - 86_400_000 * 2, message: randomBytes(400_000) }),
      reported('before'),
      null,
    );
    const full = store.saveFinished(
      accepted('after', { message: randomBytes(900_000) }),
      reported('after'),
      owed('after'),
    );
    await expect(full).rejects.toBeInstanceOf(StoreError);
    await expect(full).rejects.toMatchObject({ kind: 'full' });
    expect(await store.report('after')).toBeNull();
    expect(await store.nextReplyAt()).toBeNull();
    expect((await store.report('before'))?.state).toBe('done');
    await store.purge(NOW - 86_400_000, 0);
    await store.saveFinished(
      accepted('after', { message: randomBytes(300_000) }),
      reported('after'),
      owed('after'),
    );
    expect((await store.message('after'))?.length).toBe(300_000);
  });

  test('one that does not fit does not take the others with it', async () => {
    await using store = await openSqliteStore({ dataDir, clock, maxBytes: 1024 * 1024 });
    const results = await Promise.allSettled([
      store.saveFinished(accepted('a'), reported('a'), null),
      store.saveFinished(
        accepted('huge', { message: randomBytes(2_000_000) }),
        reported('huge'),
        null,
      ),
      store.saveFinished(accepted('b'), reported('b'), null),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await store.report('b'))?.state).toBe('done');
  });

  test('a disk that does not answer in time is away, and the event loop is free meanwhile', async () => {
    await using store = await openSqliteStore({ dataDir, clock, timeoutMs: 1 });
    const saving = store.saveFinished(
      accepted('a', { message: randomBytes(8_000_000) }),
      reported('a'),
      null,
    );
    await expect(saving).rejects.toMatchObject({ kind: 'away' });
  });
});
