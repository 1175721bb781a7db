// At most 100 questions a minute to one foreign zone (SECURITY.md §2), counted by all threads together: 30 for one client's network, and
// a share for the messages of the zone itself.
import { describe, expect, test } from 'vitest';
import { sharedZoneCounts, zoneLimitedResolver, zoneOf } from '../../src/dns/zone-limit.ts';
import type { Asker } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';

test.each([
  ['a.b.example.org', 'example.org'],
  ['EXAMPLE.org.', 'example.org'],
  ['x.example.co.uk', 'example.co.uk'],
  ['mail.vavai.web.id', 'vavai.web.id'],
  ['sel._domainkey.ibm.com', 'ibm.com'],
  ['_dmarc.abc.example', 'abc.example'],
  ['x.y.ab.de', 'ab.de'],
  ['_dmarc.example.co.uk', 'example.co.uk'],
  // Registries: every walk of DMARC asks them.
  ['org', null],
  ['_dmarc.com', null],
  ['_dmarc.co.uk', null],
  ['_443._tcp.org', null],
  ['', null],
  ['7.2.0.192.in-addr.arpa', '0.192.in-addr.arpa'],
  [
    '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
    '8.b.d.0.1.0.0.2.ip6.arpa',
  ],
])('%s is counted for %s', (name, zone) => expect(zoneOf(name)).toBe(zone));

test('the 101st question of a minute is not asked, other zones are', async () => {
  let now = 0;
  const clock = { now: () => now };
  const inner = zoneResolver('*.flood.example A 192.0.2.1\n*.calm.example A 192.0.2.1');
  const memory = sharedZoneCounts();
  // Two threads, one memory.
  const [one, two] = [
    zoneLimitedResolver(inner, memory, clock),
    zoneLimitedResolver(inner, memory, clock),
  ];
  for (let i = 0; i < 100; i++)
    expect((await (i % 2 === 0 ? one : two).resolve(`n${i}.flood.example`, 'A')).status).toBe(
      'NOERROR',
    );
  expect((await one.resolve('x.flood.example', 'A')).status).toBe('BUDGET');
  expect((await two.resolve('y.flood.example', 'A')).status).toBe('BUDGET');
  expect((await two.resolve('y.calm.example', 'A')).status).toBe('NOERROR');
  expect(inner.questions).toHaveLength(101);
  now = 65_000;
  expect((await one.resolve('x.flood.example', 'A')).status).toBe('NOERROR');
});

test('no minute has more than 100, wherever it begins, and a registry is asked as often as needed', async () => {
  let now = 1_700_000_000_000;
  const inner = zoneResolver('*.flood.example A 192.0.2.1');
  const limited = zoneLimitedResolver(inner, sharedZoneCounts(), { now: () => now });
  const asked: number[] = [];
  // Three minutes with a question every 100 ms: 1,800 in all.
  for (let i = 0; i < 1800; i++, now += 100) {
    if ((await limited.resolve(`n${i}.flood.example`, 'A')).status !== 'BUDGET') asked.push(now);
    expect((await limited.resolve('_dmarc.example', 'TXT')).status).toBe('NXDOMAIN');
  }
  for (const from of asked)
    expect(asked.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(100);
  expect(asked.length).toBeGreaterThanOrEqual(280);
});

describe('by who asks', () => {
  const stranger: Asker = { network: '203.0.113', ownZones: ['evil.example'], left: 0 };
  const another: Asker = { network: '198.51.100', ownZones: [], left: 0 };
  const owner: Asker = { network: '192.0.2', ownZones: ['victim.example'], left: 0 };
  function limited() {
    let now = 0;
    const inner = zoneResolver('*.victim.example A 192.0.2.1\n*.evil.example A 192.0.2.2');
    const resolver = zoneLimitedResolver(inner, sharedZoneCounts(), { now: () => now });
    let n = 0;
    const answered = async (
      asker: Asker,
      count: number,
      zone = 'victim.example',
    ): Promise<number> => {
      let yes = 0;
      for (let i = 0; i < count; i++)
        if ((await resolver.askedBy?.(asker).resolve(`n${n++}.${zone}`, 'A'))?.status === 'NOERROR')
          yes += 1;
      return yes;
    };
    return { answered, at: (time: number) => (now = time) };
  }

  test('one network may ask 30 a minute about a zone that is not its own', async () => {
    const { answered, at } = limited();
    expect(await answered(stranger, 200)).toBe(30);
    // Its own zone is another count, and so is another network.
    expect(await answered(stranger, 200, 'evil.example')).toBe(70);
    expect(await answered(another, 200)).toBe(30);
    at(65_000);
    expect(await answered(stranger, 200)).toBe(30);
  });

  test('whatever strangers ask, the last 30 are for messages of the zone itself', async () => {
    const { answered } = limited();
    for (let i = 0; i < 10; i++) await answered({ ...another, network: `198.51.${i}` }, 30);
    expect(await answered(another, 5)).toBe(0);
    expect(await answered(owner, 200)).toBe(30);
  });

  test('nor can one network that writes the domain into MAIL FROM', async () => {
    const { answered } = limited();
    expect(await answered({ ...owner, network: '203.0.113' }, 200)).toBe(70);
    expect(await answered(owner, 200)).toBe(30);
  });
});
