// The DMARC record that the findings ask for is published, and the message is judged again: they are gone, nothing newly fails, and no policy is
// stricter than the one that was there.
import { describe, expect, it } from 'vitest';
import { followed } from './follow.ts';
import { keyTxt, txt, type Given, type Zone } from './given.ts';

const NAME = '_dmarc.example.org';
const RUA = 'rua=mailto:postmaster@example.org';
const at = (...records: string[]): Given => ({ zone: { [NAME]: records.map(txt) } });
const REPORTS: Zone = { 'reports.example.net': null };
/** A message of which nothing passes. */
const unproven = (given: Given): Given => ({
  ...given,
  zone: {
    'example.org': [txt('v=spf1 ip4:198.51.100.1 ~all'), 'MX 10 mail.example.org', 'A 192.0.2.80'],
    ...given.zone,
  },
  signatures: [],
});

const RECORDS: [string, Given, string][] = [
  ['none', { zone: { [NAME]: null } }, `v=DMARC1; p=none; ${RUA}`],
  [
    'two: the weaker policy, both addresses',
    at(
      'v=DMARC1; p=reject; rua=mailto:a@example.org',
      'v=DMARC1; p=quarantine; rua=mailto:b@example.org',
    ),
    'v=DMARC1; p=quarantine; rua=mailto:a@example.org,mailto:b@example.org',
  ],
  [
    'two of the same',
    at('v=DMARC1; p=none', 'v=DMARC1; p=none; fo=1'),
    `v=DMARC1; p=none; fo=1; ${RUA}`,
  ],
  [
    'two that are not quite v=DMARC1: both are replaced',
    at('V=DMARC1; p=none', 'v = DMARC1; p=none'),
    `v=DMARC1; p=none; ${RUA}`,
  ],
  [
    'no p=, with rua=',
    at('v=DMARC1; rua=mailto:dmarc@example.org'),
    'v=DMARC1; p=none; rua=mailto:dmarc@example.org',
  ],
  ['no p=, no rua=', at('v=DMARC1; aspf=r'), `v=DMARC1; p=none; aspf=r; ${RUA}`],
  [
    'p= not in its place',
    at('v=DMARC1; rua=mailto:dmarc@example.org; p=rejected'),
    'v=DMARC1; p=none; rua=mailto:dmarc@example.org',
  ],
  [
    'version in lower case',
    at('v=dmarc1; p=reject; rua=mailto:dmarc@example.org'),
    'v=DMARC1; p=reject; rua=mailto:dmarc@example.org',
  ],
  [
    'version last',
    at('p=reject; rua=mailto:dmarc@example.org; v=DMARC1'),
    'v=DMARC1; p=reject; rua=mailto:dmarc@example.org',
  ],
  [
    'backslashes before the semicolons',
    at('v=DMARC1\\; p=quarantine\\; rua=mailto:dmarc@example.org'),
    'v=DMARC1; p=quarantine; rua=mailto:dmarc@example.org',
  ],
  [
    'a tag twice: the weaker policy',
    at('v=DMARC1; p=none; p=reject; rua=mailto:dmarc@example.org'),
    'v=DMARC1; p=none; rua=mailto:dmarc@example.org',
  ],
  [
    'rua= twice',
    at('v=DMARC1; p=none; rua=mailto:a@example.org; rua=mailto:b@example.org'),
    'v=DMARC1; p=none; rua=mailto:a@example.org,mailto:b@example.org',
  ],
  [
    'rua= with a space between',
    at('v=DMARC1; p=none; rua=mailto:a@example.org mailto:b@example.org'),
    'v=DMARC1; p=none; rua=mailto:a@example.org,mailto:b@example.org',
  ],
  [
    'rua= with a space behind mailto:',
    at('v=DMARC1; p=none; rua=mailto: a@example.org'),
    'v=DMARC1; p=none; rua=mailto:a@example.org',
  ],
  [
    'rua= without mailto:',
    at('v=DMARC1; p=reject; rua=a@example.org'),
    'v=DMARC1; p=reject; rua=mailto:a@example.org',
  ],
  ['rua= that is no address at all', at('v=DMARC1; p=none; rua=yes'), `v=DMARC1; p=none; ${RUA}`],
  [
    'rua= to a domain that takes no mail',
    { zone: { [NAME]: [txt('v=DMARC1; p=reject; rua=mailto:x@reports.example.net')], ...REPORTS } },
    `v=DMARC1; p=reject; ${RUA}`,
  ],
  [
    'pct=0 stays harmless for old receivers and becomes so for new ones',
    at(`v=DMARC1; p=quarantine; pct=0; ${RUA}`),
    `v=DMARC1; p=quarantine; pct=0; ${RUA}; t=y`,
  ],
  [
    'historic tags',
    at(`v=DMARC1; p=reject; rf=afrf; ri=86400; ${RUA}`),
    `v=DMARC1; p=reject; ${RUA}`,
  ],
  [
    'at the domain itself',
    {
      zone: {
        [NAME]: null,
        'example.org': [txt('v=spf1 ip4:192.0.2.25 -all'), txt(`v=DMARC1; p=reject; ${RUA}`)],
      },
    },
    `v=DMARC1; p=reject; ${RUA}`,
  ],
  [
    'an alias that leads nowhere',
    { zone: { [NAME]: ['CNAME gone.example.net'] } },
    `v=DMARC1; p=none; ${RUA}`,
  ],
  [
    'strict, where another name of the organization passes',
    {
      zone: {
        [NAME]: [txt('v=DMARC1; p=reject; adkim=s; aspf=s')],
        'news.example.org': [txt('v=spf1 ip4:192.0.2.25 -all')],
        'sel._domainkey.news.example.org': [keyTxt('rsa2048')],
      },
      envelope: { mailFrom: 'anna@news.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
    'v=DMARC1; p=reject; adkim=r; aspf=s',
  ],
  [
    'broken, and nothing of this message passes: the policy waits',
    unproven(at('v=dmarc1; p=reject; sp=reject')),
    `v=DMARC1; p=none; ${RUA}`,
  ],
  [
    'two of p=reject, and nothing of this message passes: the policy waits',
    unproven(at('v=DMARC1; p=reject', 'v=DMARC1; p=reject; fo=1')),
    `v=DMARC1; p=none; fo=1; ${RUA}`,
  ],
  [
    'broken and strict, and only another name of the organization signs: relaxed',
    {
      zone: {
        [NAME]: [txt('v=dmarc1; p=reject; adkim=s; aspf=s')],
        'sel._domainkey.news.example.org': [keyTxt('rsa2048')],
      },
      envelope: { mailFrom: 'x@mail.example.org' },
      signatures: [{ domain: 'news.example.org' }],
    },
    `v=DMARC1; p=none; ${RUA}`,
  ],
];
const STRENGTH = ['none', 'quarantine', 'reject'];
const policyOf = (record: string): number =>
  STRENGTH.indexOf(/\bp=(\w+)/.exec(record)?.[1] ?? 'none');

describe('the final DMARC record', () => {
  it.each(RECORDS)('%s', async (_, given, record) => {
    const { before, after, changes, fresh } = await followed(given);
    const carrying = before.findings.filter(
      ({ method, records }) => method === 'dmarc' && records.length > 0,
    );
    const published = new Set(
      carrying.flatMap(({ records }) =>
        records.filter(({ action }) => action !== 'remove').map(({ value }) => value),
      ),
    );
    expect([...published]).toEqual([record]);
    expect(changes.filter(({ name, action }) => name === NAME && action !== 'remove')).toHaveLength(
      1,
    );
    const left = new Set(after.findings.map(({ code }) => code));
    expect(carrying.filter(({ code }) => left.has(code)).map(({ code }) => code)).toEqual([]);
    expect(fresh.filter((code) => code !== 'dmarc-nothing-passed')).toEqual([]);
    expect(after.verdict === before.verdict || after.verdict === 'pass').toBe(true);
    for (const { values, records } of carrying)
      expect(values['record']).toBe(records.find(({ action }) => action !== 'remove')?.value);
    const written = Object.values(given.zone ?? {}).flatMap((lines) =>
      (lines ?? []).map((line) => policyOf(line)),
    );
    if (written.length > 0 && !record.includes('p=none'))
      expect(policyOf(record)).toBeLessThanOrEqual(Math.max(...written));
  });

  it.each<[string, Zone]>([
    ['wrong version', { [NAME]: [txt('v=dmarc1; p=none; rua=mailto:a@reports.example.net')] }],
    ['no scheme', { [NAME]: [txt('v=DMARC1; p=none; rua=a@reports.example.net')] }],
    [
      'a tag twice',
      { [NAME]: [txt('v=DMARC1; p=none; p=none; rua=mailto:a@reports.example.net')] },
    ],
    [
      'wrong name',
      {
        [NAME]: null,
        '_dmarc.example.org.example.org': [
          txt('v=DMARC1; p=none; rua=mailto:a@reports.example.net'),
        ],
      },
    ],
  ])('says at once what is wrong with the addresses of a record: %s', async (_, zone) => {
    for (const [host, code] of [
      [null, 'dmarc-rua-no-mailbox'],
      [['MX 10 mx.example.net'], 'dmarc-rua-not-authorized'],
    ] as const) {
      const { before, fresh } = await followed({ zone: { ...zone, 'reports.example.net': host } });
      expect(before.findings.map((finding) => finding.code)).toContain(code);
      expect(fresh).toEqual([]);
    }
  });

  it('is in no finding that asks for more protection', async () => {
    for (const record of [
      `v=DMARC1; p=none; ${RUA}`,
      `v=DMARC1; p=reject; sp=none; ${RUA}`,
      `v=DMARC1; p=reject; t=y; ${RUA}`,
    ]) {
      const { before } = await followed(at(record));
      const words = before.findings.filter(({ code }) =>
        ['dmarc-policy-none', 'dmarc-subdomain-weaker', 'dmarc-testing'].includes(code),
      );
      expect(words.length).toBeGreaterThan(0);
      for (const { records, values } of words)
        expect([records, values['record']]).toEqual([[], undefined]);
    }
  });

  it('leaves out an address that has not agreed to nothing but its owner', async () => {
    const { before } = await followed({
      zone: {
        [NAME]: [txt('v=DMARC1; p=reject; rua=mailto:a@reports.example.net')],
        'reports.example.net': ['MX 10 mx.example.net'],
      },
    });
    expect(
      before.findings.find(({ code }) => code === 'dmarc-rua-not-authorized')?.records,
    ).toEqual([]);
  });

  it('is not published below a name that does not exist', async () => {
    const { before } = await followed({ header: { From: 'anna@exmaple.org' } });
    expect(before.findings.map(({ code }) => code)).toContain('domain-absent');
    expect(before.findings.map(({ code }) => code)).not.toContain('dmarc-none');
  });

  it("is the domain's own where only a registry's policy applies", async () => {
    const given: Given = {
      zone: {
        '_dmarc.co.example': [txt('v=DMARC1; p=none; psd=y; rua=mailto:x@co.example')],
        'toko.co.example': [txt('v=spf1 ip4:192.0.2.25 -all'), 'MX 10 mail.example.org'],
      },
      envelope: { mailFrom: 'anna@toko.co.example' },
      header: { From: 'anna@toko.co.example' },
      signatures: [],
    };
    const { before, after } = await followed(given);
    const none = before.findings.find(({ code }) => code === 'dmarc-none');
    expect(none?.values).toMatchObject({
      registry: 'co.example',
      name: '_dmarc.toko.co.example',
      record: 'v=DMARC1; p=none; rua=mailto:postmaster@toko.co.example',
    });
    expect(before.findings.flatMap(({ records }) => records.map(({ name }) => name))).not.toContain(
      '_dmarc.co.example',
    );
    expect(after.findings.map(({ code }) => code)).not.toContain('dmarc-none');
  });
});
