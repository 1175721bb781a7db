// Two nodes under load while one of them, the database or the network between is taken away; then everything that was acknowledged is
// counted, and every reply. Used for a few rounds by the suite and for a hundred by test/real/chaos.ts.
import type { Cluster, Node } from './cluster.ts';
import { until } from './world.ts';

export const FAULTS = ['kill', 'restart', 'crash', 'reset', 'silence', 'unanswered'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Tally {
  acknowledged: number;
  /** Answered 451 or 421 and sent again. */
  putOff: number;
  /** The connection ended without an answer; not sent again. */
  unanswered: number;
  replies: number;
  /** Acknowledged, and there is no report or no reply. */
  lost: string[];
  /** Senders who got two replies, by whether a node was killed between the mailbox's 250 and its record (same Message-ID). */
  twice: string[];
  twiceInTheWindow: string[];
}

const LOAD = 6;

/** The load while a fault is on, before and after. */
export async function chaosRound(
  cluster: Cluster,
  fault: Fault,
  round: number,
  tally: Tally,
): Promise<void> {
  const { nodes, database, mailbox } = cluster;
  const victim = nodes[round % nodes.length] as Node;
  const expected = new Map<string, string>();
  const killedAt: number[] = [];
  mailbox.at = () => undefined;
  let isOver = false;
  let number = 0;

  const sender = async (lane: number): Promise<void> => {
    while (!isOver) {
      number += 1;
      const from = `r${round}n${number}@good.example`;
      const node = nodes[(lane + number) % nodes.length] as Node;
      for (;;) {
        const answer = await cluster.mail(node, from).catch(() => null);
        if (answer === null) {
          tally.unanswered += 1;
          await new Promise((resolve) => setTimeout(resolve, 100));
          break;
        }
        if (answer.code === 250) {
          expected.set(from, answer.id);
          tally.acknowledged += 1;
          break;
        }
        tally.putOff += 1;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  };
  const lanes = Array.from({ length: LOAD }, (_, lane) => sender(lane));
  const some = expected.size + 10;
  await until(() => expected.size >= some, 'mail is acknowledged before the fault');

  if (fault === 'kill') {
    killedAt.push(performance.now());
    await victim.serve.end('SIGKILL');
    await victim.start();
  } else if (fault === 'restart' || fault === 'crash') {
    await database.stop(fault === 'crash' ? 'SIGQUIT' : 'SIGINT');
    await database.start();
  } else {
    victim.network.set(fault === 'reset' ? 'reset' : fault === 'silence' ? 'silent' : 'unanswered');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    victim.network.set('open');
  }
  const more = expected.size + 10;
  await until(() => expected.size >= more, 'mail is acknowledged after the fault');
  isOver = true;
  await Promise.all(lanes);

  const repliesTo = (address: string) => mailbox.to(address);
  await until(
    () => [...expected.keys()].every((from) => repliesTo(from).length > 0),
    'every acknowledged mail has its reply',
    120_000,
  ).catch(() => undefined);
  for (const [from, id] of expected) {
    const mails = repliesTo(from);
    tally.replies += mails.length;
    const report = await fetch(`${victim.serve.web}/api/v1/reports/${id}`);
    await report.body?.cancel();
    if (report.status !== 200 || mails.length === 0) tally.lost.push(`${fault} ${from}`);
    if (mails.length < 2) continue;
    const isOne = new Set(mails.map(({ messageId }) => messageId)).size === 1;
    if (isOne && killedAt.length > 0) tally.twiceInTheWindow.push(`${fault} ${from}`);
    else tally.twice.push(`${fault} ${from}`);
  }
}

export function emptyTally(): Tally {
  return {
    acknowledged: 0,
    putOff: 0,
    unanswered: 0,
    replies: 0,
    lost: [],
    twice: [],
    twiceInTheWindow: [],
  };
}
