// Asks us and the peers about one SPF case, and tells explained differences from findings.
import { zoneResolver } from '../../src/dns/zone.ts';
import { checkHost } from '../../src/verify/spf/check-host.ts';
import type { Peer } from './peer.ts';
import { queryOf, zoneText, type SpfCase } from './spf-case.ts';
import { explanationOf, type SpfOpinion } from './spf-differences.ts';

export interface SpfOutcome {
  result: string;
  explained: string[];
  findings: SpfOpinion[];
}

export async function compareSpf(of: SpfCase, peers: readonly Peer[]): Promise<SpfOutcome> {
  const { result, reason, explanation } = await checkHost(
    queryOf(of),
    zoneResolver(zoneText(of.zone)),
  );
  const outcome: SpfOutcome = { result, explained: [], findings: [] };
  const answers = await Promise.all(peers.map((peer) => peer.ask(of)));
  for (const [index, answer] of answers.entries()) {
    const peer = peers[index];
    if (peer === undefined) throw new TypeError('an answer without a peer');
    let theirs = String(answer['result']);
    // Names have no case, and so %{d} in an explanation has none either.
    const sameWords =
      String((answer['explanation'] as string | undefined) ?? '').toLowerCase() ===
      (explanation ?? '').toLowerCase();
    if (
      theirs === result &&
      (result !== 'fail' || answer['explanation'] === undefined || sameWords)
    )
      continue;
    if (theirs === result) theirs = `fail: ${String(answer['explanation'])}`;
    const withoutVoids = String((await peer.ask({ ...of, voids: 1000 }))['result']);
    const opinion: SpfOpinion = {
      of,
      ours: { result, reason, explanation },
      peer: peer.name,
      theirs,
      withoutVoids,
    };
    const known = explanationOf(opinion);
    if (known === undefined) outcome.findings.push(opinion);
    else outcome.explained.push(`${peer.name}: ${known.name}`);
  }
  return outcome;
}
