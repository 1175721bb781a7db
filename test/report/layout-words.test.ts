// Indonesian is complete: every word is there, is another one than in English, and says the same values.
import { expect, test } from 'vitest';
import { en } from '../../src/words/en/layouts.ts';
import { id } from '../../src/words/id/layouts.ts';

/** Words that are the same on purpose: values of the classic layouts, technical words. */
const SAME = new Set([
  'sendmail.intact',
  'trace.ttl',
  'trace.validated',
  // These say a reason: reason-words.test.ts.
  'row.reason',
  'text.reason',
  'trace.reason',
]);

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return leaves((value as (...values: string[]) => unknown)('@1@', '@2@', '@3@', '@4@'), path);
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  );
}

const english = new Map(leaves(en));
const indonesian = new Map(leaves(id));

test('both have the same words', () => {
  expect([...indonesian.keys()]).toEqual([...english.keys()]);
});

test.each([...english])('%s', (path, text) => {
  const translated = indonesian.get(path) ?? '';
  expect(translated).not.toBe('');
  if (!SAME.has(path)) expect(translated).not.toBe(text);
  // The same values stand in both.
  const values = (words: string): string[] => (words.match(/@\d@/g) ?? []).sort();
  expect(values(translated)).toEqual(values(text));
});

test('the words of both are ASCII: they stand in SMTP replies and in mail without encoding', () => {
  for (const [, text] of [...english, ...indonesian]) expect(text).toMatch(/^[ -~]*$/);
});
