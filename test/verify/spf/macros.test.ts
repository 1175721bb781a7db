// RFC 7208 §7: letters, transformers, delimiters, escapes, and names that come of them.
import { describe, expect, test } from 'vitest';
import { expand } from '../../../src/verify/spf/expand.ts';
import { parseAddress } from '../../../src/verify/spf/ip-network.ts';
import { parseMacroString } from '../../../src/verify/spf/macro-string.ts';
import { targetName } from '../../../src/verify/spf/target-name.ts';
import { AT, cases } from './run-cases.ts';

const IP = '192.0.2.3';
const IP6 = '2001:db8::cb01';

function expanded(
  text: string,
  change: { ip?: string; localPart?: string; helo?: string } = {},
): string {
  const localPart = change.localPart ?? 'strong-bad';
  const ip = parseAddress(change.ip ?? IP);
  if (ip === null) throw new TypeError('no address');
  return expand(parseMacroString(text, 0, [], { explain: true }).tokens, {
    sender: `${localPart}@email.example.com`,
    localPart,
    senderDomain: 'email.example.com',
    domain: 'email.example.com',
    ip,
    helo: change.helo ?? 'mx.example.org',
    host: 'receiver.example',
    at: AT,
    validatedName: 'mx.example.org',
  });
}

describe('§7.4 examples and their kin', () => {
  test.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%%%_%-', '% %20'],
    ['%{D2}%{S}', 'example.comstrong-bad%40email.example.com'],
    ['%{h}', 'mx.example.org'],
    ['%{p}', 'mx.example.org'],
    ['%{c} %{r} %{t}', `192.0.2.3 receiver.example 1700000000`],
    ['%{d999999999999999999999}', 'email.example.com'],
    ['%{DR}', 'com.example.email'],
  ])('%s is %s', (text, result) => {
    expect(expanded(text)).toBe(result);
  });

  test.each([
    ['%{i}', '2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.c.b.0.1'],
    [
      '%{ir}.%{v}._spf.%{d2}',
      '1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com',
    ],
    ['%{c}', '2001:db8::cb01'],
    ['%{C}', '2001%3Adb8%3A%3Acb01'],
    ['%{i4}', 'c.b.0.1'],
  ])('for IPv6 %s is %s', (text, result) => {
    expect(expanded(text, { ip: IP6 })).toBe(result);
  });

  // The delimiters are a set: "-" between others is no range (mailauth reads it as one).
  test.each([
    ['%{l+-/}', 'a+b-c/d,e.f9', 'a.b.c.d,e.f9'],
    ['%{l=-.}', 'a=b-c.d', 'a.b.c.d'],
    ['%{l,-_}', 'A,b-C_d9', 'A.b.C.d9'],
    ['%{lr+-.,/_=}', '1+2-3.4,5/6_7=8', '8.7.6.5.4.3.2.1'],
    ['%{l2r+-}', 'foo-bar+zip+quux', 'bar.foo'],
    ['%{l2r-}', 'philip-gladstone-test', 'gladstone.philip'],
    ['%{l1-}', 'a-b-', ''],
    ['%{l2-}', 'a-b-', 'b.'],
    ['%{L/}', 'a/b c', 'a.b%20c'],
    ['%{L}', '~jack&jill=up-a_b3.c', '~jack%26jill%3Dup-a_b3.c'],
    ['%{L}', 'jos\u00e9', 'jos%C3%A9'],
    ['%{l}', '"a b"', '"a b"'],
    ['%{l.}', 'a.b', 'a.b'],
  ])('%s of %s', (text, localPart, result) => {
    expect(expanded(text, { localPart })).toBe(result);
  });
});

describe('§7.3 names over 253 characters lose labels on the left', () => {
  const tail = `${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(63)}.${'y'.repeat(49)}.example.com`;
  test.each([
    [tail, tail],
    [`a.${tail}`, tail],
    [`aa.bb.${tail}.`, tail],
  ])('%#', (text, name) => {
    expect(tail).toHaveLength(253);
    expect(targetName(text)).toEqual({ name, malformed: null });
  });
});

cases(
  '§7 in records',
  `
  user.l.example A 127.0.0.2
  t1.example TXT "v=spf1 exists:%{l}.l.example -all"
  user+tag.l.example A 127.0.0.2
  bounce+user=example.org.l.example A 127.0.0.2
  \\034a\\032b\\034.l.example A 127.0.0.2
  t2.example TXT "v=spf1 a:macro%%percent%_%_space%-url-space.example -all"
  macro%percent\\032\\032space%20url-space.example A 192.0.2.3
  t3.example TXT "v=spf1 redirect=%{d}.d.spf.example."
  t3.example.d.spf.example TXT "v=spf1 include:o.spf.example. ~all"
  o.spf.example TXT "v=spf1 ip4:192.0.2.3"
  t4.example TXT "v=spf1 a:%{H} -all"
  mail.example.com A 192.0.2.3
  t5.example TXT "v=spf1 a:%{H}.bar -all"
  t6.example TXT "v=spf1 -include:_spfh.%{d2} ip4:192.0.2.0/24 -all"
  _spfh.t6.example TXT "v=spf1 -a:%{h} +all"
  t7.example TXT "v=spf1 exists:%{d}.%{i} -all"
  t7.example.192.0.2.3 A 127.0.0.2
  t8.example TXT "v=spf1 exists:%{d}.a_b%{v} -all"
  t8.example.a_bin-addr A 127.0.0.2
  t9.example TXT "v=spf1 exists:%{s}.x.example -all"
  user@t9.example.x.example A 127.0.0.2
  t10.example TXT "v=spf1 exists:%{d}..x.example a:.example exists:%{l}.x.example ?all"
  t11.example TXT "v=spf1 include:%{l}.p.example -all"
  100%.p.example TXT "v=spf1 a mx ptr exists:%{d}.x.example ip4:192.0.2.3 -all"
  100%.p.example A 203.0.113.1
  100%.p.example MX 0 mail.example.org
  %{l}.p.example TXT "v=spf1 a -all"
  %{l}.p.example A 192.0.2.3
  mail.example.org A 203.0.113.2
  t12.example TXT "v=spf1 exists:%{o}.%{d}.x.example include:t12i.example -all"
  t12i.example TXT "v=spf1 exists:%{o}.%{d}.x.example -all"
  t12.example.t12i.example.x.example A 127.0.0.2
  t13.example TXT "v=spf1 exists:%{d1}%{d2} -all"
  examplet13.example A 127.0.0.2
  t14.example TXT "v=spf1 exists:x%_.example -all"
  x\\032.example A 127.0.0.2
  t15.example TXT "v=spf1 include:%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.%{d}.long.example -all"
  *.long.example TXT "v=spf1 +all"
  t16.example TXT "v=spf1 a:%{h} ~all"
  t17.example TXT "v=spf1 a:n1.name exists:%{i}%_.name mx:n1.name +all"
  n1.name A 203.0.113.9
  `,
  [
    ['a plain local-part', 'user@t1.example', IP, 'pass', { asked: ['user.l.example'] }],
    ['a tag (LIBRARIES.md row 4)', 'user+tag@t1.example', IP, 'pass'],
    ['VERP', 'bounce+user=example.org@t1.example', IP, 'pass'],
    ['quoted, with quotes and a space', '"a b"@t1.example', IP, 'pass'],
    ['case of a local-part does not matter to DNS', 'USER@t1.example', IP, 'pass'],
    ['a dot at its end makes an empty label', 'user.@t1.example', IP, 'fail', { voids: 0 }],
    ['a local-part over 63', `${'u'.repeat(64)}@t1.example`, IP, 'fail', { voids: 0 }],
    ['%%, %_ and %-', 'u@t2.example', IP, 'pass'],
    ['a final dot', 'u@t3.example', IP, 'pass'],
    ['HELO', 'u@t4.example', IP, 'pass'],
    [
      'HELO that is rubbish matches nothing',
      'u@t4.example',
      IP,
      'fail',
      { helo: "JUMPIN' JUPITER", voids: 0 },
    ],
    ['HELO as a literal matches nothing', 'u@t4.example', IP, 'fail', { helo: '[192.0.2.3]' }],
    [
      'HELO that grows over 63 when escaped',
      'u@t5.example',
      IP,
      'fail',
      { helo: '%'.repeat(22), voids: 0 },
    ],
    ['a policy that demands a good HELO', 'u@t6.example', IP, 'pass'],
    ['and gets a bad one', 'u@t6.example', IP, 'fail', { helo: 'OEMCOMPUTER' }],
    ['a last label of digits is asked', 'u@t7.example', IP, 'pass'],
    ['a last label with an underscore is asked', 'u@t8.example', IP, 'pass'],
    ['an "@" is asked', 'user@t9.example', IP, 'pass'],
    [
      'names with empty labels match nothing',
      'u.@t10.example',
      IP,
      'neutral',
      { terms: 0, voids: 0 },
    ],
    [
      'a "%" that a macro brought in is not expanded again',
      '100%@t11.example',
      IP,
      'pass',
      { unasked: ['100%%.p.example'] },
    ],
    ['nor a whole macro', '%{l}@t11.example', IP, 'pass'],
    ['%{d} changes in include, %{o} does not', 'u@t12.example', IP, 'pass'],
    ['macros side by side', 'u@t13.example', IP, 'pass'],
    ['a space in a label', 'u@t14.example', IP, 'pass'],
    ['a long name is cut on the left', 'u@t15.example', IP, 'pass'],
    [
      'a HELO of one label is not asked',
      'u@t16.example',
      IP,
      'softfail',
      { helo: 'localhost', terms: 0, unasked: ['localhost'] },
    ],
    [
      'names like our stand-ins are names',
      'u@t17.example',
      IP,
      'pass',
      { terms: 3, asked: ['n1.name', '192.0.2.3 .name'] },
    ],
  ],
);

cases(
  '§7.2, §7.3 p, and the letters of explanations',
  `
  3.2.0.192.in-addr.arpa PTR mx.example.org
  3.2.0.192.in-addr.arpa PTR mx.p3.example
  3.2.0.192.in-addr.arpa PTR p4.example
  mx.example.org A 192.0.2.3
  mx.p3.example A 192.0.2.3
  p4.example A 192.0.2.3
  4.2.0.192.in-addr.arpa PTR forged.example
  forged.example A 203.0.113.1
  5.2.0.192.in-addr.arpa SERVFAIL
  p1.example TXT "v=spf1 exists:%{p}.ok.example -all exp=p.example"
  mx.example.org.ok.example A 127.0.0.2
  p2.example TXT "v=spf1 -all exp=p.example"
  p3.example TXT "v=spf1 -all exp=p.example"
  p4.example TXT "v=spf1 -all exp=p.example"
  p.example TXT "connect from %{p}"
  p5.example TXT "v=spf1 a:%{p} -all"
  p6.example TXT "v=spf1 exists:unknown.ok.example exists:%{p}.ok2.example -all"
  unknown.ok2.example A 127.0.0.2
  p7.example TXT "v=spf1 include:%{p} -all"
  mx.example.org TXT "v=spf1 a -all"
  p8.example TXT "v=spf1 exists:%{pr}.%{p1}x.ok.example -all"
  org.example.mx.orgx.ok.example A 127.0.0.2
  c1.example TXT "v=spf1 -all exp=c.%{d}"
  c.c1.example TXT "%{c} at %{t} by %{r}; %{ir}.%{v}.arpa; %{C}"
  c2.example TXT "v=spf1 exists:%{c}.example -all"
  `,
  [
    ['the validated name', 'u@p1.example', IP, 'pass', { terms: 2 }],
    [
      'of several any',
      'u@p2.example',
      IP,
      'fail',
      { explanation: 'connect from mx.example.org', terms: 0 },
    ],
    [
      'one below <domain> first',
      'u@p3.example',
      IP,
      'fail',
      { explanation: 'connect from mx.p3.example' },
    ],
    [
      '<domain> itself before all',
      'u@p4.example',
      IP,
      'fail',
      { explanation: 'connect from p4.example' },
    ],
    [
      'unknown without a validated one',
      'u@p2.example',
      '192.0.2.4',
      'fail',
      { explanation: 'connect from unknown' },
    ],
    [
      'unknown without PTR',
      'u@p2.example',
      '192.0.2.9',
      'fail',
      { explanation: 'connect from unknown', voids: 0 },
    ],
    [
      'unknown when DNS fails',
      'u@p2.example',
      '192.0.2.5',
      'fail',
      { explanation: 'connect from unknown' },
    ],
    ['as the whole name', 'u@p5.example', IP, 'pass', { terms: 2 }],
    ['"unknown" alone is no name', 'u@p5.example', '192.0.2.9', 'fail', { terms: 1, voids: 1 }],
    ['"unknown" in a name', 'u@p6.example', '192.0.2.9', 'pass', { terms: 3, voids: 2 }],
    ['in include', 'u@p7.example', IP, 'pass', { terms: 3 }],
    ['"unknown" in include', 'u@p7.example', '192.0.2.4', 'permerror'],
    ['transformed', 'u@p8.example', IP, 'pass'],
    [
      'c, t and r explain',
      'u@c1.example',
      IP,
      'fail',
      {
        explanation:
          '192.0.2.3 at 1700000000 by receiver.example; 3.2.0.192.in-addr.arpa; 192.0.2.3',
      },
    ],
    [
      'for IPv6',
      'u@c1.example',
      IP6,
      'fail',
      {
        explanation:
          '2001:db8::cb01 at 1700000000 by receiver.example; 1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6.arpa; 2001%3Adb8%3A%3Acb01',
      },
    ],
    ['but nothing else', 'u@c2.example', IP, 'permerror', { reason: 'only in explanation text' }],
  ],
);
