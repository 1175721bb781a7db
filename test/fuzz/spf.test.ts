// SPF against pyspf and Mail::SPF: the kept cases, then new ones from a fixed seed. The long run is long.ts.
import { afterAll, describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { isInstalled, PEERS, startPeer } from './peer.ts';
import { seeded } from './random.ts';
import { compareSpf } from './spf-compare.ts';
import { SPF_DIFFERENCES } from './spf-differences.ts';
import { spfCase } from './spf-zones.ts';
import { requireInstalled } from './require-installed.ts';

const recipes = [PEERS.pyspf, PEERS.mailSpf];
requireInstalled(recipes);
const peers = recipes.filter(isInstalled).map(startPeer);
afterAll(() => {
  for (const peer of peers) peer.end();
});

describe('kept SPF cases (fixtures/fuzz/spf.json)', () => {
  test.each(readCorpus('spf').map((kept) => [kept.why, kept] as const))(
    '%s',
    async (why, { results, case: of }) => {
      const outcome = await compareSpf(of, peers);
      expect([outcome.result]).toEqual(results);
      expect(outcome.findings).toEqual([]);
      // The day the peer is mended, its entry goes.
      if (peers.some(({ name }) => why.startsWith(`${name}: `)))
        expect(outcome.explained).toContain(why);
    },
  );

  test('every known difference is shown by one of them', () => {
    const shown = new Set(readCorpus('spf').map(({ why }) => why));
    const known = SPF_DIFFERENCES.flatMap(({ name, peers: of }) =>
      of.map((peer) => `${peer}: ${name}`),
    );
    expect(known.filter((name) => !shown.has(name))).toEqual([]);
  });
});

test.skipIf(peers.length === 0)('new SPF cases: no difference that is not explained', async () => {
  const random = seeded(7208);
  const results = new Set<string>();
  for (let round = 0; round < 40; round++) {
    const outcomes = await Promise.all(
      Array.from({ length: 25 }, () => compareSpf(spfCase(random), peers)),
    );
    expect(outcomes.flatMap(({ findings }) => findings)).toEqual([]);
    for (const { result } of outcomes) results.add(result);
  }
  expect([...results].toSorted()).toEqual([
    'fail',
    'neutral',
    'none',
    'pass',
    'permerror',
    'softfail',
    'temperror',
  ]);
});
