// `key --nagios` and `domain --nagios`: what is published, watched without any mail.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { run } from '../service/serve.ts';
import { ZONE } from '../service/zone.ts';

let dns: DnsServer;
beforeAll(async () => {
  dns = await startDnsServer(parseZone(`${ZONE}\nmail._domainkey.away.example TXT SERVFAIL`), {
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(async () => {
  await dns?.[Symbol.asyncDispose]();
});

test.concurrent.for([
  [
    ['key', 'mail', 'good.example'],
    0,
    /^MAILASSAY OK - verdict=pass \| errors=0;;;0 warnings=\d+;;;0 dns=\d+;;;0\n$/,
  ],
  [
    ['key', 'rotated', 'good.example'],
    2,
    /^MAILASSAY CRITICAL - .*rotated\._domainkey\.good\.example.*\(dkim-[a-z-]+\).* \| errors=/,
  ],
  [['key', 'mail', 'away.example'], 3, /^MAILASSAY UNKNOWN - /],
  [['key', 'a b', 'good.example'], 3, /^MAILASSAY UNKNOWN - a b good\.example: /],
  [['domain', 'broken.example'], 2, /^MAILASSAY CRITICAL - .*\(spf-[a-z-]+\)/],
] as const)('%j: exit %i', async ([args, exit, line]) => {
  const { code, stdout } = await run([...args, '--nagios'], { DNS: `127.0.0.1:${dns.port}` });
  expect(stdout).toMatch(line);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(code).toBe(exit);
});
