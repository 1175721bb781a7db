// Remembers answers by their own TTL, within SECURITY.md §2: at most five minutes, because people come here who just changed a
// record; negative answers by their SOA at most five seconds and without one never (RFC 2308 §5); TTL 0 and trouble never.
import type { Clock } from '../runtime/clock.ts';
import { canonicalName } from './names.ts';
import type { Asker, DnsAnswer, RecordType, Resolver } from './resolver.ts';

const MAX_POSITIVE_S = 300;
const MAX_NEGATIVE_S = 5;
/** Entries kept; the oldest goes first. */
const MAX_ENTRIES = 10_000;

interface Entry {
  answer: DnsAnswer;
  /** Milliseconds since the epoch. */
  from: number;
  until: number;
}

function keptSeconds({ status, ttl }: DnsAnswer): number {
  if (ttl === null) return 0;
  if (status === 'NOERROR') return Math.min(ttl, MAX_POSITIVE_S);
  return status === 'NXDOMAIN' || status === 'NODATA' ? Math.min(ttl, MAX_NEGATIVE_S) : 0;
}

/** Answers from memory where it may; the same question asked twice at once goes out once. */
export function cachingResolver(inner: Resolver, clock: Clock): Resolver {
  const kept = new Map<string, Entry>();
  const underWay = new Map<string, Promise<DnsAnswer>>();

  async function ask(
    source: Resolver,
    key: string,
    place: string,
    name: string,
    type: RecordType,
  ): Promise<DnsAnswer> {
    try {
      const answer = await source.resolve(name, type);
      const seconds = keptSeconds(answer);
      if (seconds > 0) {
        const now = clock.now();
        if (kept.size >= MAX_ENTRIES) {
          const [oldest] = kept.keys();
          if (oldest !== undefined) kept.delete(oldest);
        }
        kept.set(key, { answer, from: now, until: now + seconds * 1000 });
      }
      return answer;
    } finally {
      underWay.delete(place);
    }
  }

  const over = (source: Resolver, asker: string): Resolver => ({
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const key = `${type} ${canonicalName(name)}`;
      const known = kept.get(key);
      const now = clock.now();
      // A clock that was set back must not make an entry live longer than it may.
      if (known !== undefined && now < known.until && now >= known.from) {
        const { answer } = known as unknown as { answer: DnsAnswer<T> };
        const left =
          answer.ttl === null
            ? null
            : Math.max(0, answer.ttl - Math.floor((now - known.from) / 1000));
        return { ...answer, ttl: left, ms: 0, cached: true };
      }
      if (known !== undefined) kept.delete(key);
      // Apart for those who may ask less: what is refused to them is not refused to others.
      const place = `${asker} ${key}`;
      const asking = underWay.get(place) ?? ask(source, key, place, name, type);
      underWay.set(place, asking);
      return (await asking) as DnsAnswer<T>;
    },
  });
  const { askedBy } = inner;
  return askedBy === undefined
    ? over(inner, '')
    : { ...over(inner, ''), askedBy: (asker) => over(askedBy(asker), textOf(asker)) };
}

const textOf = ({ network, ownZones, left }: Asker): string =>
  `${left} ${network ?? ''} ${ownZones.join(' ')}`;
