// Tests made on the page or by the API: making one, saying how it stands, waiting for its next report (DESIGN.md §5). What is on
// its way is known to this process alone; what came is in the store, which is asked again now and then, since another node may
// have received it.
import type { Arrival } from '../live/live.ts';
import type { Language, Report } from '../report/report.ts';
import type { PageTest } from '../store/store.ts';
import { hashOf } from './caller.ts';
import type { WebParts } from './parts.ts';

const DAY_MS = 86_400_000;
export const DEFAULT_TTL_MS = DAY_MS;
export const LEAST_TTL_MS = 60_000;
export const MOST_TTL_MS = 30 * DAY_MS;
/** Older ones are counted, and readable at their own links. */
const MOST_REPORTS = 20;
const RECHECK_MS = 2000;

export interface Wish {
  label: string | null;
  language: Language | null;
  ttlMs: number;
}

/** The secret is told once; only its hash is kept. */
export async function makePageTest({ label, language, ttlMs }: Wish, { store, clock, ids }: Pick<WebParts, 'store' | 'clock' | 'ids'>): Promise<{ page: PageTest; secret: string }> {
  const secret = ids.next();
  const createdAt = clock.now();
  const page: PageTest = { id: ids.next(), token: ids.next(), secretHash: hashOf(secret), label, language, createdAt, expiresAt: createdAt + ttlMs };
  await store.savePage(page);
  return { page, secret };
}

export function addressOf({ token }: PageTest, domain: string): string {
  return `t-${token}@${domain}`;
}

export function isExpired({ expiresAt }: PageTest, now: number): boolean {
  return expiresAt <= now;
}

export interface Standing {
  state: 'waiting' | 'received' | 'done';
  /** Of all mails that came. */
  count: number;
  /** Last first. */
  reports: Report[];
  /** Received, verdict to come; last first. */
  pending: { id: string; receivedAt: number }[];
  underWay: readonly Arrival[];
}

export async function standing({ id, token }: PageTest, { store, live }: Pick<WebParts, 'store' | 'live'>): Promise<Standing> {
  const { count, arrived } = await store.arrivals(id, MOST_REPORTS);
  const reports = arrived.flatMap(({ saved }) => (saved.state === 'done' ? [saved.report] : []));
  const kept = arrived.flatMap(({ id: one, saved }) => (saved.state === 'pending' ? [{ id: one, receivedAt: saved.receivedAt }] : []));
  const known = new Set(arrived.map((one) => one.id));
  const underWay = live.underWay(token);
  const judged = underWay.flatMap((one) => (one.id === null || one.receivedAt === null || known.has(one.id) ? [] : [{ id: one.id, receivedAt: one.receivedAt }]));
  const pending = [...judged, ...kept];
  return { state: pending.length > 0 ? 'received' : reports.length > 0 ? 'done' : 'waiting', count: count + judged.length, reports, pending, underWay };
}

/** Resolves when something may have happened to the test, or after a while; `true` when it is over with it. */
export function nextEvent(token: string, ms: number, signal: AbortSignal, { live }: Pick<WebParts, 'live'>): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (isOver: boolean): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', aborted);
      resolve(isOver);
    };
    const aborted = (): void => done(true);
    const stop = live.watch(token, ({ event }) => {
      if (event !== 'step') done(event === 'end');
    });
    const timer = setTimeout(() => done(false), Math.min(ms, RECHECK_MS));
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}

/** How it stands, at the latest after `waitMs`; sooner, when there is a report that is not `after`. */
export async function standingAfter(page: PageTest, { waitMs, after, signal }: { waitMs: number; after: string | null; signal: AbortSignal }, parts: Pick<WebParts, 'store' | 'live' | 'clock'>): Promise<Standing> {
  const until = parts.clock.now() + waitMs;
  for (;;) {
    // Watching begins before the store is asked: nothing can happen in between unseen.
    const left = until - parts.clock.now();
    const watching = new AbortController();
    const happening = left > 0 ? nextEvent(page.token, left, AbortSignal.any([signal, watching.signal]), parts) : null;
    try {
      const now = await standing(page, parts);
      const last = now.reports[0];
      if (happening === null || (last !== undefined && last.id !== after)) return now;
      if (await happening) return now;
    } finally {
      watching.abort();
    }
  }
}
