// At most 100 questions a minute to one foreign zone (SECURITY.md §2), counted by all threads together.
import { expect, test } from 'vitest';
import { sharedZoneCounts, zoneLimitedResolver, zoneOf } from '../../src/dns/zonelimit.ts';
import { zoneResolver } from '../../src/dns/zone.ts';

test.each([
  ['a.b.example.org', 'example.org'],
  ['EXAMPLE.org.', 'example.org'],
  ['x.example.co.uk', 'example.co.uk'],
  ['mail.vavai.web.id', 'vavai.web.id'],
  ['org', 'org'],
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
  now = 60_000;
  expect((await one.resolve('x.flood.example', 'A')).status).toBe('NOERROR');
});
