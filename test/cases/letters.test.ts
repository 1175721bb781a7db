// The messages of the cases are what their steps say, octet for octet: nobody edits a signed message by hand.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { caseFile, caseNames } from './case.ts';
import { octetsOf } from './letter.ts';
import { LETTERS } from './letters.ts';

test('every letter belongs to a case', () => {
  expect(Object.keys(LETTERS).filter((name) => !caseNames().includes(name))).toEqual([]);
});

test('every message that has steps is what they give', () => {
  const names = caseNames();
  for (const [name, write] of Object.entries(LETTERS))
    if (names.includes(name))
      expect(readFileSync(caseFile(name, 'message.eml'), 'latin1'), name).toBe(
        octetsOf(write()).toString('latin1'),
      );
});
