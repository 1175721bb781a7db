// Retention on a clock that can be trusted, and on one that jumps.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { startHousekeeping } from '../../src/service/housekeeping.ts';
import type { Store } from '../../src/store/store.ts';

const TICK = 600_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('purging', () => {
  let now = Date.UTC(2026, 10, 24);
  let purged: [number, number][] = [];
  let housekeeping: AsyncDisposable;
  const store = {
    async purge(messagesBefore: number, reportsBefore: number) {
      purged.push([now - messagesBefore, now - reportsBefore]);
    },
  } as unknown as Store;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    purged = [];
    const { settings } = loadSettings({
      flags: {},
      environment: {},
      file: null,
      otherVariables: new Set(),
    });
    if (settings === null) throw new Error('no settings');
    housekeeping = startHousekeeping({
      settings,
      store,
      clock: { now: () => now },
      log: silentLog,
    });
  });
  afterEach(async () => {
    await housekeeping[Symbol.asyncDispose]();
    vi.useRealTimers();
  });
  /** Ten minutes of timers; the clock goes on by as much as told. */
  const pass = (ticks: number, clock = TICK): number => {
    const before = purged.length;
    for (let n = 0; n < ticks; n++) {
      now += clock;
      vi.advanceTimersByTime(TICK);
    }
    return purged.length - before;
  };

  test('at start and every ten minutes: messages after a day, reports after thirty', () => {
    expect(purged).toEqual([[DAY, 30 * DAY]]);
    expect(pass(3)).toBe(3);
    expect(new Set(purged.map(String))).toEqual(new Set([`${DAY},${30 * DAY}`]));
  });

  test('a clock that jumps ahead deletes nothing, and nothing is lost when it is set back', () => {
    expect(pass(1, 40 * DAY)).toBe(0);
    expect(pass(3)).toBe(0);
    expect(pass(1, -40 * DAY)).toBe(0);
    expect(pass(5)).toBe(0);
    expect(pass(2)).toBe(2);
  });

  test('a clock that was set right at last is believed after an hour', () => {
    expect(pass(1, 40 * DAY)).toBe(0);
    expect(pass(5)).toBe(0);
    expect(pass(1)).toBe(1);
  });

  test('timers that are late are no jump', () => {
    expect(pass(3, TICK + 50 * 60_000)).toBe(3);
  });

  test('it ends with the service', async () => {
    await housekeeping[Symbol.asyncDispose]();
    expect(pass(5)).toBe(0);
  });
});
