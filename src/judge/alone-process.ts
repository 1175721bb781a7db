// The other side of alone.ts: a process that judges what it is sent, in threads with the limits of any other (analysis-pool.ts), and
// ends when the service does.
import { sharedZoneCounts } from '../dns/zone-limit.ts';
import type { VerifyInput } from '../verify/verification.ts';
import { startAnalysisPool, type AnalysisPool } from './analysis-pool.ts';
import type { WorkerSettings } from './worker.ts';

export interface AloneTask {
  number: number;
  input: VerifyInput;
  settings: Omit<WorkerSettings, 'zoneCounts'> & {
    /** Whether questions of each foreign zone are limited. */
    limitsZones: boolean;
    deadlineMs?: number;
  };
}

/** The verdict as JSON, or that there is none. */
export type AloneAnswer = { number: number } & ({ judged: string } | { failed: true });

let pool: AnalysisPool | null = null;

async function answer({
  number,
  input,
  settings: { limitsZones, ...settings },
}: AloneTask): Promise<AloneAnswer> {
  pool ??= startAnalysisPool({
    ...settings,
    threads: 1,
    zoneCounts: limitsZones ? sharedZoneCounts() : null,
  });
  try {
    return { number, judged: JSON.stringify(await pool.judge(input)) };
  } catch {
    return { number, failed: true };
  }
}

process.on('message', (task: AloneTask) => void answer(task).then((said) => process.send?.(said)));
process.once('disconnect', () => void pool?.[Symbol.asyncDispose]());
process.send?.('ready');
