// At most 100 questions a minute to one foreign zone (SECURITY.md §2), counted by all threads together.
import { expect, test } from 'vitest';
import { sharedZoneCounts, zoneLimitedResolver, zoneOf } from '../../src/dns/zonelimit.ts';
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
  ['1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa', '8.b.d.0.1.0.0.2.ip6.arpa'],
])('%s is counted for %s', (name, zone) => expect(zoneOf(name)).toBe(zone));

test('the 101st question of a minute is not asked, other zones are', async () => {
  let now = 0;
  const clock = { now: () => now };
  const inner = zoneResolver('*.flood.example A 192.0.2.1\n*.calm.example A 192.0.2.1');
  const memory = sharedZoneCounts();
  // Two threads, one memory.
  const [one, two] = [zoneLimitedResolver(inner, memory, clock), zoneLimitedResolver(inner, memory, clock)];
  for (let i = 0; i < 100; i++) expect((await (i % 2 === 0 ? one : two).resolve(`n${i}.flood.example`, 'A')).status).toBe('NOERROR');
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
  for (const from of asked) expect(asked.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(100);
  expect(asked.length).toBeGreaterThanOrEqual(280);
});
