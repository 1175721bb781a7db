// The one home of "now". Everything that needs the time is given a Clock; tests give their own.

/** Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Milliseconds of CPU that this thread has had; absent where they are not counted. */
  worked?(): number;
}

/** Node counts by thread since 23.9. */
const counted: Pick<Clock, 'worked'> =
  typeof process.threadCpuUsage !== 'function'
    ? {}
    : {
        worked: () => {
          const { user, system } = process.threadCpuUsage();
          return (user + system) / 1000;
        },
      };

export const systemClock: Clock = { now: () => Date.now(), ...counted };

/** A clock that stands still. */
export function fixedClock(at: number): Clock {
  return { now: () => at };
}
