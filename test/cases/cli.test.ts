// `mailassay check` as people run it: a process of its own, a saved message, and DNS over real sockets from the case's zone. Every format,
// every exit code; the verdicts must be those of the cases.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseZone } from '../../src/dns/zone.ts';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { Report } from '../../src/report/report.ts';
import { SarifLog } from '../report/sarif-shape.ts';
import { readXml } from '../report/xml-reader.ts';
import { caseFile, readCase, type Case } from './case.ts';
import { HOST } from './judge-case.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

interface Ended {
  code: number;
  out: string;
  err: string;
}

function mailassay(args: readonly string[], input: Buffer | null = null): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { encoding: 'utf8', env: {}, maxBuffer: 16 * 1024 * 1024 },
      (error, out, err) => {
        resolve({
          code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
          out,
          err,
        });
      },
    );
    child.stdin?.end(input ?? undefined);
  });
}

let dns: DnsServer;
beforeAll(async () => {
  dns = await startDnsServer(parseZone(''), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await dns[Symbol.asyncDispose]();
});

function session({ session: { ip, helo, mailFrom, at } }: Case): string[] {
  return [
    '--ip',
    ip,
    '--helo',
    helo,
    '--mail-from',
    mailFrom,
    '--at',
    at,
    '--hostname',
    HOST,
    '--dns',
    `127.0.0.1:${dns.port}`,
  ];
}

async function check(name: string, ...more: string[]): Promise<Ended> {
  const one = readCase(name);
  dns.setZone(one.zone);
  return await mailassay([
    'check',
    fileURLToPath(caseFile(name, 'message.eml')),
    ...session(one),
    ...more,
  ]);
}

const EXIT = { pass: 0, fail: 1, incomplete: 3 };

describe('the verdicts are those of the cases', () => {
  test.each([
    '01-include-without-record',
    '05-changed-by-scanner',
    '10-all-right',
    '14-over-ipv6',
    '19-verp-and-plus',
    '116-spf-include-away',
    '157-spf-mx-is-an-address',
    '159-spf-underscore',
    '177-spf-txt-without-strings',
    '215-dkim-rsa-4096',
    '311-dmarc-reject-not-aligned',
    '402-arc-three-sets',
    '619-dns-budget',
  ])('%s', async (name) => {
    const { expected } = readCase(name);
    const { code, out } = await check(name, '--format', 'json');
    const report = Report.parse(JSON.parse(out));
    const { verdict, spf, dkim, dmarc, arc, iprev } = report;
    expect({
      verdict,
      spf: spf.mailFrom.result,
      dkim: dkim.map(({ result }) => result),
      dmarc: dmarc.result,
      arc: arc.result,
      iprev: iprev.result,
    }).toEqual({
      verdict: expected.verdict,
      spf: expected.spf,
      dkim: expected.dkim,
      dmarc: expected.dmarc,
      arc: expected.arc,
      iprev: expected.iprev,
    });
    expect(code).toBe(EXIT[expected.verdict]);
    expect(report.dns.length).toBeGreaterThan(0);
  });
});

describe('every format', () => {
  const name = '05-changed-by-scanner';
  test('text', async () => {
    const { code, out, err } = await check(name);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^VERDICT: FAIL\. /);
    expect(out).toMatch(/^ {2}DKIM +fail +kantor\.example +s=s2026/m);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
  });
  test('text with the trace', async () => {
    const { code, out } = await check(name, '--trace');
    expect(code).toBe(1);
    expect(out).toContain('ip4:198.51.100.25');
    expect(out).toContain('_dmarc.kantor.example');
  });
  test('text in Indonesian', async () => {
    expect((await check(name, '--language', 'id')).out).toMatch(/^VERDICT: FAIL/);
  });
  test('junit', async () => {
    const { code, out } = await check(name, '--format', 'junit');
    expect(code).toBe(1);
    expect(readXml(out).name).toMatch(/^testsuites?$/);
    expect(out).toContain('<failure');
  });
  test('sarif', async () => {
    const { code, out } = await check(name, '--format', 'sarif');
    expect(code).toBe(1);
    const [run] = SarifLog.parse(JSON.parse(out)).runs;
    expect(run?.results.map(({ ruleId }) => ruleId)).toContain(readCase(name).expected.first);
  });
  test('port25', async () => {
    const { out } = await check(name, '--format', 'port25');
    expect(out).toMatch(/^SPF check: {10}pass$/m);
    expect(out).toMatch(/^DKIM check: {9}fail$/m);
    expect(out).toMatch(/^DMARC check: {8}pass$/m);
  });
  test('sendmail', async () => {
    const { out } = await check(name, '--format', 'sendmail');
    expect(out).toMatch(/^Result: +DKIM signature confirmed BAD$/m);
  });
  test('elandsys', async () => {
    expect((await check(name, '--format', 'elandsys')).out).toMatch(
      /^DKIM Signature validation: fail \(/m,
    );
    expect((await check('10-all-right', '--format', 'elandsys')).out).toMatch(
      /^DKIM Signature validation: pass \(2048-bit key\)$/m,
    );
  });
  test('headers', async () => {
    const { out } = await check(name, '--format', 'headers');
    expect(out).toMatch(new RegExp(`^Authentication-Results: ${HOST};`, 'm'));
    expect(out).toMatch(/^Received-SPF: pass /m);
  });
});

describe('what cannot be judged ends with 2 and one line', () => {
  const usage = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await mailassay(['check', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    return err;
  };
  test('no such file', async () => {
    expect(await usage('no-such-file.eml', '--ip', '192.0.2.25')).toMatch(
      /^mailassay: .*no-such-file\.eml/,
    );
  });
  test('an address that is none', async () => {
    expect(
      await usage(fileURLToPath(caseFile('10-all-right', 'message.eml')), '--ip', '192.0.2.256'),
    ).toMatch(/^mailassay: --ip 192\.0\.2\.256: /);
  });
  test('a format that is none', async () => {
    expect(
      await usage(fileURLToPath(caseFile('10-all-right', 'message.eml')), '--format', 'pdf'),
    ).toMatch(/format/);
  });
  test('a message that SMTP would refuse', async () => {
    const { code, out, err } = await mailassay(
      ['check', '-', '--ip', '192.0.2.25'],
      Buffer.from('From: a@example.org\r\n\r\nNUL: \0\r\n'),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/550 5\.6\.0/);
  });
});

test('a message on standard input, with LF line ends', async () => {
  const one = readCase('10-all-right');
  dns.setZone(one.zone);
  const lf = Buffer.from(one.message.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const { code, out, err } = await mailassay(['check', '-', ...session(one)], lf);
  expect(code).toBe(0);
  expect(out).toMatch(/^VERDICT: PASS/);
  expect(err).toMatch(/LF line ends/);
});
