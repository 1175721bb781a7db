// No stage of the route costs more than in proportion to what a stranger made long: four times the length is at most nine times the
// work, which a quadratic expression (sixteen times) fails. Counted in processor time, so that a busy machine is no failure.
import { describe, expect, test } from 'vitest';
import { fieldNames, hostileMail, hostileZone, stageTimes } from './stages.ts';

const PIECES = [
  '((',
  '()',
  '; ',
  'ab',
  ', ',
  '  ',
  '==',
  '>>',
  '<a',
  '"a',
  '\\ ',
  ': ',
  'a=',
  '@a',
  'é\u202e',
];
/** Less work than this is not worth a ratio: one collection of garbage takes as long. */
const FLOOR_MS = 40;
const MAX_RATIO = 9;

type Times = Record<string, number>;

/** Of several runs the least: what else a run happened to do is not the stage's. */
async function least(run: () => Promise<Times>, runs: number): Promise<Times> {
  const all: Times[] = [];
  for (let n = 0; n < runs; n += 1) all.push(await run());
  return Object.fromEntries(
    Object.keys(all[0] ?? {}).map((stage) => [
      stage,
      Math.min(...all.map((times) => times[stage] ?? 0)),
    ]),
  );
}

async function tooSlow(run: (times: number) => Promise<Times>): Promise<string[]> {
  await run(100);
  const large = await run(4000);
  if (Object.values(large).every((ms) => ms < FLOOR_MS)) return [];
  const [once, again] = [await least(() => run(1000), 3), await least(() => run(4000), 2)];
  return Object.entries(again).flatMap(([stage, ms]) => {
    const small = Math.max(once[stage] ?? 0, 1);
    return ms > FLOOR_MS && ms / small > MAX_RATIO
      ? [`${stage}: ${small.toFixed(1)} ms, then ${ms.toFixed(1)} ms`]
      : [];
  });
}

describe('no stage is quadratic', () => {
  test.for(PIECES)('in fields of %j', async (piece) => {
    expect(fieldNames.length).toBeGreaterThan(10);
    expect(await tooSlow((times) => stageTimes(hostileMail(piece, times)))).toEqual([]);
  });

  test.for(PIECES)('in records of %j', async (piece) => {
    expect(
      await tooSlow((times) => stageTimes(hostileMail('ab', 3), hostileZone(piece, times))),
    ).toEqual([]);
  });
});
