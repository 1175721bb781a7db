// Canonical names: RFC 5890 A-labels, RFC 5892 for what a U-label is, RFC 1035 lengths.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalDomain } from '../../src/message/domain.ts';

describe('canonicalDomain', () => {
  test.each([
    ['example.org', 'example.org'],
    ['Example.ORG', 'example.org'],
    ['example.org.', 'example.org'],
    ['localhost', 'localhost'],
    ['a-b.c_d.example', 'a-b.c_d.example'],
    ['_dmarc.example', '_dmarc.example'],
    ['1.example', '1.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.Example', 'xn--bcher-kva.example'],
    ['bu\u0308cher.example', 'xn--bcher-kva.example'],
    // Not "ss": IDNA2008 and UTS 46 without transition
    ['faß.example', 'xn--fa-hia.example'],
    ['ς.example', 'xn--3xa.example'],
    ['नेपाल.example', 'xn--l2bey1c2b.example'],
    ['مثال.example', 'xn--mgbh0fb.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%j is %j', (text, domain) => {
    expect(canonicalDomain(text)).toEqual({ domain, problem: null });
  });

  test.each([
    ['', /empty/],
    ['.', /empty/],
    ['a..b', /empty label/],
    ['.example', /empty label/],
    ['example..', /empty label/],
    ['a b.example', /characters/],
    ['bank%2eexample', /characters/],
    ['a%b.example', /characters/],
    ['a/b.example', /characters/],
    ['a!b.example', /characters/],
    ['a\0b.example', /characters/],
    ['a@b.example', /characters/],
    ['[192.0.2.1]', /characters/],
    ['192.0.2.1', /number/],
    ['example.1', /number/],
    // What UTS 46 would map or swallow: soft hyphen, zero width space, full width, ideographic dot, ligature, Kelvin sign
    ['ba\u00adnk.example', /U-label/],
    ['ba\u200bnk.example', /U-label/],
    ['ｂank.example', /U-label/],
    ['bank。example', /U-label/],
    ['ﬁx.example', /U-label/],
    ['a\u200db.example', /U-label/],
    // What IDNA2008 does not let in: symbols, mixed direction, a leading mark, hyphens at an end
    ['☃.example', /U-label/],
    ['💩.example', /U-label/],
    ['aא.example', /U-label/],
    ['\u0300ä.example', /U-label/],
    ['-ü.example', /U-label/],
    ['xn--ü.example', /U-label/],
    ['\ud800.example', /U-label/],
    [`${'a'.repeat(64)}.example`, /63/],
    [`${'ü'.repeat(63)}.example`, /63/],
    [`${'a.'.repeat(130)}example`, /253/],
    ['a'.repeat(100_000), /253/],
  ])('%j is refused', (text, reason) => {
    const result = canonicalDomain(text);
    expect(result.domain).toBeNull();
    expect(result.problem).toMatch(reason);
  });

  test('is canonical once and for all, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const { domain } = canonicalDomain(text);
        if (domain === null) return;
        expect(canonicalDomain(domain)).toEqual({ domain, problem: null });
        expect(domain).toMatch(/^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*$/);
      }),
      { seed: 4, numRuns: 3000 },
    );
  });
});
