// The iprev method: RFC 8601 §3, result words by §2.7.3.
import { expect, test } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { iprev } from '../../../src/verify/iprev.ts';
import { IprevCheck, type IprevResult } from '../../../src/verify/verification.ts';

const MANY = Array.from(
  { length: 12 },
  (_, i) => `9.2.0.192.in-addr.arpa PTR n${i}.example\nn${i}.example A 203.0.113.${i}`,
).join('\n');

const ZONE = `
1.2.0.192.in-addr.arpa PTR mail.example
mail.example A 192.0.2.1
2.2.0.192.in-addr.arpa PTR other.example
other.example A 203.0.113.5
3.2.0.192.in-addr.arpa PTR gone.example
4.2.0.192.in-addr.arpa TXT "no PTR here"
6.2.0.192.in-addr.arpa SERVFAIL
7.2.0.192.in-addr.arpa PTR err.example
err.example SERVFAIL
8.2.0.192.in-addr.arpa PTR err.example
8.2.0.192.in-addr.arpa PTR other.example
8.2.0.192.in-addr.arpa PTR Mail8.Example
mail8.example A 203.0.113.1
mail8.example A 192.0.2.8
10.2.0.192.in-addr.arpa PTR err.example
10.2.0.192.in-addr.arpa PTR other.example
${MANY}
n11.example A 192.0.2.9
11.2.0.192.in-addr.arpa PTR mail11.example
mail11.example CNAME real11.example
real11.example A 192.0.2.11
12.2.0.192.in-addr.arpa PTR .
13.2.0.192.in-addr.arpa CNAME 13.rev.example
13.rev.example PTR mail13.example
mail13.example A 192.0.2.13
14.2.0.192.in-addr.arpa PTR six.example
six.example AAAA 2001:db8::1
1.0.0.10.in-addr.arpa PTR inside.example
inside.example A 10.0.0.1
1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR six.example
2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR mail.example
15.2.0.192.in-addr.arpa CNAME 15.2.0.192.in-addr.arpa
`;

test.each<[what: string, ip: string, result: IprevResult, name: string | null, reason: RegExp]>([
  [
    'agrees',
    '192.0.2.1',
    'pass',
    'mail.example',
    /^192\.0\.2\.1 is mail\.example, and that has 192\.0\.2\.1$/,
  ],
  [
    'another address',
    '192.0.2.2',
    'fail',
    null,
    /called other\.example, but that has 203\.0\.113\.5$/,
  ],
  ['a name without address', '192.0.2.3', 'fail', null, /gone\.example, but that has no address/],
  ['no PTR at an existing name', '192.0.2.4', 'permerror', null, /no PTR record \(NODATA\)/],
  ['no such reverse name', '192.0.2.5', 'permerror', null, /no PTR record \(NXDOMAIN\)/],
  ['PTR SERVFAIL', '192.0.2.6', 'temperror', null, /could not be looked up \(SERVFAIL\)/],
  ['address SERVFAIL', '192.0.2.7', 'temperror', null, /A of err\.example: SERVFAIL/],
  ['one of several names agrees', '192.0.2.8', 'pass', 'mail8.example', /./],
  ['one of several could not be asked', '192.0.2.10', 'temperror', null, /./],
  ['the twelfth name is too late', '192.0.2.9', 'fail', null, /none of the 12 PTR names/],
  ['through an alias', '192.0.2.11', 'pass', 'mail11.example', /./],
  ['the root as name', '192.0.2.12', 'fail', null, /./],
  ['PTR behind an alias (RFC 2317)', '192.0.2.13', 'pass', 'mail13.example', /./],
  ['a name with AAAA only', '192.0.2.14', 'fail', null, /six\.example, but that has no address/],
  ['a private address', '10.0.0.1', 'pass', 'inside.example', /./],
  ['IPv4-mapped', '::ffff:192.0.2.1', 'pass', 'mail.example', /./],
  ['IPv4-mapped, hexadecimal', '::FFFF:c000:0201', 'pass', 'mail.example', /./],
  ['IPv6', '2001:DB8:0::1', 'pass', 'six.example', /2001:db8::1/],
  ['IPv6 without AAAA', '2001:db8::2', 'fail', null, /./],
  ['a CNAME loop', '192.0.2.15', 'temperror', null, /LOOP/],
])('%s', async (_, ip, result, name, reason) => {
  const check = await iprev(ip, zoneResolver(ZONE));
  expect([check.result, check.name]).toEqual([result, name]);
  expect(check.reason).toMatch(reason);
  expect(IprevCheck.parse(check)).toEqual(check);
});

test('what was seen is kept', async () => {
  const check = await iprev('192.0.2.8', zoneResolver(ZONE));
  expect(check).toMatchObject({
    ip: '192.0.2.8',
    names: [
      { name: 'err.example', addresses: [], matches: false },
      { name: 'other.example', addresses: ['203.0.113.5'], matches: false },
      { name: 'mail8.example', addresses: ['203.0.113.1', '192.0.2.8'], matches: true },
    ],
  });
});

test('at most ten names are asked', async () => {
  const resolver = zoneResolver(ZONE);
  expect((await iprev('192.0.2.9', resolver)).names).toHaveLength(10);
  expect(resolver.questions).toHaveLength(11);
});

test('a client that is no address is a bug of the caller', async () => {
  await expect(iprev('unknown', zoneResolver(ZONE))).rejects.toThrow(TypeError);
});
