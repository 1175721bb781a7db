// Two nodes under load while one of them, the database or the network between is taken away; then everything that was acknowledged is
// counted, and every reply. Used for a few rounds by the suite and for as many as wanted by test/real/chaos.ts.
import type { Report } from '../../src/report/report.ts';
import type { Cluster, Node } from './cluster.ts';
import { until } from './world.ts';

export const FAULTS = ['kill', 'restart', 'crash', 'reset', 'silence', 'unanswered'] as const;
export type Fault = (typeof FAULTS)[number];

/** Between the mailbox's 250 and its record; the machine of the tests is slow. */
const WINDOW_MS = 3000;
const LOAD = 6;
/** Acknowledged before and after each fault. */
const ENOUGH = 10;

export interface Tally {
  acknowledged: number;
  /** Answered 451 or 421, and sent again. */
  putOff: number;
  /** The connection ended without an answer; not sent again. */
  unanswered: number;
  replies: number;
  /** Acknowledged, and there is no report, or it says that a reply is mailed and none came. */
  lost: string[];
  /** Senders who got two replies. */
  twice: string[];
  /** Two of the same Message-ID: its node was killed after the mailbox's 250. */
  twiceInTheWindow: string[];
}

export interface Chaos {
  round(fault: Fault, victim: Node): Promise<void>;
  /** Waits for what is owed, and counts. */
  settle(): Promise<Tally>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function startChaos(cluster: Cluster): Chaos {
  const { nodes, database, mailbox } = cluster;
  /** Sender, id of the test, fault of the round. */
  const expected = new Map<string, { id: string; fault: Fault }>();
  const takenAt = new Map<string, number>();
  const kills: number[] = [];
  const counts = { acknowledged: 0, putOff: 0, unanswered: 0 };
  let number = 0;
  mailbox.at = (moment) => {
    const last = mailbox.mails.at(-1);
    if (moment === 'taken' && last !== undefined && !takenAt.has(last.messageId))
      takenAt.set(last.messageId, performance.now());
  };

  const sendOne = async (node: Node, from: string, fault: Fault): Promise<void> => {
    for (;;) {
      const answer = await cluster.mail(node, from).catch(() => null);
      if (answer === null) {
        counts.unanswered += 1;
        return await pause(200);
      }
      if (answer.code === 250) {
        expected.set(from, { id: answer.id, fault });
        counts.acknowledged += 1;
        return;
      }
      counts.putOff += 1;
      await pause(200);
    }
  };

  const strike = async (fault: Fault, victim: Node): Promise<void> => {
    if (fault === 'kill') {
      kills.push(performance.now());
      await victim.serve.end('SIGKILL');
      await victim.start();
    } else if (fault === 'restart' || fault === 'crash') {
      await database.stop(fault === 'crash' ? 'SIGQUIT' : 'SIGINT');
      await database.start();
    } else {
      const modes = { reset: 'reset', silence: 'silent', unanswered: 'unanswered' } as const;
      victim.network.set(modes[fault]);
      await pause(1500);
      victim.network.set('open');
    }
  };

  return {
    async round(fault, victim) {
      let isOver = false;
      const lanes = Array.from({ length: LOAD }, async (_, lane) => {
        while (!isOver) {
          number += 1;
          const node = nodes[(lane + number) % nodes.length] as Node;
          await sendOne(node, `n${number}@good.example`, fault);
        }
      });
      const goal = async (): Promise<void> => {
        const enough = expected.size + ENOUGH;
        await until(() => expected.size >= enough, 'mail is acknowledged');
      };
      await goal();
      await strike(fault, victim);
      await goal();
      isOver = true;
      await Promise.all(lanes);
    },

    async settle() {
      const tally: Tally = { ...counts, replies: 0, lost: [], twice: [], twiceInTheWindow: [] };
      const owed = new Map<string, Fault>();
      for (const [from, { id, fault }] of expected) {
        const response = await fetch(`${nodes[0]?.serve.web}/api/v1/reports/${id}`);
        const report = response.status === 200 ? ((await response.json()) as Report) : null;
        // A machine that is short of time leaves verdicts open, and then nobody may be answered.
        if (report === null) tally.lost.push(`${fault} ${from}`);
        else if (report.response.decision !== 'none') owed.set(from, fault);
      }
      await until(
        () => [...owed.keys()].every((from) => mailbox.to(from).length > 0),
        'everybody is answered',
        400_000,
      ).catch(() => undefined);
      for (const [from, fault] of owed) {
        const mails = mailbox.to(from);
        tally.replies += mails.length;
        if (mails.length === 0) tally.lost.push(`${fault} ${from}`);
        if (mails.length < 2) continue;
        const ids = new Set(mails.map(({ messageId }) => messageId));
        const at = takenAt.get(mails[0]?.messageId ?? '') ?? 0;
        const isInWindow = ids.size === 1 && kills.some((kill) => Math.abs(kill - at) < WINDOW_MS);
        (isInWindow ? tally.twiceInTheWindow : tally.twice).push(`${fault} ${from} ${ids.size}`);
      }
      return tally;
    },
  };
}
