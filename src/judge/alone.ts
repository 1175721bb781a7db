// Judges messages in a process of its own: those of which one may have ended the service (SECURITY.md §1). Many at once; when that process
// is ended, one after the other, so that it is known which is at fault. When the service is killed meanwhile, nothing is said of them.
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

/** One message that is judged, or waits. */
interface Suspect {
  input: VerifyInput;
  /** The process has it. */
  isSent: boolean;
  /** It was there when the process ended: nothing else may be. */
  isAlone: boolean;
  resolve(analysis: Analysis | null): void;
  reject(error: Error): void;
}

/** Messages in the process at once. */
const AT_ONCE = 32;

export function startJudgeAlone({ settings, idleMs = IDLE_MS }: AloneOptions): JudgeAlone {
  let running: Running | null = null;
  const waiting: Suspect[] = [];
  const judging = new Map<number, Suspect>();
  let last = 0;
  let idle: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const ended = (): Error => new Error('the service ends');

  const start = (): Running => {
    const child = fork(PROCESS, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => {
        if (running?.child === child) running = null;
        reject(new Error('the process for judging alone did not start'));
        died();
      });
      child.on('message', (said: 'ready' | AloneAnswer) => {
        if (said === 'ready') resolve();
        else answered(said);
      });
    });
    ready.catch(() => {});
    return { child, ready };
  };

  const answered = (said: AloneAnswer): void => {
    const suspect = judging.get(said.number);
    judging.delete(said.number);
    suspect?.resolve('judged' in said ? (JSON.parse(said.judged) as Analysis) : null);
    go();
  };

  const died = (): void => {
    const there = [...judging].filter(([, { isSent }]) => isSent);
    for (const [number, suspect] of there) {
      judging.delete(number);
      if (there.length === 1) suspect.resolve(null);
      else waiting.push({ ...suspect, isSent: false, isAlone: true });
    }
    go();
  };

  const send = async (suspect: Suspect): Promise<void> => {
    const number = (last += 1);
    running ??= start();
    const { child, ready } = running;
    judging.set(number, suspect);
    try {
      await ready;
      suspect.isSent = true;
      // A process that ended in this moment says so by itself.
      child.send({ number, input: suspect.input, settings } satisfies AloneTask, () => {});
    } catch (error) {
      judging.delete(number);
      suspect.reject(hasEnded ? ended() : (error as Error));
      go();
    }
  };

  const go = (): void => {
    clearTimeout(idle);
    if (hasEnded) {
      for (const suspect of [...waiting.splice(0), ...judging.values()]) suspect.reject(ended());
      judging.clear();
      return;
    }
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const most = next.isAlone || isAloneThere() ? 1 : AT_ONCE;
      if (judging.size >= most) return;
      waiting.shift();
      void send(next);
    }
    if (judging.size > 0) return;
    idle = setTimeout(() => {
      running?.child.disconnect();
      running = null;
    }, idleMs);
    idle.unref();
  };
  const isAloneThere = (): boolean => [...judging.values()].some(({ isAlone }) => isAlone);

  return {
    async judge(input) {
      if (hasEnded) throw ended();
      return await new Promise((resolve, reject) => {
        waiting.push({ input, isSent: false, isAlone: false, resolve, reject });
        go();
      });
    },
    async [Symbol.asyncDispose]() {
      hasEnded = true;
      running?.child.kill('SIGKILL');
      go();
    },
  };
}
