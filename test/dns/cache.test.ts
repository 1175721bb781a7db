// What is remembered and for how long (SECURITY.md §2): own TTL up to five minutes, negative answers by their SOA up to five seconds,
// TTL 0, no SOA and trouble never.
import { describe, expect, test } from 'vitest';
import { cachingResolver } from '../../src/dns/cache.ts';
import type { DnsAnswer, DnsStatus, RecordType, Resolver } from '../../src/dns/resolver.ts';
import { zoneResolver } from '../../src/dns/zone.ts';

function movingClock(): { now(): number; move(ms: number): void } {
  let at = 1_700_000_000_000;
  return { now: () => at, move: (ms) => void (at += ms) };
}

const ZONE = `
  example.org 3600 IN SOA ns.example.org. host.example.org. 7 7200 3600 1209600 3600
  short.example.org 1 A 192.0.2.1
  hour.example.org 3600 A 192.0.2.2
  zero.example.org 0 A 192.0.2.3
  alias.example.org 2 CNAME hour.example.org
  quick.test 3600 SOA ns.quick.test host.quick.test 1 1 1 1 2
  never.test 3600 SOA ns.never.test host.never.test 1 1 1 1 0
  other.test A 192.0.2.1
`;

/** Seconds after which a name is asked again; Infinity when not within an hour. */
async function keptFor(name: string, type: RecordType = 'A'): Promise<number> {
  const inner = zoneResolver(ZONE);
  const clock = movingClock();
  const cache = cachingResolver(inner, clock);
  await cache.resolve(name, type);
  for (let second = 0; second < 3600; second++) {
    await cache.resolve(name, type);
    if (inner.count(name) > 1) return second;
    clock.move(1000);
  }
  return Number.POSITIVE_INFINITY;
}

test.each<[string, string, number]>([
  ['one second', 'short.example.org', 1],
  [
    'an hour is cut to five minutes, because people come here who just changed a record',
    'hour.example.org',
    300,
  ],
  ['TTL 0 is never kept', 'zero.example.org', 0],
  ['the alias counts too', 'alias.example.org', 2],
  ['NXDOMAIN five seconds, whatever the SOA says', 'gone.example.org', 5],
  ['NXDOMAIN as long as the SOA says, when that is less', 'gone.quick.test', 2],
  ['a SOA minimum of 0: never', 'gone.never.test', 0],
  ['NXDOMAIN without a SOA is never kept (RFC 2308 §5)', 'gone.test', 0],
])('%s', async (_, name, seconds) => {
  expect(await keptFor(name)).toBe(seconds);
});

test('NODATA five seconds', async () => {
  expect(await keptFor('hour.example.org', 'TXT')).toBe(5);
});

test.each<DnsStatus>([
  'SERVFAIL',
  'REFUSED',
  'TIMEOUT',
  'LOOP',
  'CHAIN',
  'BADNAME',
  'BUDGET',
  'ERROR',
])('%s is never kept', async (status) => {
  let asked = 0;
  const inner: Resolver = {
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      asked += 1;
      return {
        name,
        type,
        status,
        records: [],
        ttl: 60,
        ms: 3,
        authenticated: false,
        cached: false,
        chain: [],
      };
    },
  };
  const cache = cachingResolver(inner, movingClock());
  await cache.resolve('x.example', 'A');
  await cache.resolve('x.example', 'A');
  expect(asked).toBe(2);
});

describe('an answer from memory', () => {
  test('says so, took no time, and its TTL has run down', async () => {
    const clock = movingClock();
    const cache = cachingResolver(zoneResolver(ZONE), clock);
    await cache.resolve('hour.example.org', 'A');
    clock.move(90_500);
    expect(await cache.resolve('HOUR.example.org.', 'A')).toMatchObject({
      cached: true,
      ms: 0,
      ttl: 3510,
      records: ['192.0.2.2'],
    });
  });

  test('is by name and type', async () => {
    const inner = zoneResolver(ZONE);
    const cache = cachingResolver(inner, movingClock());
    await cache.resolve('hour.example.org', 'A');
    await cache.resolve('hour.example.org', 'AAAA');
    await cache.resolve('other.test', 'A');
    expect(inner.questions).toHaveLength(3);
  });

  test('the same question at once goes out once', async () => {
    const inner = zoneResolver(ZONE);
    const cache = cachingResolver(inner, movingClock());
    await Promise.all([
      cache.resolve('zero.example.org', 'A'),
      cache.resolve('zero.example.org', 'A'),
    ]);
    expect(inner.questions).toHaveLength(1);
  });

  test('is dropped when the clock was set back', async () => {
    const inner = zoneResolver(ZONE);
    const clock = movingClock();
    const cache = cachingResolver(inner, clock);
    await cache.resolve('hour.example.org', 'A');
    clock.move(-86_400_000);
    await cache.resolve('hour.example.org', 'A');
    expect(inner.questions).toHaveLength(2);
  });

  test('the oldest of 10,000 makes room', async () => {
    const inner = zoneResolver('*.w.test 300 A 192.0.2.1');
    const cache = cachingResolver(inner, movingClock());
    for (let i = 0; i <= 10_000; i++) await cache.resolve(`n${i}.w.test`, 'A');
    await cache.resolve('n10000.w.test', 'A');
    await cache.resolve('n1.w.test', 'A');
    expect(inner.questions).toHaveLength(10_001);
    await cache.resolve('n0.w.test', 'A');
    expect(inner.questions).toHaveLength(10_002);
  });
});
