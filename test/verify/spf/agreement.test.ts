// Two readings of RFC 7208 over random zones: ours (trace.ts) and mailauth's (spf-opinion.ts). They must agree on the result and on
// what was spent, whatever a zone holds. Where mailauth alone, through its front and its own resolver, says something else, the
// difference must be one of those that are closed on purpose.
import fc from 'fast-check';
import { spf } from 'mailauth/lib/spf/index.js';
import { expect, test } from 'vitest';
import { mailauthResolver } from '../mailauth/mailauth-resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import { libraryVerdict } from '../mailauth/spf-opinion.ts';
import { openSession, type HostQuery } from '../../../src/verify/spf/check-session.ts';
import { traceHost } from '../../../src/verify/spf/trace.ts';

const DOMAINS = ['d0.test.example', 'd1.test.example', 'd2.test.example', 'd3.test.example'];
const HOSTS = ['h0.test.example', 'h1.test.example', 'd0.test.example'];
const IPS = ['192.0.2.1', '198.51.100.7', '2001:db8::1'];

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...DOMAINS) },
  { weight: 4, arbitrary: fc.constantFrom(...HOSTS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('void1.test.example', 'void2.test.example', 'void3.test.example'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'err.test.example',
      'loop.test.example',
      'a..test.example',
      'h0.test.example.',
      `${'x'.repeat(64)}.test.example`,
      'h_0.test.example',
    ),
  },
);
const macroName = fc.constantFrom(
  '%{d}',
  '%{o}',
  '%{h}',
  '%{l}.test.example',
  '%{s}',
  '%{p}',
  'x.%{p}',
  '%{ir}.%{v}.test.example',
  '%{i}',
  'w.%{i}',
  '%{l1r-+}.%{d2}',
  '%{l+-/}.test.example',
  '%{d3r}.test.example',
  '%{L}.test.example',
  'h0%{l0x}',
  '%{H}',
  'x%%y%_z.test.example',
  '%{d}.',
  '%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.h0.test.example',
);
const spec = (macros: boolean): fc.Arbitrary<string> =>
  macros ? fc.oneof({ weight: 3, arbitrary: name }, { weight: 2, arbitrary: macroName }) : name;
const prefix = fc.constantFrom('', '', '', '/24', '//64', '/0//0', '/32//128');

function term(macros: boolean): fc.Arbitrary<string> {
  const qualifier = fc.constantFrom('', '', '', '', '-', '~', '?', '+');
  const of = spec(macros);
  const mechanism = fc.oneof(
    { weight: 1, arbitrary: fc.constant('all') },
    { weight: 3, arbitrary: of.map((to) => `include:${to}`) },
    ...(macros
      ? [
          {
            weight: 1,
            arbitrary: fc.constantFrom('include:%{p}', 'redirect=%{p}', 'include:%{p2r}.%{d}'),
          },
        ]
      : []),
    { weight: 2, arbitrary: fc.tuple(of, prefix).map(([to, cidr]) => `a:${to}${cidr}`) },
    { weight: 2, arbitrary: fc.tuple(of, prefix).map(([to, cidr]) => `mx:${to}${cidr}`) },
    { weight: 1, arbitrary: prefix.map((cidr) => `a${cidr}`) },
    { weight: 1, arbitrary: prefix.map((cidr) => `mx${cidr}`) },
    { weight: 1, arbitrary: of.map((to) => `ptr:${to}`) },
    { weight: 1, arbitrary: fc.constant('ptr') },
    { weight: 2, arbitrary: of.map((to) => `exists:${to}`) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        'ip4:192.0.2.1',
        'ip4:192.0.2.0/24',
        'ip4:0.0.0.0/0',
        'ip4:203.0.113.0/24',
        'ip6:2001:db8::/32',
        'ip6:::/0',
        'ip6:::ffff:192.0.2.1',
      ),
    },
  );
  return fc.oneof(
    { weight: 30, arbitrary: fc.tuple(qualifier, mechanism).map((parts) => parts.join('')) },
    { weight: 4, arbitrary: of.map((to) => `redirect=${to}`) },
    { weight: 2, arbitrary: of.map((to) => `exp=${to}`) },
    { weight: 1, arbitrary: fc.constantFrom('x=', 'x=%{c}', 'a=b', 'moo.cow=a:b/c') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'moo',
        'ip4:1.2.3',
        'a:',
        'include',
        'all:x',
        'x=%',
        '=x',
        'ip4:192.0.2.1/33',
        'a/33',
        'mx//129',
        'ptr/24',
        'a:localhost',
        'a:1.2.3.4',
        'redirect:x.example',
        'exists:%{q}.example',
        'ip6:192.0.2.1',
      ),
    },
  );
}

const record = (macros: boolean): fc.Arbitrary<string> =>
  fc.array(term(macros), { maxLength: 6 }).map((terms) => ['v=spf1', ...terms].join(' '));

function txt(macros: boolean): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 12, arbitrary: record(macros).map((text) => [`TXT "${text}"`]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<string[]>(
        ['TXT "other"'],
        [],
        ['TXT SERVFAIL'],
        ['TXT TIMEOUT'],
        ['TXT "v=spf1 -all"', 'TXT "v=spf1 ~all"'],
        ['TXT "v=spf1" "x"'],
      ),
    },
  );
}

function address(): fc.Arbitrary<string[]> {
  return fc.constantFrom<string[]>(
    ['A 192.0.2.1'],
    ['A 192.0.2.77', 'AAAA 2001:db8::1'],
    ['AAAA 2001:db8::99'],
    [],
    ['A SERVFAIL'],
  );
}

function mx(): fc.Arbitrary<string[]> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .array(fc.constantFrom(...HOSTS, 'void1.test.example', '192.0.2.1', 'localhost'), {
          maxLength: 4,
        })
        .map((hosts) => hosts.map((host, i) => `MX ${10 - i} ${host}`)),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<string[]>(
        ['MX 0 .'],
        ['MX SERVFAIL'],
        Array.from({ length: 11 }, (_, i) => `MX ${i} void${i}.test.example`),
      ),
    },
  );
}

function zone(macros: boolean): fc.Arbitrary<string> {
  const lines = (owner: string, sets: fc.Arbitrary<string[]>[]): fc.Arbitrary<string[]> =>
    fc.tuple(...sets).map((found) => found.flat().map((line) => `${owner} ${line}`));
  const ptr = fc.constantFrom<string[]>(
    ['PTR h0.test.example'],
    ['PTR d1.test.example', 'PTR d2.test.example'],
    ['PTR d0.test.example', 'PTR h1.test.example', 'PTR h0.test.example'],
    [],
    ['PTR SERVFAIL'],
  );
  return fc
    .tuple(
      ...DOMAINS.map((domain) => lines(domain, [txt(macros), address(), mx()])),
      ...['h0.test.example', 'h1.test.example', 'h_0.test.example'].map((host) =>
        lines(host, [address()]),
      ),
      lines('1.2.0.192.in-addr.arpa', [ptr]),
      lines('7.100.51.198.in-addr.arpa', [ptr]),
      fc.constant([
        'err.test.example SERVFAIL',
        'loop.test.example CNAME loop.test.example',
        '*.plus.test.example A 127.0.0.2',
        'user.test.example A 127.0.0.2',
      ]),
    )
    .map((parts) => parts.flat().join('\n'));
}

const query: fc.Arbitrary<HostQuery> = fc
  .tuple(
    fc.constantFrom(
      'd0.test.example',
      'd0.test.example',
      'd0.test.example',
      'h_0.test.example',
      'd%{l}.test.example',
    ),
    fc.constantFrom(...IPS),
    fc.constantFrom('user', 'a.b-c+d', '"q @ q"', 'us,er/x=1', 'jos\u00e9', '%{d}'),
    fc.constantFrom('d1.test.example', 'localhost', 'h0.test.example'),
  )
  .map(([domain, ip, local, helo]) => ({
    identity: 'mailfrom',
    ip,
    sender: `${local}@${domain}`,
    helo,
    host: 'rx.example',
    at: 1_700_000_000_000,
  }));

test('the trace and the library agree', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(zone(true), query, async (text, asked) => {
      const resolver = zoneResolver(text);
      const session = openSession(asked, resolver);
      const domain = session.domain.name ?? '';
      const spent = { terms: 0, voids: 0 };
      const result = await libraryVerdict(session, domain, spent);
      const ledger = { terms: 0, voids: 0 };
      const trace = await traceHost({ session, ledger, voidNames: [] }, domain);
      seen.set(result, (seen.get(result) ?? 0) + 1);
      expect({ result: trace.result, spent: ledger }, trace.reason).toEqual({ result, spent });
      expect(trace.reason).not.toBe('');
    }),
    { numRuns: Number(process.env['SPF_RUNS'] ?? 1500), seed: 7208, endOnFailure: false },
  );
  // The zones must reach every result, or this proves little.
  expect([...seen.keys()].toSorted()).toEqual([
    'fail',
    'neutral',
    'none',
    'pass',
    'permerror',
    'softfail',
    'temperror',
  ]);
});

test('without macros and odd names, mailauth on its own says the same', async () => {
  await fc.assert(
    fc.asyncProperty(zone(false), fc.constantFrom(...IPS), async (text, ip) => {
      const resolver = zoneResolver(text);
      const check = await checkHost(
        {
          identity: 'mailfrom',
          ip,
          sender: 'user@d0.test.example',
          helo: 'h0.test.example',
          host: 'rx.example',
          at: 0,
        },
        resolver,
      );
      const alone = await spf({
        sender: 'user@d0.test.example',
        ip,
        helo: 'h0.test.example',
        mta: 'rx.example',
        strict: true,
        resolver: mailauthResolver(resolver),
      });
      expect(check.result, check.reason).toBe(alone.status.result);
    }),
    { numRuns: Number(process.env['SPF_RUNS'] ?? 500), seed: 4408, endOnFailure: false },
  );
});
