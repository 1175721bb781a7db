// What a look at a domain finds, from a zone and a real web server to the finding, its words and its JSON.
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CATALOG, FINDING_CODES } from '../../src/diagnose/catalog.ts';
import { DomainReport, domainReport } from '../../src/report/domain-report.ts';
import { domainText } from '../../src/report/domain-text.ts';
import { columns } from '../../src/report/wrap.ts';
import { zoneResolver } from '../../src/dns/zone.ts';
import { fixedClock } from '../../src/runtime/clock.ts';
import { checkDomain } from '../../src/judge/check-domain.ts';
import { DOMAIN_CASES } from './domain-cases.ts';
import {
  AT,
  closeWeb,
  policyPage,
  surveyed,
  theWeb,
  txt,
  zoneText,
  type Given,
} from './given-domain.ts';

afterAll(closeWeb);

const codesOf = async (given: Given): Promise<string[]> =>
  (await surveyed(given)).findings.map(({ code }) => code);
/** Its zone is signed but in one place, which a zone as text cannot say: tested by itself below. */
const ELSEWHERE = ['domain-dane-unsigned'];

test('every code that only a look at a domain brings out has its two cases', () => {
  const needed = FINDING_CODES.filter(
    (code) => CATALOG[code].needs === 'survey' && !code.startsWith('dkim-'),
  );
  expect(needed.filter((code) => DOMAIN_CASES[code] === undefined)).toEqual([]);
});

describe.each(Object.entries(DOMAIN_CASES).filter(([code]) => !ELSEWHERE.includes(code)))(
  '%s',
  (code, { fires, silent, values = {} }) => {
    test('is found', async () => {
      const { findings } = await surveyed(fires);
      expect(findings.map((one) => one.code)).toContain(code);
      expect(findings.find((one) => one.code === code)?.values).toMatchObject(values);
    });

    test('is not found on the near miss', async () => {
      expect(await codesOf(silent)).not.toContain(code);
    });

    test.each(['en', 'id'] as const)('reads well in %s', async (language) => {
      const report = domainReport(await surveyed(fires), { language, version: '0.1.0' });
      expect(DomainReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
      // A record to publish that is longer than two lines also stands in one piece.
      const whole = report.findings.flatMap(({ records = [] }) =>
        records.map(({ value }) => value),
      );
      for (const line of domainText(report).split('\n'))
        if (!whole.includes(line.trim())) expect(columns(line)).toBeLessThanOrEqual(72);
      for (const finding of report.findings) {
        const { title, why, fix, severity } = finding;
        expect([finding.code, `${title} ${why} ${fix}`]).toEqual([
          finding.code,
          expect.not.stringMatching(/(?<!%)\{[a-zA-Z]+\}|undefined|""|\(\)|: \.|\bnull\b| {2}/),
        ]);
        expect([finding.code, `${title} ${why} ${fix}`]).toEqual([
          finding.code,
          expect.not.stringMatching(
            /\bthis mail\b|\bthe mail (?:is|was|has)\b|Send the test|email (?:ini|uji)/,
          ),
        ]);
        expect([finding.code, fix === '']).toEqual([finding.code, severity === 'ok']);
      }
    });
  },
);

test('a domain with everything right passes, and nothing is said against it', async () => {
  const { findings, verdict } = await surveyed();
  expect(findings.filter(({ severity }) => severity !== 'ok').map(({ code }) => code)).toEqual([]);
  expect(verdict).toBe('pass');
});

test('TLSA records that DNSSEC does not vouch for, where it vouches for others', async () => {
  const signed = zoneResolver(zoneText(), { authenticated: true });
  const web = await theWeb();
  const resolver: typeof signed = {
    ...signed,
    resolve: async (name, type) => ({
      ...(await signed.resolve(name, type)),
      authenticated: type === 'SOA',
    }),
  };
  const { findings } = await checkDomain('example.org', {
    resolver,
    clock: fixedClock(AT),
    fetch: web.fetch(resolver),
  });
  expect(findings.map(({ code }) => code)).toContain('domain-dane-unsigned');
});

describe('the verdict', () => {
  test.each<[string, Given, string]>([
    [
      'fails for what is wrong',
      {
        zone: {
          'example.org': ['TXT "v=spf1 include:gone.example.org ~all"', 'MX 10 mail.example.org'],
        },
      },
      'fail',
    ],
    [
      'passes with something to improve',
      {
        zone: {
          '_mta-sts.example.org': null,
          '_dmarc.example.org': [txt('v=DMARC1; p=none; rua=mailto:postmaster@example.org')],
        },
      },
      'pass',
    ],
    [
      'is open where DNS gave no answer',
      { zone: { '_dmarc.example.org': ['SERVFAIL'] } },
      'incomplete',
    ],
    [
      'fails for what is wrong, whatever is open',
      { zone: { '_dmarc.example.org': ['SERVFAIL'], 'example.org': ['MX 10 mail.example.org'] } },
      'fail',
    ],
    ['fails for a domain that does not exist', { domain: 'nowhere.example' }, 'fail'],
    [
      'passes for a domain without mail that says so',
      {
        zone: { 'example.org': ['TXT "v=spf1 -all"', 'MX 0 .'], 'default._bimi.example.org': null },
      },
      'pass',
    ],
  ])('%s', async (_, given, verdict) => {
    expect((await surveyed(given)).verdict).toBe(verdict);
  });
});

test('what a domain without mail should publish is certain', async () => {
  const { findings } = await surveyed({
    zone: { 'example.org': ['MX 0 .'], '_dmarc.example.org': null },
  });
  const records = Object.fromEntries(findings.map(({ code, values }) => [code, values['record']]));
  expect(records).toMatchObject({ 'spf-none': 'v=spf1 -all', 'dmarc-none': 'v=DMARC1; p=reject' });
});

test('no record is made up for a domain whose senders are not known', async () => {
  const { findings } = await surveyed({ zone: { 'example.org': ['MX 10 mail.example.org'] } });
  expect(findings.find(({ code }) => code === 'spf-none')?.values['record']).toBeUndefined();
});

describe('an MTA-STS policy', () => {
  test.each<[string, string, RegExp]>([
    [
      'another version',
      'version: STSv2\nmode: enforce\nmx: mail.example.org\nmax_age: 1\n',
      /version: STSv1 is missing/,
    ],
    [
      'a mode that does not exist',
      'version: STSv1\nmode: on\nmx: mail.example.org\nmax_age: 1\n',
      /mode: on is none of/,
    ],
    ['no host', 'version: STSv1\nmode: enforce\nmax_age: 1\n', /mx: is missing/],
    [
      'an age that is no number',
      'version: STSv1\nmode: enforce\nmx: mail.example.org\nmax_age: week\n',
      /max_age: week is not a number/,
    ],
    [
      'an age over a year',
      'version: STSv1\nmode: enforce\nmx: mail.example.org\nmax_age: 99999999\n',
      /max_age: 99999999 is not a number of seconds/,
    ],
    [
      'a line without a colon',
      'version: STSv1\nmode: enforce\nmx mail.example.org\nmx: mail.example.org\nmax_age: 1\n',
      /is not NAME: VALUE/,
    ],
    [
      'a pattern that is none',
      'version: STSv1\nmode: enforce\nmx: *\nmax_age: 1\n',
      /mx: \* is no host name/,
    ],
  ])('with %s', async (_, body, fault) => {
    const { facts } = await surveyed(policyPage(body));
    expect(facts.mtaSts.policy?.faults.join('; ')).toMatch(fault);
  });

  test('of another type', async () => {
    const { facts } = await surveyed(
      policyPage('version: STSv1\nmode: enforce\nmx: mail.example.org\nmax_age: 1\n', {
        'content-type': 'text/html',
      }),
    );
    expect(facts.mtaSts.policy?.faults).toEqual(['it is sent as text/html, not as text/plain']);
  });

  test('with LF, unknown names, and a name twice is read as RFC 8461 says', async () => {
    const { facts } = await surveyed(
      policyPage(
        'version: STSv1\nmode: enforce\nmode: none\nfuture: x\nmx: MAIL.example.org.\nmax_age: 86400\n',
      ),
    );
    expect(facts.mtaSts.policy).toMatchObject({
      faults: [],
      mode: 'enforce',
      mx: ['mail.example.org'],
      maxAge: 86_400,
      uncovered: [],
    });
  });

  test('is not fetched without a record', async () => {
    await surveyed({ zone: { '_mta-sts.example.org': null } });
    const { asked } = await theWeb();
    const before = asked.length;
    await surveyed({ zone: { '_mta-sts.example.org': null } });
    expect(asked.slice(before).filter((url) => url.includes('mta-sts'))).toEqual([]);
  });
});

test('the JSON has the shape that is published', async () => {
  const report = domainReport(await surveyed(), { language: 'en', version: '0.1.0' });
  const schema = z.fromJSONSchema(
    z.toJSONSchema(DomainReport, { io: 'input' }) as Parameters<typeof z.fromJSONSchema>[0],
  );
  expect(schema.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined();
  expect(report.summary).toEqual({
    spf: 'found',
    dmarc: 'found',
    mx: 'found',
    mtaSts: 'enforce',
    tlsRpt: 'found',
    dane: 'found',
    bimi: 'pass',
  });
});
