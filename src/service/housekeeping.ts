// Retention (SECURITY.md §7, DESIGN.md §4): deletes messages and reports past their time, at start and then every ten minutes.
// A clock that jumps is no trouble: ages are computed anew each time from what the clock says.
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../store/store.ts';

const INTERVAL_MS = 600_000;

export interface HousekeepingParts {
  settings: Settings;
  store: Store;
  clock: Clock;
  log: Log;
}

export function startHousekeeping({ settings, store, clock, log }: HousekeepingParts): AsyncDisposable {
  let underWay: Promise<void> = Promise.resolve();
  const purge = (): void => {
    const now = clock.now();
    underWay = store
      .purge(now - settings.retainMessages, now - settings.retainReports)
      .catch((error: unknown) => log.warn({ err: error }, 'deleting what is past its time failed; it is tried again in ten minutes'));
  };
  const timer = setInterval(purge, INTERVAL_MS);
  timer.unref();
  purge();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await underWay;
    },
  };
}
