// The bounded queue: so many at once, so many that wait, in order, and nobody past that.
import { expect, test } from 'vitest';
import { boundedQueue } from '../../src/http/bounded-queue.ts';

test('takes what there is room for, and gives each place on to the next', async () => {
  const begun: { number: number; end(): void; fail(): void }[] = [];
  const queue = boundedQueue({ atOnce: 2, mostWaiting: 16 });
  const work = (number: number) => () =>
    new Promise<number>((resolve, reject) =>
      begun.push({ number, end: () => resolve(number), fail: () => reject(new Error('deadline')) }),
    );
  const results = Array.from({ length: 19 }, (_, number) => queue.run(work(number)));
  expect(results.map((result) => result === null)).toEqual([
    ...Array.from({ length: 18 }, () => false),
    true,
  ]);
  expect(begun.map(({ number }) => number)).toEqual([0, 1]);

  begun[0]?.end();
  expect(await results[0]).toBe(0);
  await new Promise(setImmediate);
  expect(begun.map(({ number }) => number)).toEqual([0, 1, 2]);
  // There is room for one more to wait.
  const another = queue.run(work(99));
  expect(another).not.toBeNull();
  expect(queue.run(work(100))).toBeNull();

  // One that fails gives its place on as well.
  begun[1]?.fail();
  await expect(results[1]).rejects.toThrow('deadline');
  for (let n = 2; n < 19; n++) {
    await new Promise(setImmediate);
    begun[n]?.end();
  }
  await Promise.all([...results.slice(2, 18), another]);
  expect(begun.map(({ number }) => number)).toEqual([
    ...Array.from({ length: 18 }, (_, n) => n),
    99,
  ]);
});
