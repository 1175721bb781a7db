// At most 100 questions a minute to one foreign zone (SECURITY.md §2), so that nobody can make us flood a server. Counts are
// kept in shared memory: all worker threads count together. A zone is taken to be the last two labels of a name, or three when
// the second is short (co.uk, web.id): coarse on purpose, it needs no list and errs towards asking less.
import type { Clock } from '../runtime/clock.ts';
import { canonicalName } from './names.ts';
import type { DnsAnswer, RecordType, Resolver } from './resolver.ts';

const SLOTS = 4096;
const WINDOW_MS = 60_000;
const MOST_PER_WINDOW = 100;

/** Two 32-bit words a slot: the minute, and the questions in it. Zones that share a slot share its count. */
export type SharedZoneCounts = SharedArrayBuffer;

export function sharedZoneCounts(): SharedZoneCounts {
  return new SharedArrayBuffer(SLOTS * 8);
}

export function zoneOf(name: string): string {
  const labels = canonicalName(name).split('.');
  // Reverse names: the zone of a provider's network, /16 in IPv4 and /32 in IPv6.
  if (labels.at(-1) === 'arpa') return labels.slice(labels.at(-2) === 'ip6' ? -10 : -4).join('.');
  const second = labels.at(-2) ?? '';
  return labels.slice(second.length <= 3 ? -3 : -2).join('.');
}

/** FNV-1a over the chars. */
function slotOf(zone: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < zone.length; at += 1) hash = Math.imul(hash ^ zone.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % SLOTS;
}

/** Questions over the limit are BUDGET and are not asked. */
export function zoneLimitedResolver(inner: Resolver, memory: SharedZoneCounts, clock: Clock, most: number = MOST_PER_WINDOW): Resolver {
  const counts = new Int32Array(memory);
  const take = (name: string): boolean => {
    const slot = slotOf(zoneOf(name)) * 2;
    const minute = Math.floor(clock.now() / WINDOW_MS) | 0;
    const seen = Atomics.load(counts, slot);
    // Whoever sees the new minute first resets the count; a race costs a question or two.
    if (seen !== minute && Atomics.compareExchange(counts, slot, seen, minute) === seen) Atomics.store(counts, slot + 1, 0);
    return Atomics.add(counts, slot + 1, 1) < most;
  };
  return {
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      if (take(name)) return await inner.resolve(name, type);
      return { name: canonicalName(name), type, status: 'BUDGET', records: [], ttl: null, ms: 0, authenticated: false, cached: false, chain: [] };
    },
  };
}
