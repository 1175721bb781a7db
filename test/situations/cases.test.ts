// The advice of every case of fixtures/cases, followed: each record as it is printed, published, judged again.
import { afterAll, describe, expect, test } from 'vitest';
import { caseNames, readCase } from '../cases/case.ts';
import { follow } from './follow.ts';
import { KNOWN_FAULTS } from './known-faults.ts';
import { bindFaults, outcome } from './outcome.ts';
import { openStore } from './store.ts';
import type { Printed } from './master-file.ts';

const { store, close } = await openStore();
afterAll(close);
const names = caseNames();
const printed: Printed[] = [];

describe('what a report advises can be done, and mends what it is for', () => {
  test.each(names)('%s', async (name) => {
    const followed = await follow(readCase(name), store);
    printed.push(...followed.printed);
    const { got, wanted } = outcome(name, followed.faults);
    expect(got).toEqual(wanted);
  });
});

test('a name server reads the printed records as they are meant', () => {
  expect(bindFaults(printed)).toEqual([]);
});

test('no case is listed with a fault that is not there', () => {
  expect(
    Object.keys(KNOWN_FAULTS).filter((name) => /^\d+-/.test(name) && !names.includes(name)),
  ).toEqual([]);
});
