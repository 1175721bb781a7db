// Alarms as a port, so that twenty minutes pass at once in a test. Nothing in src/receive calls setTimeout but this file.

export interface Timers {
  /** Calls `run` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    // Sockets keep the process alive, their alarms must not.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
