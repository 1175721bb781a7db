// At most 100 questions a minute to one foreign zone (SECURITY.md §2), so that nobody can make us flood a server. Counts are
// kept in shared memory: all worker threads count together. A zone is taken to be the last two labels of a name, or three under
// the usual second levels of countries (co.uk, web.id): coarse on purpose, it errs towards asking less. Registries themselves,
// which every tree walk of DMARC passes (_dmarc.com), are nobody's to flood and are not counted.
import type { Clock } from '../runtime/clock.ts';
import { canonicalName } from './names.ts';
import type { DnsAnswer, RecordType, Resolver } from './resolver.ts';

const SLOTS = 4096;
const MOST_PER_MINUTE = 100;
/** Counted in steps of five seconds. A minute lies within the twelve before and the one that runs. */
const STEP_MS = 5000;
const STEPS = 13;
/** Words of 32 bits in a slot, a cache line. Each holds the number of its step, and the questions in it. */
const WORDS = 16;
const COUNT_BITS = 7;
const MOST_COUNTED = (1 << COUNT_BITS) - 1;
/** Step numbers begin anew after two years and a half. */
const STEP_NUMBERS = 1 << (31 - COUNT_BITS);

const SECOND_LEVELS: ReadonlySet<string> = new Set('ac ad biz co com desa ed edu gen go gob gouv gov govt gr lg ltd mil my ne net nhs nom or org plc sch web'.split(' '));

/** Zones that share a slot share its count. */
export type SharedZoneCounts = SharedArrayBuffer;

export function sharedZoneCounts(): SharedZoneCounts {
  return new SharedArrayBuffer(SLOTS * WORDS * 4);
}

/** Null for the root and for registries. */
export function zoneOf(name: string): string | null {
  const labels = canonicalName(name).split('.');
  // Reverse names: the zone of a provider's network, /16 in IPv4 and /32 in IPv6.
  if (labels.at(-1) === 'arpa') return labels.slice(labels.at(-2) === 'ip6' ? -10 : -4).join('.');
  const first = labels.findIndex((label) => !label.startsWith('_'));
  const depth = labels.at(-1)?.length === 2 && SECOND_LEVELS.has(labels.at(-2) ?? '') ? 3 : 2;
  return first === -1 || labels.length - first < depth ? null : labels.slice(-depth).join('.');
}

/** FNV-1a over the chars. */
function slotOf(zone: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < zone.length; at += 1) hash = Math.imul(hash ^ zone.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % SLOTS;
}

/** Questions over the limit are BUDGET and are not asked; `leaving` reaches it earlier. */
export function zoneLimitedResolver(inner: Resolver, memory: SharedZoneCounts, clock: Clock, most: number = MOST_PER_MINUTE): Resolver {
  const counts = new Int32Array(memory);
  const take = (zone: string, left: number): boolean => {
    const slot = slotOf(zone) * WORDS;
    const step = Math.floor(clock.now() / STEP_MS) % STEP_NUMBERS;
    let asked = 0;
    for (let at = 0; at < STEPS; at += 1) {
      const word = Atomics.load(counts, slot + at);
      const age = step - (word >>> COUNT_BITS);
      if (age >= 0 && age < STEPS) asked += word & MOST_COUNTED;
    }
    if (asked >= most - left) return false;
    const own = slot + (step % STEPS);
    for (;;) {
      const word = Atomics.load(counts, own);
      const next = word >>> COUNT_BITS === step ? word + 1 : (step << COUNT_BITS) | 1;
      // Another thread may have counted in between; that several pass the sum above at once costs a question or two.
      if (Atomics.compareExchange(counts, own, word, next) === word) return true;
    }
  };
  const leaving = (left: number): Resolver => ({
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const zone = zoneOf(name);
      if (zone === null || take(zone, left)) return await inner.resolve(name, type);
      return { name: canonicalName(name), type, status: 'BUDGET', records: [], ttl: null, ms: 0, authenticated: false, cached: false, chain: [] };
    },
  });
  return { ...leaving(0), leaving };
}
