// Retention (SECURITY.md §7, DESIGN.md §4): deletes messages and reports past their time, at start and then every ten minutes.
// Ages are computed anew each time from what the clock says. When it has jumped (a wrong time server, a machine that slept), nothing is
// deleted until it has gone steadily for an hour: a mistaken clock is set right by then, and what is past its time can wait as long.
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../store/store.ts';

const INTERVAL_MS = 600_000;
/** Timers are late under load; no clock is set by hand for less. */
const JUMP_MS = 3_600_000;
const STEADY_TICKS = 6;

export interface HousekeepingDeps {
  settings: Settings;
  store: Store;
  clock: Clock;
  log: Log;
  /** What is past its time was deleted. */
  purged?: (at: number) => void;
}

export function startHousekeeping({
  settings,
  store,
  clock,
  log,
  purged = () => {},
}: HousekeepingDeps): AsyncDisposable {
  let underWay: Promise<void> = Promise.resolve();
  let last = clock.now();
  /** Ticks for which the clock must still go steadily. */
  let suspect = 0;
  const tick = (): void => {
    const now = clock.now();
    const hasJumped = Math.abs(now - last - INTERVAL_MS) > JUMP_MS;
    last = now;
    if (hasJumped)
      log.warn(
        { now: new Date(now).toISOString() },
        'the clock has jumped; nothing is deleted until it has gone steadily for an hour',
      );
    suspect = hasJumped ? STEADY_TICKS : Math.max(0, suspect - 1);
    if (suspect === 0) purge(now);
  };
  const purge = (now: number): void => {
    underWay = store
      .purge(now - settings.retainMessages, now - settings.retainReports)
      .then(() => purged(now))
      .catch((error: unknown) =>
        log.warn(
          { err: error },
          'deleting what is past its time failed; it is tried again in ten minutes',
        ),
      );
  };
  const timer = setInterval(tick, INTERVAL_MS);
  timer.unref();
  purge(last);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await underWay;
    },
  };
}
