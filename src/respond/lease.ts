// Holds a lease for as long as its delivery takes: it is renewed well before it ends, so a lease is short and what a dead node held is
// taken over soon. When it cannot be renewed, the delivery is broken off before another node may begin with it.
import type { Clock } from '../runtime/clock.ts';
import type { Timers } from '../runtime/timers.ts';
import type { LeasedReply, Store } from '../store/store.ts';

/** What a node held when it died is due again after this. */
export const LEASE_MS = 45_000;
const RENEW_MS = 15_000;
/** The clocks of nodes differ a little. */
const MARGIN_MS = 5000;

export interface HeldLease {
  /** Aborted when the lease is lost. */
  signal: AbortSignal;
  end(): void;
}

export function holdLease(
  reply: LeasedReply,
  { store, clock, timers }: { store: Pick<Store, 'renewReply'>; clock: Clock; timers: Timers },
): HeldLease {
  const lost = new AbortController();
  let until = clock.now() + LEASE_MS;
  let isEnded = false;
  let cancel = (): void => {};
  const renew = async (): Promise<void> => {
    const next = clock.now() + LEASE_MS;
    try {
      if (await store.renewReply(reply, next)) until = next;
      else lost.abort();
    } catch {
      // The store is away: it is asked again, until the lease is about to end.
    }
  };
  const tick = (): void => {
    if (isEnded || lost.signal.aborted) return;
    const left = until - MARGIN_MS - clock.now();
    if (left <= 0) {
      lost.abort();
      return;
    }
    void renew();
    cancel = timers.after(Math.min(RENEW_MS, left), tick);
  };
  cancel = timers.after(RENEW_MS, tick);
  return {
    signal: lost.signal,
    end() {
      isEnded = true;
      cancel();
    },
  };
}
