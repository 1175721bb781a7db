// At most 100 questions a minute to one foreign zone (SECURITY.md §2), so that nobody can make us flood a server; at most 30 of
// them for one client's network, and the last 30 only for messages whose own MAIL FROM or From is in that zone, so that no stranger
// can use up what a domain's own tests need. Counts are in shared memory: all worker threads count together.
import { randomBytes } from 'node:crypto';
import type { Clock } from '../runtime/clock.ts';
import { canonicalName } from './names.ts';
import { notAsked } from './not-asked.ts';
import type { Asker, DnsAnswer, RecordType, Resolver } from './resolver.ts';

const SLOTS = 65_536;
/** Questions a minute to one zone. */
const MAX_PER_ZONE = 100;
/** Of these kept for messages whose own MAIL FROM or From is in the zone. */
const KEPT_FOR_OWN = 30;
/** Of these for one client's network. */
const MAX_PER_NETWORK = 30;
/** The same for the zones of a message's own MAIL FROM and From. Anybody can write those, so some are left to the next network even then. */
const MAX_PER_NETWORK_OWN = 70;
/** Counted in steps of five seconds. A minute lies within the twelve before and the one that runs. */
const STEP_MS = 5000;
const STEPS = 13;
/** Words of 32 bits in a slot, a cache line. Each holds the number of its step, and the questions in it. */
const WORDS = 16;
const COUNT_BITS = 7;
const MAX_COUNTED = (1 << COUNT_BITS) - 1;
/** Step numbers begin anew after two years and a half. */
const STEP_NUMBERS = 1 << (31 - COUNT_BITS);

const SECOND_LEVELS: ReadonlySet<string> = new Set(
  'ac ad biz co com desa ed edu gen go gob gouv gov govt gr lg ltd mil my ne net nhs nom or org plc sch web'.split(
    ' ',
  ),
);

/** Those that share a slot share its count. Behind the slots is what they are chosen with. */
export type SharedZoneCounts = SharedArrayBuffer;

export function sharedZoneCounts(): SharedZoneCounts {
  const memory = new SharedArrayBuffer((SLOTS * WORDS + 1) * 4);
  // Nobody can look for a name that shares the slot of another one.
  new Uint32Array(memory)[SLOTS * WORDS] = randomBytes(4).readUInt32BE(0);
  return memory;
}

/**
 * A zone is taken to be the last two labels of a name, or three under the usual second levels of countries (co.uk, web.id): coarse on
 * purpose, it errs towards asking less. Null for the root and for registries, which every tree walk of DMARC passes (_dmarc.com).
 */
export function zoneOf(name: string): string | null {
  const labels = canonicalName(name).split('.');
  // Reverse names: the zone of a provider's network, /16 in IPv4 and /32 in IPv6.
  if (labels.at(-1) === 'arpa') return labels.slice(labels.at(-2) === 'ip6' ? -10 : -4).join('.');
  const first = labels.findIndex((label) => !label.startsWith('_'));
  const depth = labels.at(-1)?.length === 2 && SECOND_LEVELS.has(labels.at(-2) ?? '') ? 3 : 2;
  return first === -1 || labels.length - first < depth ? null : labels.slice(-depth).join('.');
}

/** FNV-1a over the chars, from a beginning of its own. */
function slotOf(counted: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < counted.length; at += 1)
    hash = Math.imul(hash ^ counted.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 16)) >>> 0) % SLOTS;
}

/** What is asked for nobody in particular: by an operator, or where nothing is known of the client. */
const NOBODY: Asker = { network: null, ownZones: [], left: 0 };

/** Questions over a limit are BUDGET and are not asked; whoever leaves some to others reaches it earlier. */
export function zoneLimitedResolver(
  inner: Resolver,
  memory: SharedZoneCounts,
  clock: Clock,
): Resolver {
  const counts = new Int32Array(memory);
  const seed = counts[SLOTS * WORDS] ?? 0;
  const take = (zone: string, { network, ownZones, left }: Asker): boolean => {
    const step = Math.floor(clock.now() / STEP_MS) % STEP_NUMBERS;
    const isOwn = ownZones.includes(zone);
    const slot = slotOf(zone, seed) * WORDS;
    const keeps = network === null || isOwn ? left : Math.max(left, KEPT_FOR_OWN);
    if (countOf(counts, slot, step) >= MAX_PER_ZONE - keeps) return false;
    if (network !== null) {
      const share = slotOf(`${zone} ${network}`, seed) * WORDS;
      if (countOf(counts, share, step) >= (isOwn ? MAX_PER_NETWORK_OWN : MAX_PER_NETWORK))
        return false;
      countOne(counts, share, step);
    }
    countOne(counts, slot, step);
    return true;
  };
  const askedBy = (asker: Asker): Resolver => ({
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const zone = zoneOf(name);
      if (zone === null || take(zone, asker)) return await inner.resolve(name, type);
      return notAsked(canonicalName(name), type);
    },
  });
  return { ...askedBy(NOBODY), askedBy };
}

/** Questions of the last minute. */
function countOf(counts: Int32Array, slot: number, step: number): number {
  let asked = 0;
  for (let at = 0; at < STEPS; at += 1) {
    const word = Atomics.load(counts, slot + at);
    const age = step - (word >>> COUNT_BITS);
    if (age >= 0 && age < STEPS) asked += word & MAX_COUNTED;
  }
  return asked;
}

function countOne(counts: Int32Array, slot: number, step: number): void {
  const own = slot + (step % STEPS);
  for (;;) {
    const word = Atomics.load(counts, own);
    const next = word >>> COUNT_BITS === step ? word + 1 : (step << COUNT_BITS) | 1;
    // Another thread may have counted in between; that several pass the sum at once costs a question or two.
    if (Atomics.compareExchange(counts, own, word, next) === word) return;
  }
}
