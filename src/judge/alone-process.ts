// The other side of alone.ts: a process that judges what it is sent, in a thread with the limits of any other (pool.ts), and ends when
// the service does.
import { sharedZoneCounts } from '../dns/zone-limit.ts';
import type { VerifyInput } from '../verify/verification.ts';
import { startAnalysisPool, type AnalysisPool } from './analysis-pool.ts';
import type { WorkerSettings } from './worker.ts';

export interface AloneTask {
  input: VerifyInput;
  settings: Omit<WorkerSettings, 'zoneCounts'> & {
    /** Whether questions of each foreign zone are limited. */
    limitsZones: boolean;
    deadlineMs?: number;
  };
}

/** The verdict as JSON, or that there is none. */
export type AloneAnswer = { judged: string } | { failed: true };

let pool: AnalysisPool | null = null;

async function answer({
  input,
  settings: { limitsZones, ...settings },
}: AloneTask): Promise<AloneAnswer> {
  pool ??= startAnalysisPool({
    ...settings,
    threads: 1,
    zoneCounts: limitsZones ? sharedZoneCounts() : null,
  });
  try {
    return { judged: JSON.stringify(await pool.judge(input)) };
  } catch {
    return { failed: true };
  }
}

process.on('message', (task: AloneTask) => void answer(task).then((said) => process.send?.(said)));
process.once('disconnect', () => void pool?.[Symbol.asyncDispose]());
process.send?.('ready');
