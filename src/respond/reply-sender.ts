// Mails what is owed (SECURITY.md §5, §7): leases a reply, composes it, hands it over, writes down what became of it, and sleeps until
// the next is due. One delivery at a time for each destination, many in all. A lease that runs out is due again, so a crash costs a
// delay and no reply. Who is answered is decide.ts; no trouble of the store, of DNS or of another's server ends the courier.
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Clock } from '../runtime/clock.ts';
import { random16, type Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import { StoreError, type LeasedReply, type Store } from '../store/store.ts';
import type { Composed } from './assemble.ts';
import { composeReply } from './compose.ts';
import { deliver, type DeliveryDeps } from './deliver.ts';
import { createDestinations } from './destinations.ts';
import { composeForward } from './forward.ts';
import { holdLease, LEASE_MS } from './lease.ts';
import type { ReplyKey } from './signing-key.ts';
import type { Target } from './mx.ts';
import { nextAttempt } from './schedule.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';

/** Deliveries at once: to servers of strangers, of which each delays only itself (destinations.ts), and to the operator's relay. */
const AT_ONCE = 16;
const AT_ONCE_TO_RELAY = 4;
const SUPPRESS_MS = 7 * 86_400_000;
/** A clock that is set, and replies that another node owes, are noticed after this long. */
const MAX_SLEEP_MS = 60_000;
/** How long a store that is away is left alone: from, to. */
const PATIENCE_MS = [500, 8000] as const;
const STOP_MS = 30_000;

export interface ReplySenderDeps {
  settings: Settings;
  store: Pick<
    Store,
    | 'leaseReply'
    | 'renewReply'
    | 'replySent'
    | 'replyLater'
    | 'returnReply'
    | 'replyFailed'
    | 'nextReplyAt'
    | 'suppress'
    | 'report'
    | 'test'
  >;
  resolver: Resolver;
  key: Pick<ReplyKey, 'selector' | 'domain' | 'privateKey'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  timers?: Timers;
  /** From 0 to below 1: which of equal exchangers, and the jitter of retries. */
  random?: () => number;
  /** Where exchangers listen and which of their addresses may be connected to, when not on port 25 of public ones. */
  exchangers?: Pick<DeliveryDeps, 'port' | 'allowAddress'>;
  /** Aborted when there is no time left for deliveries: they are owed at the next start. */
  abandon?: AbortSignal;
}

export interface ReplySender extends AsyncDisposable {
  /** Something is owed now. */
  wake(): void;
}

export function startReplySender(parts: ReplySenderDeps): ReplySender {
  const {
    settings,
    store,
    resolver,
    key,
    clock,
    ids,
    log,
    timers = systemTimers,
    random = () => random16() / 0x1_0000,
    exchangers = {},
  } = parts;
  const stopping = new AbortController();
  const abandoning = new AbortController();
  parts.abandon?.addEventListener('abort', () => abandoning.abort());
  const underWay = new Set<Promise<void>>();
  const destinations = settings.relayUrl === undefined ? createDestinations() : null;
  const atOnce = destinations === null ? AT_ONCE_TO_RELAY : AT_ONCE;
  const busy = (): string[] => destinations?.busy() ?? [];
  /** Handed over, but not yet written down. */
  const delivered = new Map<string, number>();
  let looking: Promise<void> | null = null;
  let isWanted = false;
  let cancelSleep = (): void => {};

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopping.signal.aborted) {
        resolve();
        return;
      }
      const end = (): void => {
        cancel();
        stopping.signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = timers.after(ms, end);
      stopping.signal.addEventListener('abort', end);
    });

  /** Asks the store until it answers; when it is to stop, a last time. */
  const retryStore = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let wait: number = PATIENCE_MS[0]; ; wait = Math.min(2 * wait, PATIENCE_MS[1])) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof StoreError) || stopping.signal.aborted) throw error;
        log.warn({ err: error, wait }, 'the store does not answer; replies wait');
        await pause(wait);
      }
    }
  };

  const composed = async (reply: LeasedReply): Promise<Composed> => {
    const test = await retryStore(() => store.test(reply.testId));
    if (test === null) return { kind: 'dropped', problem: 'the test is no longer kept' };
    const now = clock.now();
    const common = { to: reply.to, settings, key, now, firstTriedAt: reply.firstTriedAt ?? now };
    if (reply.kind === 'forward') return await composeForward({ ...common, test });
    const saved = await retryStore(() => store.report(reply.testId));
    if (saved?.state !== 'done')
      return { kind: 'dropped', problem: 'the report is no longer kept' };
    return await composeReply({
      ...common,
      kind: reply.kind,
      report: saved.report,
      answer: test.answer,
    });
  };

  const attempt = async (reply: LeasedReply, isLost: AbortSignal): Promise<void> => {
    const about = {
      id: reply.testId,
      kind: reply.kind,
      domain: reply.to.domain,
      attempt: reply.attempts,
    };
    const later = async (problem: string): Promise<void> => {
      // Broken off by us: no fault of the recipient's server, so it need not wait.
      const dueAt = abandoning.signal.aborted
        ? clock.now()
        : nextAttempt(reply.attempts, reply.firstTriedAt ?? clock.now(), clock.now(), random());
      if (dueAt === null) await fail(`given up after a day: ${problem}`);
      else {
        log.info(
          { ...about, problem, dueAt: new Date(dueAt).toISOString() },
          'a reply could not be handed over; it is tried again',
        );
        await retryStore(() => store.replyLater(reply, dueAt, problem));
      }
    };
    const fail = async (problem: string): Promise<void> => {
      log.warn({ ...about, problem }, 'a reply could not be mailed');
      await retryStore(() => store.replyFailed(reply, problem));
    };
    try {
      if (delivered.has(reply.testId)) {
        await writeSent(reply);
        return;
      }
      const made = await composed(reply);
      if (made.kind === 'dropped') {
        await fail(made.problem);
        return;
      }
      const claim = (target: Target): boolean =>
        destinations?.claim(reply.to.domain, target) ?? true;
      const end = await deliver(made.mail, {
        settings,
        resolver,
        random,
        timers,
        claim,
        signal: AbortSignal.any([abandoning.signal, isLost]),
        ...exchangers,
      });
      if (end.kind === 'busy') {
        await retryStore(() => store.returnReply(reply, clock.now()));
      } else if (end.kind === 'sent') {
        log.info({ ...about, response: end.response }, 'a reply was handed over');
        delivered.set(reply.testId, clock.now());
        await writeSent(reply);
      } else if (end.kind === 'later') {
        await later(end.problem);
      } else {
        // Only what a server said counts against an address: a zone may be repaired the next minute, and is what people come to test.
        if (end.code !== null && reply.kind !== 'forward') {
          const until = clock.now() + SUPPRESS_MS;
          await retryStore(() => store.suppress(`${reply.to.local}@${reply.to.domain}`, until));
        }
        await fail(end.problem);
      }
    } catch (error) {
      if (error instanceof StoreError) throw error;
      log.error({ ...about, err: error }, 'a reply failed by a fault of this program');
      await later('a fault of this program');
    }
  };

  const writeSent = async (reply: LeasedReply): Promise<void> => {
    const at = delivered.get(reply.testId) ?? clock.now();
    const isOurs = await retryStore(() => store.replySent(reply, at));
    delivered.delete(reply.testId);
    if (!isOurs)
      log.warn(
        { id: reply.testId },
        'a reply was handed over after its lease had ended; it may arrive twice',
      );
  };

  const start = (reply: LeasedReply): void => {
    destinations?.begin(reply.to.domain);
    const lease = holdLease(reply, { store, clock, timers });
    const work = attempt(reply, lease.signal)
      .catch((error: unknown) =>
        log.error(
          { id: reply.testId, err: error },
          'what became of a reply could not be written down; it is due again when its lease ends',
        ),
      )
      .finally(() => {
        lease.end();
        underWay.delete(work);
        destinations?.end(reply.to.domain);
        wake();
      });
    underWay.add(work);
  };

  /** Leases what is due while hands are free, then sets the alarm for what is not. */
  const look = async (): Promise<void> => {
    while (isWanted && !stopping.signal.aborted) {
      isWanted = false;
      while (underWay.size < atOnce && !stopping.signal.aborted) {
        const reply = await retryStore(() =>
          store.leaseReply(
            clock.now(),
            clock.now() + LEASE_MS,
            ids.next(),
            busy(),
            destinations !== null,
          ),
        );
        if (reply === null) break;
        if (stopping.signal.aborted) await store.returnReply(reply, clock.now());
        else start(reply);
      }
      // With all hands full the first that is free looks again.
      const next =
        underWay.size >= atOnce
          ? null
          : await retryStore(() => store.nextReplyAt(busy(), destinations !== null));
      const ms =
        next === null ? MAX_SLEEP_MS : Math.min(Math.max(next - clock.now(), 0), MAX_SLEEP_MS);
      cancelSleep();
      if (stopping.signal.aborted) return;
      cancelSleep = timers.after(ms, wake);
      log.debug({ ms, underWay: underWay.size }, 'no reply is due; the courier sleeps');
    }
  };

  function wake(): void {
    isWanted = true;
    if (looking !== null || stopping.signal.aborted) return;
    cancelSleep();
    looking = look()
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        log.error({ err: error }, 'the courier stumbled; it goes on in a while');
        cancelSleep = timers.after(PATIENCE_MS[1], wake);
      })
      .finally(() => {
        looking = null;
        if (isWanted) wake();
      });
  }

  wake();
  return {
    wake,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      cancelSleep();
      const cancel = timers.after(STOP_MS, () => abandoning.abort());
      await looking;
      await Promise.all(underWay);
      cancel();
    },
  };
}
