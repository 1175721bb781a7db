import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, unfold } from '../../src/report/fold.ts';
import { columns, wrap } from '../../src/report/wrap.ts';
import './hostile.ts';

test('lines break at spaces and hang', () => {
  expect(wrap('one two three four', { width: 12, first: '- ', rest: '  ' })).toEqual([
    '- one two',
    '  three four',
  ]);
});

test('a word longer than a line is cut', () => {
  expect(wrap('abcdefghij', { width: 6, first: '> ', rest: '  ' })).toEqual([
    '> abcd',
    '  efgh',
    '  ij',
  ]);
});

test('wide characters take two columns', () => {
  expect(columns('漢字')).toBe(4);
  expect(columns('😀')).toBe(2);
  expect(wrap('漢字漢字', { width: 4 })).toEqual(['漢字', '漢字']);
});

test('no line is wider than asked for, and no word is lost', () => {
  const words = fc.array(
    fc.oneof(
      fc.stringMatching(/^[!-~]{1,30}$/),
      fc.stringMatching(/^[a-z]{60,120}$/),
      fc.constantFrom('漢字', '😀😀', ''),
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(words, (list) => {
      const lines = wrap(list.join(' '), { width: 40, first: '* ', rest: '   ' });
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(40);
      expect(lines.join('').replace(/^\* ?/, '').replaceAll(' ', '')).toBe(list.join(''));
    }),
    { numRuns: 500 },
  );
});

test('folding puts in nothing but CRLF before a space', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[!-~]([ -~]{0,60}[!-~])?$/), { minLength: 1, maxLength: 5 }),
      (parts) => {
        const value = fold(parts, 24);
        expect(unfold(value)).toBe(parts.join(' '));
        for (const [index, line] of value.split('\r\n').entries()) {
          expect(line.trim()).not.toBe('');
          const start = index === 0 ? 24 : 0;
          // Only what has no place to break is longer.
          if (line.length + start > 78) expect(line.trim()).not.toMatch(/[^ ] [^ ]/);
        }
      },
    ),
    { numRuns: 500 },
  );
});
