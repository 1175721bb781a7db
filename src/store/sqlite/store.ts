// The embedded store: SQLite in a thread of its own, one process a data directory. If the disk hangs, callers hear of it in time
// (SECURITY.md §7) and the connections go on; if the thread dies, the next call starts another.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pid as ownPid } from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../runtime/clock.ts';
import type { OperationArgs, OperationName, OperationResult } from '../operations.ts';
import { createStore } from '../encoding-store.ts';
import { OWNER_FILE, type Opening } from './open.ts';
import { OPENED, type Fault, type FromThread, type ToThread } from './protocol.ts';
import { StoreError, type Store } from '../store.ts';
import { StoreOpenError } from '../store-open-error.ts';

export interface SqliteOptions {
  dataDir: string;
  clock: Clock;
  /** Written beside the database to name the owner of the lock; default: this process. */
  pid?: number;
  /** Milliseconds a call waits for the disk before it says `away`. */
  timeoutMs?: number;
  /** Octets the database may grow to; default: as the disk allows. */
  maxBytes?: number;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout | null;
}

function errorOf(fault: Fault): Error {
  if (fault.fault === 'trouble') return new StoreError(fault.kind, fault.message);
  if (fault.fault === 'unusable') return new StoreOpenError(fault.reason, fault.message);
  const bug = new Error(fault.message);
  bug.stack = fault.stack;
  return bug;
}

/** The octets of a message go to the thread as they are: encodeTest has made them its own. */
function messageBuffers(ask: ToThread['ask']): ArrayBuffer[] {
  if (typeof ask === 'string' || 'copyTo' in ask) return [];
  return ask.args.flatMap((argument) => {
    const message = (argument as { message?: unknown } | null)?.message;
    return message instanceof Uint8Array && message.buffer instanceof ArrayBuffer
      ? [message.buffer]
      : [];
  });
}

/** A running thread and those who wait for its answers. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = OPENED;
  #dead = false;
  readonly opened: Promise<unknown>;
  readonly ended: Promise<void>;

  constructor(opening: Opening) {
    // The published package holds compiled files, which have another ending.
    const file = new URL(
      import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
      import.meta.url,
    );
    this.#worker = new Worker(file, { workerData: opening });
    this.opened = this.#wait(OPENED, null);
    this.ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.on('message', (message: FromThread) => this.#answer(message));
    this.#worker.on('error', (error) =>
      this.#die(error instanceof Error ? error.message : String(error)),
    );
    this.#worker.on('exit', () => this.#die('the store has stopped'));
  }

  get dead(): boolean {
    return this.#dead;
  }

  #wait(id: number, timeoutMs: number | null): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = (): void => {
        this.#waiting.delete(id);
        reject(new StoreError('away', `no answer from the disk in ${timeoutMs} ms`));
      };
      this.#waiting.set(id, {
        resolve,
        reject,
        timer: timeoutMs === null ? null : setTimeout(late, timeoutMs),
      });
    });
  }

  #answer(message: FromThread): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    if (waiting.timer) clearTimeout(waiting.timer);
    if ('fault' in message) waiting.reject(errorOf(message));
    else waiting.resolve(message.value);
  }

  #die(why: string): void {
    this.#dead = true;
    for (const waiting of this.#waiting.values()) {
      if (waiting.timer) clearTimeout(waiting.timer);
      waiting.reject(new StoreError('away', why));
    }
    this.#waiting.clear();
  }

  ask(ask: ToThread['ask'], timeoutMs: number | null): Promise<unknown> {
    if (this.#dead) return Promise.reject(new StoreError('away', 'the store has stopped'));
    this.#last += 1;
    const answer = this.#wait(this.#last, timeoutMs);
    this.#worker.postMessage({ id: this.#last, ask } satisfies ToThread, messageBuffers(ask));
    return answer;
  }
}

/** Throws `StoreOpenError` when the data directory is another's, not writable, damaged or newer. */
export async function openSqliteStore({
  dataDir,
  clock,
  pid = ownPid,
  timeoutMs = 4000,
  maxBytes = 0,
}: SqliteOptions): Promise<Store> {
  let closed = false;
  let thread = new Thread({ dataDir, maxBytes, pid });
  await thread.opened;
  await thread.ask({ name: 'reclaim', args: [clock.now()] }, null);
  let reopening: Promise<unknown> | null = null;

  /** A thread that answers: this one, or a new one in its place. */
  async function running(): Promise<Thread> {
    if (thread.dead && !closed) {
      reopening ??= reopen().finally(() => {
        reopening = null;
      });
      await reopening;
    }
    return thread;
  }

  async function reopen(): Promise<void> {
    const next = new Thread({ dataDir, maxBytes, pid });
    try {
      await next.opened;
    } catch (error) {
      throw new StoreError('away', error instanceof Error ? error.message : String(error));
    }
    thread = next;
  }

  const store = createStore(
    {
      async call<N extends OperationName>(
        name: N,
        ...args: OperationArgs<N>
      ): Promise<OperationResult<N>> {
        const current = await running();
        return (await current.ask({ name, args }, timeoutMs)) as OperationResult<N>;
      },
      async scrub() {
        while ((await (await running()).ask('shrink', null)) === true);
        await (await running()).ask('scrub', null);
      },
      async close() {
        if (closed) return;
        closed = true;
        if (thread.dead) return;
        // While the lock is still ours: afterwards the file may be the next owner's.
        rmSync(join(dataDir, OWNER_FILE), { force: true });
        await thread.ask('close', null);
        await thread.ended;
      },
    },
    clock,
  );
  return {
    ...store,
    async copyTo(file) {
      await (await running()).ask({ copyTo: file }, null);
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}
