// One judge thread, seen from the main thread: what it was given and has not answered, and whether it still moves. What becomes of its
// messages when it ends is the pool's affair.
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { marksOf, sharedMarks } from './marks.ts';
import type { LookupInput } from '../verify/message-lookups.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';
import type { WorkerData, WorkerSettings } from './worker.ts';

const WORKER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
);

/** Octets of heap: 256 MiB for what lives long (SECURITY.md §1). New space as V8 chooses it would cost 30 MB more, for no time gained. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

export interface ThreadEvents {
  said(thread: JudgeThread, message: Exclude<FromThread, 'ready'>): void;
  ready(thread: JudgeThread): void;
  /** It has ended, by itself or by `end`. */
  ended(thread: JudgeThread, reason: string): void;
}

export class JudgeThread {
  /** Jobs that it has, by number, with the octets of their messages. */
  readonly jobs = new Map<number, number>();
  /** Messages that are on their way, of which it looks up what is known. */
  readonly expected = new Set<number>();
  isReady = false;
  octets = 0;
  readonly #worker: Worker;
  readonly #marks;
  readonly #toSay: ToThread[] = [];
  #count = 0;
  /** Looks for which the counter has stood still. */
  #still = 0;
  #ending: Promise<unknown> | null = null;
  #reason = 'the thread ended by itself';

  constructor(settings: WorkerSettings, events: ThreadEvents, file = WORKER) {
    const memory = sharedMarks();
    this.#marks = marksOf(memory);
    this.#worker = new Worker(file, {
      workerData: { settings, marks: memory } satisfies WorkerData,
      resourceLimits: HEAP,
    });
    this.#worker.on('message', (messages: readonly FromThread[]) => {
      for (const message of messages) {
        if (message !== 'ready') events.said(this, message);
        else {
          this.isReady = true;
          events.ready(this);
        }
      }
    });
    this.#worker.on('error', (error) => {
      this.#reason = error.message;
    });
    this.#worker.once('exit', () => events.ended(this, this.#reason));
    // What runs is kept alive by the service, not by its threads.
    this.#worker.unref();
  }

  give(job: number, octets: number, task: ToThread): void {
    this.expected.delete(job);
    this.jobs.set(job, octets);
    this.octets += octets;
    this.#say(task);
  }

  /** It has answered, or nobody waits for the answer any more. False when it was done already. */
  done(job: number): boolean {
    this.octets -= this.jobs.get(job) ?? 0;
    return this.jobs.delete(job);
  }

  drop(job: number): void {
    if (this.done(job) || this.expected.delete(job)) this.#say({ job, drop: true });
  }

  expect(job: number, expect: LookupInput): void {
    this.expected.add(job);
    this.#say({ job, expect });
  }

  header(job: number, header: Uint8Array): void {
    if (this.expected.has(job)) this.#say({ job, header });
  }

  /** For how many looks in a row it has not moved, though it has something to do. */
  look(): number {
    const count = this.#marks.count();
    if (this.jobs.size === 0 || !this.isReady || count !== this.#count) this.#still = 0;
    // It may wait for DNS, all of it: then this wakes it.
    else if ((this.#still += 1) === 1) this.#say('ping');
    this.#count = count;
    return this.#still;
  }

  /** What it may be stuck in, the likeliest first; never none while it has a job. */
  suspects(): number[] {
    const marked = this.#marks.last().filter((job) => this.jobs.has(job) || this.expected.has(job));
    return marked.length > 0 ? marked : [...this.jobs.keys()];
  }

  end(reason: string): Promise<unknown> {
    if (this.#ending === null) this.#reason = reason;
    return (this.#ending ??= this.#worker.terminate());
  }

  #say(task: ToThread): void {
    if (this.#toSay.push(task) === 1)
      setImmediate(() => this.#worker.postMessage(this.#toSay.splice(0)));
  }
}
