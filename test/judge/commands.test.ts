// The commands `key` and `domain` as people run them, over a real DNS server on loopback: what they print, and how they end.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { DomainReport } from '../../src/report/domain-report.ts';
import { KeyReport } from '../../src/report/key-report.ts';
import { run } from '../service/serve.ts';
import { zoneText } from './given-domain.ts';

let dns: DnsServer;
let at: string;
beforeAll(async () => {
  const zone = zoneText({
    // No web hosts here: the fetcher of the command does not connect to loopback.
    '_mta-sts.example.org': null,
    'default._bimi.example.org': null,
    'broken.example': ['TXT "v=spf1 include:gone.example ~all"', 'MX 10 mail.example.org'],
    'silent.example': ['SERVFAIL'],
    'weak._domainkey.example.org': ['TXT "v=DKIM1; p="'],
    'silent._domainkey.example.org': ['SERVFAIL'],
  });
  dns = await startDnsServer(parseZone(zone), { host: '127.0.0.1', port: 0 });
  at = `127.0.0.1:${dns.port}`;
});
afterAll(async () => await dns[Symbol.asyncDispose]());

describe('domain', () => {
  test.each([
    ['example.org', 0, 'VERDICT: PASS.'],
    ['broken.example', 1, 'VERDICT: FAIL.'],
    ['silent.example', 3, 'VERDICT: INCOMPLETE.'],
    ['Example.ORG.', 0, 'VERDICT: PASS.'],
  ])('%s ends with %d', async (domain, code, start) => {
    const ended = await run(['domain', domain, '--dns', at]);
    expect([ended.code, ended.stdout.slice(0, start.length), ended.stderr]).toEqual([
      code,
      start,
      '',
    ]);
  });

  test('shows the tree with what each term costs, and the walk', async () => {
    const { stdout } = await run(['domain', 'example.org', '--dns', at]);
    expect(stdout).toMatch(
      /^SPF of example\.org: 1 of 10 lookups, 0 of 2 void\n {2}example\.org: v=spf1 mx ip4:192\.0\.2\.25 ~all\n {4}mx {2}1 lookup: mail\.example\.org, 192\.0\.2\.25$/m,
    );
    expect(stdout).toMatch(/^ {2}_dmarc\.example\.org {2}v=DMARC1; p=reject/m);
  });

  test('gives JSON, in either language', async () => {
    const { stdout, code } = await run(
      ['domain', 'example.org', '--format', 'json', '--language', 'id'],
      { DNS: at },
    );
    const report = DomainReport.parse(JSON.parse(stdout));
    expect([code, report.schema, report.language, report.verdict]).toEqual([
      0,
      'mailassay-domain/1',
      'id',
      'pass',
    ]);
    expect(report.headline).toBe('Tidak ada kesalahan dalam record email example.org.');
  });

  test.each([['a@b.example'], ['192.0.2.1'], [''], ['a..example']])(
    '%j is no domain',
    async (domain) => {
      const ended = await run(['domain', domain, '--dns', at]);
      expect([ended.code, ended.stdout]).toEqual([2, '']);
      expect(ended.stderr).toMatch(/^mailassay: .* is no domain: it /);
    },
  );

  test('says so when the servers do not answer', async () => {
    const ended = await run(['domain', 'example.org', '--dns', 'nonsense']);
    expect([ended.code, ended.stderr]).toEqual([
      2,
      'mailassay: --dns nonsense: expected resolvers between commas, each ip, ip:port or [ip6]:port\n',
    ]);
  });
});

describe('key', () => {
  test.each([
    ['sel', 0],
    ['weak', 1],
    ['none', 1],
    ['silent', 3],
  ])('%s ends with %d', async (selector, code) => {
    const ended = await run(['key', selector, 'example.org', '--dns', at]);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    expect(ended.stdout).toContain(`${selector}._domainkey.example.org`);
  });

  test('gives JSON', async () => {
    const { stdout, code } = await run([
      'key',
      'sel',
      'example.org',
      '--dns',
      at,
      '--format',
      'json',
    ]);
    const report = KeyReport.parse(JSON.parse(stdout));
    expect([code, report.verdict, report.key.bits, report.key.type]).toEqual([
      0,
      'pass',
      2048,
      'rsa',
    ]);
  });

  test.each([
    ['a..b', 'example.org'],
    ['sel', 'example..org'],
  ])('%s %s is no name of a key', async (selector, domain) => {
    expect(await run(['key', selector, domain, '--dns', at])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});
