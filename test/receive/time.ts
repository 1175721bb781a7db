// Time for tests: stands still until it is moved.
import type { Clock } from '../../src/runtime/clock.ts';
import type { Timers } from '../../src/runtime/timers.ts';

export interface ManualTime {
  clock: Clock;
  timers: Timers;
  /** Moves on, ringing every alarm that falls due on the way, in order. */
  advance(ms: number): void;
  /** Resolves once an alarm of so many milliseconds is set. */
  awaits(ms: number): Promise<void>;
  /** Alarms that are set. */
  readonly pending: number;
}

/** Alarms shorter than `instantly` ring at once: the greeting pause, so that not every test has to wait for it. */
export function manualTime(instantly = 101): ManualTime {
  let now = Date.UTC(2026, 0, 1);
  const alarms = new Set<{ at: number; run: () => void; ms: number }>();
  const watching = new Set<() => void>();
  return {
    clock: { now: () => now },
    timers: {
      after(ms, run) {
        if (ms < instantly) {
          const immediate = setImmediate(run);
          return () => clearImmediate(immediate);
        }
        const alarm = { at: now + ms, run, ms };
        alarms.add(alarm);
        for (const look of watching) look();
        return () => void alarms.delete(alarm);
      },
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...alarms].filter((alarm) => alarm.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        alarms.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
    awaits: (ms) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (![...alarms].some((alarm) => alarm.ms === ms)) return;
          watching.delete(look);
          resolve();
        };
        watching.add(look);
        look();
      }),
    get pending() {
      return alarms.size;
    },
  };
}
