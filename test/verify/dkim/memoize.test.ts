// What is remembered of a text: made once, for a bounded number of texts of a bounded length.
import { expect, test } from 'vitest';
import { memoizeByText } from '../../../src/verify/dkim/memoize.ts';

function counted(): { made: string[]; of: (text: string) => string } {
  const made: string[] = [];
  return {
    made,
    of: memoizeByText((text) => {
      made.push(text);
      return text.toUpperCase();
    }),
  };
}

test('a text is read once', () => {
  const { made, of } = counted();
  expect([of('v=DKIM1'), of('v=DKIM1'), of('v=dkim1')]).toEqual(['V=DKIM1', 'V=DKIM1', 'V=DKIM1']);
  expect(made).toEqual(['v=DKIM1', 'v=dkim1']);
});

test('the oldest goes when there are too many', () => {
  const { made, of } = counted();
  for (let number = 0; number <= 200; number += 1) of(`key ${number}`);
  of('key 200');
  of('key 0');
  expect(made.slice(200)).toEqual(['key 200', 'key 0']);
});

test('a text longer than a key is not kept', () => {
  const { made, of } = counted();
  of('x'.repeat(2049));
  of('x'.repeat(2049));
  expect(made).toHaveLength(2);
});
