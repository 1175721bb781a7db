// The SPF record to publish: what stands there, in its order, with the smallest change that makes it right; worked out by hand. Where
// only its owner can know what was meant, none is given. That each of them passes is tested by publishing them (published.test.ts).
import { describe, expect, test } from 'vitest';
import { finalRecord } from '../../src/diagnose/spf/final-record.ts';
import { repairRecord } from '../../src/diagnose/spf/repair.ts';
import { factsOf, judged, publicPart, txt, type Given, type Zone } from './given.ts';

const SERVICES: Zone = {
  '_spf.example.net': [txt('v=spf1 ip4:198.51.100.0/24 ~all')],
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `_spf${index}.example.net`,
      [txt('v=spf1 ip4:198.51.100.0/24 ~all')],
    ]),
  ),
};
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:_spf${index}.example.net`).join(' ');
const given = (record: string, zone: Zone = {}, more: Given = {}): Given => ({
  ...more,
  zone: {
    ...SERVICES,
    'example.org': [txt(record), 'MX 10 mx.example.org', 'A 192.0.2.80'],
    'mx.example.org': ['A 192.0.2.26'],
    ...zone,
  },
});

const recordOf = async (one: Given): Promise<string | null> =>
  finalRecord(await factsOf(one))?.record ?? null;
const finalOf = async (record: string): Promise<string | null> => await recordOf(given(record));

describe('the sending address is put in where it belongs', () => {
  test.each([
    ['before all', 'v=spf1 mx -all', 'v=spf1 mx ip4:192.0.2.25 -all'],
    [
      'after everything else',
      'v=spf1 a mx include:_spf.example.net ~all',
      'v=spf1 a mx include:_spf.example.net ip4:192.0.2.25 ~all',
    ],
    [
      'before redirect',
      'v=spf1 redirect=_spf.example.net',
      'v=spf1 ip4:192.0.2.25 redirect=_spf.example.net',
    ],
    ['at the end without all', 'v=spf1 mx', 'v=spf1 mx ip4:192.0.2.25 ~all'],
    [
      'before what refuses it',
      'v=spf1 mx -ip4:192.0.2.0/24 ip4:192.0.2.25 -all',
      'v=spf1 mx ip4:192.0.2.25 -ip4:192.0.2.0/24 -all',
    ],
    [
      'before all and exp',
      'v=spf1 mx -all exp=why.example.org',
      'v=spf1 mx ip4:192.0.2.25 -all exp=why.example.org',
    ],
    [
      'with a qualifier that is no pass',
      'v=spf1 ?ip4:192.0.2.25 -all',
      'v=spf1 ip4:192.0.2.25 ?ip4:192.0.2.25 -all',
    ],
    ['not twice', 'v=spf1 ip4:192.0.2.0/24 ?all', 'v=spf1 ip4:192.0.2.0/24 ~all'],
    ['nor when nothing is wrong', 'v=spf1 ip4:192.0.2.0/24 -all', null],
    ['an empty record', 'v=spf1', 'v=spf1 ip4:192.0.2.25 ~all'],
    ['nobody may send', 'v=spf1 -all', 'v=spf1 ip4:192.0.2.25 -all'],
  ])('%s', async (_, record, expected) => {
    expect(finalRecord(await factsOf(given(record)))?.record ?? null).toBe(expected);
  });

  test('as IPv6', async () => {
    expect(
      finalRecord(
        await factsOf(given('v=spf1 mx -all', {}, { envelope: { clientIp: '2001:db8::25' } })),
      )?.record ?? null,
    ).toBe('v=spf1 mx ip6:2001:db8::25 -all');
  });

  test('as the include of the service it belongs to, if there is room for it', async () => {
    const google: Given = { envelope: { clientIp: '203.0.113.9', helo: 'mail-ab1.google.com' } };
    const zone: Zone = {
      '9.113.0.203.in-addr.arpa': ['PTR mail-ab1.google.com'],
      'mail-ab1.google.com': ['A 203.0.113.9'],
      '_spf.google.com': [txt('v=spf1 ip4:203.0.113.0/24 ~all')],
    };
    expect(finalRecord(await factsOf(given('v=spf1 mx -all', zone, google)))?.record ?? null).toBe(
      'v=spf1 mx include:_spf.google.com -all',
    );
    expect(
      finalRecord(await factsOf(given(`v=spf1 ${includes(10)} -all`, zone, google)))?.record ??
        null,
    ).toBe(`v=spf1 ${includes(10)} ip4:203.0.113.9 -all`);
    // The name alone proves nothing.
    const feigned: Zone = { ...zone, 'mail-ab1.google.com': ['A 203.0.113.10'] };
    expect(
      finalRecord(await factsOf(given('v=spf1 mx -all', feigned, google)))?.record ?? null,
    ).toBe('v=spf1 mx ip4:203.0.113.9 -all');
  });
});

describe('includes of names without a record', () => {
  test.each<[string, string, Zone, string | null]>([
    [
      'a host that mx lists goes',
      'v=spf1 a mx include:mx.example.org ~all',
      {},
      'v=spf1 a mx ip4:192.0.2.25 ~all',
    ],
    [
      'another host becomes a:',
      'v=spf1 mx include:smtp.example.org ~all',
      { 'smtp.example.org': ['A 192.0.2.25'] },
      'v=spf1 mx a:smtp.example.org ~all',
    ],
    [
      'a name that does not exist goes',
      'v=spf1 mx include:gone.example.net ip4:192.0.2.25 ~all',
      {},
      'v=spf1 mx ip4:192.0.2.25 ~all',
    ],
    [
      'a redirect that leads nowhere goes',
      'v=spf1 mx ip4:192.0.2.25 redirect=gone.example.net',
      {},
      'v=spf1 mx ip4:192.0.2.25 ~all',
    ],
    [
      'what could not be asked stays open',
      'v=spf1 mx include:smtp.example.org ~all',
      { 'smtp.example.org': ['A SERVFAIL', 'AAAA SERVFAIL'] },
      null,
    ],
  ])('%s', async (_, record, zone, expected) => {
    expect(finalRecord(await factsOf(given(record, zone)))?.record ?? null).toBe(expected);
  });

  test('below another record they are for its owner to mend', async () => {
    const { findings } = await judged(
      given('v=spf1 include:_spf.example.net ~all', {
        '_spf.example.net': [txt('v=spf1 include:gone.example.net ~all')],
      }),
    );
    expect(findings[0]).toMatchObject({
      code: 'spf-include-none',
      values: {
        foreign: '_spf.example.net',
        term: 'include:gone.example.net',
        owner: '_spf.example.net',
      },
    });
    // Until then the record stands without them, and keeps who is permitted.
    expect(findings[0]?.values).toMatchObject({ record: 'v=spf1 ip4:192.0.2.25 ~all' });
  });
});

describe('more than ten lookups', () => {
  test.each<[string, string, string | null]>([
    [
      'ptr goes first',
      `v=spf1 ${includes(10)} ptr -all`,
      `v=spf1 ${includes(10)} ip4:192.0.2.25 ~all`,
    ],
    [
      'mx is written out',
      `v=spf1 mx ${includes(10)} -all`,
      `v=spf1 ip4:192.0.2.26 ${includes(10)} ip4:192.0.2.25 -all`,
    ],
    [
      'a and mx are written out as far as is needed',
      `v=spf1 a mx ${includes(9)} -all`,
      `v=spf1 ip4:192.0.2.80 mx ${includes(9)} ip4:192.0.2.25 -all`,
    ],
    ['what others publish is not ours to copy', `v=spf1 ${includes(11)} -all`, null],
  ])('%s', async (_, record, expected) => {
    expect(finalRecord(await factsOf(given(record)))?.record ?? null).toBe(expected);
  });

  test('an address that is forgotten could not send: both families, or none', async () => {
    const record = `v=spf1 mx ${includes(10)} -all`;
    const both: Zone = { 'mx.example.org': ['A 192.0.2.26', 'AAAA 2001:db8::26'] };
    expect(finalRecord(await factsOf(given(record, both)))?.record ?? null).toBe(
      `v=spf1 ip4:192.0.2.26 ip6:2001:db8::26 ${includes(10)} ip4:192.0.2.25 -all`,
    );
    const open: Zone = { 'mx.example.org': ['A 192.0.2.26', 'AAAA SERVFAIL'] };
    expect(finalRecord(await factsOf(given(record, open)))?.record ?? null).toBeNull();
  });

  test('the cost of each include, the most expensive first, and who would have matched', async () => {
    const zone: Zone = {
      '_spf0.example.net': [txt('v=spf1 a:x.example.net a:y.example.net ~all')],
      '_spf10.example.net': [txt('v=spf1 ip4:192.0.2.0/24 ~all')],
    };
    const { findings } = await judged(given(`v=spf1 ${includes(11)} -all`, zone));
    expect(findings[0]).toMatchObject({
      code: 'spf-too-many-lookups',
      values: { cost: '13', dearest: 'include:_spf0.example.net (3 lookups)' },
    });
    expect(findings[0]?.evidence).toEqual([
      'ip4:192.0.2.0/24 in the record of _spf10.example.net lists 192.0.2.25, but comes too late',
      `example.org (13): include:_spf0.example.net (3), ${Array.from({ length: 10 }, (_, index) => `include:_spf${index + 1}.example.net (1)`).join(', ')}`,
      '_spf0.example.net (2): a:x.example.net (1), a:y.example.net (1)',
    ]);
  });
});

describe('slips with one meaning are undone', () => {
  test.each([
    ['v=spf1 ipv4:192.0.2.1 -all', 'v=spf1 ip4:192.0.2.1 -all'],
    ['v=spf1 ip:192.0.2.1 ipv6:2001:db8::1 -all', 'v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all'],
    ['v=spf1 ip4:2001:db8::1 ip6:192.0.2.1 -all', 'v=spf1 ip6:2001:db8::1 ip4:192.0.2.1 -all'],
    [
      'v=spf1 include=_spf.example.net redirect:_spf.example.org',
      'v=spf1 include:_spf.example.net redirect=_spf.example.org',
    ],
    [
      'v=spf1 ip4: 192.0.2.1 include: _spf.example.net ~ all',
      'v=spf1 ip4:192.0.2.1 include:_spf.example.net ~all',
    ],
    ['v=spf1, mx, ip4:192.0.2.1, -all', 'v=spf1 mx ip4:192.0.2.1 -all'],
    ['"v=spf1 mx -all"', 'v=spf1 mx -all'],
    ['v=spf1; mx; -all;', 'v=spf1 mx -all'],
    ['v=spf1 192.0.2.1 198.51.100.0/24 -all', 'v=spf1 ip4:192.0.2.1 ip4:198.51.100.0/24 -all'],
    ['v=spf1 mx \u00e2\u0080\u0093all', 'v=spf1 mx -all'],
    ['v=spf1 a:192.0.2.1 mx:198.51.100.1 -all', 'v=spf1 ip4:192.0.2.1 ip4:198.51.100.1 -all'],
    ['v=spf1 ip4:mail.example.org -all', 'v=spf1 a:mail.example.org -all'],
    ['v=spf1 MX ~ALL', 'v=spf1 MX ~ALL'],
    ['v=spf10 mx -all', 'v=spf1 mx -all'],
    ['v=spf1 ip4:192.0.2.0/027 a/024 -all', 'v=spf1 ip4:192.0.2.0/27 a/24 -all'],
    ['v=spf1 a: mx: -all', 'v=spf1 a mx -all'],
    [
      'v=spf1 ip4:192.0.2.1include:_spf.example.net -all',
      'v=spf1 ip4:192.0.2.1 include:_spf.example.net -all',
    ],
    ['v=spf1  mx   -all ', 'v=spf1 mx -all'],
  ])('%s', (record, expected) => {
    expect(repairRecord(record)).toBe(expected);
  });

  test.each([
    'v=spf1 ip4:192.0.2.300 -all',
    'v=spf1 foo:bar -all',
    'v=spf1 ip4:192.0.2.1/33 -all',
    'v=spf1 include: -all',
    'v=spf1 mx/99 -all',
    'spf2.0/pra mx -all',
    'v=spf1 exists:%{x}.example.org -all',
  ])('%s is not guessed at', (record) => {
    expect(repairRecord(record)).toBeNull();
  });
});

describe('DKIM key records', () => {
  const NAME = 'sel._domainkey.example.org';
  const P = publicPart('rsa2048');
  test.each<[string, string[], string]>([
    ['quotes', [`v=DKIM1; k=rsa; p="${P}"`], 'dkim-key-not-base64'],
    ['brackets around everything', [`( "v=DKIM1; k=rsa; " "p=${P}" )`], 'dkim-key-not-base64'],
    [
      'a line break written out',
      [`v=DKIM1; k=rsa; p=${P.slice(0, 64)}\\n${P.slice(64)}`],
      'dkim-key-not-base64',
    ],
    [
      'the lines of a PEM file',
      [`v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----${P}-----END PUBLIC KEY-----`],
      'dkim-key-not-base64',
    ],
    [
      'a semicolon in the key',
      [`v=DKIM1; k=rsa; p=${P.slice(0, 100)};${P.slice(100)}`],
      'dkim-key-damaged',
    ],
    ['two records', [`v=DKIM1; k=rsa; p=${P.slice(0, 200)}`, P.slice(200)], 'dkim-key-in-pieces'],
    [
      'two records, the second first',
      [P.slice(200), `v=DKIM1; k=rsa; p=${P.slice(0, 200)}`],
      'dkim-key-in-pieces',
    ],
  ])('%s', async (_, records, code) => {
    const { findings } = await judged({ zone: { [NAME]: records.map(txt) } });
    expect(findings[0]?.code).toBe(code);
    if (code !== 'dkim-key-damaged')
      expect(findings[0]?.values['record']).toBe(`v=DKIM1; k=rsa; p=${P}`);
  });
});

test('a record too long for UDP says the same with fewer networks', async () => {
  const addresses = Array.from({ length: 40 }, (_, index) => `ip4:198.51.100.${100 + index}`).join(
    ' ',
  );
  expect(await finalOf(`v=spf1 mx ${addresses} ip4:198.51.100.100 -all`)).toBe(
    'v=spf1 mx ip4:198.51.100.100/30 ip4:198.51.100.104/29 ip4:198.51.100.112/28 ip4:198.51.100.128/29 ip4:198.51.100.136/30 ip4:192.0.2.25 -all',
  );
  // Where something is refused in between, the order stays.
  expect(await finalOf(`v=spf1 ${addresses} -ip4:198.51.100.0/24 -all`)).toContain(
    'ip4:198.51.100.139',
  );
});

describe('the end of the record', () => {
  test.each([
    ['-all stays while nobody is lost', 'v=spf1 ip4:198.51.100.0/24 -all', /-all$/],
    [
      'an include that leads nowhere loses nobody',
      'v=spf1 include:gone.example.net mx -all',
      /^v=spf1 mx ip4:192\.0\.2\.25 -all$/,
    ],
    ['ptr may have let in others', 'v=spf1 ptr mx -all', /^v=spf1 mx ip4:192\.0\.2\.25 ~all$/],
    [
      'a term that nobody can read meant somebody',
      'v=spf1 ip4:198.51.100.300 mx -all',
      /^v=spf1 mx ip4:192\.0\.2\.25 ~all$/,
    ],
    ['everybody', 'v=spf1 mx +all', /^v=spf1 mx ip4:192\.0\.2\.25 ~all$/],
  ])('%s', async (_, record, expected) => {
    expect(await finalOf(record)).toMatch(expected);
  });

  test('is hard after a merger only if all records end so', async () => {
    const both = (one: string, other: string): Given =>
      given('', { 'example.org': [txt(one), txt(other), 'MX 10 mx.example.org'] });
    expect(await recordOf(both('v=spf1 mx -all', 'v=spf1 include:_spf.example.net -all'))).toBe(
      'v=spf1 mx include:_spf.example.net ip4:192.0.2.25 -all',
    );
    expect(await recordOf(both('v=spf1 mx -all', 'v=spf1 redirect=_spf.example.net'))).toBe(
      'v=spf1 mx include:_spf.example.net ip4:192.0.2.25 ~all',
    );
  });
});

describe('no record is made up', () => {
  test.each<[string, Given]>([
    [
      'for a dynamic address',
      {
        zone: {
          'example.org': ['A 192.0.2.80'],
          '25.2.0.192.in-addr.arpa': ['PTR 25.2.0.192.dsl.isp.example'],
          '25.2.0.192.dsl.isp.example': ['A 192.0.2.25'],
        },
        envelope: { helo: '25.2.0.192.dsl.isp.example' },
      },
    ],
    ['at an address literal', { envelope: { mailFrom: '', helo: '[192.0.2.25]' } }],
    ['at a name that does not exist', { envelope: { mailFrom: 'anna@exmaple.org' } }],
    [
      'beside a CNAME record',
      {
        zone: {
          'shop.example.org': ['CNAME shop.platform.example'],
          'shop.platform.example': ['A 192.0.2.99'],
        },
        envelope: { mailFrom: 'a@shop.example.org' },
      },
    ],
    ['out of records that others may change', given(`v=spf1 ${includes(11)} -all`)],
  ])('%s', async (_, one) => {
    expect(await recordOf(one)).toBeNull();
    for (const { method, records, values } of (await judged(one)).findings)
      if (method === 'spf') expect([records, values['record']]).toEqual([[], undefined]);
  });
});

describe('a sender that came by the family which nothing lists', () => {
  test('is not taken for a forwarder because half of the Internet is listed', async () => {
    const record = await recordOf(
      given(
        'v=spf1 ip4:0.0.0.0/0 ?all',
        {},
        {
          envelope: { clientIp: '2001:db8:25::1' },
          header: {
            received: 'from desk.example.org ([192.168.8.7]) by mail.example.org (Postfix)',
          },
        },
      ),
    );
    expect(record).toBe('v=spf1 ip6:2001:db8:25::1 ~all');
  });
});
