// Tests made on the page or by the API: making one, saying how it stands, waiting for its next report (DESIGN.md §5). What is on
// its way is known to this process alone; what came is in the store, which is asked again now and then, since another node may
// have received it.
import type { Arrival } from '../page/arrival.ts';
import type { Language } from '../message/requested-reply.ts';
import type { Report } from '../report/report.ts';
import type { TestAddress } from '../store/store.ts';
import { hashOf } from './caller.ts';
import type { WebDeps } from './deps.ts';

const DAY_MS = 86_400_000;
export const DEFAULT_TTL_MS = DAY_MS;
export const MIN_TTL_MS = 60_000;
export const MAX_TTL_MS = 30 * DAY_MS;
/** Older ones are counted, and readable at their own links. */
const MAX_REPORTS = 20;
/** How often the store is asked again, in case another node received a mail. */
export const RECHECK_MS = 2000;

export interface NewTest {
  label: string | null;
  language: Language | null;
  ttlMs: number;
}

/** The secret is told once; only its hash is kept. */
export async function makePageTest(
  { label, language, ttlMs }: NewTest,
  { store, clock, ids }: Pick<WebDeps, 'store' | 'clock' | 'ids'>,
): Promise<{ page: TestAddress; secret: string }> {
  const secret = ids.next();
  const createdAt = clock.now();
  const page: TestAddress = {
    id: ids.next(),
    token: ids.next(),
    secretHash: hashOf(secret),
    label,
    language,
    createdAt,
    expiresAt: createdAt + ttlMs,
  };
  await store.savePage(page);
  return { page, secret };
}

export function addressOf({ token }: TestAddress, domain: string): string {
  return `t-${token}@${domain}`;
}

export function isExpired({ expiresAt }: TestAddress, now: number): boolean {
  return expiresAt <= now;
}

export interface TestState {
  state: 'waiting' | 'received' | 'done';
  /** Of all mails that came. */
  count: number;
  /** Last first. */
  reports: Report[];
  /** Received, verdict to come; last first. */
  pending: { id: string; receivedAt: number }[];
  underWay: readonly Arrival[];
}

export async function standing(
  { id, token }: TestAddress,
  { store, live }: Pick<WebDeps, 'store' | 'live'>,
): Promise<TestState> {
  const { count, arrived } = await store.arrivals(id, MAX_REPORTS);
  const reports = arrived.flatMap(({ saved }) => (saved.state === 'done' ? [saved.report] : []));
  const kept = arrived.flatMap(({ id: one, saved }) =>
    saved.state === 'pending' ? [{ id: one, receivedAt: saved.receivedAt }] : [],
  );
  const known = new Set(arrived.map((one) => one.id));
  const underWay = live.underWay(token);
  const judged = underWay.flatMap((one) =>
    one.id === null || one.receivedAt === null || known.has(one.id)
      ? []
      : [{ id: one.id, receivedAt: one.receivedAt }],
  );
  const pending = [...judged, ...kept];
  return {
    state: pending.length > 0 ? 'received' : reports.length > 0 ? 'done' : 'waiting',
    count: count + judged.length,
    reports,
    pending,
    underWay,
  };
}

/** `over`: deleted, or nobody waits any more. */
type WaitResult = 'something' | 'nothing' | 'over';

/** What happens to a test next; `nothing` after `ms`. */
function nextHappening(
  token: string,
  ms: number,
  signal: AbortSignal,
  { live }: Pick<WebDeps, 'live'>,
): Promise<WaitResult> {
  return new Promise((resolve) => {
    const done = (what: WaitResult): void => {
      clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', aborted);
      resolve(what);
    };
    const aborted = (): void => done('over');
    const stop = live.watch(token, ({ event }) => {
      if (event !== 'step') done(event === 'deleted' || event === 'stop' ? 'over' : 'something');
    });
    const timer = setTimeout(() => done('nothing'), ms);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}

/** How it stands, at the latest after `waitMs`; sooner, when there is a report that is not `after`. */
export async function standingAfter(
  page: TestAddress,
  { waitMs, after, signal }: { waitMs: number; after: string | null; signal: AbortSignal },
  parts: Pick<WebDeps, 'store' | 'live' | 'clock'>,
): Promise<TestState> {
  const { store, clock } = parts;
  const until = clock.now() + waitMs;
  let known: string | null = null;
  for (;;) {
    // Watching begins before the store is asked: nothing can happen in between unseen.
    const left = until - clock.now();
    const watching = new AbortController();
    const happening =
      left > 0
        ? nextHappening(
            page.token,
            Math.min(left, RECHECK_MS),
            AbortSignal.any([signal, watching.signal]),
            parts,
          )
        : null;
    try {
      const counts = JSON.stringify(await store.countArrivals(page.id));
      if (happening === null || counts !== known) {
        known = counts;
        const now = await standing(page, parts);
        const last = now.reports[0];
        if (happening === null || (last !== undefined && last.id !== after)) return now;
      }
      if ((await happening) === 'over') return await standing(page, parts);
    } finally {
      watching.abort();
    }
  }
}
