// The judge threads: one a core, made at the start and never ended, each judging many messages at once, because they mostly wait for
// DNS. One more stands ready. It searches for changes, which takes long, and takes the place of a thread that got stuck or died: then
// the messages that may be at fault are judged one by one in the next spare thread, and all others again at once (SECURITY.md §1).
import type { ExpectedMessage } from '../message/received-message.ts';
import type { LookupInput } from '../verify/message-lookups.ts';
import type { OnProgress } from '../verify/progress.ts';
import type { VerifyInput } from '../verify/verification.ts';
import type { Analysis } from './analyze.ts';
import { NOBODY, type Job } from './job.ts';
import { JudgeThread } from './judge-thread.ts';
import {
  LOOK_MS,
  MAX_EXPECTED,
  MAX_JOBS,
  MAX_OCTETS,
  MAX_SEARCHES,
  MAX_WAITING,
  MAX_WAITING_OCTETS,
  OCTETS_A_LOOK,
  RESTART_MS,
  STILL_JUDGING,
  STILL_SEARCHING,
} from './pool-limits.ts';
import type { FromThread, KeyAnswers } from './thread-protocol.ts';
import type { WorkerSettings } from './worker.ts';

/** From the start of the work: the 20 s that DNS has (RFC 7208 §4.6.4), and what it takes to tell what is known then. */
export const ANALYSIS_DEADLINE_MS = 24_000;

export interface JudgeOptions {
  /** Hears what is known meanwhile. */
  tell?: OnProgress | null;
  /** A thread has the message, which until then only waits. */
  begun?: () => void;
  /** The verdict is known, and only a search for changes is still to come. */
  known?: (analysis: Analysis) => void;
  /** What `expect` gave for this message. */
  expected?: ExpectedMessage | null;
  /** With no other message in the thread: it failed before. */
  alone?: boolean;
}

/** Its end cuts off what is still judged: the judging is rejected. */
export interface AnalysisPool extends AsyncDisposable {
  /** Rejects when the deadline passed or the message ended its thread, twice; the caller counts attempts. */
  judge(input: VerifyInput, options?: JudgeOptions): Promise<Analysis>;
  /** A message is on its way, its envelope is known and a recipient accepted: its lookups begin. Null when none can begin now. */
  expect(input: LookupInput): ExpectedMessage | null;
  /** Resolves when more can be judged than waits; null when that is so now. */
  room: () => Promise<void> | null;
  /** A thread has judged our own messages and is ready for others. */
  readonly isReady: boolean;
}

export interface PoolOptions extends WorkerSettings {
  threads: number;
  /** Whether a spare thread stands ready; without it a message that ends its thread is rejected at once. */
  spare?: boolean;
  deadlineMs?: number;
  /** The file that threads run, where it is not ours. */
  file?: string;
  /** A thread was lost to a message: for the log. */
  lost?: (reason: string) => void;
}

export function startAnalysisPool({
  threads: size,
  spare: hasSpare = true,
  deadlineMs = ANALYSIS_DEADLINE_MS,
  lost = () => {},
  file,
  ...settings
}: PoolOptions): AnalysisPool {
  /** In the order they came. */
  const waiting: Job[] = [];
  const apart: Job[] = [];
  const jobs = new Map<number, Job>();
  const threads = new Set<JudgeThread>();
  let spare: JudgeThread | null = null;
  /** Under which numbers messages are expected. */
  const numbers = new WeakMap<ExpectedMessage, number>();
  let last = 0;
  let watch: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let roomMade = Promise.withResolvers<void>();

  const isFull = (): boolean =>
    waiting.length >= MAX_WAITING ||
    waiting.reduce((sum, { input }) => sum + input.message.length, 0) >= MAX_WAITING_OCTETS;

  const give = (job: Job, thread: JudgeThread): void => {
    const { number, input, search, options } = job;
    if (job.looks === null) options.begun?.();
    job.looks = 0;
    thread.give(
      number,
      input.message.length,
      search === null
        ? { job: number, judge: input, isWatched: (options.tell ?? null) !== null }
        : { job: number, search: input, judged: search.judged, keys: search.keys },
    );
    watch ??= setInterval(look, LOOK_MS);
  };

  const hasRoomFor = (thread: JudgeThread, { input }: Job): boolean =>
    thread.isReady &&
    (thread.jobs.size === 0 ||
      (thread.jobs.size < MAX_JOBS && thread.octets + input.message.length <= MAX_OCTETS));

  const dispatch = (): void => {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      let idlest: JudgeThread | null = null;
      const { number } = job;
      const expecting = [...threads].find(({ expected }) => expected.has(number));
      if (expecting !== undefined && hasRoomFor(expecting, job)) idlest = expecting;
      else expecting?.drop(number);
      if (idlest === null)
        for (const thread of threads)
          if (hasRoomFor(thread, job) && thread.jobs.size < (idlest?.jobs.size ?? Infinity))
            idlest = thread;
      if (idlest === null) break;
      waiting.shift();
      give(job, idlest);
    }
    if (apart.length > 0) {
      const thread = hasSpare ? spare : [...threads].find(({ jobs: { size: busy } }) => busy === 0);
      if (thread?.isReady === true && thread.jobs.size === 0) {
        const suspect = apart.findIndex(({ isSuspect }) => isSuspect);
        const [job] = apart.splice(Math.max(suspect, 0), 1);
        if (job !== undefined) give(job, thread);
      }
    }
    if (!isFull()) {
      roomMade.resolve();
      roomMade = Promise.withResolvers<void>();
    }
    if (jobs.size === 0) {
      clearInterval(watch);
      watch = undefined;
    }
  };

  const settle = (job: Job, outcome: Analysis | Error): void => {
    jobs.delete(job.number);
    if (!(outcome instanceof Error)) job.resolve(outcome);
    // What was known before the search is still true.
    else if (job.search === null) job.reject(outcome);
    else job.resolve(job.search.known);
  };

  const said = (thread: JudgeThread, message: Exclude<FromThread, 'ready'>): void => {
    const job = jobs.get(message.job);
    if ('progress' in message) {
      job?.options.tell?.(message.progress);
      return;
    }
    if (!thread.done(message.job) || job === undefined) return;
    if ('failed' in message) settle(job, new Error(message.failed));
    else if (message.keys === null) settle(job, JSON.parse(message.judged) as Analysis);
    else search(job, message.judged, message.keys);
    dispatch();
  };

  const search = (job: Job, judged: string, keys: KeyAnswers): void => {
    const known = JSON.parse(judged) as Analysis;
    if (apart.length >= MAX_SEARCHES) return settle(job, known);
    job.search = { judged, keys, known };
    apart.push(job);
    job.options.known?.(known);
  };

  /** Everything that a thread had: those that may be at fault alone, the others again. */
  const ended = (thread: JudgeThread, reason: string): void => {
    threads.delete(thread);
    if (spare === thread) spare = null;
    if (hasEnded) return;
    lost(reason);
    const suspects = new Set(thread.suspects());
    const again: Job[] = [];
    const alone: Job[] = [];
    for (const number of thread.jobs.keys()) {
      const job = jobs.get(number);
      if (job === undefined) continue;
      if (!suspects.has(number)) again.push(job);
      else if (job.isSuspect || job.search !== null || !hasSpare) settle(job, new Error(reason));
      else alone.push(Object.assign(job, { isSuspect: true }));
    }
    waiting.unshift(...again);
    // The likeliest last, so that the others wait for nothing.
    const rank = [...suspects];
    apart.unshift(...alone.sort((a, b) => rank.indexOf(b.number) - rank.indexOf(a.number)));
    const replace = (): void => {
      if (hasEnded) return;
      while (threads.size < size && spare?.isReady === true && spare.jobs.size === 0) {
        threads.add(spare);
        spare = null;
      }
      start();
    };
    if (thread.isReady) replace();
    else setTimeout(replace, RESTART_MS).unref();
    dispatch();
  };

  const start = (): void => {
    while (threads.size < size) threads.add(new JudgeThread(settings, events, file));
    // Not before the others: they are waited for.
    if (hasSpare && [...threads].every(({ isReady }) => isReady))
      spare ??= new JudgeThread(settings, events, file);
  };

  const events = {
    said,
    ended,
    ready(): void {
      start();
      dispatch();
    },
  };

  const look = (): void => {
    for (const thread of spare === null ? threads : [...threads, spare]) {
      let most = STILL_JUDGING;
      for (const number of thread.jobs.keys()) {
        const job = jobs.get(number);
        if (job === undefined) continue;
        const still = job.search === null ? STILL_JUDGING : STILL_SEARCHING;
        most = Math.max(most, still + job.input.message.length / OCTETS_A_LOOK);
        job.looks = (job.looks ?? 0) + 1;
        if (job.looks * LOOK_MS < deadlineMs) continue;
        thread.drop(number);
        settle(job, new Error(`not judged within ${deadlineMs / 1000} s`));
      }
      if (thread.look() >= most) void thread.end('a message stopped its thread');
    }
    dispatch();
  };

  const next = (): number => (last = (last % 0x7fffffff) + 1);

  start();
  return {
    expect(input) {
      const idlest = [...threads]
        .filter(({ isReady, expected }) => isReady && expected.size < MAX_EXPECTED)
        .sort((a, b) => a.jobs.size - b.jobs.size)[0];
      if (idlest === undefined || hasEnded || waiting.length > 0) return null;
      const number = next();
      idlest.expect(number, input);
      const expected: ExpectedMessage = {
        header: (octets) => idlest.header(number, octets),
        abandon() {
          numbers.delete(expected);
          if (idlest.expected.has(number)) idlest.drop(number);
        },
      };
      numbers.set(expected, number);
      return expected;
    },
    async judge(input, options = {}) {
      if (hasEnded) throw new Error('the pool has ended');
      return await new Promise<Analysis>((resolve, reject) => {
        const isSuspect = options.alone === true;
        const number = numbers.get(options.expected ?? NOBODY) ?? next();
        const job: Job = {
          number,
          input,
          options,
          isSuspect,
          resolve,
          reject,
          search: null,
          looks: null,
        };
        jobs.set(number, job);
        (isSuspect ? apart : waiting).push(job);
        dispatch();
      });
    },
    room: () => (isFull() ? roomMade.promise : null),
    get isReady() {
      return [...threads].some(({ isReady }) => isReady);
    },
    async [Symbol.asyncDispose]() {
      // Who still waits for a verdict hears that there will be none.
      hasEnded = true;
      clearInterval(watch);
      for (const job of jobs.values()) settle(job, new Error('the pool has ended'));
      roomMade.resolve();
      await Promise.all(
        [...threads, ...(spare === null ? [] : [spare])].map((thread) =>
          thread.end('the pool has ended'),
        ),
      );
    },
  };
}
