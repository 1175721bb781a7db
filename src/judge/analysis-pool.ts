// The worker pool: every message is judged in a thread with a memory limit and a hard deadline, after which the thread is
// ended, so that no message can stop the others (SECURITY.md §1). It knows nothing of mail.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Progress, OnProgress } from '../verify/progress.ts';
import type { VerifyInput } from '../verify/verification.ts';
import type { Analysis } from './analyze.ts';
import type { Answer, Task, WorkerSettings } from './worker.ts';

/** From the start of the work: the 20 s that DNS has (RFC 7208 §4.6.4), and what it takes to tell what is known then. */
export const ANALYSIS_DEADLINE_MS = 24_000;

/** Its end cuts off what is still judged: the judging is rejected. */
export interface AnalysisPool extends AsyncDisposable {
  /**
   * Rejects when the deadline passed or the thread died; the caller counts attempts. `tell` hears what is known meanwhile; `begun` is
   * called when a thread has the message, which until then only waits.
   */
  judge(input: VerifyInput, tell?: OnProgress | null, begun?: () => void): Promise<Analysis>;
}

/** So long a message waits for a thread that is at work, which is warm, before it takes another. */
const WARM_THREAD_WAIT_MS = 50;
/** After so many waits it takes one past those that are kept ready: whoever holds them so long waits for DNS. */
const FURTHER_WAITS = 4;

export interface PoolOptions extends WorkerSettings {
  /** Threads kept ready; up to four times as many while messages wait for DNS. */
  threads: number;
  deadlineMs?: number;
}

const WORKER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
);

export function startAnalysisPool({
  threads,
  deadlineMs = ANALYSIS_DEADLINE_MS,
  ...settings
}: PoolOptions): AnalysisPool {
  const pool = new Piscina<Task, Answer>({
    filename: WORKER,
    minThreads: threads,
    maxThreads: threads * 4,
    idleTimeout: 60_000,
    // A sleeping thread must still read its sockets: answers to questions that timed out would pile up otherwise.
    atomics: 'disabled',
    recordTiming: false,
    // New space as V8 chooses it would cost 30 MB a thread more, for no time gained.
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
    workerData: settings,
  });
  pool.on('error', () => {
    // The task of a thread that dies is rejected; piscina starts another thread by itself.
  });
  const waiting: { go: () => void; stop: (error: Error) => void }[] = [];
  let working = 0;
  let hasEnded = false;

  // The deadline counts from the start of the work, so tasks wait here and not in piscina's queue. Piscina gives a task to the first
  // thread that is free: one that can do all in time keeps its compiled code and its memory warm, and the others stay cold.
  const place = async (): Promise<void> => {
    if (hasEnded) throw new Error('the pool has ended');
    if (working === 0) {
      working += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let waits = 0;
    const waiter = { go: resolve, stop: reject };
    waiting.push(waiter);
    const again = setInterval(() => {
      waits += 1;
      if (working >= (waits < FURTHER_WAITS ? threads : threads * 4)) return;
      working += 1;
      waiting.splice(waiting.indexOf(waiter), 1);
      resolve();
    }, WARM_THREAD_WAIT_MS);
    await promise.finally(() => clearInterval(again));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) working -= 1;
    else next.go();
  };

  const run = async (
    input: VerifyInput,
    tell: OnProgress | null,
    begun: () => void,
  ): Promise<Analysis> => {
    await place();
    begun();
    const channel = tell === null ? null : new MessageChannel();
    channel?.port1.on('message', (progress: Progress) => tell?.(progress));
    const closed = channel === null ? null : once(channel.port1, 'close');
    const deadline = new AbortController();
    const late = setTimeout(() => deadline.abort(), deadlineMs);
    try {
      const answer = await pool.run(
        { input, port: channel?.port2 ?? null },
        { signal: deadline.signal, transferList: channel === null ? [] : [channel.port2] },
      );
      // The thread has closed its end, but what it told may come later than its result.
      await closed;
      const judged = JSON.parse(answer.judged) as Analysis;
      answer.judged = '';
      return judged;
    } finally {
      clearTimeout(late);
      channel?.port1.close();
      leave();
    }
  };

  return {
    judge: (input, tell = null, begun = () => {}) => run(input, tell, begun),
    async [Symbol.asyncDispose]() {
      // Who still waits for a verdict hears that there will be none.
      hasEnded = true;
      for (const { stop } of waiting.splice(0)) stop(new Error('the pool has ended'));
      await pool.destroy();
    },
  };
}
