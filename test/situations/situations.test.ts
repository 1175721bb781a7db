// Set-ups that people really have: each report names the cause first, says nothing that would harm, and its advice is followed.
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/diagnose/catalog.ts';
import { expectationFaults } from './expected.ts';
import { follow } from './follow.ts';
import { KNOWN_FAULTS } from './known-faults.ts';
import { SITUATION_LETTERS } from './letters.ts';
import { octetsOf } from '../cases/letter.ts';
import type { Printed } from './master-file.ts';
import { bindFaults, outcome } from './outcome.ts';
import { readSituation, situationFile, situationNames } from './situation.ts';
import { openStore } from './store.ts';

const { store, close } = await openStore();
afterAll(close);
const names = situationNames();
const printed: Printed[] = [];

describe('what people set up is understood, and what they are told can be done', () => {
  test.each(names)('%s', async (name) => {
    const one = readSituation(name);
    const followed = await follow(one, store);
    printed.push(...followed.printed);
    const { got, wanted } = outcome(name, [
      ...expectationFaults(followed.report, one.expected),
      ...followed.faults,
    ]);
    expect(got).toEqual(wanted);
  });
});

test('a name server reads the printed records as they are meant', () => {
  expect(bindFaults(printed)).toEqual([]);
});

test('every situation is whole, and its message is what its steps write', () => {
  const files = ['expect.json', 'message.eml', 'session.json', 'zone.txt'];
  for (const name of names) {
    expect([name, readdirSync(situationFile(name, '.')).toSorted()]).toEqual([name, files]);
    const { message, expected } = readSituation(name);
    expect([
      name,
      message.equals(octetsOf(SITUATION_LETTERS[name]?.() ?? { fields: [], body: '' })),
    ]).toEqual([name, true]);
    expect([name, expected.first.some((code) => Object.hasOwn(CATALOG, code))]).toEqual([
      name,
      true,
    ]);
  }
  expect(
    Object.keys(KNOWN_FAULTS).filter((name) => !/^\d+-/.test(name) && !names.includes(name)),
  ).toEqual([]);
});
