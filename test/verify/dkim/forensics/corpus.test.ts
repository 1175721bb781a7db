// A small part of the corpus that `node test/bench/forensics.ts` runs whole: every change of the table once, and letters that real software
// changed. What is said must be right; nothing may be said that is wrong.
import { describe, expect, test } from 'vitest';
import { BODY_MUTATIONS } from '../../../forensics/body-mutations.ts';
import { HEADER_MUTATIONS } from '../../../forensics/header-mutations.ts';
import { judged, octetsOf, told } from '../../../forensics/judge.ts';
import { letter, SHAPES } from '../../../forensics/letters.ts';
import { seededRandom } from '../../../forensics/random.ts';
import { signed, type SignChoice, type Signed } from '../../../forensics/sign.ts';
import { softwareCases, softwareOctets } from '../../../forensics/software-cases.ts';

/** Candidates alone bound a search here. */
const STILL = { clock: { now: () => 0 }, candidates: 20_000 };

const CANONICALIZATIONS = [
  'relaxed/relaxed',
  'relaxed/simple',
  'simple/simple',
  'simple/relaxed',
] as const;
const random = seededRandom(7);
const shapes = Object.keys(SHAPES);
const letters: Signed[] = Array.from({ length: 120 }, (_, number) => {
  const choice: SignChoice = {
    canonicalization: CANONICALIZATIONS[number % 4] ?? 'relaxed/relaxed',
    key: 'rsa1024',
    oversign: number % 3 === 0,
  };
  return signed(letter(shapes[number % shapes.length] ?? '', random, number), choice, random);
});

const mutations = [...BODY_MUTATIONS, ...HEADER_MUTATIONS];

describe('every change of the table', () => {
  const verdicts = new Map<string, string>();
  test.each(mutations)('$name', async (mutation) => {
    const { expected, also = [] } = mutation;
    const place = mutations.indexOf(mutation);
    for (let tries = 0; tries < letters.length; tries++) {
      const message = letters[(place * 11 + tries) % letters.length];
      const changed = message === undefined ? null : mutation.apply(message, random);
      if (changed === null) continue;
      const answer = await told(octetsOf(changed), changed.key, STILL);
      const verdict = judged(answer, [expected], also);
      if (verdict === 'unbroken') continue;
      verdicts.set(mutation.name, verdict);
      expect(verdict).not.toBe('wrong');
      if (expected.length === 0) expect(answer.forensics?.changes).toEqual([]);
      return;
    }
    expect.unreachable('no letter gives occasion');
  });

  test('nearly all are named right', () => {
    const missed = [...verdicts].filter(([, verdict]) => verdict !== 'right').map(([name]) => name);
    expect(missed.length / verdicts.size, missed.join(', ')).toBeLessThan(0.05);
  });
});

test('what real software changed is named, and never wrongly', async () => {
  const counts = { right: 0, silent: 0, partly: 0, wrong: 0, unbroken: 0 };
  for (const one of softwareCases().filter(({ key }, at) => key !== 'ed25519' && at % 7 === 0)) {
    const verdict = judged(
      await told(softwareOctets(one), one.key, { ...STILL, candidates: 8000 }),
      one.expected,
      one.also,
    );
    expect(verdict, one.file).not.toBe('wrong');
    counts[verdict]++;
  }
  expect(counts.right / (counts.right + counts.silent + counts.partly)).toBeGreaterThan(0.7);
});
