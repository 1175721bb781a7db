// RFC 7208 §5: every mechanism, what it matches, and what DNS trouble makes of it.
import { cases } from './run-cases.ts';

const IP = '192.0.2.1';
const IP6 = '2001:db8:1234::cafe:babe';

cases(
  '§5.1 all',
  `
  plus.example TXT "v=spf1 all"
  minus.example TXT "v=spf1 -all"
  tilde.example TXT "v=spf1 ~all"
  ask.example TXT "v=spf1 ?all"
  after.example TXT "v=spf1 all -all a:servfail.example"
  dot.example TXT "v=spf1 -all."
  arg.example TXT "v=spf1 -all:foobar"
  cidr.example TXT "v=spf1 -all/8"
  `,
  [
    ['+', 'u@plus.example', IP, 'pass', { reason: 'all matches every address' }],
    ['-', 'u@minus.example', IP, 'fail'],
    ['~', 'u@tilde.example', IP, 'softfail'],
    ['?', 'u@ask.example', IP, 'neutral'],
    [
      'what comes after is not tested',
      'u@after.example',
      IP,
      'pass',
      { unasked: ['servfail.example'] },
    ],
    ['a dot', 'u@dot.example', IP, 'permerror'],
    ['an argument', 'u@arg.example', IP, 'permerror'],
    ['a prefix length', 'u@cidr.example', IP, 'permerror'],
  ],
);

cases(
  '§5.2 include',
  `
  pass.example TXT "v=spf1 ip4:192.0.2.1 -all"
  fail.example TXT "v=spf1 ip4:192.0.2.9 -all"
  soft.example TXT "v=spf1 ~all"
  neutral.example TXT "v=spf1 ?all"
  default.example TXT "v=spf1 ip4:192.0.2.9"
  none.example TXT "v=spfl is not it"
  broken.example TXT "v=spf1 include"
  several.example TXT "v=spf1 -all"
  several.example TXT "v=spf1 +all"
  servfail.example TXT SERVFAIL
  a1.example TXT "v=spf1 include:pass.example -all"
  a2.example TXT "v=spf1 -include:pass.example +all"
  a3.example TXT "v=spf1 ~include:pass.example +all"
  b1.example TXT "v=spf1 include:fail.example ~all"
  b2.example TXT "v=spf1 include:soft.example +all"
  b3.example TXT "v=spf1 include:neutral.example -all"
  b4.example TXT "v=spf1 include:default.example -all"
  c1.example TXT "v=spf1 include:servfail.example +all"
  c2.example TXT "v=spf1 include:broken.example +all"
  c3.example TXT "v=spf1 include:none.example +all"
  c4.example TXT "v=spf1 include:nothing.example +all"
  c5.example TXT "v=spf1 include:several.example +all"
  c6.example TXT "v=spf1 ip4:192.0.2.1 include:none.example -all"
  d1.example TXT "v=spf1 include:pass.example/24 -all"
  d2.example TXT "v=spf1 include: -all"
  d3.example TXT "v=spf1 include:a1.example -all"
  d4.example TXT "v=spf1 include:bad..name.example -all"
  d5.example TXT "v=spf1 include:${'x'.repeat(64)}.example -all"
  d6.example TXT "v=spf1 include:%{h} -all"
  d7.example TXT "v=spf1 include:r.example -all"
  r.example TXT "v=spf1 redirect=none.example"
  d8.example TXT "v=spf1 include:PASS.example. -all"
  `,
  [
    [
      'pass matches',
      'u@a1.example',
      IP,
      'pass',
      { terms: 1, reason: '192.0.2.1 matches ip4:192.0.2.1, by include:pass.example' },
    ],
    ['with the qualifier of the include', 'u@a2.example', IP, 'fail'],
    ['soft as well', 'u@a3.example', IP, 'softfail'],
    ['fail does not match', 'u@b1.example', IP, 'softfail'],
    ['softfail does not match', 'u@b2.example', IP, 'pass'],
    ['neutral does not match', 'u@b3.example', IP, 'fail'],
    ['nor neutral by default', 'u@b4.example', IP, 'fail'],
    [
      'temperror stays',
      'u@c1.example',
      IP,
      'temperror',
      { reason: 'servfail.example could not be looked up' },
    ],
    [
      'permerror stays',
      'u@c2.example',
      IP,
      'permerror',
      { reason: 'syntax error in the record of broken.example' },
    ],
    [
      'none is permerror',
      'u@c3.example',
      IP,
      'permerror',
      { reason: 'include:none.example has no SPF record (RFC 7208 §5.2)' },
    ],
    [
      'no such name is permerror',
      'u@c4.example',
      IP,
      'permerror',
      { reason: 'include:nothing.example does not exist (RFC 7208 §5.2)' },
    ],
    ['several records are permerror', 'u@c5.example', IP, 'permerror'],
    ['what is not reached does no harm', 'u@c6.example', IP, 'pass'],
    ['a prefix length', 'u@d1.example', IP, 'permerror'],
    ['no name', 'u@d2.example', IP, 'permerror'],
    ['nested', 'u@d3.example', IP, 'pass', { terms: 2 }],
    ['a name with an empty label', 'u@d4.example', IP, 'permerror', { reason: 'empty label' }],
    ['a name with a long label', 'u@d5.example', IP, 'permerror'],
    ['a name of one label, by macro', 'u@d6.example', IP, 'permerror', { helo: 'localhost' }],
    ['a redirect to nothing inside', 'u@d7.example', IP, 'permerror'],
    ['case and final dot', 'u@d8.example', IP, 'pass'],
  ],
);

cases(
  '§5.3 a',
  `
  host.example A 192.0.2.1
  host.example AAAA 2001:db8:1234::cafe:babe
  near.example A 192.0.2.2
  near.example AAAA 2001:db8:1234::dead:beef
  many.example A 203.0.113.1
  many.example A 203.0.113.2
  many.example A 192.0.2.1
  alias.example CNAME host.example
  servfail.example SERVFAIL
  v6servfail.example A 192.0.2.1
  v6servfail.example AAAA SERVFAIL
  foo:bar/baz.example A 192.0.2.1
  host.example.xn--zckzah A 192.0.2.1
  r0.example TXT "v=spf1 a -all"
  r0.example A 192.0.2.1
  r1.example TXT "v=spf1 a:host.example -all"
  r2.example TXT "v=spf1 a:near.example -all"
  r3.example TXT "v=spf1 a:near.example/24 -all"
  r4.example TXT "v=spf1 a:near.example//64 -all"
  r5.example TXT "v=spf1 a:near.example/24//64 -all"
  r6.example TXT "v=spf1 a/0 -all"
  r7.example TXT "v=spf1 a:near.example/0 -all"
  r8.example TXT "v=spf1 a:near.example//0 -all"
  r9.example TXT "v=spf1 a:many.example -all"
  r10.example TXT "v=spf1 a:alias.example -all"
  r11.example TXT "v=spf1 a:servfail.example +all"
  r12.example TXT "v=spf1 a:foo:bar/baz.example -all"
  r13.example TXT "v=spf1 a:host.example.xn--zckzah -all"
  r14.example TXT "v=spf1 a:Host.Example. -all"
  r15.example TXT "v=spf1 a:bad...example ~all"
  r16.example TXT "v=spf1 a:${'x'.repeat(64)}.example ~all"
  r17.example TXT "v=spf1 a/33 -all"
  r18.example TXT "v=spf1 a//129 -all"
  r19.example TXT "v=spf1 a/24/64 -all"
  r20.example TXT "v=spf1 a: -all"
  r21.example TXT "v=spf1 a:192.0.2.1 -all"
  r22.example TXT "v=spf1 a:host.example:8080 -all"
  r23.example TXT "v=spf1 a:host.example\\000 -all"
  r24.example TXT "v=spf1 a:v6servfail.example -all"
  r25.example TXT "v=spf1 a:near.example/31 -all"
  r26.example TXT "v=spf1 a:near.example/30 -all"
  r27.example TXT "v=spf1 a//33 -all"
  mapped.example AAAA ::ffff:192.0.2.1
  r28.example TXT "v=spf1 a:mapped.example//0 -all"
  `,
  [
    [
      '<domain> itself',
      'u@r0.example',
      IP,
      'pass',
      { terms: 1, reason: '192.0.2.1 matches a: r0.example has 192.0.2.1' },
    ],
    ['a name', 'u@r1.example', IP, 'pass'],
    ['AAAA for an IPv6 client', 'u@r1.example', IP6, 'pass'],
    ['other addresses', 'u@r2.example', IP, 'fail'],
    ['IPv4 prefix', 'u@r3.example', IP, 'pass'],
    ['is not for IPv6', 'u@r3.example', IP6, 'fail'],
    ['IPv6 prefix', 'u@r4.example', IP6, 'pass'],
    ['is not for IPv4', 'u@r4.example', IP, 'fail'],
    ['both: IPv4', 'u@r5.example', IP, 'pass'],
    ['both: IPv6', 'u@r5.example', IP6, 'pass'],
    ['/31 leaves the neighbour out', 'u@r25.example', IP, 'fail'],
    ['/30 takes it in', 'u@r26.example', IP, 'pass'],
    ['/0 without any address', 'u@r6.example', IP, 'fail', { voids: 1 }],
    ['/0 with one', 'u@r7.example', IP, 'pass'],
    ['/0 is not for IPv6', 'u@r7.example', '2a00::1', 'fail'],
    ['//0 with one', 'u@r8.example', '2a00::1', 'pass'],
    ['//0 is not for IPv4', 'u@r8.example', '203.0.113.9', 'fail'],
    ['//0 is not for an IPv4-mapped client', 'u@r8.example', '::ffff:203.0.113.9', 'fail'],
    ['//0 with a mapped AAAA record', 'u@r28.example', '2a00::1', 'pass'],
    ['any of the addresses', 'u@r9.example', IP, 'pass'],
    ['through an alias', 'u@r10.example', IP, 'pass'],
    [
      'SERVFAIL',
      'u@r11.example',
      IP,
      'temperror',
      { reason: 'a:servfail.example: A of servfail.example: SERVFAIL' },
    ],
    ['trouble with the other family is not asked for', 'u@r24.example', IP, 'pass'],
    ['with the client’s is', 'u@r24.example', IP6, 'temperror'],
    ['any visible character but % in a name', 'u@r12.example', IP, 'pass'],
    ['for a mapped client too', 'u@r12.example', '::FFFF:192.0.2.1', 'pass'],
    ['hyphens in the top label', 'u@r13.example', IP, 'pass'],
    ['case and final dot', 'u@r14.example', IP, 'pass'],
    ['§4.8: an empty label matches nothing', 'u@r15.example', IP, 'softfail', { voids: 0 }],
    ['§4.8: a long label matches nothing', 'u@r16.example', IP, 'softfail'],
    ['/33', 'u@r17.example', IP, 'permerror'],
    ['//129', 'u@r18.example', IP, 'permerror'],
    ['//33 is a length', 'u@r27.example', IP, 'fail'],
    ['/24/64', 'u@r19.example', IP, 'permerror'],
    ['no name', 'u@r20.example', IP, 'permerror'],
    ['an address', 'u@r21.example', IP, 'permerror', { reason: '"ip4:192.0.2.1" is meant' }],
    ['a port', 'u@r22.example', IP, 'permerror'],
    ['a NUL', 'u@r23.example', IP, 'permerror'],
  ],
);

cases(
  '§5.4 mx',
  `
  h1.example A 203.0.113.1
  h2.example A 192.0.2.2
  h2.example A 192.0.2.1
  h6.example AAAA 2001:db8:1234::dead:beef
  servfail.example SERVFAIL
  m1.example MX 20 h2.example
  m1.example MX 10 h1.example
  m0.example TXT "v=spf1 mx -all"
  m0.example MX 10 h2.example
  s1.example TXT "v=spf1 mx:m1.example -all"
  s2.example TXT "v=spf1 mx:m1.example/24 -all"
  m6.example MX 10 h6.example
  s3.example TXT "v=spf1 mx:m6.example//64 -all"
  s4.example TXT "v=spf1 mx:m6.example//0 -all"
  s5.example TXT "v=spf1 mx/0 -all"
  s5.example MX 0 s5.example
  s6.example TXT "v=spf1 mx ?all"
  s6.example A 192.0.2.1
  null.example TXT "v=spf1 mx ?all"
  null.example MX 0 .
  mixed.example TXT "v=spf1 mx -all"
  mixed.example MX 0 192.0.2.1
  mixed.example MX 1 localhost
  mixed.example MX 5 .
  mixed.example MX 9 h2.example
  badmx.example TXT "v=spf1 mx ~all"
  badmx.example MX 0 192.0.2.1
  t1.example TXT "v=spf1 mx +all"
  t1.example MX SERVFAIL
  t2.example TXT "v=spf1 mx +all"
  t2.example MX 10 servfail.example
  t2.example MX 20 h2.example
  t3.example TXT "v=spf1 mx -all"
  t3.example MX 10 h2.example
  t3.example MX 20 servfail.example
  t4.example TXT "v=spf1 mx -all"
  t4.example MX 10 gone.example
  t4.example MX 20 h2.example
  foo:bar/baz.example MX 0 foo:bar/baz.example
  foo:bar/baz.example A 192.0.2.1
  u1.example TXT "v=spf1 mx:foo:bar/baz.example -all"
  u2.example TXT "v=spf1 mx:m1.example/33 -all"
  u3.example TXT "v=spf1 mx//129 -all"
  u4.example TXT "v=spf1 mx: -all"
  u5.example TXT "v=spf1 mx:abc.123 -all"
  under.example TXT "v=spf1 mx -all"
  under.example MX 10 mail_1.example
  mail_1.example A 192.0.2.1
  alias.example MX 10 cname.example
  cname.example CNAME h2.example
  u6.example TXT "v=spf1 mx:alias.example -all"
  `,
  [
    [
      '<domain> itself',
      'u@m0.example',
      IP,
      'pass',
      { terms: 1, reason: 'm0.example has the MX h2.example, and that has 192.0.2.1' },
    ],
    ['any host, any address', 'u@s1.example', IP, 'pass'],
    ['prefix', 'u@s2.example', '203.0.113.200', 'pass'],
    ['no AAAA, no match for IPv6', 'u@s2.example', IP6, 'fail', { voids: 0 }],
    ['IPv6 prefix', 'u@s3.example', IP6, 'pass'],
    ['//0 is not for IPv4', 'u@s4.example', IP, 'fail'],
    ['//0 is not for a mapped client', 'u@s4.example', '::ffff:192.0.2.1', 'fail'],
    ['//0', 'u@s4.example', '2a00::1', 'pass'],
    ['/0 without any address', 'u@s5.example', IP, 'fail'],
    ['no MX, no implicit MX', 'u@s6.example', IP, 'neutral', { voids: 1, unasked: ['m0.example'] }],
    ['the null MX', 'u@null.example', IP, 'neutral', { voids: 0, terms: 1 }],
    ['an MX that is no name is passed over', 'u@mixed.example', IP, 'pass'],
    ['and no error', 'u@badmx.example', IP, 'softfail', { voids: 0, reason: '~all' }],
    ['MX SERVFAIL', 'u@t1.example', IP, 'temperror', { reason: 'MX of t1.example: SERVFAIL' }],
    [
      'SERVFAIL of a host',
      'u@t2.example',
      IP,
      'temperror',
      { reason: 'A of servfail.example: SERVFAIL' },
    ],
    ['of a host after the match', 'u@t3.example', IP, 'pass'],
    ['a host that is gone', 'u@t4.example', IP, 'pass', { voids: 0 }],
    ['any visible character but %', 'u@u1.example', IP, 'pass'],
    ['/33', 'u@u2.example', IP, 'permerror'],
    ['//129', 'u@u3.example', IP, 'permerror'],
    ['no name', 'u@u4.example', IP, 'permerror'],
    ['digits as top label', 'u@u5.example', IP, 'permerror'],
    ['a host with an underscore', 'u@under.example', IP, 'pass'],
    ['a host that is an alias', 'u@u6.example', IP, 'pass'],
  ],
);

cases(
  '§5.5 ptr',
  `
  1.2.0.192.in-addr.arpa PTR a.host.example
  1.2.0.192.in-addr.arpa PTR forged.example
  1.2.0.192.in-addr.arpa PTR gone.example
  a.host.example A 192.0.2.1
  a.host.example A 203.0.113.7
  forged.example A 203.0.113.1
  2.2.0.192.in-addr.arpa PTR servfail.example
  2.2.0.192.in-addr.arpa PTR B.Host.EXAMPLE
  b.host.example A 192.0.2.2
  servfail.example SERVFAIL
  3.2.0.192.in-addr.arpa SERVFAIL
  4.2.0.192.in-addr.arpa PTR loop.example
  loop.example CNAME loop.example
  5.2.0.192.in-addr.arpa CNAME 5.net.example
  5.net.example PTR a5.host.example
  a5.host.example A 192.0.2.5
  e.b.a.b.e.f.a.c.0.0.0.0.0.0.0.0.0.0.0.0.4.3.2.1.8.b.d.0.1.0.0.2.ip6.arpa PTR six.host.example
  six.host.example AAAA 2001:db8:1234::cafe:babe
  p1.example TXT "v=spf1 ptr:host.example -all"
  p2.example TXT "v=spf1 ptr:a.host.example -all"
  p3.example TXT "v=spf1 ptr:ost.example -all"
  p4.example TXT "v=spf1 ptr:forged.example -all"
  p5.example TXT "v=spf1 ptr ?all"
  host.example TXT "v=spf1 ptr -all"
  p6.example TXT "v=spf1 ptr:HOST.Example. -all"
  p7.example TXT "v=spf1 ptr: -all"
  p8.example TXT "v=spf1 ptr/0 -all"
  p9.example TXT "v=spf1 ptr:%{d2}.example -all"
  p10.example TXT "v=spf1 ptr:%{p} -all"
  p11.example TXT "v=spf1 ptr:x..host.example -all"
  p12.example TXT "v=spf1 ptr:%{l}.%{p} -all"
  `,
  [
    [
      'a validated name below the target',
      'u@p1.example',
      IP,
      'pass',
      { terms: 1, reason: '192.0.2.1 is a.host.example, within host.example' },
    ],
    ['the target itself', 'u@p2.example', IP, 'pass'],
    ['labels, not letters', 'u@p3.example', IP, 'fail'],
    ['a name that does not lead back', 'u@p4.example', IP, 'fail'],
    ['<domain> by default', 'u@host.example', IP, 'pass'],
    ['case and final dot', 'u@p6.example', IP, 'pass'],
    ['case of the PTR name; trouble with another name', 'u@p1.example', '192.0.2.2', 'pass'],
    ['SERVFAIL of PTR: no match', 'u@p1.example', '192.0.2.3', 'fail', { voids: 0 }],
    ['a CNAME loop of the name: skipped', 'u@p5.example', '192.0.2.4', 'neutral'],
    ['RFC 2317: PTR behind a CNAME', 'u@p1.example', '192.0.2.5', 'pass'],
    ['no PTR at all is void', 'u@p1.example', '192.0.2.9', 'fail', { voids: 1, reason: '-all' }],
    ['IPv6', 'u@p1.example', '2001:db8:1234::cafe:babe', 'pass'],
    ['IPv4-mapped', 'u@p1.example', '::ffff:192.0.2.1', 'pass'],
    ['no name', 'u@p7.example', IP, 'permerror'],
    ['a prefix length', 'u@p8.example', IP, 'permerror'],
    ['a macro that makes no name to match', 'u@p9.example', IP, 'fail'],
    ['the validated name itself', 'u@p10.example', IP, 'pass', { terms: 2 }],
    ['a malformed target', 'u@p11.example', IP, 'fail', { terms: 0 }],
    ['a target that no name has', 'u@p12.example', IP, 'fail'],
  ],
);

cases(
  '§5.6 ip4 and ip6',
  `
  i1.example TXT "v=spf1 ip4:192.0.2.1 -all"
  i2.example TXT "v=spf1 ip4:192.0.2.1/32 -all"
  i3.example TXT "v=spf1 ip4:10.0.0.0/0 -all"
  i4.example TXT "v=spf1 ip4:192.0.2.128/25 -all"
  i5.example TXT "v=spf1 ip4:192.0.2.77/25 -all"
  i6.example TXT "v=spf1 ip4:192.0.2.1/33 -all"
  i7.example TXT "v=spf1 ip4:192.0.2.1/032 -all"
  i8.example TXT "v=spf1 ip4:192.0.2.1:25 -all"
  i9.example TXT "v=spf1 ip4:192.0.2 -all"
  i10.example TXT "v=spf1 ip4:192.0.2.1//32 -all"
  i11.example TXT "v=spf1 -ip4:192.0.2.1 ip6:::ffff:192.0.2.1"
  i12.example TXT "v=spf1 ip6:::1.1.1.1/0"
  i13.example TXT "v=spf1 ip6:2001:DB8:1234::/48 -all"
  i14.example TXT "v=spf1 ip6:2001:db8:8000::/33 -all"
  i15.example TXT "v=spf1 ip6:::1/129 -all"
  i16.example TXT "v=spf1 ip6:::1//33 -all"
  i17.example TXT "v=spf1 ip6"
  i18.example TXT "v=spf1 ip6::CAFE::BABE"
  i19.example TXT "v=spf1 ip6:2001:db8:1234::cafe:babe -all"
  i20.example TXT "v=spf1 ip4:192.0.2.1/ -all"
  i21.example TXT "v=spf1 ip4:192.0.2.01 -all"
  i22.example TXT "v=spf1 ip4:0xc0000201 -all"
  i23.example TXT "v=spf1 ip6:64:ff9b::192.0.2.1 -all"
  i24.example TXT "v=spf1 IP4:192.0.2.1 -ALL"
  `,
  [
    [
      'an address',
      'u@i1.example',
      IP,
      'pass',
      { terms: 0, reason: '192.0.2.1 matches ip4:192.0.2.1' },
    ],
    [
      'another',
      'u@i1.example',
      '192.0.2.2',
      'fail',
      { reason: 'no term of v=spf1 ip4:192.0.2.1 -all matches 192.0.2.2; -all' },
    ],
    ['an IPv6 client', 'u@i1.example', IP6, 'fail'],
    ['IPv4-mapped, dotted', 'u@i1.example', '::ffff:192.0.2.1', 'pass'],
    ['IPv4-mapped, hexadecimal', 'u@i1.example', '::FFFF:c000:201', 'pass'],
    ['IPv4-compatible is IPv6', 'u@i1.example', '::192.0.2.1', 'fail'],
    ['/32', 'u@i2.example', IP, 'pass'],
    ['/0', 'u@i3.example', '203.0.113.77', 'pass'],
    ['upper half', 'u@i4.example', '192.0.2.127', 'fail'],
    ['upper half, first', 'u@i4.example', '192.0.2.128', 'pass'],
    ['bits after the prefix do not matter', 'u@i5.example', '192.0.2.1', 'pass'],
    ['/33', 'u@i6.example', IP, 'permerror'],
    ['/032', 'u@i7.example', IP, 'permerror'],
    ['a port', 'u@i8.example', IP, 'permerror'],
    ['three numbers', 'u@i9.example', IP, 'permerror'],
    ['//32', 'u@i10.example', IP, 'permerror'],
    ['a final slash', 'u@i20.example', IP, 'permerror'],
    ['a leading zero', 'u@i21.example', IP, 'permerror'],
    ['hexadecimal', 'u@i22.example', IP, 'permerror'],
    ['a mapped client matches ip4', 'u@i11.example', '::FFFF:192.0.2.1', 'fail'],
    ['ip6 never matches IPv4', 'u@i12.example', IP, 'neutral'],
    ['nor IPv4-mapped', 'u@i12.example', '::ffff:192.0.2.1', 'neutral'],
    ['ip6 /0', 'u@i12.example', 'dead:babe::cab:fee', 'pass'],
    ['ip6 /48, any case', 'u@i13.example', IP6, 'pass'],
    ['ip6 /33 in', 'u@i14.example', '2001:db8:8001::1', 'pass'],
    ['ip6 /33 out', 'u@i14.example', '2001:db8:1::1', 'fail'],
    ['ip6 /129', 'u@i15.example', IP, 'permerror'],
    ['ip6 //33', 'u@i16.example', IP, 'permerror'],
    ['ip6 alone', 'u@i17.example', IP, 'permerror'],
    ['ip6 misspelt', 'u@i18.example', IP, 'permerror'],
    ['ip6 host', 'u@i19.example', IP6, 'pass'],
    ['ip6 with dotted end', 'u@i23.example', '64:ff9b::c000:201', 'pass'],
    ['names of mechanisms in any case', 'u@i24.example', IP, 'pass'],
  ],
);

cases(
  '§5.7 exists',
  `
  yes.example A 127.0.0.2
  six.example AAAA 2001:db8::1
  servfail.example SERVFAIL
  e1.example TXT "v=spf1 exists:yes.example -all"
  e2.example TXT "v=spf1 exists:six.example -all"
  e3.example TXT "v=spf1 exists:servfail.example +all"
  e4.example TXT "v=spf1 exists: -all"
  e5.example TXT "v=spf1 exists -all"
  e6.example TXT "v=spf1 exists:yes.example/24 -all"
  e7.example TXT "v=spf1 -exists:gone.example ~all"
  e8.example TXT "v=spf1 exists:%{i}.%{v}.list.example -all"
  192.0.2.1.in-addr.list.example A 127.0.0.2
  2.0.0.1.0.d.b.8.1.2.3.4.0.0.0.0.0.0.0.0.0.0.0.0.c.a.f.e.b.a.b.e.ip6.list.example A 127.0.0.2
  `,
  [
    ['any A record', 'u@e1.example', IP, 'pass', { reason: 'yes.example has 127.0.0.2' }],
    ['A for IPv6 clients too', 'u@e1.example', IP6, 'pass'],
    ['AAAA does not count', 'u@e2.example', IP6, 'fail', { voids: 1 }],
    ['SERVFAIL', 'u@e3.example', IP6, 'temperror'],
    ['no name', 'u@e4.example', IP, 'permerror'],
    ['nothing', 'u@e5.example', IP, 'permerror'],
    ['a prefix length', 'u@e6.example', IP, 'permerror'],
    ['no record', 'u@e7.example', IP, 'softfail', { voids: 1, terms: 1 }],
    ['by address', 'u@e8.example', IP, 'pass'],
    ['by IPv6 address', 'u@e8.example', IP6, 'pass'],
    ['by an address not listed', 'u@e8.example', '192.0.2.2', 'fail'],
  ],
);
