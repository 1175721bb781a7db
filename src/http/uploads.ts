// The queue of messages that are uploaded for a check (SECURITY.md §6): few at once, so that mail that is received comes first, and
// few that wait; past that the client is told when to come back.
import type { Judged } from '../judge/judge.ts';
import type { JudgePool } from '../judge/pool.ts';
import type { VerifyInput } from '../verify/verification.ts';

const MOST_WAITING = 16;

export interface Uploads {
  /** Null when too many wait already. Rejects as the pool does. */
  judge(input: VerifyInput): Promise<Judged> | null;
}

export function uploadQueue(pool: JudgePool, atOnce: number): Uploads {
  const waiting: (() => void)[] = [];
  let running = 0;
  /** A place that is left goes to the one who waits longest. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const run = async (input: VerifyInput): Promise<Judged> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await pool.judge(input);
    } finally {
      leave();
    }
  };
  return { judge: (input) => (running >= atOnce && waiting.length >= MOST_WAITING ? null : run(input)) };
}
