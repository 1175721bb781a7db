// A message whose verification does not end, or needs all memory (SECURITY.md §1): it ends its thread and nothing else. Those judged
// beside it lose nothing, and get their verdicts soon.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { startAnalysisPool, type AnalysisPool } from '../../src/judge/analysis-pool.ts';
import { warmUp } from '../../src/judge/warm-up.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { letter } from '../service/sender.ts';
import { SENDER_IP, ZONE } from '../service/zone.ts';

const DEADLINE_MS = 2000;
const BOMB_WORKER = fileURLToPath(new URL('bomb-worker.ts', import.meta.url));

let dns: DnsServer;
const pools: AnalysisPool[] = [];
beforeAll(async () => {
  dns = await startDnsServer(parseZone(ZONE), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool[Symbol.asyncDispose]()));
  await dns?.[Symbol.asyncDispose]();
});

function open(lost: string[] = [], deadlineMs?: number): AnalysisPool {
  const pool = startAnalysisPool({
    threads: 1,
    dnsServers: [`127.0.0.1:${dns.port}`],
    zoneCounts: null,
    file: BOMB_WORKER,
    lost: (reason) => lost.push(reason),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
  pools.push(pool);
  return pool;
}

async function input(
  subject: string,
  { from = 'a@good.example', changed = false } = {},
): Promise<VerifyInput> {
  const signed = await letter({ from, subject });
  return {
    message: Buffer.from(changed ? `${signed}-- \r\nadded on the way\r\n` : signed),
    envelope: {
      clientIp: SENDER_IP,
      clientName: null,
      helo: 'mail.good.example',
      mailFrom: from,
      rcptTo: ['test@test.example'],
      tls: null,
      smtputf8: false,
    },
    host: 'test.example',
    at: Date.now(),
    organizationsOf: [],
  };
}

test('our own message passes', async () => {
  expect(await warmUp(1)).toBe('pass');
});

test('bombs among good messages: each is tried twice, and the good ones get their verdicts in one thread or the next', async () => {
  const lost: string[] = [];
  const pool = open(lost);
  const good = await input('good');
  expect((await pool.judge(good)).diagnosis.verdict).toBe('pass');
  const begun: string[] = [];
  const outcome = async (subject: string): Promise<string> =>
    await pool.judge(await input(subject), { begun: () => begun.push(subject) }).then(
      ({ diagnosis }) => diagnosis.verdict,
      () => 'given up',
    );
  const subjects = ['good', 'good', 'endless', 'good', 'memory', 'good', 'good'];
  const outcomes = await Promise.all(subjects.map(outcome));
  expect(outcomes).toEqual(subjects.map((subject) => (subject === 'good' ? 'pass' : 'given up')));
  // In the order they came, and told once.
  expect(begun).toEqual(subjects);
  expect(lost).toContain('a message stopped its thread');
  expect(lost.length).toBeGreaterThan(2);
  expect((await pool.judge(good)).diagnosis.verdict).toBe('pass');
});

test('the verdict is known before a search has found what was changed', async () => {
  const pool = open();
  const known: boolean[] = [];
  const { verification } = await pool.judge(await input('good', { changed: true }), {
    known: ({ verification: first }) => known.push(first.dkim[0]?.forensics === null),
  });
  expect(known).toEqual([true]);
  expect(verification.dkim[0]?.forensics?.changes.map(({ kind }) => kind)).toEqual([
    'lines-appended',
  ]);
});

test('what is not judged in time is given up', async () => {
  const pool = open([], DEADLINE_MS);
  const endless = pool.judge(await input('good', { from: 'a@silent.example' }));
  await expect(endless).rejects.toThrow('not judged within 2 s');
});
