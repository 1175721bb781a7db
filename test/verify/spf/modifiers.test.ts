// RFC 7208 §6: redirect, exp and unknown modifiers.
import { expect, test } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { checkHost } from '../../../src/verify/spf/check-host.ts';
import { cases, queryOf } from './run-cases.ts';

const IP = '192.0.2.1';

cases(
  '§6.1 redirect',
  `
  good.example TXT "v=spf1 ip4:192.0.2.1 -all"
  soft.example TXT "v=spf1 ~all"
  own.example TXT "v=spf1 a -all"
  own.example A 192.0.2.5
  open.example TXT "v=spf1 ip4:203.0.113.1"
  broken.example TXT "v=spf1 moo"
  servfail.example TXT SERVFAIL
  r1.example TXT "v=spf1 redirect=good.example"
  r2.example TXT "v=spf1 redirect=good.example ip4:192.0.2.7"
  r3.example TXT "v=spf1 redirect=nowhere.example ~all"
  r4.example TXT "v=spf1 redirect=nowhere.example"
  r5.example TXT "v=spf1 redirect=servfail.example"
  r6.example TXT "v=spf1 redirect=broken.example"
  r7.example TXT "v=spf1 redirect=own.example"
  r7.example A 192.0.2.1
  r8.example TXT "v=spf1 redirect=good.example redirect=good.example"
  r9.example TXT "v=spf1 redirect=good.example -all redirect=good.example"
  r10.example TXT "v=spf1 ?all redirect="
  r11.example TXT "v=spf1 redirect=-all ?all"
  r12.example TXT "v=spf1 redirect=open.example"
  r13.example TXT "v=spf1 Redirect=%{h}.x.example"
  mail.example.com.x.example TXT "v=spf1 +all"
  r14.example TXT "v=spf1 redirect=a..b.example"
  r15.example TXT "v=spf1 redirect=%{h}"
  r16.example TXT "v=spf1 redirect=r1.example"
  r17.example TXT "v=spf1 include:r1.example redirect=soft.example"
  r18.example TXT "v=spf1 redirect=r18.example ?all"
  `,
  [
    [
      'the target decides',
      'u@r1.example',
      IP,
      'pass',
      { terms: 1, reason: '192.0.2.1 matches ip4:192.0.2.1, by redirect=good.example' },
    ],
    ['also fail', 'u@r1.example', '192.0.2.2', 'fail'],
    ['after all mechanisms, wherever it stands', 'u@r2.example', '192.0.2.7', 'pass', { terms: 0 }],
    ['beside all it is ignored', 'u@r3.example', IP, 'softfail', { terms: 0 }],
    [
      'no record at the target',
      'u@r4.example',
      IP,
      'permerror',
      { reason: 'redirect=nowhere.example: nowhere.example does not exist (RFC 7208 §6.1)' },
    ],
    ['temperror', 'u@r5.example', IP, 'temperror'],
    ['permerror', 'u@r6.example', IP, 'permerror'],
    ['<domain> is the target', 'u@r7.example', '192.0.2.5', 'pass'],
    ['and no longer the first', 'u@r7.example', IP, 'fail'],
    ['twice', 'u@r8.example', IP, 'permerror', { reason: 'redirect= appears a second time' }],
    ['twice beside all', 'u@r9.example', IP, 'permerror'],
    ['empty', 'u@r10.example', IP, 'permerror'],
    ['no name', 'u@r11.example', IP, 'permerror'],
    ['neutral of the target', 'u@r12.example', IP, 'neutral'],
    ['macros', 'u@r13.example', IP, 'pass'],
    ['a malformed name', 'u@r14.example', IP, 'permerror', { reason: 'empty label' }],
    ['a malformed name by macro', 'u@r15.example', IP, 'permerror', { helo: 'localhost' }],
    ['a chain', 'u@r16.example', IP, 'pass', { terms: 2 }],
    ['inside include', 'u@r17.example', '192.0.2.2', 'softfail', { terms: 3 }],
    ['to itself beside all', 'u@r18.example', IP, 'neutral'],
  ],
);

cases(
  '§6.2 exp',
  `
  text.example TXT "Correct!"
  other.example TXT "Not this."
  x1.example TXT "v=spf1 -all exp=text.example"
  x2.example TXT "v=spf1 exp=text.example -all"
  x3.example TXT "v=spf1 ~all exp=text.example"
  x4.example TXT "v=spf1 exp=other.example redirect=plain.example"
  plain.example TXT "v=spf1 -all"
  x5.example TXT "v=spf1 exp=other.example redirect=x1.example"
  x6.example TXT "v=spf1 include:x5.example -all exp=text.example"
  x7.example TXT "v=spf1 -include:pass.example ~all exp=text.example"
  pass.example TXT "v=spf1 +all exp=other.example"
  x8.example TXT "v=spf1 -all exp=two.example"
  two.example TXT "one"
  two.example TXT "two"
  x9.example TXT "v=spf1 -all exp=nothing.example"
  x10.example TXT "v=spf1 -all exp=a.example"
  a.example A 192.0.2.1
  x11.example TXT "v=spf1 -all exp=servfail.example"
  servfail.example SERVFAIL
  x12.example TXT "v=spf1 -all exp=bad.example"
  bad.example TXT "The %{x}-files."
  x13.example TXT "v=spf1 -all exp=bad2.example"
  bad2.example TXT "100% wrong"
  x14.example TXT "v=spf1 -all exp=utf8.example"
  utf8.example TXT "\\239\\187\\191Explanation"
  x15.example TXT "v=spf1 -all exp="
  x16.example TXT "v=spf1 exp=text.example exp=text.example -all"
  x17.example TXT "v=spf1 exp=-all"
  x18.example TXT "v=spf1 -all exp=a..b.example"
  x19.example TXT "v=spf1 -all exp=split.example"
  split.example TXT "See http://www.%{d}" "/why?s=%{S};" "i=%{I}"
  x20.example TXT "v=spf1 -all exp=empty.example"
  empty.example TXT ""
  x21.example TXT "v=spf1 -all exp=long.example"
  long.example TXT "${'0123456789'.repeat(60)}"
  x22.example TXT "v=spf1 a:n1.example a:n2.example -all exp=n3.example"
  x23.example TXT "v=spf1 -all exp=%{ir}.example"
  1.2.0.192.example TXT "Not from %{c}."
  x24.example TXT "v=spf1 a a a a a a a a a a -all exp=text.example"
  x24.example A 203.0.113.1
  x25.example TXT "v=spf1 -all exp=alias.example"
  alias.example CNAME text.example
  x26.example TXT "v=spf1 -all exp=ctrl.example"
  ctrl.example TXT "a\\001b"
  x27.example TXT "v=spf1 -all exp=implementation.example"
  implementation.example TXT "%{l} in implementation"
  x28.example TXT "v=spf1 -all exp=dot.example"
  dot.example TXT "This is a test."
  `,
  [
    ['explains a fail', 'u@x1.example', IP, 'fail', { explanation: 'Correct!' }],
    ['wherever it stands', 'u@x2.example', IP, 'fail', { explanation: 'Correct!' }],
    [
      'nothing but a fail',
      'u@x3.example',
      IP,
      'softfail',
      { explanation: null, unasked: ['text.example'] },
    ],
    [
      'redirect cancels it',
      'u@x4.example',
      IP,
      'fail',
      { explanation: null, unasked: ['other.example'] },
    ],
    [
      'the target’s own counts',
      'u@x5.example',
      IP,
      'fail',
      { explanation: 'Correct!', unasked: ['other.example'] },
    ],
    ['include never explains', 'u@x6.example', IP, 'fail', { explanation: 'Correct!' }],
    [
      'not even when it matches',
      'u@x7.example',
      IP,
      'fail',
      { explanation: 'Correct!', unasked: ['other.example'] },
    ],
    ['several TXT', 'u@x8.example', IP, 'fail', { explanation: null }],
    ['no such name', 'u@x9.example', IP, 'fail', { explanation: null, voids: 0 }],
    ['no TXT', 'u@x10.example', IP, 'fail', { explanation: null }],
    ['SERVFAIL', 'u@x11.example', IP, 'fail', { explanation: null }],
    ['a wrong macro', 'u@x12.example', IP, 'fail', { explanation: null }],
    ['a lone %', 'u@x13.example', IP, 'fail', { explanation: null }],
    ['not ASCII', 'u@x14.example', IP, 'fail', { explanation: null }],
    ['control characters', 'u@x26.example', IP, 'fail', { explanation: null }],
    ['empty: a syntax error', 'u@x15.example', IP, 'permerror', { explanation: null }],
    ['twice', 'u@x16.example', IP, 'permerror'],
    ['no name: a syntax error', 'u@x17.example', IP, 'permerror'],
    ['a malformed name', 'u@x18.example', IP, 'fail', { explanation: null }],
    [
      'strings are joined without a space',
      'a b@x19.example',
      IP,
      'fail',
      { explanation: 'See http://www.x19.example/why?s=a%20b%40x19.example;i=192.0.2.1' },
    ],
    ['empty text', 'u@x20.example', IP, 'fail', { explanation: null }],
    [
      'at most 500 characters',
      'u@x21.example',
      IP,
      'fail',
      { explanation: '0123456789'.repeat(50) },
    ],
    ['is not counted as void', 'u@x22.example', IP, 'fail', { explanation: null, voids: 2 }],
    ['nor as a term', 'u@x24.example', IP, 'fail', { explanation: 'Correct!', terms: 10 }],
    [
      'macros in name and text',
      'u@x23.example',
      IP,
      'fail',
      { explanation: 'Not from 192.0.2.1.' },
    ],
    ['through an alias', 'u@x25.example', IP, 'fail', { explanation: 'Correct!' }],
    [
      'any local-part',
      'Macro Error@x27.example',
      IP,
      'fail',
      { explanation: 'Macro Error in implementation' },
    ],
    ['a final dot stays', 'u@x28.example', IP, 'fail', { explanation: 'This is a test.' }],
  ],
);

cases(
  '§6 unknown modifiers',
  `
  m1.example TXT "v=spf1 x=y +all"
  m2.example TXT "v=spf1 x= +all"
  m3.example TXT "v=spf1 x=%{d}:/= +all"
  m4.example TXT "v=spf1 x=%abc +all"
  m5.example TXT "v=spf1 1up=foo +all"
  m6.example TXT "v=spf1 =all"
  m7.example TXT "v=spf1 ra=postmaster rp=100 rr=all op=auth match_subdomains=yes +all"
  m8.example TXT "v=spf1 x=a x=b +all"
  m9.example TXT "v=spf1 all=x -all"
  `,
  [
    ['are ignored', 'u@m1.example', IP, 'pass'],
    ['without a value', 'u@m2.example', IP, 'pass'],
    ['with macros', 'u@m3.example', IP, 'pass'],
    ['but must be macro-strings', 'u@m4.example', IP, 'permerror'],
    ['and have a name', 'u@m5.example', IP, 'permerror'],
    ['of at least one letter', 'u@m6.example', IP, 'permerror'],
    ['those of RFC 6652 and of drafts', 'u@m7.example', IP, 'pass'],
    ['twice', 'u@m8.example', IP, 'pass'],
    ['called like a mechanism', 'u@m9.example', IP, 'fail'],
  ],
);

test('§6.2: the explanation is asked for once, after the result', async () => {
  const resolver = zoneResolver(
    'x.example TXT "v=spf1 a -all exp=text.example"\nx.example A 192.0.2.7\ntext.example TXT "no"',
  );
  await checkHost(queryOf('u@x.example', IP), resolver);
  expect(resolver.count('text.example', 'TXT')).toBe(1);
  expect(resolver.questions.at(-1)).toEqual({ name: 'text.example', type: 'TXT' });
});
