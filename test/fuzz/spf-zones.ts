// Makes SPF cases: a handful of domains that include, redirect and point at each other, with every mechanism, macros, aliases, failing
// servers, syntax errors and limits. Most records are as people write them, so that results are not all permerror.
import type { Random } from './random.ts';
import type { Failure, FuzzSets, FuzzZone, SpfCase } from './spf-case.ts';

const DOMAINS = [
  'd0.example',
  'd1.example',
  'd2.example',
  'sub.d0.example',
  'd3.example',
  'a_b.d1.example',
];
const HOSTS = [
  'h0.example',
  'h1.example',
  'mx.d0.example',
  'many.example',
  'alias.example',
  'h_2.example',
];
const IPS = [
  '192.0.2.1',
  '192.0.2.1',
  '198.51.100.7',
  '203.0.113.200',
  '2001:db8::1',
  '2001:db8:1:2::ff',
];
const LOCALS = [
  'user',
  'user',
  'strong-bad',
  'a.b-c+d',
  'us/er=x',
  '"q q"',
  "o'neil",
  'x_y',
  'Plus+Tag',
  'bounce-1=d1.example',
  'a..b',
];
const HELOS = ['mail.d0.example', 'h0.example', 'localhost', '[192.0.2.1]', 'h1.example.'];

/** Names that many terms point at. */
const WELL_KNOWN: FuzzZone = {
  'err.example': { TXT: 'SERVFAIL', A: 'SERVFAIL', AAAA: 'SERVFAIL', MX: 'SERVFAIL' },
  'late.example': { TXT: 'TIMEOUT', A: 'TIMEOUT', AAAA: 'TIMEOUT', MX: 'TIMEOUT' },
  'refused.example': { TXT: 'REFUSED', A: 'REFUSED', AAAA: 'REFUSED', MX: 'REFUSED' },
  'empty.example': { A: ['203.0.113.1'] },
  'pass.example': { TXT: ['v=spf1 +all'] },
  'fail.example': { TXT: ['v=spf1 -all'] },
  'neutral.example': { TXT: ['v=spf1'] },
  'user.exists.example': { A: ['127.0.0.2'] },
  'strong.exists.example': { A: ['127.0.0.2'] },
  '1.2.0.192.exists.example': { A: ['127.0.0.2'] },
  'd0.example.exists.example': { A: ['127.0.0.2'] },
  'exp.example': { TXT: ['See http://%{d}/why?s=%{S}&i=%{c}'] },
  'exp1.example': { TXT: ['%{i} is no host of %{o}: %{L} %{h}%%%_%- %{v} %{p} %{ir} %{d1r} %{s}'] },
  'exp2.example': { TXT: ['one', 'two'] },
  'exp3.example': { TXT: ['a % alone'] },
};

export function spfCase(random: Random): SpfCase {
  const { pick, chance } = random;
  const zone: FuzzZone = structuredClone(WELL_KNOWN);
  for (const name of DOMAINS) zone[name] = domainSets(random, name);
  for (const name of HOSTS) zone[name] = hostSets(random, name);
  for (const ip of ['1.2.0.192', '7.100.51.198', '200.113.0.203'])
    if (chance(0.7)) zone[`${ip}.in-addr.arpa`] = { PTR: pointers(random) };
  if (chance(0.7))
    zone['1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'] = {
      PTR: pointers(random),
    };
  return {
    zone,
    ip: pick(IPS),
    sender: `${pick(LOCALS)}@${pick(['d0.example', 'd0.example', 'd0.example', 'sub.d0.example', 'd1.example', 'D0.Example'])}`,
    helo: pick(HELOS),
  };
}

function domainSets(random: Random, name: string): FuzzSets {
  const { chance, pick, weighted } = random;
  if (chance(0.03)) return { CNAME: [pick(DOMAINS.filter((other) => other !== name))] };
  const sets = hostSets(random, name);
  delete sets.CNAME;
  const kind = weighted([
    [40, 'record'],
    [1, 'none'],
    [1, 'two'],
    [1, 'failure'],
    [1, 'other'],
    [1, 'odd'],
    [2, 'broken'],
  ] as const);
  if (kind === 'record')
    sets.TXT = chance(0.2)
      ? ['google-site-verification=x', record(random, 6)]
      : [record(random, 6)];
  if (kind === 'two') sets.TXT = [record(random, 2), record(random, 2)];
  if (kind === 'failure') sets.TXT = pick(['SERVFAIL', 'TIMEOUT', 'REFUSED'] as const);
  if (kind === 'other') sets.TXT = ['v=spf10 -all', 'spf2.0/pra -all', 'v=DMARC1; p=none'];
  if (kind === 'odd')
    sets.TXT = [
      pick([
        'v=spf1',
        'V=SPF1 -ALL',
        'v=spf1  -all ',
        ' v=spf1 -all',
        'v=spf1\t-all',
        'v=spf1-all',
        'v=spf1 a:\xe9.example -all',
        'v=spf1 -all\0',
      ]),
    ];
  if (kind === 'broken') sets.TXT = [record(random, 4, true)];
  if (chance(0.5)) sets.MX = exchanges(random);
  return sets;
}

function exchanges({ pick, chance, int }: Random): string[] | Failure {
  if (chance(0.03)) return 'SERVFAIL';
  if (chance(0.05)) return Array.from({ length: 9 + int(4) }, (_, i) => `${i} nx${i}.example`);
  return Array.from(
    { length: 1 + int(3) },
    (_, i) => `${10 + i} ${pick([...HOSTS, 'nx.example', 'nx2.example', 'err.example'])}`,
  );
}

function hostSets({ pick, chance, int }: Random, name: string): FuzzSets {
  if (name === 'alias.example' && chance(0.8))
    return { CNAME: [pick(['h0.example', 'h1.example', 'nx.example', 'err.example'])] };
  const sets: FuzzSets = {};
  const addresses = ['192.0.2.1', '192.0.2.77', '198.51.100.7', '203.0.113.9'];
  const addresses6 = ['2001:db8::1', '2001:db8::99', '2001:db8:1:2::1'];
  if (name === 'many.example') sets.A = Array.from({ length: 15 }, (_, i) => `192.0.2.${200 + i}`);
  else if (chance(0.7)) sets.A = Array.from({ length: 1 + int(2) }, () => pick(addresses));
  if (chance(0.4)) sets.AAAA = [pick(addresses6)];
  if (chance(0.02)) sets.A = pick(['SERVFAIL', 'TIMEOUT'] as const);
  return sets;
}

function pointers({ pick, chance, int }: Random): string[] | Failure {
  if (chance(0.05)) return pick(['SERVFAIL', 'TIMEOUT'] as const);
  const names = [
    'h0.example',
    'd0.example',
    'sub.d0.example',
    'mx.d0.example',
    'h1.example',
    'xd0.example',
    'nx.example',
    'alias.example',
  ];
  return Array.from(new Set(Array.from({ length: 1 + int(4) }, () => pick(names))));
}

function record(random: Random, most: number, broken = false): string {
  const { pick, chance, int } = random;
  const terms = random.list(most, () => term(random));
  if (chance(0.06))
    terms.push(
      ...Array.from({ length: 6 + int(6) }, () =>
        pick([
          'a:h0.example',
          'mx:d1.example',
          'include:neutral.example',
          'exists:nx.example',
          'a:nx.example',
        ]),
      ),
    );
  if (broken) terms.splice(int(terms.length + 1), 0, brokenTerm(random));
  if (chance(0.6)) terms.push(pick(['-all', '-all', '~all', '?all', '+all', 'all', '-ALL']));
  else if (chance(0.4)) terms.push(`redirect=${name(random)}`);
  if (chance(0.2))
    terms.push(
      `exp=${pick(['exp.example', 'exp.example', 'exp1.example', 'exp2.example', 'exp3.example', 'nx.example', 'err.example', '%{d}', 'exp%{i1}.example', '%{l}.example'])}`,
    );
  return ['v=spf1', ...terms].join(chance(0.03) ? '  ' : ' ');
}

function name(random: Random): string {
  const { pick, weighted } = random;
  return pick(
    weighted([
      [8, DOMAINS],
      [8, HOSTS],
      [2, ['nx.example', 'nx1.example', 'nx2.example', 'empty.example']],
      [1, ['err.example', 'late.example', 'refused.example']],
      [3, ['pass.example', 'fail.example', 'neutral.example']],
      [1, ['H0.EXAMPLE', 'h0.example.', 'xn--bcher-kva.example']],
    ]),
  );
}

const MACROS = [
  '%{d}',
  '%{o}',
  '%{h}',
  '%{l}.exists.example',
  '%{l1-}.exists.example',
  '%{ir}.exists.example',
  '%{d}.exists.example',
  '%{d2}',
  '%{d1r}.example',
  '%{L}.exists.example',
  '%{lr-}.exists.example',
  '%{l1r+-}.exists.example',
  '%{o1}.%{d1}',
  '%{ir}.%{v}.arpa',
  '%{i}.exists.example',
  '%{S}.exists.example',
  '%{d3}.exists.example',
  '%{p}',
  '%{p}.exists.example',
  'x%{d}',
  '%{d99}',
  '%{dr}',
  '%{h1}.example',
  '%{l2+}.example',
  '%{s1@}',
];

function target(random: Random): string {
  return random.chance(0.2) ? random.pick(MACROS) : name(random);
}

function term(random: Random): string {
  const { pick, weighted, chance } = random;
  const sign = chance(0.25) ? pick(['-', '~', '?', '+']) : '';
  const prefix = weighted([
    [12, ''],
    [2, '/24'],
    [1, '/0'],
    [1, '/31'],
    [1, '//64'],
    [1, '/24//64'],
    [1, '/32//128'],
    [1, '//0'],
  ]);
  const make = weighted<() => string>([
    [5, () => `include:${target(random)}`],
    [3, () => `a:${target(random)}${prefix}`],
    [2, () => `a${prefix}`],
    [3, () => `mx:${target(random)}${prefix}`],
    [2, () => `mx${prefix}`],
    [3, () => `exists:${target(random)}`],
    [1, () => 'ptr'],
    [1, () => `ptr:${target(random)}`],
    [
      4,
      () =>
        `ip4:${pick(['192.0.2.1', '192.0.2.0/24', '198.51.100.0/25', '203.0.113.0/24', '0.0.0.0/0', '192.0.2.128/25', '10.0.0.0/8'])}`,
    ],
    [
      2,
      () =>
        `ip6:${pick(['2001:db8::/32', '2001:DB8::1', '::/0', '2001:db8:1:2::/64', '::ffff:192.0.2.1', '::1', '2001:db8::192.0.2.1'])}`,
    ],
    [1, () => pick(['x-mod=1', 'moo=%{d}', 'a.b-c_d=x:y/z', 'X='])],
  ]);
  const text = make();
  if (/^[a-z.\-_]+=/i.test(text)) return text;
  return sign + (chance(0.03) ? text.replace(/^[a-z0-9]+/, (word) => word.toUpperCase()) : text);
}

function brokenTerm({ pick }: Random): string {
  return pick([
    'moo',
    'ip4:1.2.3',
    'ip4:192.0.2.1/33',
    'ip4:192.0.2.1/',
    'ip4:192.0.2.1/024',
    'ip4',
    'ip4:',
    'ip4:2001:db8::1',
    'ip6:192.0.2.1',
    'ip6:2001:db8::1/129',
    'ip6:::g',
    'ip4:999.1.1.1',
    'a:',
    'a/33',
    'a//129',
    'a/',
    'a:h0.example/',
    'a:h0.example/24/64',
    'a:h0.example//',
    'mx:',
    'mx/00',
    'a:example',
    'a:h0',
    'a:192.0.2.1',
    'a:h0.example:80',
    'include',
    'include:',
    'include:h0.example/24',
    'include=pass.example',
    'exists',
    'exists:',
    'exists:a/24',
    'ptr:',
    'ptr/24',
    'ptr:h0.example/24',
    'all:x',
    'all/8',
    '--all',
    '-',
    '+',
    '=',
    'redirect:pass.example',
    'redirect=',
    'redirect=a',
    'redirect=pass.example redirect=fail.example',
    'exp=',
    'exp=exp.example exp=exp.example',
    '-redirect=pass.example',
    'exp:exp.example',
    'a:%',
    'a:%{',
    'a:%{d',
    'a:%{x}',
    'a:%{d0}.example',
    'a:%{dr1}.example',
    'a:%{d.r}.example',
    'a:%{c}.example',
    'a:%{t}.example',
    'a:%a.example',
    'a:%{d;}.example',
    'a:%%%{d}',
    'a:x%_y.example',
    'x=%',
    'x=%{',
    'x=%{q}',
    '1x=y',
    'x y=z',
    'ıp4:192.0.2.1',
    'a:foo.e-',
    'a:foo.-e',
    'a:foo.123',
    'a:foo.1a',
    'a:..example',
    'a:h0..example',
    'ip4:192.0.2.1,192.0.2.2',
    'v=spf1',
  ]).replace(/[^\0-\xff]/g, '?');
}
