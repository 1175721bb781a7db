// Alarms as a port, so that a day of retries passes at once in a test. Nothing in src/respond calls setTimeout but this file.

export interface Timers {
  /** Calls `run` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
