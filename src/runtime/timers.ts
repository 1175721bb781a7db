// Alarms as a port, so that a session's twenty minutes and a reply's day of retries pass at once in a test.

export interface Timers {
  /** Calls `run` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    // Sockets and threads keep the process alive, alarms must not.
    timer.unref();
    return () => clearTimeout(timer);
  },
};
