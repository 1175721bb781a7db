import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  UNTRUSTED_LIMIT,
  untrusted,
  untrustedAscii,
  untrustedName,
  printable,
  plainDomain,
} from '../../src/report/untrusted-text.ts';
import { hostileText } from './hostile.ts';
import { cpuTime } from '../machine-time.ts';

/** Nothing of this may come out: controls, separators, bidi, zero-width, odd spaces, lone surrogates. */
const ACTIVE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;

describe('foreign text', () => {
  test.each([
    ['a\r\nb', 'a\\u{d}\\u{a}b'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['v=spf1\u00a0a', 'v=spf1\\u{a0}a'],
    ['pass\u200bword', 'pass\\u{200b}word'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['\x1b[31mred', '\\u{1b}[31mred'],
    ['e\u0301', 'é'],
    ['\ud800x', '\\u{d800}x'],
    ['http://a.example/b.c', 'hxxp://a[.]example/b[.]c'],
    ['see HTTPS://a.example now', 'see HxxPS://a[.]example now'],
    ['ftp://a.example', 'ftp[:]//a[.]example'],
    [`${'a'.repeat(40)}http://a.example`, `${'a'.repeat(40)}hxxp://a[.]example`],
    ['www.a.example', 'www[.]a.example'],
    ['mail.example.org', 'mail.example.org'],
    ['v=DMARC1; p=none; rua=mailto:a@example.org', 'v=DMARC1; p=none; rua=mailto:a@example.org'],
  ])('%j becomes %j', (text, shown) => {
    expect(untrusted(text)).toBe(shown);
  });

  test('it is one inert line of at most 200 characters, and passing it again changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = untrusted(text);
        expect(shown.length).toBeLessThanOrEqual(UNTRUSTED_LIMIT);
        expect(shown).not.toMatch(ACTIVE);
        expect(shown).not.toMatch(/https?:\/\//i);
        expect(shown).toBe(shown.normalize('NFC'));
        expect(untrusted(shown)).toBe(shown);
      }),
      { numRuns: 2000 },
    );
  });

  test('as ASCII it is ASCII', () => {
    fc.assert(
      fc.property(hostileText, (text) => /^[ -~]{0,200}$/.test(untrustedAscii(text))),
      { numRuns: 1000 },
    );
  });

  test('a name is one word', () => {
    fc.assert(
      fc.property(hostileText, (text) => /^\S{0,60}$/u.test(untrustedName(text, 60))),
      { numRuns: 1000 },
    );
  });

  test('a cut leaves no half escape and no half character', () => {
    for (let length = 0; length < 12; length += 1) {
      expect(printable(`${'a'.repeat(length)}\u202e${'b'.repeat(20)}`, 12)).toMatch(
        /^a*(?:\\u\{202e\})?b*…$/,
      );
      expect(printable(`${'a'.repeat(length)}😀${'b'.repeat(20)}`, 12)).toMatch(/^a*(?:😀)?b*…$/u);
    }
  });

  test('megabytes of it take no time: nothing here is quadratic', () => {
    for (const piece of ['a', '://', 'a.', 'http://', '\u0301', 'www.', '\\u{']) {
      const text = piece.repeat(2_000_000 / piece.length);
      const start = cpuTime();
      untrusted(text);
      expect(cpuTime() - start).toBeLessThan(1000);
    }
  });

  test('a short report takes host names alone', () => {
    expect(plainDomain('Mail.Example.org')).toBe('mail.example.org');
    expect(plainDomain('_spf.xn--bcher-kva.example')).toBe('_spf.xn--bcher-kva.example');
    for (const name of [
      null,
      '',
      'a b.example',
      'a..b',
      'bücher.example',
      'a.example.',
      'a/b',
      `${'a'.repeat(64)}.example`,
      'a\nb.example',
    ])
      expect(plainDomain(name)).toBeNull();
  });
});
