// Asks us and the peers about one message, signature by signature, and tells explained differences from findings.
import { verifyText } from '../verify/dkim/harness.ts';
import { signatureCount, zoneText, type MailCase } from './mail-case.ts';
import { explanationOf, type MailOpinion } from './mail-differences.ts';
import type { Peer } from './peer.ts';

export interface MailOutcome {
  /** Our words, for the tally. */
  results: string[];
  explained: string[];
  findings: MailOpinion[];
}

export async function compareMail(of: MailCase, peers: readonly Peer[]): Promise<MailOutcome> {
  const { dkim, arc } = await verifyText(of.message, zoneText(of.keys), of.at * 1000);
  const outcome: MailOutcome = {
    results: [
      ...dkim.map(({ result }) => result),
      ...(arc.result === 'none' ? [] : [`arc ${arc.result}`]),
    ],
    explained: [],
    findings: [],
  };
  const signatures = signatureCount(of.message);
  const others = dkim.map(({ result }) => result);
  const answers = await Promise.all(
    peers.map((peer) => peer.ask({ ...of, signatures, arc: arc.sets.length > 0 })),
  );
  const judge = (opinion: MailOpinion): void => {
    if ((opinion.ours.result === 'pass') === (opinion.theirs === 'pass')) return;
    const known = explanationOf(opinion);
    if (known === undefined) outcome.findings.push(opinion);
    else outcome.explained.push(`${opinion.peer}: ${known.name}`);
  };
  for (const [index, answer] of answers.entries()) {
    const peer = peers[index]?.name ?? '';
    const list = Array.isArray(answer['dkim']) ? (answer['dkim'] as string[]) : null;
    // A list of another length cannot be compared one by one.
    const theirs = list?.length === dkim.length ? list : null;
    for (const [signature, { result, reason, tolerant, key }] of dkim.entries()) {
      const word =
        theirs === null
          ? `none: ${String((answer['whole'] as string | undefined) ?? 'another number of signatures')}`
          : (theirs[signature] ?? 'none');
      judge({
        of,
        signature,
        ours: { result, reason, tolerant: tolerant?.result ?? null, key: key.record, others },
        peer,
        theirs: word,
      });
    }
    if (typeof answer['arc'] === 'string') {
      judge({
        of,
        signature: null,
        ours: { result: arc.result, reason: arc.reason, tolerant: null, key: null, others },
        peer,
        theirs: answer['arc'],
      });
    }
  }
  return outcome;
}
