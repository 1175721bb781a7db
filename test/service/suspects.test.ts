// What waits for its verdict in the store when the service starts (SECURITY.md §1, §7): judged as many at once as the pool can; what
// was being judged when the service was killed is judged in another process, and is given up only when that fails.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import type { JudgeAlone } from '../../src/judge/alone.ts';
import type { Analysis } from '../../src/judge/analyze.ts';
import type { AnalysisPool } from '../../src/judge/analysis-pool.ts';
import { countingIds } from '../../src/runtime/ids.ts';
import type { RouteDeps } from '../../src/route/deps.ts';
import { unfinishedMessages, type UnfinishedMessages } from '../../src/route/unfinished.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import type { Store } from '../../src/store/store.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { manualTime } from '../receive/time.ts';
import { acceptMessage, courierSettings } from '../respond/reply.ts';
import { facts } from '../respond/sample.ts';
import { witness } from '../respond/witness.ts';
import { until } from './world.ts';

const HOUR = 3_600_000;
const { clock } = manualTime();
const idOf = (n: number): string => String(n).padStart(26, '0');
const judged = (): Analysis => ({ verification: facts(), diagnosis: diagnose(facts()) });

let dataDir: string;
let store: Store;
let running: UnfinishedMessages[];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mailassay-suspects-'));
  store = await openSqliteStore({ dataDir, clock });
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((pending) => pending[Symbol.asyncDispose]()));
  await store[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** The process is killed: whoever begun anything is gone. */
async function killed(): Promise<void> {
  running = [];
  await store[Symbol.asyncDispose]();
  store = await openSqliteStore({ dataDir, clock });
}

interface Judges {
  pool: (input: VerifyInput) => Promise<Analysis>;
  alone: (input: VerifyInput) => Promise<Analysis | null>;
}

/** Starts what judges the kept tests; who is asked, in order. */
function start({ pool, alone }: Judges): {
  pending: UnfinishedMessages;
  threads: string[];
  processes: string[];
} {
  const threads: string[] = [];
  const processes: string[] = [];
  const judgePool: AnalysisPool = {
    judge(input, { begun } = {}) {
      threads.push(subjectOf(input));
      begun?.();
      return pool(input);
    },
    expect: () => null,
    room: () => null,
    isReady: true,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const judgeAlone: JudgeAlone = {
    judge(input) {
      processes.push(subjectOf(input));
      return alone(input);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const parts = {
    settings: { ...courierSettings(dataDir, 25), workers: 2 },
    store,
    pool: judgePool,
    resolver: zoneResolver(''),
    replySender: { wake() {} },
    events: { received() {}, follower: () => null, reported() {} },
    clock,
    ids: countingIds(),
    log: witness().log,
    version: '0',
    postmaster: null,
    link: (id: string) => `http://localhost/r/${id}`,
    finishLater() {},
  } satisfies RouteDeps;
  const pending = unfinishedMessages(() => parts, judgeAlone, new AbortController().signal);
  running.push(pending);
  pending.start();
  return { pending, threads, processes };
}

const subjectOf = ({ message }: VerifyInput): string =>
  /Subject: (\S+)/.exec(Buffer.from(message).toString())?.[1] ?? '';
const keep = async (n: number): Promise<void> =>
  await store.savePending(
    acceptMessage({
      id: idOf(n),
      receivedAt: clock.now() - HOUR + n,
      message: Buffer.from(`Subject: m${n}\r\n\r\nx\r\n`),
    }),
  );
const never = (): Promise<never> => new Promise(() => {});
const verdict = async (n: number): Promise<string | null> => {
  const saved = await store.report(idOf(n));
  return saved?.state === 'done' ? saved.report.verdict : null;
};

test('a burst is judged many at once, and every one ends', async () => {
  for (let n = 1; n <= 80; n += 1) await keep(n);
  const waiting: (() => void)[] = [];
  const { threads } = start({
    pool: () => new Promise((resolve) => waiting.push(() => resolve(judged()))),
    alone: never,
  });
  await until(() => threads.length === 64, 'many are judged at once');
  await store.ping();
  expect(threads).toHaveLength(64);
  while (threads.length < 80 || waiting.length > 0) {
    waiting.shift()?.();
    await store.ping();
  }
  await until(async () => (await verdict(80)) !== null, 'the last has its verdict');
  expect(threads.toSorted()).toEqual(
    Array.from({ length: 80 }, (_, index) => `m${index + 1}`).toSorted(),
  );
});

test('what was judged or waited when the service was killed loses nothing, however often', async () => {
  for (let n = 1; n <= 80; n += 1) await keep(n);
  for (let kill = 1; kill <= 5; kill += 1) {
    const { threads, processes } = start({ pool: never, alone: never });
    await until(() => threads.length + processes.length === 64, 'as many as can be are judged');
    await store.ping();
    // What was being judged is never given to a thread again.
    expect([threads.length, processes.length]).toEqual(kill === 1 ? [64, 0] : [0, 64]);
    await killed();
  }
  const { threads, processes } = start({
    pool: () => Promise.resolve(judged()),
    alone: () => Promise.resolve(judged()),
  });
  await until(async () => (await verdict(80)) === 'pass', 'the last has its verdict');
  for (let n = 1; n <= 80; n += 1)
    await until(async () => (await verdict(n)) === 'pass', `${n} has its verdict`);
  expect([threads.length, processes.length]).toEqual([16, 64]);
});

test('a message that ends every process it is judged in is judged twice, then reported as incomplete', async () => {
  await keep(1);
  await keep(2);
  const first = start({ pool: never, alone: never });
  await until(() => first.threads.length === 2, 'both are judged');
  await store.ping();
  await killed();
  const second = start({
    pool: never,
    alone: (input) => Promise.resolve(subjectOf(input) === 'm1' ? null : judged()),
  });
  await until(async () => (await verdict(2)) === 'pass', 'the other has its verdict');
  await until(async () => (await verdict(1)) === 'incomplete', 'the bomb is parked');
  expect(second.threads).toEqual([]);
  expect(second.processes).toEqual(['m1', 'm2']);
});

test('a message that ends its thread is judged twice, then reported as incomplete', async () => {
  await keep(1);
  const { threads, processes } = start({
    pool: () => Promise.reject(new Error('the thread has ended')),
    alone: never,
  });
  await until(async () => (await verdict(1)) === 'incomplete', 'it is parked');
  expect([threads, processes]).toEqual([['m1', 'm1'], []]);
});

test('trouble that is not the message’s fault leaves it for the next start', async () => {
  await keep(1);
  const { threads } = start({ pool: never, alone: never });
  await until(() => threads.length === 1, 'it is judged');
  await store.ping();
  await killed();
  for (let run = 1; run <= 3; run += 1) {
    const { processes } = start({
      pool: never,
      alone: () => Promise.reject(new Error('no process could be started')),
    });
    await until(() => processes.length === 1, 'it is tried');
    await store.ping();
    await killed();
  }
  start({ pool: never, alone: () => Promise.resolve(judged()) });
  await until(async () => (await verdict(1)) === 'pass', 'it has its verdict');
});
