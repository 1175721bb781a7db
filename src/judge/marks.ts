// What a judge thread is at, in memory that it shares with the main thread: the last messages it turned to, and a counter that moves
// each time it does. A thread whose counter stands still is stuck in one of these messages (SECURITY.md §1).

/** As many as one turn of the event loop may mix: answers of DNS that come together belong to several messages. */
const REMEMBERED = 4;

export type SharedMarks = SharedArrayBuffer;

export interface Marks {
  /** In the thread: it turns to this message now. */
  turnTo(job: number): void;
  /** In the thread: it still runs. */
  alive(): void;
  /** Moves with each of the two. */
  count(): number;
  /** The messages it turned to, last first; a few, and each once. */
  last(): number[];
}

export function sharedMarks(): SharedMarks {
  return new SharedArrayBuffer((2 + REMEMBERED) * Int32Array.BYTES_PER_ELEMENT);
}

export function marksOf(memory: SharedMarks): Marks {
  const words = new Int32Array(memory);
  const jobs = words.subarray(2);
  return {
    turnTo(job) {
      const turns = words[1] ?? 0;
      if (jobs[(turns + REMEMBERED - 1) % REMEMBERED] !== job) {
        Atomics.store(jobs, turns % REMEMBERED, job);
        words[1] = (turns + 1) % (REMEMBERED * 1_000_000);
      }
      Atomics.add(words, 0, 1);
    },
    alive() {
      Atomics.add(words, 0, 1);
    },
    count: () => Atomics.load(words, 0),
    last() {
      const turns = Atomics.load(words, 1);
      const newestFirst = Array.from({ length: REMEMBERED }, (_, back) =>
        Atomics.load(jobs, (turns + 2 * REMEMBERED - 1 - back) % REMEMBERED),
      );
      return [...new Set(newestFirst)].filter((job) => job !== 0);
    },
  };
}
