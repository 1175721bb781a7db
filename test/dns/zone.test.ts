import { describe, expect, test } from 'vitest';
import type { RecordType } from '../../src/dns/resolver.ts';
import { parseZone, zoneResolver } from '../../src/dns/zone.ts';

const ZONE = `
  ; a comment
  example.org 3600 IN SOA ns.example.org. hostmaster.example.org. ( 7 7200 3600
      1209600 60 ) ; over two lines
  example.org.  IN 120 TXT "v=spf1 mx -all"
  example.org   MX 10 mail.example.org
  example.org   MX 5 .
  EXAMPLE.org   A 192.0.2.1
  mail.example.org 5m A 192.0.2.25
  mail.example.org AAAA 2001:DB8:0::25
  x.deep.example.org TXT single
  *.wild.example.org TXT "by the star"
  real.wild.example.org A 192.0.2.3
  alias.example.org 30 CNAME mail.example.org
  far.example.org CNAME alias.example.org
  dangling.example.org CNAME gone.example.org
  loop1.example.org CNAME loop2.example.org
  loop2.example.org CNAME loop1.example.org
  self.example.org CNAME self.example.org
  broken.example.org SERVFAIL
  shy.example.org REFUSED
  slow.example.org TIMEOUT
  odd.example.org ERROR
  half.example.org TXT SERVFAIL
  half.example.org A 192.0.2.4
  hidden.wild.example.org NXDOMAIN
  toBroken.example.org CNAME broken.example.org
  many.example.org TXT "one; \\"two\\"" "thr\\195\\169e" four
  none.example.org TXT
  none.example.org TXT "beside"
  quoted.example.org TXT "SERVFAIL"
  _25._tcp.mail.example.org TLSA 3 1 1 AABB CCDD
  25.2.0.192.in-addr.arpa PTR Mail.Example.org.
  caf\\195\\169.example.org TXT yes
  a\\.b.example.org TXT dotted
  bare.example TXT "no soa here"
`;

async function ask(name: string, type: RecordType) {
  const { status, records, ttl, chain } = await zoneResolver(ZONE).resolve(name, type);
  return { status, records, ttl, chain };
}

describe('answers of a zone text', () => {
  test('records, without case and final dot', async () => {
    expect(await ask('Example.ORG.', 'TXT')).toEqual({
      status: 'NOERROR',
      records: [['v=spf1 mx -all']],
      ttl: 120,
      chain: [],
    });
    expect((await ask('example.org', 'MX')).records).toEqual([
      { preference: 10, exchange: 'mail.example.org' },
      { preference: 5, exchange: '' },
    ]);
    expect((await ask('mail.example.org', 'AAAA')).records).toEqual(['2001:db8::25']);
    expect((await ask('mail.example.org', 'A')).ttl).toBe(300);
    expect((await ask('25.2.0.192.in-addr.arpa', 'PTR')).records).toEqual(['mail.example.org']);
    expect((await ask('_25._tcp.mail.example.org', 'TLSA')).records).toEqual([
      { usage: 3, selector: 1, matching: 1, data: 'aabbccdd' },
    ]);
    expect((await ask('example.org', 'SOA')).records).toEqual([
      { mname: 'ns.example.org', rname: 'hostmaster.example.org', serial: 7, minimum: 60 },
    ]);
  });

  test('strings of TXT: several, escapes, octets, none', async () => {
    expect((await ask('many.example.org', 'TXT')).records).toEqual([
      ['one; "two"', 'thr\xc3\xa9e', 'four'],
    ]);
    expect((await ask('none.example.org', 'TXT')).records).toEqual([[], ['beside']]);
    expect((await ask('quoted.example.org', 'TXT')).records).toEqual([['SERVFAIL']]);
    const long = zoneResolver(`k.example TXT "${'a'.repeat(300)}"`);
    expect((await long.resolve('k.example', 'TXT')).records[0]?.map((text) => text.length)).toEqual(
      [255, 45],
    );
  });

  test('NXDOMAIN and NODATA are kept apart; empty non-terminals exist (RFC 4592 §2.2.2)', async () => {
    expect(await ask('no.example.org', 'TXT')).toEqual({
      status: 'NXDOMAIN',
      records: [],
      ttl: 60,
      chain: [],
    });
    expect(await ask('mail.example.org', 'TXT')).toEqual({
      status: 'NODATA',
      records: [],
      ttl: 60,
      chain: [],
    });
    expect((await ask('deep.example.org', 'TXT')).status).toBe('NODATA');
    expect((await ask('no.deep.example.org', 'TXT')).status).toBe('NXDOMAIN');
    expect((await ask('org', 'TXT')).status).toBe('NODATA');
    expect(await ask('elsewhere.net', 'TXT')).toEqual({
      status: 'NXDOMAIN',
      records: [],
      ttl: null,
      chain: [],
    });
    expect((await ask('bare.example', 'A')).ttl).toBeNull();
  });

  test('wildcards answer below the closest encloser only (RFC 4592 §3.3.1)', async () => {
    expect((await ask('a.wild.example.org', 'TXT')).records).toEqual([['by the star']]);
    expect((await ask('a.b.wild.example.org', 'TXT')).records).toEqual([['by the star']]);
    expect((await ask('a.wild.example.org', 'A')).status).toBe('NODATA');
    expect((await ask('real.wild.example.org', 'TXT')).status).toBe('NODATA');
    expect((await ask('x.real.wild.example.org', 'TXT')).status).toBe('NXDOMAIN');
    expect((await ask('wild.example.org', 'TXT')).status).toBe('NODATA');
    expect((await ask('hidden.wild.example.org', 'TXT')).status).toBe('NXDOMAIN');
  });

  test('aliases are followed, loops and dangling ends are seen', async () => {
    expect(await ask('far.example.org', 'A')).toEqual({
      status: 'NOERROR',
      records: ['192.0.2.25'],
      ttl: 30,
      chain: ['alias.example.org', 'mail.example.org'],
    });
    expect((await ask('alias.example.org', 'CNAME')).records).toEqual(['mail.example.org']);
    expect(await ask('alias.example.org', 'TXT')).toEqual({
      status: 'NODATA',
      records: [],
      ttl: 30,
      chain: ['mail.example.org'],
    });
    expect((await ask('dangling.example.org', 'A')).status).toBe('NXDOMAIN');
    expect((await ask('loop1.example.org', 'A')).status).toBe('LOOP');
    expect((await ask('self.example.org', 'A')).status).toBe('LOOP');
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => `c${i}.example CNAME c${i + 1}.example`).join('\n');
    expect(
      (await zoneResolver(`${chain(16)}\nc16.example A 192.0.2.1`).resolve('c0.example', 'A'))
        .status,
    ).toBe('NOERROR');
    expect(
      (await zoneResolver(`${chain(17)}\nc17.example A 192.0.2.1`).resolve('c0.example', 'A'))
        .status,
    ).toBe('CHAIN');
  });

  test.each([
    ['broken.example.org', 'A', 'SERVFAIL'],
    ['shy.example.org', 'TXT', 'REFUSED'],
    ['slow.example.org', 'MX', 'TIMEOUT'],
    ['odd.example.org', 'A', 'ERROR'],
    ['half.example.org', 'TXT', 'SERVFAIL'],
    ['half.example.org', 'A', 'NOERROR'],
    ['half.example.org', 'AAAA', 'NODATA'],
    ['tobroken.example.org', 'A', 'SERVFAIL'],
  ] as const)('%s %s is %s on purpose', async (name, type, status) => {
    expect((await ask(name, type)).status).toBe(status);
  });

  test('any octet in a name; what cannot be asked is BADNAME', async () => {
    expect((await ask('caf\xc3\xa9.example.org', 'TXT')).status).toBe('NOERROR');
    expect((await ask('CAF\xc3\xa9.example.org', 'TXT')).status).toBe('NOERROR');
    expect((await ask('caf\xe3\xa9.example.org', 'TXT')).status).toBe('NXDOMAIN');
    expect((await ask('a.b.example.org', 'TXT')).status).toBe('NXDOMAIN');
    expect((await ask('user+tag=x@y%z.wild.example.org', 'TXT')).status).toBe('NOERROR');
    for (const name of [
      'a..example',
      '.example',
      'nul\0.example',
      `${'a'.repeat(64)}.example`,
      `${'abc.'.repeat(63)}example`,
      'caf\u0142.example',
    ]) {
      expect((await ask(name, 'TXT')).status, name).toBe('BADNAME');
    }
  });

  test('questions are remembered, answers are copies, the zone can change', async () => {
    const resolver = zoneResolver(ZONE, { authenticated: true });
    const first = await resolver.resolve('example.org', 'MX');
    first.records.pop();
    expect((await resolver.resolve('Example.org', 'MX')).records).toHaveLength(2);
    await resolver.resolve('example.org', 'A');
    expect(first.authenticated).toBe(true);
    expect(resolver.count('example.org.')).toBe(3);
    expect(resolver.count('example.org', 'MX')).toBe(2);
    expect(resolver.questions[2]).toEqual({ name: 'example.org', type: 'A' });
    resolver.setZone('example.org A 192.0.2.99');
    expect((await resolver.resolve('example.org', 'A')).records).toEqual(['192.0.2.99']);
  });
});

describe('the text', () => {
  test('$ORIGIN, @ and $TTL', async () => {
    const resolver = zoneResolver(
      '$TTL 1h30m\n$ORIGIN example.org.\n@ A 192.0.2.1\nwww CNAME @\nmx 7 A 192.0.2.2\n*.w MX 1 mx\n',
    );
    expect(await resolver.resolve('www.example.org', 'A')).toMatchObject({
      records: ['192.0.2.1'],
      ttl: 5400,
    });
    expect(await resolver.resolve('mx.example.org', 'A')).toMatchObject({ ttl: 7 });
    expect((await resolver.resolve('q.w.example.org', 'MX')).records).toEqual([
      { preference: 1, exchange: 'mx.example.org' },
    ]);
  });

  test.each([
    ['example.org A 192.0.2.1\n\nexample.org A 1.2.3', /^line 3: not an IPv4 address/],
    ['example.org', /^line 1: a name without a record type/],
    ['example.org HINFO x y', /^line 1: not a record type: HINFO/],
    ['example.org TXT "open', /^line 1: a quote is not closed/],
    ['; c\nexample.org SOA a b ( 1 2 3', /^line 2: a parenthesis is not closed/],
    ['a..b A 192.0.2.1', /^line 1: not a name: a\.\.b/],
    ['a MX mail.example', /^line 1: a preference is not a number/],
    ['a MX 10', /^line 1: MX needs an exchange/],
    ['a A 192.0.2.1 192.0.2.2', /^line 1: too much after A/],
    ['a CNAME b\na A 192.0.2.1', /^line 2: a CNAME stands alone/],
    ['a CNAME b\na CNAME c', /^line 2: a CNAME stands alone/],
    ['$INCLUDE x', /^line 1: unknown directive/],
    ['a TLSA 3 1 1 xyz', /^line 1: TLSA data/],
    ['a TXT "\\999"', /^line 1: an escape over/],
  ])('a mistake carries its line: %j', (text, message) => {
    expect(() => parseZone(text)).toThrow(message);
  });
});
