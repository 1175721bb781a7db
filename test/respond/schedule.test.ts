// SECURITY.md §5: 5, 15, 60, 180 min… for 24 hours, with jitter.
import { expect, test } from 'vitest';
import { nextAttempt } from '../../src/respond/schedule.ts';

const MINUTE = 60_000;

function minutesOf(random: number): number[] {
  const made: number[] = [];
  let now = 0;
  for (let attempts = 1; attempts < 100; attempts += 1) {
    const next = nextAttempt(attempts, 0, now, random);
    if (next === null) return made;
    made.push((next - now) / MINUTE);
    now = next;
  }
  throw new Error('it never ends');
}

test('without jitter', () => {
  expect(minutesOf(0)).toEqual([5, 15, 60, 180, 180, 180, 180, 180, 180, 180]);
});

test('jitter only makes it later, by at most a fifth', () => {
  expect(minutesOf(0.5)).toEqual([5.5, 16.5, 66, 198, 198, 198, 198, 198, 198]);
  expect(nextAttempt(1, 0, 0, 0.999)).toBeLessThanOrEqual(6 * MINUTE);
});

test('a day after the first attempt it is given up, however few there were', () => {
  expect(nextAttempt(1, 0, 24 * 60 * MINUTE, 0)).toBeNull();
  expect(nextAttempt(9, 0, 20 * 60 * MINUTE, 0)).not.toBeNull();
});
