// The one home of "now". Everything that needs the time is given a Clock; tests give their own.

/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still. */
export function fixedClock(at: number): Clock {
  return { now: () => at };
}
