// What a look at a published key finds, from a zone to the finding, its words and its JSON.
import { describe, expect, test } from 'vitest';
import { KeyReport, keyReport } from '../../src/report/key-report.ts';
import { keyText } from '../../src/report/key-text.ts';
import { columns } from '../../src/report/wrap.ts';
import { readKeyName } from '../../src/judge/check-key.ts';
import { publicPart, surveyedKey, txt, type Given } from './given-domain.ts';

const NAME = 'sel._domainkey.example.org';
const P = publicPart('rsa2048');
const key = (...records: string[]): Given => ({ zone: { [NAME]: records.map(txt) } });
const elsewhere = (name: string): Given => ({
  zone: { [NAME]: null, [name]: [txt(`v=DKIM1; k=rsa; p=${P}`)] },
});

/** The published record, the verdict, the codes that are said. */
const RECORDS: [string, Given, 'pass' | 'fail' | 'incomplete', string[]][] = [
  ['a sound RSA key', key(`v=DKIM1; k=rsa; p=${P}`), 'pass', ['dkim-key-sound']],
  ['without v= and k=', key(`p=${P}`), 'pass', ['dkim-key-sound']],
  [
    '1024 bits',
    key(`v=DKIM1; p=${publicPart('rsa1024')}`),
    'pass',
    ['dkim-key-weak', 'dkim-key-sound'],
  ],
  [
    'obsolete tags and a weak key',
    key(`v=DKIM1; r=postmaster; g=*; k=rsa; p=${publicPart('rsa1024')}`),
    'pass',
    ['dkim-key-weak', 'dkim-key-obsolete-tags', 'dkim-key-sound'],
  ],
  ['a test mark', key(`v=DKIM1; t=y; p=${P}`), 'pass', ['dkim-key-testing', 'dkim-key-sound']],
  ['t=s, which forbids nothing yet', key(`v=DKIM1; t=s; p=${P}`), 'pass', ['dkim-key-sound']],
  [
    'Ed25519',
    key(`v=DKIM1; k=ed25519; p=${publicPart('ed25519')}`),
    'pass',
    ['dkim-ed25519-alone', 'dkim-key-sound'],
  ],
  ['768 bits', key(`v=DKIM1; p=${publicPart('rsa768')}`), 'fail', ['dkim-key-short']],
  ['a revoked key', key('v=DKIM1; p='), 'fail', ['dkim-key-revoked']],
  ['quotes inside', key(`v=DKIM1; k=rsa; p="${P}"`), 'fail', ['dkim-key-not-base64']],
  ['a key that was cut', key(`v=DKIM1; k=rsa; p=${P.slice(0, 200)}`), 'fail', ['dkim-key-damaged']],
  [
    'two records',
    key(`v=DKIM1; p=${P}`, `v=DKIM1; p=${publicPart('rsa2048b')}`),
    'fail',
    ['dkim-key-several'],
  ],
  [
    'a key in two records',
    key(`v=DKIM1; k=rsa; p=${P.slice(0, 200)}`, P.slice(200)),
    'fail',
    ['dkim-key-in-pieces'],
  ],
  ['an SPF record in its place', key('v=spf1 -all'), 'fail', ['dkim-key-wildcard']],
  ['another version', key(`v=DKIM2; p=${P}`), 'fail', ['dkim-key-syntax']],
  [
    'a grammar that strict readers refuse',
    key(`v=DKIM1;; k=rsa; p=${P}`),
    'fail',
    ['dkim-key-syntax'],
  ],
  ['a type nobody knows', key(`v=DKIM1; k=dsa; p=${P}`), 'fail', ['dkim-key-type']],
  ['SHA-1 alone', key(`v=DKIM1; h=sha1; p=${P}`), 'fail', ['dkim-key-hash']],
  ['SHA-256 among others', key(`v=DKIM1; h=sha1:sha256; p=${P}`), 'pass', ['dkim-key-sound']],
  ['a service that is not mail', key(`v=DKIM1; s=tlsrpt; p=${P}`), 'fail', ['dkim-key-service']],
  ['no key', { zone: { [NAME]: null } }, 'fail', ['dkim-key-missing']],
  [
    'a key under the mail host',
    elsewhere('sel._domainkey.mail.example.org'),
    'fail',
    ['dkim-key-wrong-name'],
  ],
  ['a key without _domainkey', elsewhere('sel.example.org'), 'fail', ['dkim-key-wrong-name']],
  [
    'a key with the domain twice',
    elsewhere('sel._domainkey.example.org.example.org'),
    'fail',
    ['dkim-key-wrong-name'],
  ],
  [
    'an alias to nowhere',
    { zone: { [NAME]: ['CNAME sel.dkim.example.net'] } },
    'fail',
    ['dkim-key-dangling'],
  ],
  [
    'DNS that does not answer',
    { zone: { [NAME]: ['SERVFAIL'] } },
    'incomplete',
    ['dkim-key-unchecked'],
  ],
];

describe.each(RECORDS)('%s', (_, given, verdict, codes) => {
  test(`is judged: ${verdict}`, async () => {
    const surveyed = await surveyedKey(given);
    expect([surveyed.verdict, surveyed.findings.map(({ code }) => code)]).toEqual([verdict, codes]);
  });

  test.each(['en', 'id'] as const)('reads well in %s', async (language) => {
    const report = keyReport(await surveyedKey(given), { language, version: '0.1.0' });
    expect(KeyReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    // Strings as DNS holds them, and records to copy, are not broken.
    const copied = report.findings.map(({ values }) => values?.['record']);
    for (const line of keyText(report).split('\n')) {
      if (!/^ {2}"/.test(line) && !copied.includes(line))
        expect(columns(line)).toBeLessThanOrEqual(72);
    }
    for (const { code, title, why, fix } of report.findings) {
      expect([code, `${title} ${why} ${fix}`]).toEqual([
        code,
        expect.not.stringMatching(
          /(?<!%)\{[a-zA-Z]+\}|undefined|(?<!")""(?!")|\(\)|: \.|\bnull\b| {2}|the signature is|this mail|email ini/,
        ),
      ]);
    }
  });
});

test('a record to publish mends what it is for', async () => {
  for (const [what, given, , codes] of RECORDS) {
    const { findings } = await surveyedKey(given);
    for (const { code, values } of findings) {
      const { record } = values;
      if (record === undefined) continue;
      const after = await surveyedKey(key(record));
      expect([what, after.findings.map((one) => one.code)]).toEqual([
        what,
        expect.not.arrayContaining([code, ...codes.filter((one) => one === code)]),
      ]);
      expect([what, after.verdict]).toEqual([what, 'pass']);
    }
  }
});

describe('the name of a key', () => {
  test.each<[string, string, string]>([
    ['sel', 'Example.ORG', 'sel._domainkey.example.org'],
    ['a.b', 'example.org.', 'a.b._domainkey.example.org'],
    ['2026', 'bücher.example', '2026._domainkey.xn--bcher-kva.example'],
  ])('%s, %s', (selector, domain, name) => {
    const read = readKeyName(selector, domain);
    expect(read.problem === null ? `${read.selector}._domainkey.${read.domain}` : read).toBe(name);
  });

  test.each([
    ['', 'example.org'],
    ['a..b', 'example.org'],
    ['a b', 'example.org'],
    ['sel', ''],
    ['sel', '192.0.2.1'],
    ['sel', 'a@b.example'],
    ['x'.repeat(64), 'example.org'],
    [Array.from({ length: 100 }, () => 'ab').join('.'), 'example.org'],
  ])('%j, %j is none', (selector, domain) => {
    expect(readKeyName(selector, domain).problem).toEqual(expect.any(String));
  });
});
