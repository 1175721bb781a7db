// What needs more than a mail and its zone: blocklists and spam filters that the operator has named. Each code has its two cases.
import { afterEach, describe, expect, test } from 'vitest';
import { CATALOG, FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { makeReport } from '../../src/report/make.ts';
import { port25Report } from '../../src/report/port25.ts';
import type { Report } from '../../src/report/report.ts';
import { textReport } from '../../src/report/text.ts';
import { columns } from '../../src/report/wrap.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { verify } from '../../src/verify/verify.ts';
import { spamdThat, rspamdThat } from '../verify/spam/given.ts';
import { AT, inputOf, zoneText, type Zone } from './given.ts';

const ending: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of ending.splice(0)) await one[Symbol.asyncDispose]();
});

interface Outside {
  dnsbls?: string[];
  zone?: Zone;
  /** What spamd answers after its first line. */
  spamd?: string;
  rspamd?: object;
}

const LISTED = '25.2.0.192.zen.spamhaus.org';
const SPAM = 'Spam: True ; 6.2 / 5.0\r\n\r\n 3.9 URI_PHISH x\r\n 2.3 MISSING_DATE x\r\n';
const HAM = 'Spam: False ; 0.9 / 5.0\r\n\r\n 0.9 MISSING_DATE x\r\n';

async function judgedWith(
  { dnsbls = [], zone = {}, spamd, rspamd }: Outside,
  language: 'en' | 'id' = 'en',
): Promise<Report> {
  const assassin = spamd === undefined ? null : await spamdThat(`SPAMD/1.1 0 EX_OK\r\n${spamd}`);
  const daemon = rspamd === undefined ? null : await rspamdThat({ body: JSON.stringify(rspamd) });
  for (const one of [assassin, daemon]) if (one !== null) ending.push(one);
  const filters = {
    spamd: assassin === null ? null : { host: '127.0.0.1', port: assassin.port },
    rspamd: daemon?.url ?? null,
  };
  const verification = await verify(inputOf(), zoneResolver(zoneText(zone)), fixedClock(AT), {
    dnsbls,
    filters,
  });
  return makeReport({
    id: '0123456789abcdefghjkmnpqrs',
    receivedAt: AT,
    language,
    verification,
    diagnosis: diagnose(verification),
    response: { decision: 'mail', reason: 'proven', sentAt: null },
    service: {
      version: '0.1.0',
      host: verification.host,
      link: 'https://mailassay.example/r/0123456789abcdefghjkmnpqrs',
    },
  });
}

const list = (answer: string[] | null, zone = 'zen.spamhaus.org'): Outside => ({
  dnsbls: [zone],
  zone: { [`25.2.0.192.${zone}`]: answer },
});

const CASES: Record<string, { fires: Outside; silent: Outside }> = {
  'connection-dnsbl-listed': {
    fires: list(['A 127.0.0.2', 'TXT "https://check.spamhaus.org/sbl/query/SBL1"']),
    silent: list(['A 127.255.255.254']),
  },
  'connection-dnsbl-refused': { fires: list(['A 127.255.255.254']), silent: list(['A 127.0.0.3']) },
  'connection-dnsbl-unchecked': { fires: list(['SERVFAIL']), silent: list(null) },
  'connection-dnsbl-clean': { fires: list(null), silent: list(['A 127.0.0.10']) },
  'message-spam': { fires: { spamd: SPAM }, silent: { spamd: HAM } },
  'message-spam-unchecked': { fires: { spamd: '\r\n' }, silent: {} },
  'message-ham': { fires: { spamd: HAM }, silent: { spamd: SPAM } },
};

test('every code that needs them has its two cases', () => {
  expect(Object.keys(CASES)).toEqual(
    FINDING_CODES.filter(
      (code) => CATALOG[code].needs === 'blocklists' || CATALOG[code].needs === 'spam-filter',
    ),
  );
});

describe.each(Object.entries(CASES))('%s', (code, { fires, silent }) => {
  test('is found, and not on the near miss', async () => {
    expect((await judgedWith(fires)).findings.map((one) => one.code)).toContain(code);
    expect((await judgedWith(silent)).findings.map((one) => one.code)).not.toContain(code);
  });

  test.each(['en', 'id'] as const)('reads well in %s', async (language) => {
    const report = await judgedWith(fires, language);
    const lines = textReport(report).split('\n').slice(0, -1);
    expect(lines.length).toBeLessThanOrEqual(80);
    for (const line of lines)
      expect(columns(line)).toBeLessThanOrEqual(line.startsWith('https://') ? 400 : 72);
    const { title, why, fix } = report.findings.find((one) => one.code === code) ?? {
      title: '',
      why: '',
      fix: '',
    };
    expect(`${title} ${why} ${fix}`).not.toMatch(/\{[a-zA-Z]+\}|undefined|""|\(\)|\bnull\b| {2}/);
  });
});

test('without a setting nothing is asked, and the report says so', async () => {
  const report = await judgedWith({});
  expect([report.dnsbl, report.spam]).toEqual([[], []]);
  expect(report.summary).toMatchObject({ dnsbl: 'not-run', spam: 'not-run', bimi: 'none' });
  expect(port25Report(report)).toMatch(/^SpamAssassin check: not run$/m);
  expect(report.criteria.find(({ criterion }) => criterion === 'not-blocklisted')).toMatchObject({
    status: 'unknown',
    evidence: 'not run',
  });
});

describe('a list that refuses', () => {
  test('is no listing: not in the summary, not among the five criteria, not held against the sender', async () => {
    const report = await judgedWith(list(['A 127.255.255.254', 'TXT "Error: open resolver"']));
    expect(report.summary.dnsbl).toBe('unknown');
    expect(report.criteria.find(({ criterion }) => criterion === 'not-blocklisted')).toMatchObject({
      status: 'unknown',
      evidence: 'zen.spamhaus.org: it does not answer this resolver',
    });
    expect(report.findings.find(({ code }) => code === 'connection-dnsbl-refused')?.severity).toBe(
      'notice',
    );
    expect(report.verdict).toBe('pass');
  });

  test('leaves the others their word', async () => {
    const report = await judgedWith({
      dnsbls: ['zen.spamhaus.org', 'bl.spamcop.net', 'dnsbl.sorbs.net'],
      zone: { [LISTED]: ['A 127.255.255.254'], '25.2.0.192.bl.spamcop.net': ['A 127.0.0.2'] },
    });
    expect(report.summary.dnsbl).toBe('listed');
    expect(report.dnsbl.map(({ zone, listed }) => `${zone} ${listed}`)).toEqual([
      'zen.spamhaus.org refused',
      'bl.spamcop.net true',
      'dnsbl.sorbs.net unknown',
    ]);
    expect(report.dns.some(({ name }) => name.includes('sorbs'))).toBe(false);
    expect(report.criteria.find(({ criterion }) => criterion === 'not-blocklisted')).toMatchObject({
      status: 'unmet',
      evidence: 'bl.spamcop.net',
    });
    expect(textReport(report)).toMatch(/^ {2}DNSBL +listed +bl\.spamcop\.net/m);
  });
});

test('Spamhaus says which of its lists it is', async () => {
  const meaningOf = async (code: string): Promise<string> =>
    (await judgedWith(list([`A ${code}`]))).findings.find(
      (one) => one.code === 'connection-dnsbl-listed',
    )?.title ?? '';
  expect(await meaningOf('127.0.0.10')).toMatch(
    /PBL, an address that should not send mail by itself/,
  );
  expect(await meaningOf('127.0.0.4')).toMatch(/XBL/);
  expect(await meaningOf('127.0.0.99')).toBe(
    '192.0.2.25 is on the blocklist zen.spamhaus.org (127.0.0.99).',
  );
});

test('spam filters have their line in every layout, and do not change the verdict', async () => {
  const report = await judgedWith({
    spamd: SPAM,
    rspamd: {
      score: 1.5,
      required_score: 15,
      action: 'no action',
      symbols: { MISSING_DATE: { score: 1.5 } },
    },
  });
  expect([report.summary.spam, report.verdict]).toEqual(['spam', 'pass']);
  const text = textReport(report);
  expect(text).toMatch(/^ {2}Spam +spam +SpamAssassin +6\.2 of 5 points$/m);
  expect(text).toMatch(/^ {2}Spam +ham +rspamd +1\.5 of 15 points$/m);
  const classic = port25Report(report);
  expect(classic).toMatch(/^SpamAssassin check: spam$/m);
  expect(classic).toMatch(/^Result: +spam \(SpamAssassin: 6\.2 points, 5 required\)$/m);
  expect(classic).toMatch(/^ 3\.9 URI_PHISH$/m);
});
