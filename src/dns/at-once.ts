// How many questions of one message are under way at a time, and the one timer that ends them all (SECURITY.md §2).

/** So many questions are under way at a time; those who leave some to others wait longer, the rest in the order they came. */
export function handsOf(count: number): { take(left: number): Promise<void>; giveBack(): void } {
  const waiting: { left: number; go: () => void }[] = [];
  let free = count;
  return {
    async take(left) {
      if (free > Math.min(left, count - 1)) {
        free -= 1;
        return;
      }
      await new Promise<void>((go) => waiting.push({ left: Math.min(left, count - 1), go }));
    },
    giveBack() {
      free += 1;
      const next = waiting.findIndex(({ left }) => free > left);
      if (next < 0) return;
      free -= 1;
      waiting.splice(next, 1)[0]?.go();
    },
  };
}

export interface Alarm {
  /** What comes of a question, or `late()` when no time is left. */
  within<T>(asking: Promise<T>, late: () => T): Promise<T>;
  /** The time has begun anew. */
  setAgain(): void;
}

/** One timer for all questions that are under way. */
export function commonAlarm(timeLeft: () => number): Alarm {
  const underWay = new Set<() => void>();
  let alarm: NodeJS.Timeout | undefined;
  // What is asked from now on sets an alarm of its own: the time may be up by the timer and not yet by the clock.
  const ring = (): void => {
    alarm = undefined;
    for (const end of underWay) end();
    underWay.clear();
  };
  return {
    within: (asking, late) =>
      new Promise((resolve, reject) => {
        const end = (): void => resolve(late());
        underWay.add(end);
        alarm ??= setTimeout(ring, timeLeft());
        const over = (): void => {
          underWay.delete(end);
          if (underWay.size > 0) return;
          clearTimeout(alarm);
          alarm = undefined;
        };
        asking.then(resolve, reject).finally(over);
      }),
    setAgain() {
      if (alarm === undefined) return;
      clearTimeout(alarm);
      alarm = setTimeout(ring, timeLeft());
    },
  };
}
