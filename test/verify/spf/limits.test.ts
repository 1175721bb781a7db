// RFC 7208 §4.6.4: ten terms that query DNS, two void lookups, ten names per mx and ptr, twenty seconds.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { messageResolver } from '../../../src/dns/evidence.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import type { Resolver } from '../../../src/dns/resolver.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import { MAX_QUESTIONS } from '../../../src/verify/spf/spf-limits.ts';
import { cases, check, queryOf } from './run-cases.ts';

const IP = '192.0.2.1';
const list = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

cases(
  'terms',
  `
  self.example TXT "v=spf1 ip4:203.0.113.1 redirect=self.example"
  self2.example TXT "v=spf1 include:self2.example"
  ping.example TXT "v=spf1 include:pong.example"
  pong.example TXT "v=spf1 include:ping.example"
  ten.example TXT "v=spf1 a mx a mx a mx a mx a ptr ip4:192.0.2.1 -all"
  ten.example A 203.0.113.1
  ten.example MX 10 ten.example
  1.2.0.192.in-addr.arpa PTR x.example
  eleven.example TXT "v=spf1 a mx a mx a mx a mx a ptr a ip4:192.0.2.1 -all"
  eleven.example A 203.0.113.1
  eleven.example MX 10 eleven.example
  tenth.example TXT "v=spf1 a a a a a a a a a a:hit.example -all"
  tenth.example A 203.0.113.1
  eleventh.example TXT "v=spf1 a a a a a a a a a a a:hit.example -all"
  eleventh.example A 203.0.113.1
  hit.example A 192.0.2.1
  inc8.example TXT "v=spf1 a a a a a a a a"
  inc8.example A 203.0.113.1
  in10.example TXT "v=spf1 a include:inc8.example ip4:192.0.2.1 mx -all"
  in10.example A 203.0.113.1
  in11.example TXT "v=spf1 a include:inc8.example a ip4:192.0.2.1 -all"
  in11.example A 203.0.113.1
  early.example TXT "v=spf1 ip4:192.0.2.1 a a a a a a a a a a a a -all"
  free.example TXT "v=spf1 ip4:203.0.113.1 ip4:203.0.113.2 ip6:::1 ip6:::2 exp=a.example x=%{d} ip4:203.0.113.3 ip4:203.0.113.4 ip4:203.0.113.5 ip4:203.0.113.6 ip4:203.0.113.7 ip4:203.0.113.8 -all"
  p5.example TXT "v=spf1 exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example ip4:192.0.2.1 -all"
  p6.example TXT "v=spf1 exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example exists:%{p}.y.example ip4:192.0.2.1 -all"
  nine.example TXT "v=spf1 include:z1.example include:z2.example include:z3.example include:z4.example include:z5.example include:z6.example include:z7.example include:z8.example include:z9.example redirect=z0.example"
  ${list(10, (i) => `z${i}.example TXT "v=spf1 ip4:203.0.113.1 ?all"`)}
  over.example TXT "v=spf1 include:z1.example include:z2.example include:z3.example include:z4.example include:z5.example include:z6.example include:z7.example include:z8.example include:z9.example include:z0.example redirect=z0.example"
  x.example A 192.0.2.1
  *.y.example A 127.0.0.2
  y6.example TXT "v=spf1 -exists:%{p}.q.example a a a a a a a a a -all"
  y6.example A 203.0.113.1
  *.q.example TXT "x"
  `,
  [
    [
      'redirect to itself',
      'u@self.example',
      IP,
      'permerror',
      { terms: 11, reason: 'redirect=self.example is lookup number 11, 10 are allowed' },
    ],
    ['include of itself', 'u@self2.example', IP, 'permerror', { terms: 11 }],
    ['a loop of two', 'u@ping.example', IP, 'permerror', { terms: 11 }],
    ['ten', 'u@ten.example', IP, 'pass', { terms: 10 }],
    ['eleven', 'u@eleven.example', IP, 'permerror', { terms: 11, reason: 'a is lookup number 11' }],
    ['the tenth matches', 'u@tenth.example', IP, 'pass', { terms: 10 }],
    [
      'the eleventh would',
      'u@eleventh.example',
      IP,
      'permerror',
      { reason: 'a:hit.example is lookup number 11', unasked: ['hit.example'] },
    ],
    ['ten with those of an include', 'u@in10.example', IP, 'pass', { terms: 10 }],
    ['eleven with those of an include', 'u@in11.example', IP, 'permerror'],
    ['what is not reached does not count', 'u@early.example', IP, 'pass', { terms: 0 }],
    [
      'ip4, ip6, all, exp and unknown modifiers do not count',
      'u@free.example',
      IP,
      'fail',
      { terms: 0 },
    ],
    ['nine includes and a redirect', 'u@nine.example', IP, 'neutral', { terms: 10 }],
    [
      'ten includes and a redirect',
      'u@over.example',
      IP,
      'permerror',
      { reason: 'redirect=z0.example is lookup number 11' },
    ],
    ['%{p} counts beside its term', 'u@p5.example', IP, 'pass', { terms: 2 }],
    ['whichever of them is the eleventh', 'u@y6.example', IP, 'permerror', { terms: 11 }],
  ],
);

cases(
  'void lookups',
  `
  v2.example TXT "v=spf1 a:n1.example a:n2.example ?all"
  v3.example TXT "v=spf1 a:n1.example a:n2.example a:n3.example ?all"
  same.example TXT "v=spf1 a:n1.example a:n1.example a:n1.example ?all"
  kinds.example TXT "v=spf1 mx exists:n1.example ptr ?all"
  nodata.example TXT "v=spf1 a mx a:nodata2.example ?all"
  nodata2.example TXT "x"
  inc.example TXT "v=spf1 include:v2.example a:n3.example ?all"
  inner.example TXT "v=spf1 a:n1.example include:v2.example ?all"
  two.example TXT "v=spf1 a:n1.example a:n2.example ip4:192.0.2.1 ?all"
  v6.example TXT "v=spf1 a:four.example a:four.example a:four.example ?all"
  four.example A 192.0.2.9
  mxhosts.example TXT "v=spf1 mx ?all"
  mxhosts.example MX 1 n1.example
  mxhosts.example MX 2 n2.example
  mxhosts.example MX 3 n3.example
  mxhosts.example MX 4 n4.example
  err.example TXT "v=spf1 a:n1.example a:n2.example a:servfail.example ?all"
  servfail.example SERVFAIL
  redirect.example TXT "v=spf1 a:n1.example a:n2.example redirect=n3.example"
  dangling.example TXT "v=spf1 a:d.example a:d.example a:d.example ?all"
  d.example CNAME nowhere.example
  ptrs.example TXT "v=spf1 ptr ptr ptr ?all"
  `,
  [
    ['two', 'u@v2.example', IP, 'neutral', { voids: 2 }],
    [
      'three',
      'u@v3.example',
      IP,
      'permerror',
      {
        voids: 3,
        reason:
          'a:n3.example is void lookup number 3, 2 are allowed (RFC 7208 §4.6.4): n1.example, n2.example, n3.example',
      },
    ],
    ['three times the same', 'u@same.example', IP, 'permerror'],
    ['of every kind', 'u@kinds.example', IP, 'permerror', { voids: 3 }],
    ['a name without records of the type', 'u@nodata.example', IP, 'permerror'],
    [
      'over includes',
      'u@inc.example',
      IP,
      'permerror',
      { reason: 'a:n3.example is void lookup number 3' },
    ],
    [
      'in an include',
      'u@inner.example',
      IP,
      'permerror',
      { reason: 'a:n2.example is void lookup number 3' },
    ],
    ['a match after two', 'u@two.example', IP, 'pass', { voids: 2 }],
    ['no AAAA is void for an IPv6 client', 'u@v6.example', '2001:db8::1', 'permerror'],
    ['but not for an IPv4 client', 'u@v6.example', IP, 'neutral', { voids: 0 }],
    [
      '§4.6.4 counts terms: hosts of an mx are none',
      'u@mxhosts.example',
      IP,
      'neutral',
      { voids: 0 },
    ],
    ['trouble is not void', 'u@err.example', IP, 'temperror', { voids: 2 }],
    ['a redirect to nothing', 'u@redirect.example', IP, 'permerror'],
    ['a CNAME to nothing', 'u@dangling.example', IP, 'permerror'],
    ['the same PTR three times', 'u@ptrs.example', '192.0.2.9', 'permerror'],
  ],
);

const hosts = (owner: string, count: number): string =>
  list(count, (i) => `${owner} MX ${i} ${owner.split('.')[0]}-${i}.h.example`);

cases(
  'names of mx and ptr',
  `
  m10.example TXT "v=spf1 mx -all"
  ${hosts('m10.example', 10)}
  m10-9.h.example A 192.0.2.1
  m11.example TXT "v=spf1 mx -all"
  ${hosts('m11.example', 11)}
  m11-10.h.example A 192.0.2.1
  m11-2.h.example A 192.0.2.3
  m11.example A 192.0.2.1
  bad.example TXT "v=spf1 mx -all"
  ${hosts('bad.example', 10)}
  bad.example MX 0 192.0.2.7
  bad-9.h.example A 192.0.2.1
  1.2.0.192.in-addr.arpa PTR e0.example
  ${list(9, (i) => `1.2.0.192.in-addr.arpa PTR e${i + 1}.example`)}
  1.2.0.192.in-addr.arpa PTR late.example
  e9.example A 192.0.2.1
  late.example A 192.0.2.1
  late.example TXT "v=spf1 ptr ?all"
  e9.example TXT "v=spf1 ptr ?all"
  many.example TXT "v=spf1 a -all"
  ${list(30, (i) => `many.example A 192.0.2.${i + 100}`)}
  many.example A 192.0.2.1
  tenmx.example TXT "v=spf1 mx mx mx mx mx mx mx mx mx mx +all"
  ${hosts('tenmx.example', 10)}
  `,
  [
    ['ten MX hosts', 'u@m10.example', IP, 'pass', { voids: 0, terms: 1 }],
    [
      'eleven',
      'u@m11.example',
      IP,
      'permerror',
      { reason: 'm11.example has 11 MX hosts, 10 are allowed', unasked: ['m11-10.h.example'] },
    ],
    ['a match among the first ten', 'u@m11.example', '192.0.2.3', 'pass'],
    ['what is no name is not looked up and not counted', 'u@bad.example', IP, 'pass'],
    ['the tenth PTR name', 'u@e9.example', IP, 'pass'],
    ['the eleventh is ignored', 'u@late.example', IP, 'neutral'],
    ['addresses are not limited', 'u@many.example', IP, 'pass'],
    ['hosts are counted for each mx', 'u@tenmx.example', IP, 'pass', { terms: 10 }],
  ],
);

afterEach(() => void vi.useRealTimers());

test('twenty seconds', async () => {
  vi.useFakeTimers();
  const never: Resolver = { resolve: () => new Promise(() => {}) };
  const pending = checkHost(queryOf('u@slow.example', IP), never);
  await vi.advanceTimersByTimeAsync(19_999);
  const early = await Promise.race([pending, Promise.resolve('pending')]);
  expect(early).toBe('pending');
  await vi.advanceTimersByTimeAsync(1);
  const got = await pending;
  expect([got.result, got.reason]).toEqual([
    'temperror',
    'the evaluation took longer than 20 s, a limit of this service (RFC 7208 §4.6.4)',
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test('our own DNS limit is a temperror, never a failure of the sender', async () => {
  const zone = zoneResolver('u.example TXT "v=spf1 a mx -all"\nu.example A 203.0.113.1');
  const resolver: Resolver = {
    async resolve(name, type) {
      const answer = await zone.resolve(name, type);
      return type === 'MX' ? { ...answer, status: 'BUDGET', records: [] } : answer;
    },
  };
  const got = await checkHost(queryOf('u@u.example', IP), resolver);
  expect([got.result, got.reason]).toEqual([
    'temperror',
    'mx: MX of u.example: not asked, a limit of this service was reached',
  ]);
});

test('a record of 14 kB', async () => {
  const zone = `big.example TXT "v=spf1 ${'ip4:203.0.113.1 '.repeat(900)}-all"`;
  expect((await check(zone, 'u@big.example', IP)).result).toBe('fail');
});

test('a record of 60 kB', async () => {
  const zone = `big.example TXT ${Array.from({ length: 240 }, (_, i) => `"${`${i === 0 ? 'v=spf1 ' : ''}ip4:203.0.113.${i} `.repeat(i === 0 ? 1 : 14)}"`).join(' ')} "-all"`;
  const { result, tree } = await check(zone, 'u@big.example', IP);
  expect([result, (tree?.record ?? '').length > 50_000]).toEqual(['fail', true]);
});

describe('what a limit of ours kept from being asked is no "no match" (RFC 7208 §5.5, RFC 8601 §2.7)', () => {
  const ZONE = `
    p.example TXT "v=spf1 ptr:p.example -all"
    e.example TXT "v=spf1 exists:%{p}.e.example -all"
    q.example TXT "v=spf1 exists:%{p} -all"
    1.2.0.192.in-addr.arpa PTR host.p.example
    1.2.0.192.in-addr.arpa PTR q.example
    1.2.0.192.in-addr.arpa PTR z.example
    host.p.example A 192.0.2.1
    q.example A 192.0.2.1
    z.example A 192.0.2.1
  `;
  const without = (refused: string): Resolver => {
    const zone = zoneResolver(ZONE);
    return {
      resolve: async (name, type) => ({
        ...(await zone.resolve(name, type)),
        ...(name === refused ? { status: 'BUDGET' as const, records: [] } : {}),
      }),
    };
  };
  test.each([
    ['ptr: the PTR question', 'p.example', '1.2.0.192.in-addr.arpa', 'temperror'],
    ['ptr: the address of the name that would match', 'p.example', 'host.p.example', 'temperror'],
    ['ptr: the address of another name, where one matches', 'p.example', 'z.example', 'pass'],
    ['%{p}: the PTR question', 'e.example', '1.2.0.192.in-addr.arpa', 'temperror'],
    ['%{p}: the address of a name that might be it', 'e.example', 'z.example', 'temperror'],
    [
      '%{p}: the address of another name, where <domain> itself is validated',
      'q.example',
      'z.example',
      'pass',
    ],
  ])('%s', async (_, domain, refused, result) => {
    const got = await checkHost(queryOf(`u@${domain}`, IP), without(refused));
    expect(got.result, got.reason).toBe(result);
    if (result === 'temperror')
      expect(got.reason).toContain('not asked, a limit of this service was reached');
  });

  // RFC 7208 §5.5: an error of DNS itself means that the name is skipped.
  test('but SERVFAIL is', async () => {
    const got = await checkHost(
      queryOf('u@p.example', IP),
      zoneResolver(`${ZONE}\nhost.p.example SERVFAIL`),
    );
    expect(got.result).toBe('fail');
  });
});

test('a chain of sixteen CNAMEs is followed; a longer one and a loop are told apart', async () => {
  const chain = (length: number): string =>
    Array.from({ length }, (_, i) => `c${i}.example CNAME c${i + 1}.example`).join('\n');
  expect(
    (
      await check(
        `${chain(16)}\nc16.example TXT "v=spf1 ip4:192.0.2.1 -all"`,
        'u@c0.example',
        '192.0.2.1',
      )
    ).result,
  ).toBe('pass');
  const long = await check(
    `${chain(17)}\nc17.example TXT "v=spf1 -all"`,
    'u@c0.example',
    '192.0.2.1',
  );
  expect([long.result, long.reason]).toEqual([
    'temperror',
    'c0.example could not be looked up (TXT of c0.example: a chain of more than 16 CNAMEs)',
  ]);
  const loop = await check(
    'c0.example CNAME c1.example\nc1.example CNAME c0.example',
    'u@c0.example',
    '192.0.2.1',
  );
  expect([loop.result, loop.reason]).toEqual([
    'temperror',
    'c0.example could not be looked up (TXT of c0.example: a CNAME loop)',
  ]);
});

test('the record is selected from all TXT at the name (RFC 7208 §4.5)', async () => {
  const others = Array.from(
    { length: 300 },
    (_, i) => `t.example TXT "verification=${String(i).padEnd(150, 'x')}"`,
  ).join('\n');
  expect(
    (
      await check(
        `${others}\nt.example TXT "v=spf1 ip4:192.0.2.1 -all"`,
        'u@t.example',
        '192.0.2.1',
      )
    ).result,
  ).toBe('pass');
});

test('110 questions are lawful (RFC 7208 §4.6.4)', async () => {
  const hosts = Array.from({ length: 10 }, (_, m) =>
    Array.from(
      { length: 10 },
      (_unused, h) =>
        `m${m}.example MX ${h} h${h}.m${m}.example\nh${h}.m${m}.example A 192.0.2.${m === 9 && h === 9 ? 1 : 77}`,
    ).join('\n'),
  ).join('\n');
  const resolver = zoneResolver(
    `t.example TXT "v=spf1 ${Array.from({ length: 10 }, (_, m) => `mx:m${m}.example`).join(' ')} -all"\n${hosts}`,
  );
  const got = await checkHost(
    queryOf('u@t.example', '192.0.2.1'),
    messageResolver(resolver, { clock: { now: () => 0 } }).apart(MAX_QUESTIONS, 'SPF'),
  );
  expect([got.result, resolver.questions.length]).toEqual(['pass', 111]);
});
