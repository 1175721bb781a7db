// Where people put records by mistake: each place is looked at when something is missing, and nothing is asked when nothing is.
import { describe, expect, test } from 'vitest';
import type { MisplacedRecord } from '../../src/verify/verification.ts';
import { factsOf, keyTxt, txt, type Given, type Zone } from '../diagnose/given.ts';

const NO_KEY: Zone = { 'sel._domainkey.example.org': null };
const KEY = keyTxt('rsa2048');
const found = async (given: Given): Promise<MisplacedRecord[]> =>
  (await factsOf(given)).places.filter(({ records }) => records.length > 0);

test('nothing is asked for a mail that has everything', async () => {
  expect((await factsOf()).places).toEqual([]);
});

test('nothing is looked for while DNS gives no answer: it is not missing', async () => {
  const { places } = await factsOf({
    zone: {
      'example.org': ['SERVFAIL'],
      'sel._domainkey.example.org': ['TIMEOUT'],
      '_dmarc.example.org': ['SERVFAIL'],
    },
  });
  expect(places).toEqual([]);
});

test('at most twelve questions a message', async () => {
  for (const signatures of [[], [{}, { selector: 'other' }]]) {
    const { places } = await factsOf({
      zone: {
        ...NO_KEY,
        'example.org': [txt('v=spf1 include:a.example.net include:b.example.net ~all')],
        '_dmarc.example.org': [
          txt('v=DMARC1; p=none; rua=mailto:a@x.example.net,mailto:b@y.example.net'),
        ],
      },
      signatures,
      envelope: { helo: 'other.example.net' },
    });
    expect(places.length).toBeLessThanOrEqual(12);
    expect(places.length).toBeGreaterThan(4);
  }
});

test('what was asked stands in the evidence like every other question', async () => {
  const { places, dns } = await factsOf({ zone: NO_KEY });
  for (const { name, type } of places)
    expect(dns.some((one) => one.name === name && one.type === type)).toBe(true);
});

describe('a DKIM key', () => {
  test.each<[MisplacedRecord['relation'], string, Given]>([
    ['mail-host', 'sel._domainkey.mail.example.org', {}],
    ['without-prefix', 'sel.example.org', {}],
    ['domain-twice', 'sel._domainkey.example.org.example.org', {}],
    ['plain-prefix', 'sel.domainkey.example.org', {}],
    [
      'organization',
      'sel._domainkey.example.org',
      { signatures: [{ domain: 'news.example.org' }] },
    ],
  ])('%s: %s', async (relation, name, given) => {
    expect(await found({ ...given, zone: { ...NO_KEY, [name]: [KEY] } })).toMatchObject([
      { sought: 'dkim-key', relation, name, type: 'TXT' },
    ]);
  });

  test('behind an alias that leads nowhere', async () => {
    expect(
      await found({ zone: { 'sel._domainkey.example.org': ['CNAME gone.example.net'] } }),
    ).toMatchObject([{ relation: 'itself', type: 'CNAME', records: ['gone.example.net'] }]);
  });

  test('another record at such a name is none', async () => {
    expect(await found({ zone: { ...NO_KEY, 'sel.example.org': [txt('v=spf1 -all')] } })).toEqual(
      [],
    );
  });

  test('of unsigned mail, under selectors that guides use', async () => {
    expect(
      await found({
        zone: { ...NO_KEY, 'default._domainkey.mail.example.org': [KEY] },
        signatures: [],
      }),
    ).toMatchObject([{ relation: 'usual-selector', name: 'default._domainkey.mail.example.org' }]);
  });
});

describe('a DMARC record', () => {
  const NONE: Zone = { '_dmarc.example.org': null };
  const RECORD = txt('v=DMARC1; p=none');
  test.each<[MisplacedRecord['relation'], string]>([
    ['without-prefix', 'example.org'],
    ['plain-prefix', 'dmarc.example.org'],
    ['domain-twice', '_dmarc.example.org.example.org'],
    ['mail-host', '_dmarc.mail.example.org'],
  ])('%s: %s', async (relation, name) => {
    const spf = name === 'example.org' ? [txt('v=spf1 ip4:192.0.2.25 -all')] : [];
    expect(await found({ zone: { ...NONE, [name]: [RECORD, ...spf] } })).toMatchObject([
      { sought: 'dmarc-record', relation, name },
    ]);
  });
});

describe('an SPF record', () => {
  const NONE: Zone = { 'example.org': ['A 192.0.2.80'], 'mail.example.org': ['A 192.0.2.25'] };
  test.each<[MisplacedRecord['relation'], string, string]>([
    ['itself', 'example.org', 'SPF "v=spf1 mx -all"'],
    ['mail-host', 'mail.example.org', 'TXT "v=spf1 mx -all"'],
    ['plain-prefix', '_spf.example.org', 'TXT "v=spf1 mx -all"'],
    ['domain-twice', 'example.org.example.org', 'TXT "v=spf1 mx -all"'],
  ])('%s: %s', async (relation, name, line) => {
    expect(await found({ zone: { ...NONE, [name]: [...(NONE[name] ?? []), line] } })).toMatchObject(
      [{ sought: 'spf-record', relation, name }],
    );
  });
});

describe('hosts', () => {
  test('an include that is a host', async () => {
    const zone: Zone = {
      'example.org': [txt('v=spf1 include:smtp.example.org ~all')],
      'smtp.example.org': ['A 192.0.2.30'],
    };
    expect(await found({ zone })).toMatchObject([
      { sought: 'host-address', name: 'smtp.example.org', type: 'A', records: ['192.0.2.30'] },
    ]);
  });

  test('of the other address family, where the first has none', async () => {
    const zone: Zone = {
      'example.org': [txt('v=spf1 include:smtp.example.org ~all')],
      'smtp.example.org': ['AAAA 2001:db8::30'],
    };
    expect(await found({ zone })).toMatchObject([
      { sought: 'host-address', name: 'smtp.example.org', type: 'AAAA', records: ['2001:db8::30'] },
    ]);
  });

  test('the name said in HELO, unless reverse DNS has told it already', async () => {
    expect(
      await found({
        envelope: { helo: 'other.example.net' },
        zone: { 'other.example.net': ['A 192.0.2.31'] },
      }),
    ).toMatchObject([{ name: 'other.example.net' }]);
  });

  test('both families of hosts that may be written out, when a record costs too much', async () => {
    const zone: Zone = {
      'example.org': [
        txt(
          `v=spf1 a mx ${Array.from({ length: 9 }, (_, index) => `include:_spf${index}.example.net`).join(' ')} -all`,
        ),
        'A 192.0.2.80',
        'MX 10 mx.example.org',
      ],
      'mx.example.org': ['A 192.0.2.26', 'AAAA 2001:db8::26'],
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`_spf${index}.example.net`, [txt('v=spf1 ~all')]]),
      ),
    };
    const { places } = await factsOf({ zone });
    expect(places.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'example.org A',
      'example.org AAAA',
      'mx.example.org A',
      'mx.example.org AAAA',
    ]);
  });
});

describe('reports that go to others', () => {
  test('their consent and their mailbox are asked for', async () => {
    const { places } = await factsOf({
      zone: {
        '_dmarc.example.org': [
          txt(
            'v=DMARC1; p=none; rua=mailto:a@reports.example.net,mailto:b@example.org,mailto:c@sub.example.org',
          ),
        ],
        'reports.example.net': ['MX 10 mx.example.net'],
      },
    });
    expect(places).toMatchObject([
      {
        sought: 'report-authorization',
        name: 'example.org._report._dmarc.reports.example.net',
        status: 'NXDOMAIN',
        records: [],
      },
      {
        sought: 'report-mailbox',
        name: 'reports.example.net',
        type: 'MX',
        records: ['10 mx.example.net'],
      },
    ]);
  });
});
