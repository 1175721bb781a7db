// RFC 5321 §5.1 and RFC 7505, and SECURITY.md §5: which servers, in which order, and which never.
import { describe, expect, test } from 'vitest';
import { zoneResolver } from '../../src/dns/zone.ts';
import { routeTo, type RouteQuestion } from '../../src/respond/mx.ts';
import { isPublicAddress } from '../../src/dns/public-address.ts';

const route = (zone: string, more: Partial<RouteQuestion> = {}) =>
  routeTo({
    domain: 'example.org',
    resolver: zoneResolver(zone),
    hostname: 'mx.mailassay.example',
    isAllowed: isPublicAddress,
    random: () => 0,
    ...more,
  });

const addresses = async (zone: string, more: Partial<RouteQuestion> = {}): Promise<string[]> => {
  const found = await route(zone, more);
  if (found.kind !== 'found') throw new Error(found.problem);
  return found.targets.map(({ address }) => address);
};

describe('exchangers', () => {
  test('by preference, not by their order in the answer', async () => {
    const zone = `example.org MX 20 b.example.org\nexample.org MX 10 a.example.org\na.example.org A 8.0.0.1\nb.example.org A 8.0.0.2`;
    expect(await route(zone)).toEqual({
      kind: 'found',
      targets: [
        { address: '8.0.0.1', name: 'a.example.org' },
        { address: '8.0.0.2', name: 'b.example.org' },
      ],
    });
  });

  test('equal ones at random', async () => {
    const zone = `example.org MX 10 a.example.org\nexample.org MX 10 b.example.org\na.example.org A 8.0.0.1\nb.example.org A 8.0.0.2`;
    const lots = [0.9, 0.1];
    expect(await addresses(zone, { random: () => lots.pop() ?? 0 })).toEqual([
      '8.0.0.1',
      '8.0.0.2',
    ]);
    lots.push(0.1, 0.9);
    expect(await addresses(zone, { random: () => lots.pop() ?? 0 })).toEqual([
      '8.0.0.2',
      '8.0.0.1',
    ]);
  });

  test('without an MX the domain itself, also through a CNAME', async () => {
    expect(await addresses('example.org A 8.0.0.1')).toEqual(['8.0.0.1']);
    expect(
      await addresses('example.org CNAME host.example.net\nhost.example.net A 8.0.0.2'),
    ).toEqual(['8.0.0.2']);
  });

  test('IPv4 before IPv6 of one exchanger, five addresses in all', async () => {
    const zone = `example.org MX 10 a.example.org\nexample.org MX 20 b.example.org
      a.example.org AAAA 2a00::1\na.example.org A 8.0.0.1\na.example.org A 8.0.0.2
      b.example.org A 8.0.0.3\nb.example.org A 8.0.0.4\nb.example.org A 8.0.0.5`;
    const found = await addresses(zone);
    expect(found).toEqual(['8.0.0.1', '8.0.0.2', '2a00::1', '8.0.0.3', '8.0.0.4']);
  });

  test('an address that two of them have is asked once', async () => {
    expect(
      await addresses(
        `example.org MX 10 a.example.org\nexample.org MX 20 b.example.org\na.example.org A 8.0.0.1\nb.example.org A 8.0.0.1`,
      ),
    ).toEqual(['8.0.0.1']);
  });

  test.for([
    ['null MX', 'example.org MX 0 .\nexample.org A 8.0.0.1', /null MX/],
    ['no such domain', 'example.net A 8.0.0.1', /does not exist/],
    ['neither MX nor address', 'example.org TXT "x"', /no address/],
    [
      'exchangers without addresses',
      'example.org MX 10 a.example.org\na.example.org TXT "x"',
      /no address/,
    ],
    ['an exchanger that is an address', 'example.org MX 10 8.0.0.1', /no address/],
    [
      'ourselves',
      'example.org MX 10 mx.mailassay.example\nexample.org MX 20 b.example.org\nb.example.org A 8.0.0.2\nmx.mailassay.example A 8.0.0.9',
      /leads back to/,
    ],
    [
      'private addresses',
      'example.org MX 10 a.example.org\na.example.org A 10.0.0.1\na.example.org AAAA ::1',
      /no public address \(10\.0\.0\.1, ::1\)/,
    ],
    ['cloud metadata as implicit MX', 'example.org A 169.254.169.254', /no public address/],
    ['a mapped address', 'example.org AAAA ::ffff:127.0.0.1', /no public address/],
  ] as const)('%s: refused', async ([, zone, problem]) => {
    const found = await route(zone);
    expect(found.kind).toBe('refused');
    expect(found.kind === 'refused' && found.problem).toMatch(problem);
  });

  test.for([
    ['MX', 'example.org MX SERVFAIL'],
    ['MX, no answer', 'example.org TIMEOUT'],
    ['address of the only exchanger', 'example.org MX 10 a.example.org\na.example.org SERVFAIL'],
    [
      'address of one, the other is private',
      'example.org MX 10 a.example.org\nexample.org MX 20 b.example.org\na.example.org SERVFAIL\nb.example.org A 10.0.0.1',
    ],
  ] as const)('DNS trouble (%s): later', async ([, zone]) => {
    expect((await route(zone)).kind).toBe('later');
  });

  test('those less preferred than ourselves are not asked, those more preferred are', async () => {
    const zone = `example.org MX 5 a.example.org\nexample.org MX 10 mx.mailassay.example\nexample.org MX 20 b.example.org\na.example.org A 8.0.0.1\nb.example.org A 8.0.0.2\nmx.mailassay.example A 8.0.0.9`;
    expect(await addresses(zone)).toEqual(['8.0.0.1']);
  });

  test('a private address beside a public one is left out', async () => {
    expect(
      await addresses(
        'example.org MX 10 a.example.org\na.example.org A 192.168.0.1\na.example.org A 8.0.0.1',
      ),
    ).toEqual(['8.0.0.1']);
  });

  test('a zone full of exchangers costs at most 20 address questions', async () => {
    const resolver = zoneResolver(
      Array.from({ length: 40 }, (_, i) => `example.org MX ${i} m${i}.example.org`).join('\n'),
    );
    expect((await route('', { resolver })).kind).toBe('refused');
    expect(resolver.questions.length).toBeLessThanOrEqual(21);
  });
});
