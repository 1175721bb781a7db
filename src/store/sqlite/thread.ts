// The thread that holds the database. Takes whatever has arrived, runs it as one batch, answers; then whatever arrived meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../runtime/clock.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { SqliteEngine, type Asked, type Outcome } from './engine.ts';
import { RELAXED } from '../operations.ts';
import type { Opening } from './open.ts';
import { OPENED, type Fault, type FromThread, type Task, type ToThread } from './protocol.ts';
import { troubleOf } from './errors.ts';

/** So long a batch waits for others to share its flush to disk, when the one before was shared or began not longer than this ago. */
const HOLD_MS = 1;
const CROWDED_MS = 3;

/** Bounds what one transaction holds; a batch's members wait for its last. */
const BATCH = 64;

function faultOf(error: unknown): Fault {
  if (error instanceof StoreOpenError)
    return { fault: 'unusable', reason: error.reason, message: error.message };
  const trouble = troubleOf(error);
  if (trouble) return { fault: 'trouble', kind: trouble.kind, message: trouble.message };
  const bug = error instanceof Error ? error : new Error(String(error));
  return { fault: 'bug', message: bug.message, stack: bug.stack ?? '' };
}

const port = parentPort;
if (port) {
  const say = (message: FromThread): void => port.postMessage(message);
  const queue: { id: number; ask: Asked | Task }[] = [];
  let engine: SqliteEngine | null = null;
  let running = false;
  /** The last batch that had to be on disk: when it began, and whether it served several. */
  let lastFlush = { at: 0, isShared: false };
  const isDurable = ({ ask }: { ask: Asked | Task }): boolean =>
    typeof ask !== 'string' && !RELAXED.has(ask.name);

  const attempt = (work: () => unknown): Outcome => {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      return { ok: false, error };
    }
  };

  const answer = ({ id }: { id: number }, outcome: Outcome): void => {
    say(outcome.ok ? { id, value: outcome.value } : { id, ...faultOf(outcome.error) });
  };

  const drain = async (open: SqliteEngine): Promise<void> => {
    running = true;
    for (let first = queue[0]; first; first = queue[0]) {
      if (typeof first.ask === 'string') {
        queue.shift();
        const { ask } = first;
        answer(
          first,
          attempt(() => open[ask]()),
        );
        if (ask === 'close') port.close();
      } else {
        const isCrowded = lastFlush.isShared || systemClock.now() - lastFlush.at < CROWDED_MS;
        if (isCrowded && queue.length < BATCH && isDurable(first)) await pause(HOLD_MS);
        const asked: Asked[] = [];
        for (const { ask } of queue) {
          if (typeof ask === 'string' || asked.length === BATCH) break;
          asked.push(ask);
        }
        const members = queue.splice(0, asked.length);
        const durable = members.filter(isDurable).length;
        if (durable > 0) lastFlush = { at: systemClock.now(), isShared: durable > 1 };
        const outcomes = await open.run(asked);
        members.forEach((member, i) =>
          answer(member, outcomes[i] ?? { ok: false, error: new Error('no outcome') }),
        );
      }
      // Lets those in that were sent while the disk was busy.
      await turn();
    }
    running = false;
  };

  const copy = async (id: number, open: SqliteEngine, file: string): Promise<void> => {
    const outcome = await open.copyTo(file).then(
      (): Outcome => ({ ok: true, value: null }),
      (error: unknown): Outcome => ({ ok: false, error }),
    );
    answer({ id }, outcome);
  };

  port.on('message', ({ id, ask }: ToThread) => {
    if (typeof ask === 'object' && 'copyTo' in ask) {
      if (engine === null) answer({ id }, { ok: false, error: new Error('not open yet') });
      else void copy(id, engine, ask.copyTo);
      return;
    }
    queue.push({ id, ask });
    if (engine && !running) void drain(engine);
  });

  try {
    engine = await SqliteEngine.open(workerData as Opening);
    say({ id: OPENED, value: null });
    if (queue.length > 0 && !running) void drain(engine);
  } catch (error) {
    say({ id: OPENED, ...faultOf(error) });
    port.close();
  }
}
