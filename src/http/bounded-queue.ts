// A queue with an end (SECURITY.md §6): few at once, so that mail that is received comes first, and few that wait; past that the client
// is told when to come back.

export interface BoundedQueue {
  /** Null when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T> | null;
}

export function boundedQueue({
  atOnce,
  mostWaiting,
}: {
  atOnce: number;
  mostWaiting: number;
}): BoundedQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  /** A place that is left goes to the one who waits longest. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const place = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      leave();
    }
  };
  return {
    run: (work) => (running >= atOnce && waiting.length >= mostWaiting ? null : place(work)),
  };
}
