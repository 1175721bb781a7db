// Two readings of RFC 9989, mailauth's and ours, have to come to the same result on any zone; where mailauth 7.1 deviates from the
// RFC, the deviation is shown as it is, so that the day it is fixed a test says that its closing can go.
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailauthResolver } from './mailauth-resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkDmarc } from '../../../src/verify/dmarc/check-dmarc.ts';
import { organizationalDomain } from '../../../src/verify/dmarc/walk.ts';
import { evaluate, inputOf, zoneOf, type Given } from '../dmarc/given.ts';

/** mailauth alone. */
async function mailauth({ from, spf, dkim, ...zone }: Given) {
  const passing = (text: string | undefined): { domain: string }[] =>
    (text?.split(',') ?? [])
      .map((part) => part.trim())
      .filter((part) => !part.includes(' '))
      .map((domain) => ({ domain }));
  const { response } = await evaluateDmarc({
    headerFrom: [from],
    fromFields: 1,
    spfDomains: passing(spf).map(({ domain }) => domain),
    dkimDomains: passing(dkim),
    resolver: mailauthResolver(zoneResolver(zoneOf({ from, ...zone }))),
    strict: true,
  });
  if (response === false) throw new Error('no author domain');
  return response as typeof response & { policyDomain?: string; policy?: string };
}

describe('what mailauth 7.1 reads otherwise', () => {
  test('a lone tag name drops the policy', async () => {
    const given: Given = { from: 'example.com', at: { 'example.com': 'p=reject; sp' } };
    expect((await mailauth(given)).status.result).toBe('none');
    expect((await evaluate(given)).dmarc.result).toBe('fail');
  });

  test('what could not be checked counts as failed', async () => {
    const given: Given = {
      from: 'example.com',
      spf: 'example.com temperror',
      at: { 'example.com': 'p=reject' },
    };
    expect((await mailauth(given)).status.result).toBe('fail');
    expect((await evaluate(given)).dmarc.result).toBe('temperror');
  });

  test('the eleventh identifier is undecided', async () => {
    const many = Array.from({ length: 11 }, (_, i) => `s${i}.example.com`);
    const given: Given = {
      from: 'example.com',
      dkim: many.join(','),
      at: {
        'example.com': 'p=reject',
        ...Object.fromEntries(many.map((domain) => [domain, 'p=none; psd=n'])),
      },
    };
    expect((await mailauth(given)).status.result).toBe('temperror');
    expect((await evaluate(given)).dmarc.result).toBe('fail');
  });
});

// A small world of names, so that walks meet.
const NAMES = [
  'example',
  'bank.example',
  'a.bank.example',
  'b.bank.example',
  'c.a.bank.example',
  'shop.example',
  'z.y.x.w.v.u.t.s.bank.example',
  's.bank.example',
];
const name = fc.constantFrom(...NAMES);
const tag = fc.constantFrom(
  'p=none',
  'p=quarantine',
  'p=reject',
  'p=Reject',
  'p=bob',
  'sp=none',
  'sp=reject',
  'sp=',
  'np=reject',
  'np=quarantine',
  'np=x',
  't=y',
  't=n',
  'psd=y',
  'psd=n',
  'psd=u',
  'adkim=s',
  'aspf=s',
  'adkim=r',
  'aspf=q',
  'rua=mailto:x@y.example',
  'rua=x',
  'pct=0',
  'P=reject',
  'x',
  '',
  'foo=bar',
);
const record = fc
  .tuple(
    fc.constantFrom(
      'v=DMARC1; ',
      'v=DMARC1; ',
      'v=DMARC1; p=reject; ',
      'v=DMARC1;p=none;',
      'v = DMARC1 ;',
      'v=DMARC2; ',
    ),
    fc.array(tag, { maxLength: 4 }),
  )
  .map(([version, tags]) => version + tags.join('; '));
const published = fc.dictionary(
  name,
  fc.oneof(
    { weight: 8, arbitrary: fc.array(record, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(record, { minLength: 2, maxLength: 2 }) },
  ),
  { maxKeys: 5 },
);
const problem = fc.array(
  fc
    .tuple(name, fc.constantFrom('SERVFAIL', 'TIMEOUT', 'NODATA', 'NXDOMAIN'), fc.boolean())
    .map(([at, status, policy]) => `${policy ? '_dmarc.' : ''}${at}. ${status}`),
  { maxLength: 2 },
);
const exists = fc.subarray(NAMES).map((names) => names.map((one) => `${one}. A 192.0.2.1`));
const identifier = fc.option(fc.oneof(name, fc.constantFrom('bank.example fail', 'other.test')), {
  nil: undefined,
});

const world = fc
  .record({
    from: name,
    spf: identifier,
    dkim: fc.array(name, { maxLength: 3 }),
    at: published,
    problem,
    exists,
  })
  .map(({ from, spf, dkim, at, problem: problems, exists: addresses }) => ({
    from,
    ...(spf === undefined ? {} : { spf }),
    ...(dkim.length === 0 ? {} : { dkim: dkim.join(',') }),
    at,
    zone: [
      ...new Map(problems.map((line) => [line.split(' ')[0], line])).values(),
      ...addresses,
    ].join('\n'),
  }));

describe('both readings agree', () => {
  test('on any zone: result, policy domain, organizational domain, what is asked of the receiver', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        // The one deviation that the tags above can reach is left out of the comparison by giving mailauth the cleaned record.
        const cleaned = {
          ...given,
          at: Object.fromEntries(
            Object.entries(given.at).map(([at, records]) => [
              at,
              records.map((text) => text.replaceAll(/; *x(?=;|$)/g, '')),
            ]),
          ),
        };
        const library = await mailauth(cleaned);
        const { dmarc } = await checkDmarc(inputOf(given), zoneResolver(zoneOf(given)));
        seen.set(dmarc.result, (seen.get(dmarc.result) ?? 0) + 1);
        expect(dmarc.result).toBe(library.status.result);
        expect(
          dmarc.policyDomain === null || dmarc.applied === null ? undefined : dmarc.policyDomain,
        ).toBe(dmarc.applied === null ? undefined : library.policyDomain);
        if (dmarc.organizationalDomain !== null && library.status.result !== 'temperror')
          expect(dmarc.organizationalDomain).toBe(library.domain);
        if (dmarc.result === 'fail') expect(dmarc.disposition).toBe(library.policy);
        if (dmarc.result === 'pass' || dmarc.result === 'fail') {
          expect(dmarc.alignment.spf?.aligned ?? false).toBe(
            library.alignment?.spf?.result !== undefined,
          );
          expect(dmarc.alignment.dkim.some(({ aligned }) => aligned)).toBe(
            library.alignment?.dkim?.result !== undefined,
          );
        }
      }),
      { seed: 9, numRuns: 3000 },
    );
    // The worlds are worth something only if they reach every result.
    for (const result of ['pass', 'fail', 'none', 'temperror'])
      expect(seen.get(result) ?? 0).toBeGreaterThan(100);
  });
});

test('organizationalDomain alone', async () => {
  const zone = zoneResolver(
    zoneOf({
      from: '',
      at: { 'mail.example.com': 'p=none; psd=n', example: 'p=none; psd=y' },
      zone: '_dmarc.example.net. SERVFAIL',
    }),
  );
  expect(await organizationalDomain('a.mail.example.com', zone)).toBe('mail.example.com');
  expect(await organizationalDomain('a.b.shop.example', zone)).toBe('shop.example');
  expect(await organizationalDomain('a.example.org', zone)).toBe('a.example.org');
  expect(await organizationalDomain('A.Mail.EXAMPLE.com.', zone)).toBe('mail.example.com');
  expect(await organizationalDomain('a.example.net', zone)).toBeNull();
  expect(await organizationalDomain('a..b', zone)).toBeNull();
});
