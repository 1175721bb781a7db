// A reply must pass our own check: judged as its receiver would, with the records that `mailassay keygen` tells the operator to publish.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './serve.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let receiverDns: DnsServer;
/** Where the service sends from. */
const IP = '192.0.2.1';

beforeAll(async () => {
  world = await openWorld({
    HOSTNAME: 'mx.test.example',
    REPLY_FROM: 'Mail check <report@test.example>',
    DKIM_SELECTOR: 'reply2026',
  });
  const keygen = await run(['keygen'], {
    DATA_DIR: world.dataDir,
    DOMAIN: 'test.example',
    HOSTNAME: 'mx.test.example',
    REPLY_FROM: 'Mail check <report@test.example>',
    DKIM_SELECTOR: 'reply2026',
  });
  expect(keygen).toMatchObject({ code: 0 });
  // Its records as they are, and the addresses that only the operator knows.
  const addresses = `mx.test.example. 3600 IN A ${IP}\n1.2.0.192.in-addr.arpa. 3600 IN PTR mx.test.example.\n`;
  receiverDns = await startDnsServer(parseZone(`${keygen.stdout}${addresses}`), {
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(async () => {
  await receiverDns?.[Symbol.asyncDispose]();
  await world?.close();
});

async function judged(
  raw: string,
  mailFrom: string,
): Promise<
  Record<string, unknown> & {
    summary: Record<string, string>;
    findings: { severity: string; code: string }[];
  }
> {
  const file = join(world.dataDir, `reply-${mailFrom === '' ? 'null' : 'stated'}.eml`);
  await writeFile(file, Buffer.from(raw, 'latin1'));
  const ended = await run([
    'check',
    file,
    '--ip',
    IP,
    '--helo',
    'mx.test.example',
    '--mail-from',
    mailFrom,
    '--dns',
    `127.0.0.1:${receiverDns.port}`,
    '--format',
    'json',
  ]);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

describe.for([
  ['the full report', 'admin@good.example', 'test@test.example', 'good.example'],
  ['the full report with JSON', 'json@good.example', 'test+json@test.example', 'good.example'],
  ['an Indonesian one', 'id@good.example', 'sa-test+id@test.example', 'good.example'],
  ['the short report', 'short@plain.example', 'test@test.example', null],
] as const)('%s', ([, from, to, signedBy]) => {
  test('passes SPF by HELO, DKIM and DMARC, and nothing is found wrong', async () => {
    await world.mail({ from, to }, { signedBy });
    const reply = await world.mailbox.next(from);
    expect(reply.helo).toBe('mx.test.example');
    expect(reply.raw).toMatch(/^From: Mail check <report@test\.example>\r$/m);
    const report = await judged(reply.raw, '');
    expect(report).toMatchObject({
      verdict: 'pass',
      summary: { spf: 'pass', dkim: 'pass', dmarc: 'pass', iprev: 'pass' },
    });
    expect(report['dkim']).toMatchObject([
      {
        result: 'pass',
        domain: 'test.example',
        selector: 'reply2026',
        aligned: true,
        key: { bits: 2048 },
      },
    ]);
    expect(report['dmarc']).toMatchObject({
      applied: 'p',
      alignment: { spf: { aligned: true }, dkim: [{ aligned: true }] },
    });
    expect(
      report.findings
        .filter(({ severity }) => severity === 'error' || severity === 'warning')
        .map(({ code }) => code),
    ).toEqual([]);
  });
});

test('a changed reply does not pass', async () => {
  await world.mail({ from: 'changed@good.example' });
  const { raw } = await world.mailbox.next('changed@good.example');
  const file = join(world.dataDir, 'changed.eml');
  await writeFile(file, Buffer.from(raw.replace('VERDICT', 'VERDIKT'), 'latin1'));
  const ended = await run([
    'check',
    file,
    '--ip',
    IP,
    '--helo',
    'mx.test.example',
    '--mail-from',
    '',
    '--dns',
    `127.0.0.1:${receiverDns.port}`,
    '--format',
    'json',
  ]);
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toMatchObject({ summary: { dkim: 'fail' } });
});

test('keygen prints the key that signs, and only public things', async () => {
  const pem = await readFile(join(world.dataDir, 'dkim.pem'), 'utf8');
  expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  const again = await run(['keygen'], {
    DATA_DIR: world.dataDir,
    DOMAIN: 'test.example',
    HOSTNAME: 'mx.test.example',
  });
  expect(again.stdout).toMatch(
    /^mailassay\._domainkey\.test\.example\. 3600 IN TXT "v=DKIM1; k=rsa; p=/m,
  );
  expect(again.stdout).not.toContain('PRIVATE');
  expect(await readFile(join(world.dataDir, 'dkim.pem'), 'utf8')).toBe(pem);
});
