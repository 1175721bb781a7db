// The grammar of RFC 7208 §12: what is a syntax error, where it stands, what is none. mailauth must see the same records as broken,
// because a broken record is passed on to it as it is.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecord } from '../../../src/verify/spf/parse-record.ts';

const { validateTerms } = createRequire(import.meta.url)('mailauth/lib/spf/syntax.js') as {
  validateTerms: (terms: string[]) => string | false;
};

describe('valid terms', () => {
  test.each([
    // §5.1, §4.6.2
    'all',
    '-all',
    '~ALL',
    '?all',
    '+all',
    // §5.2, §5.5, §5.7
    'include:example.com',
    'include:example.com.',
    'INCLUDE:_spf.%{d2}',
    'ptr',
    'ptr:example.com',
    'exists:%{i}._spf.%{d}',
    'exists:a:b/c.example.com',
    // §5.3, §5.4
    'a',
    'a/0',
    'a/32',
    'a//0',
    'a//128',
    'a/24//64',
    'a:example.com',
    'a:example.com/24',
    'a:example.com//64',
    'mx:%{d}/24//64',
    'mx/8',
    'a:foo:bar/baz.example.com',
    'a:example.xn--zckzah',
    'a:example.c-m',
    'a:example.1-1',
    'a:.com',
    'a:%{l/}',
    'a:%%',
    'a:x.%{d}/24',
    // §5.6
    'ip4:192.0.2.1',
    'ip4:0.0.0.0/0',
    'ip4:192.0.2.0/24',
    'ip6:::',
    'ip6:2001:DB8::/32',
    'ip6:::ffff:192.0.2.1',
    'ip6:::1.2.3.4/128',
    // §6
    'redirect=example.com',
    'exp=%{ir}.example.com',
    'x=',
    'moo.cow-far_out=man:dog/cat',
    'ip4=x',
    'x=%{c}',
    'x=%{t}%_%-',
    'A1=:/',
    // §7.1
    'exists:%{S}.%{L2r-+.,/_=}.%{O}.%{D}.%{P}.%{V}.%{H}.x.example',
    'exists:%{d999999999999}',
    'exists:%{ir0x}'.replace('0x', ''),
  ])('%s', (term) => {
    expect(parseRecord(`v=spf1 ${term}`).errors).toEqual([]);
  });
});

describe('faults and where they stand', () => {
  test.each<[term: string, position: number, text: RegExp]>([
    ['moo', 7, /"moo" is not a mechanism/],
    ['-moo', 7, /"moo" is not a mechanism/],
    ['all.', 7, /"all\." is not a mechanism/],
    ['all:foobar', 10, /nothing after it/],
    ['all/8', 10, /nothing after it/],
    ['++all', 7, /not a mechanism/],
    ['include', 14, /needs ":" and a name/],
    ['include:', 15, /empty name/],
    ['include/24', 14, /cannot follow include/],
    ['include:example.com/24', 15, /top-level label/],
    ['exists', 13, /needs ":"/],
    ['ptr/0', 10, /cannot follow ptr/],
    ['ptr:', 11, /empty name/],
    ['a:', 9, /empty name/],
    ['a:museum', 9, /single label/],
    ['a:museum.', 9, /single label/],
    ['a:%{d}x', 9, /top-level label/],
    ['a:example.com:8080', 9, /top-level label/],
    ['a:111.222.33.44', 9, /"ip4:111.222.33.44" is meant/],
    ['a:2001:db8::1', 9, /"ip6:2001:db8::1" is meant/],
    ['a:abc.123', 9, /top-level label/],
    ['a:example.-com', 9, /top-level label/],
    ['a:example.com-', 9, /top-level label/],
    ['a:example.com..', 9, /top-level label/],
    ['a:example.com\0', 20, /octet 0x00/],
    ['a:caf\xe9.example', 12, /octet 0xe9/],
    ['a/33', 8, /up to \/32/],
    ['a/', 8, /up to \/32/],
    ['a/032', 8, /leading zero/],
    ['a//129', 8, /up to \/\/128/],
    ['a/24/64', 8, /not a prefix length/],
    ['a/24//129', 11, /up to \/\/128/],
    ['mx:example.com/33', 21, /up to \/32/],
    ['ip4', 10, /needs ":"/],
    ['ip4:', 10, /needs ":"/],
    ['ip4/24', 10, /needs ":"/],
    ['ip4:1.2.3', 11, /not an IPv4 address/],
    ['ip4:192.0.2.01', 11, /not an IPv4 address/],
    ['ip4:192.0.2.1:25', 11, /not an IPv4 address/],
    ['ip4:192.0.2.1/33', 20, /up to \/32/],
    ['ip4:192.0.2.1/', 20, /up to \/32/],
    ['ip4:192.0.2.1//32', 20, /up to \/32/],
    ['ip4:2001:db8::1', 11, /"ip6:" is meant/],
    ['ip6', 10, /needs ":"/],
    ['ip6::CAFE::BABE', 11, /not an IPv6 address/],
    ['ip6:::1.1.1.1//33', 20, /up to \/128/],
    ['ip6:::1/129', 14, /up to \/128/],
    ['ip6:fe80::1%eth0', 11, /not an IPv6 address/],
    ['ip6:192.0.2.1', 11, /"ip4:" is meant/],
    ['ipv4:192.0.2.1', 7, /"ip4" is meant/],
    ['redirect:example.com', 7, /"redirect=" is meant/],
    ['redirect=', 16, /empty name/],
    ['redirect=-all', 16, /single label/],
    ['exp=', 11, /empty name/],
    ['exp=%{r}.example.com', 11, /only in explanation text/],
    ['1up=foo', 7, /not a modifier name/],
    ['=all', 7, /not a modifier name/],
    ['-redirect=example.com', 7, /not a modifier name/],
    ['foo=%abc', 11, /"%"/],
    ['exists:%(ir).example.com', 14, /"%"/],
    ['exists:foo%.example.com', 17, /"%"/],
    ['exists:foo.%', 18, /"%"/],
    ['exists:%{ir.example.com', 14, /without "}"/],
    ['exists:%{}.example.com', 14, /not a macro/],
    ['exists:%{a}.example.com', 14, /no macro letter "a"/],
    ['exists:%{d0}.example.com', 14, /must not be zero/],
    ['exists:%{d2x}.example.com', 14, /not a macro/],
    ['exists:%{dr2}.example.com', 14, /not a macro/],
    ['exists:%{c}.example.com', 14, /only in explanation text/],
  ])('%s', (term, position, text) => {
    const { errors, terms } = parseRecord(`v=spf1 ${term}`);
    expect(errors[0]).toEqual({ position, text: expect.stringMatching(text) });
    expect(terms[0]?.faults).toEqual(errors);
  });

  test('every fault of a record is found', () => {
    const { errors } = parseRecord(
      'v=spf1 a/33//129 moo  exists:%{q}.%{w}.example -all exp=a.example exp=b.example redirect=c.example REDIRECT=d.example',
    );
    expect(errors.map(({ position }) => position)).toEqual([8, 11, 17, 29, 34, 66, 99]);
  });

  test('§4.5: what does not begin with v=spf1 and a space', () => {
    for (const text of ['', 'v=spf10 all', 'v=spf1\tall', ' v=spf1', 'spf2.0/pra all'])
      expect(parseRecord(text).errors[0]?.position, text).toBe(0);
    for (const text of ['v=spf1', 'V=sPf1 ', 'v=spf1  all  '])
      expect(parseRecord(text).errors, text).toEqual([]);
  });

  test('§4.6.1: positions and kinds of terms', () => {
    const { terms } = parseRecord('v=spf1  -A:x.example/24   Foo=b redirect=y.example');
    expect(
      terms.map(({ text, position, kind, name, qualifier }) => [
        text,
        position,
        kind,
        name,
        qualifier,
      ]),
    ).toEqual([
      ['-A:x.example/24', 8, 'mechanism', 'a', '-'],
      ['Foo=b', 26, 'unknown', 'foo', '+'],
      ['redirect=y.example', 32, 'modifier', 'redirect', '+'],
    ]);
  });
});

test('mailauth finds the same records broken', () => {
  const piece = fc.constantFrom(
    'a',
    'mx',
    'ptr',
    'all',
    'include',
    'exists',
    'ip4',
    'ip6',
    'redirect',
    'exp',
    'x',
    ':',
    ':',
    '/',
    '//',
    '=',
    '.',
    '%{',
    '}',
    '%',
    '%%',
    '%_',
    'd',
    'l',
    'r',
    't',
    '0',
    '2',
    '24',
    '33',
    '128',
    '-',
    '+',
    '~',
    '?',
    '_',
    ',',
    'example.com',
    'com',
    '192.0.2.1',
    '2001:db8::',
    '::',
    '%{d}',
    '%{l2r-}',
    '{',
    '\x01',
    '\xe9',
    '"',
    'xn--a',
    '032',
  );
  const term = fc.array(piece, { minLength: 1, maxLength: 7 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(term, { minLength: 1, maxLength: 2 }), (terms) => {
      const { errors } = parseRecord(['v=spf1', ...terms].join(' '));
      const library = validateTerms(terms);
      expect(
        errors.length > 0,
        `${terms.join(' ')}: ${JSON.stringify(errors)} / ${String(library)}`,
      ).toBe(library !== false);
    }),
    { numRuns: Number(process.env['SPF_RUNS'] ?? 5000), seed: 12, endOnFailure: false },
  );
});
