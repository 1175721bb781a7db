// How much one address or one holder of a token may ask for (SECURITY.md §6). Counted in the store, so for all nodes together;
// those who wait are counted here, since their connections are.
import type { Clock } from '../runtime/clock.ts';
import type { Limit } from '../store/limit-counters.ts';
import type { Store } from '../store/store.ts';
import { countedNetwork } from '../message/ip-address.ts';
import type { Caller } from './caller.ts';
import type { Metrics } from './metrics.ts';
import { problem } from './problem.ts';

type Counted = 'create' | 'check' | 'share' | 'survey';

interface Allowance {
  points: number;
  windowSeconds: number;
}

const MINUTE = 60;
const DAY = 86_400;

/** For an address; who holds a token was let in by the operator and may ask ten times as much. */
const ALLOWED: Record<Counted, readonly Allowance[]> = {
  create: [
    { points: 30, windowSeconds: 10 * MINUTE },
    { points: 300, windowSeconds: DAY },
  ],
  // SECURITY.md §6
  check: [{ points: 10, windowSeconds: MINUTE }],
  survey: [{ points: 20, windowSeconds: MINUTE }],
  share: [{ points: 30, windowSeconds: MINUTE }],
};
const TOKEN_FACTOR = 10;
const MAX_WAITING = 20;
const MAX_WAITING_IN_ALL = 1000;

export interface WebLimits {
  /** Takes one; the refusal to answer with when none is left. */
  take(what: Counted, caller: Caller): Promise<Response | null>;
  /** Takes a place among those who wait, to be given back; null when there is none. */
  place(caller: Caller): (() => void) | null;
}

export interface WebLimitsParts {
  settings: { limits: boolean };
  store: Pick<Store, 'takeLimits'>;
  clock: Clock;
  metrics: Pick<Metrics, 'limitHit'>;
}

function keyOf({ address, token }: Caller): string {
  return token === null
    ? `address/${address === '' ? 'unknown' : countedNetwork(address)}`
    : `token/${token.slice(0, 32)}`;
}

export function webLimits({ settings, store, clock, metrics }: WebLimitsParts): WebLimits {
  const waiting = new Map<string, number>();
  let all = 0;
  return {
    async take(what, caller) {
      if (!settings.limits) return null;
      const factor = caller.token === null ? 1 : TOKEN_FACTOR;
      const limits: Limit[] = ALLOWED[what].map(({ points, windowSeconds }) => ({
        key: `http/${what}/${keyOf(caller)}`,
        points: points * factor,
        windowSeconds,
      }));
      if (await store.takeLimits(limits, clock.now())) return null;
      metrics.limitHit(`http-${what}`);
      const seconds = Math.min(...ALLOWED[what].map(({ windowSeconds }) => windowSeconds));
      return problem(
        429,
        'Too many requests',
        'You have asked for too much in a short time; try again later.',
        { 'retry-after': String(seconds) },
      );
    },
    place(caller) {
      const key = keyOf(caller);
      const own = waiting.get(key) ?? 0;
      const most = MAX_WAITING * (caller.token === null ? 1 : TOKEN_FACTOR);
      if (settings.limits && (own >= most || all >= MAX_WAITING_IN_ALL)) {
        metrics.limitHit('http-wait');
        return null;
      }
      waiting.set(key, own + 1);
      all += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        all -= 1;
        const left = (waiting.get(key) ?? 1) - 1;
        if (left === 0) waiting.delete(key);
        else waiting.set(key, left);
      };
    },
  };
}
