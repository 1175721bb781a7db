// The long run of the fuzzer: `long.ts [COUNT] [SEED] [keep]` makes COUNT zones and COUNT messages, asks every peer that is installed,
// and prints the tally. Exit 1 when a difference is not explained. `keep` adds one small case for each known difference that
// fixtures/fuzz does not show yet, and every finding.
import { readCorpus, writeCorpus, type KeptCase } from './corpus.ts';
import type { MailCase } from './mail-case.ts';
import { compareMail } from './mail-compare.ts';
import { mailCase } from './mails.ts';
import { isInstalled, PEERS, startPeer, type Peer, type PeerRecipe } from './peer.ts';
import { seeded } from './random.ts';
import { shrink, smallerMail, smallerSpf } from './shrink.ts';
import type { SpfCase } from './spf-case.ts';
import { compareSpf } from './spf-compare.ts';
import { spfCase } from './spf-zones.ts';

const AT_ONCE = 25;
const SHOWN = 20;
const MAX_SHOWN = 3000;

interface Outcome {
  results: string[];
  explained: string[];
  findings: { peer: string; theirs: string; ours: { result: string; reason: string } }[];
}

interface Kind<T> {
  kind: 'spf' | 'mail';
  peers: PeerRecipe[];
  make: (seed: number) => () => T;
  compare: (of: T, peers: readonly Peer[]) => Promise<Outcome>;
  smaller: (from: T) => Iterable<T>;
  kept: () => KeptCase<T>[];
}

const SPF: Kind<SpfCase> = {
  kind: 'spf',
  peers: [PEERS.pyspf, PEERS.mailSpf],
  make(seed) {
    const random = seeded(seed);
    return () => spfCase(random);
  },
  async compare(of, peers) {
    const { result, ...rest } = await compareSpf(of, peers);
    return { results: [result], ...rest };
  },
  smaller: smallerSpf,
  kept: () => readCorpus('spf'),
};

const MAIL: Kind<MailCase> = {
  kind: 'mail',
  peers: [PEERS.dkimpy, PEERS.openDkim, PEERS.mailDkim],
  make(seed) {
    const random = seeded(seed);
    return () => mailCase(random);
  },
  compare: compareMail,
  smaller: smallerMail,
  kept: () => readCorpus('mail'),
};

const add = (tally: Map<string, number>, words: readonly string[]): void => {
  for (const word of words) tally.set(word, (tally.get(word) ?? 0) + 1);
};
const shown = (tally: Map<string, number>): string =>
  [...tally]
    .toSorted((a, b) => b[1] - a[1])
    .map(([word, times]) => `  ${String(times).padStart(6)}  ${word}`)
    .join('\n');

async function run<T extends SpfCase | MailCase>(
  { kind, peers: recipes, make, compare, smaller, kept }: Kind<T>,
  count: number,
  seed: number,
  keep: boolean,
): Promise<number> {
  const installed = recipes.filter(isInstalled);
  for (const recipe of recipes)
    if (!installed.includes(recipe))
      console.log(`${recipe.name} is not installed (Debian: ${recipe.package}); not asked`);
  const peers = installed.map(startPeer);
  const next = make(seed);
  const results = new Map<string, number>();
  const explained = new Map<string, number>();
  const corpus = kept();
  let findings = 0;
  for (let done = 0; done < count; done += AT_ONCE) {
    const cases = Array.from({ length: Math.min(AT_ONCE, count - done) }, next);
    for (const [index, outcome] of (
      await Promise.all(cases.map((of) => compare(of, peers)))
    ).entries()) {
      add(results, outcome.results);
      add(explained, outcome.explained);
      const [of] = cases.slice(index);
      if (of === undefined) continue;
      for (const { peer, theirs, ours } of outcome.findings) {
        findings += 1;
        if (findings <= SHOWN)
          console.log(
            `FINDING ${kind} ${done + index}: ours ${ours.result} (${ours.reason}), ${peer} ${theirs}\n${JSON.stringify(of).slice(0, MAX_SHOWN)}`,
          );
      }
      if (!keep) continue;
      for (const why of new Set([
        ...outcome.explained,
        ...outcome.findings.map(({ peer }) => `${peer}: a finding`),
      ])) {
        if (corpus.some((entry) => entry.why === why)) continue;
        const same = async (candidate: T): Promise<boolean> => {
          const again = await compare(candidate, peers);
          const names = [
            ...again.explained,
            ...again.findings.map(({ peer }) => `${peer}: a finding`),
          ];
          return names.includes(why);
        };
        const small = await shrink(of, smaller, same);
        corpus.push({ why, results: (await compare(small, peers)).results, case: small });
      }
    }
  }
  for (const peer of peers) peer.end();
  if (keep) writeCorpus(kind, corpus);
  console.log(
    `${kind}: ${count} cases (seed ${seed}), ${findings} findings\n our results\n${shown(results)}\n explained differences\n${shown(explained)}`,
  );
  return findings;
}

const [count = '20000', seed = '1', keep = ''] = process.argv.slice(2);
const spf = await run(SPF, Number(count), Number(seed), keep === 'keep');
const mail = await run(MAIL, Number(count), Number(seed), keep === 'keep');
process.exitCode = spf + mail > 0 ? 1 : 0;
