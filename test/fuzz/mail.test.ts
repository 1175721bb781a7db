// DKIM and ARC against dkimpy, OpenDKIM and Mail::DKIM: the kept cases, then new ones from a fixed seed. The long run is long.ts.
import { afterAll, describe, expect, test } from 'vitest';
import { readCorpus } from './corpus.ts';
import { compareMail } from './mail-compare.ts';
import { MAIL_DIFFERENCES } from './mail-differences.ts';
import { mailCase } from './mails.ts';
import { isInstalled, PEERS, startPeer } from './peer.ts';
import { seeded } from './random.ts';
import { requireInstalled } from './require-installed.ts';

requireInstalled([PEERS.dkimpy, PEERS.openDkim]);
const peers = [PEERS.dkimpy, PEERS.openDkim, PEERS.mailDkim].filter(isInstalled).map(startPeer);
afterAll(() => {
  for (const peer of peers) peer.end();
});

describe('kept DKIM and ARC cases (fixtures/fuzz/mail.json)', () => {
  test.each(readCorpus('mail').map((kept) => [kept.why, kept] as const))(
    '%s',
    async (why, { results, case: of }) => {
      const outcome = await compareMail(of, peers);
      expect(outcome.results).toEqual(results);
      expect(outcome.findings).toEqual([]);
      // The day the peer is mended, its entry goes.
      if (peers.some(({ name }) => why.startsWith(`${name}: `)))
        expect(outcome.explained).toContain(why);
    },
  );

  test('every known difference is shown by one of them', () => {
    const shown = new Set(readCorpus('mail').map(({ why }) => why.slice(why.indexOf(': ') + 2)));
    expect(MAIL_DIFFERENCES.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });
});

test.skipIf(peers.length === 0)('new messages: no difference that is not explained', async () => {
  const random = seeded(6376);
  let passed = 0;
  for (let round = 0; round < 20; round++) {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => compareMail(mailCase(random), peers)),
    );
    expect(outcomes.flatMap(({ findings }) => findings)).toEqual([]);
    for (const { results } of outcomes)
      passed += results.filter((result) => result === 'pass').length;
  }
  expect(passed).toBeGreaterThan(100);
});
