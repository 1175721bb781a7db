// Judges one message at a time in a process of its own: what may have ended the service once (SECURITY.md §1). Only that process can
// be ended by it, and when it is, the message is known to be at fault; when the service is killed meanwhile, nothing is said of it.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { VerifyInput } from '../verify/verification.ts';
import type { AloneAnswer, AloneTask } from './alone-process.ts';
import type { Analysis } from './analyze.ts';

export interface JudgeAlone extends AsyncDisposable {
  /** Null when the message did not let itself be judged; rejects when that was not the message's fault. */
  judge(input: VerifyInput): Promise<Analysis | null>;
}

export interface AloneOptions {
  settings: AloneTask['settings'];
  /** The process is kept so long for the next. */
  idleMs?: number;
}

const IDLE_MS = 10_000;
const PROCESS = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? './alone-process.ts' : './alone-process.js',
    import.meta.url,
  ),
);

interface Running {
  child: ChildProcess;
  /** Rejects when it ended before it could take a message. */
  ready: Promise<void>;
}

export function startJudgeAlone({ settings, idleMs = IDLE_MS }: AloneOptions): JudgeAlone {
  let running: Running | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let hasEnded = false;

  const start = (): Running => {
    const child = fork(PROCESS, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('error', reject);
      child.once('exit', () => {
        running = null;
        reject(new Error('the process for judging alone did not start'));
      });
    });
    ready.catch(() => {});
    return { child, ready };
  };

  const run = async (input: VerifyInput): Promise<Analysis | null> => {
    clearTimeout(idle);
    if (hasEnded) throw new Error('the service ends');
    running ??= start();
    const { child, ready } = running;
    await ready;
    const { promise, resolve, reject } = Promise.withResolvers<Analysis | null>();
    const answered = (answer: AloneAnswer): void =>
      resolve('judged' in answer ? (JSON.parse(answer.judged) as Analysis) : null);
    const died = (): void => (hasEnded ? reject(new Error('the service ends')) : resolve(null));
    child.once('message', answered);
    child.once('exit', died);
    // A process that ended in this moment says so by itself.
    child.send({ input, settings } satisfies AloneTask, () => {});
    return await promise.finally(() => {
      child.off('message', answered);
      child.off('exit', died);
      idle = setTimeout(() => running?.child.disconnect(), idleMs);
      idle.unref();
    });
  };

  return {
    judge(input) {
      const judging = last.then(() => run(input));
      last = judging.catch(() => {});
      return judging;
    },
    async [Symbol.asyncDispose]() {
      hasEnded = true;
      clearTimeout(idle);
      running?.child.kill('SIGKILL');
      await last;
    },
  };
}
