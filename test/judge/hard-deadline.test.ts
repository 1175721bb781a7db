// A message whose verification does not end (SECURITY.md §1): its thread is ended at the deadline, and those judged beside it and
// after it know nothing of that.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { startAnalysisPool, type AnalysisPool } from '../../src/judge/analysis-pool.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { stretched } from '../machine-time.ts';
import { letter } from '../service/sender.ts';
import { SENDER_IP, ZONE } from '../service/zone.ts';

/** Less than the eight seconds that a zone without answers takes, more than a new thread and a good message do. */
const DEADLINE_MS = 5000;

let dns: DnsServer;
let pool: AnalysisPool;
beforeAll(async () => {
  dns = await startDnsServer(parseZone(`${ZONE}\n_dmarc.silent.example TXT TIMEOUT`), {
    host: '127.0.0.1',
    port: 0,
  });
  pool = startAnalysisPool({
    threads: 1,
    dnsServers: [`127.0.0.1:${dns.port}`],
    zoneCounts: null,
    deadlineMs: DEADLINE_MS,
  });
});
afterAll(async () => {
  await pool?.[Symbol.asyncDispose]();
  await dns?.[Symbol.asyncDispose]();
});

async function input(from: string): Promise<VerifyInput> {
  const envelope = {
    clientIp: SENDER_IP,
    clientName: null,
    helo: 'mail.good.example',
    mailFrom: from,
    rcptTo: ['test@test.example'],
    tls: null,
    smtputf8: false,
  };
  return {
    message: Buffer.from(await letter({ from })),
    envelope,
    host: 'test.example',
    at: Date.now(),
    organizationsOf: [],
  };
}

test('it is given up, and the others get their verdicts', async () => {
  const good = await input('a@good.example');
  const endless = pool.judge(await input('a@silent.example'));
  const failed = expect(endless).rejects.toThrow();
  const beside = pool.judge(good);
  expect((await beside).diagnosis.verdict).toBe('pass');
  const began = performance.now();
  await failed;
  expect(performance.now() - began).toBeLessThan(stretched(DEADLINE_MS + 2000));
  expect((await pool.judge(good)).diagnosis.verdict).toBe('pass');
});
