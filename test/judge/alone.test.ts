// The process in which suspects are judged one by one (SECURITY.md §1): a message at fault ends it at the most, and nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { startJudgeAlone, type JudgeAlone } from '../../src/judge/alone.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';
import { letter } from '../service/sender.ts';
import { SENDER_IP, ZONE } from '../service/zone.ts';

let dns: DnsServer;
beforeAll(async () => {
  dns = await startDnsServer(parseZone(ZONE), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await dns?.[Symbol.asyncDispose]();
});

const open = (deadlineMs?: number): JudgeAlone =>
  startJudgeAlone({
    settings: {
      dnsServers: [`127.0.0.1:${dns.port}`],
      limitsZones: false,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    },
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

test('two good messages get their verdicts', async () => {
  await using alone = open();
  const good = await input('a@good.example');
  const both = await Promise.all([alone.judge(good), alone.judge(good)]);
  expect(both.map((judged) => judged?.diagnosis.verdict)).toEqual(['pass', 'pass']);
});

test('a message that is not judged in time is at fault', async () => {
  await using alone = open(1);
  expect(await alone.judge(await input('a@silent.example'))).toBeNull();
});

test('the end of the service is nobody’s fault', async () => {
  const other = open();
  const asked = dns.questions.length;
  const judging = other.judge(await input('b@silent.example'));
  const failed = expect(judging).rejects.toThrow();
  while (dns.questions.length === asked) await new Promise((resolve) => setImmediate(resolve));
  await other[Symbol.asyncDispose]();
  await failed;
});
