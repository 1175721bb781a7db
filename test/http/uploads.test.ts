// The bounded queue of uploads: so many at once, so many that wait, in order, and nobody past that.
import { expect, test } from 'vitest';
import { uploadQueue } from '../../src/http/uploads.ts';
import type { Judged } from '../../src/judge/judge.ts';
import type { VerifyInput } from '../../src/verify/verification.ts';

test('takes what there is room for, and gives each place on to the next', async () => {
  const begun: { input: VerifyInput; end(): void; fail(): void }[] = [];
  const judged = {} as Judged;
  const queue = uploadQueue(
    {
      judge: (input) => new Promise((resolve, reject) => begun.push({ input, end: () => resolve(judged), fail: () => reject(new Error('deadline')) })),
      async [Symbol.asyncDispose]() {},
    },
    2,
  );
  const inputs = Array.from({ length: 19 }, (_, n) => ({ at: n }) as VerifyInput);
  const results = inputs.map((input) => queue.judge(input));
  expect(results.map((result) => result === null)).toEqual([...Array.from({ length: 18 }, () => false), true]);
  expect(begun.map(({ input }) => input.at)).toEqual([0, 1]);

  begun[0]?.end();
  await results[0];
  await new Promise(setImmediate);
  expect(begun.map(({ input }) => input.at)).toEqual([0, 1, 2]);
  // There is room for one more to wait.
  const another = queue.judge({ at: 99 } as VerifyInput);
  expect(another).not.toBeNull();
  expect(queue.judge({ at: 100 } as VerifyInput)).toBeNull();

  // One that fails gives its place on as well.
  begun[1]?.fail();
  await expect(results[1]).rejects.toThrow('deadline');
  for (let n = 2; n < 19; n++) {
    await new Promise(setImmediate);
    begun[n]?.end();
  }
  await Promise.all([...results.slice(2, 18), another]);
  expect(begun.map(({ input }) => input.at)).toEqual([...Array.from({ length: 18 }, (_, n) => n), 99]);
});
