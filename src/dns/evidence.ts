// One resolver a message: asks each question once, within the message's budget (SECURITY.md §2: 60 questions, 8 at a time,
// 20 s), and keeps every question with its answer as the evidence that the report shows. The time ends early enough for what is
// known to be told before the thread is ended, also for questions that are under way.
import type { Clock } from '../runtime/clock.ts';
import type { DnsEvidence } from '../verify/verification.ts';
import { canonicalName, displayName, displayString } from './names.ts';
import type { DnsAnswer, RecordData, RecordType, Resolver } from './resolver.ts';

export interface Budget {
  questions: number;
  atOnce: number;
  milliseconds: number;
}

/** Of a zone's questions in a minute: kept from what is only looked at beside, and from what a sender can swell. */
const ZONE_LEFT_BY_SPARE = 60;
const ZONE_LEFT_BY_KEEPING = 30;

/** Of the 20 s that DNS has, two are left to those 20 s in which the thread must be done (SECURITY.md §1). */
const BUDGET: Budget = { questions: 60, atOnce: 8, milliseconds: 18_000 };

export interface MessageResolver extends Resolver {
  /** All questions so far, in the order they were asked. */
  evidence(): DnsEvidence[];
  /** Which part of the budget was used up; null while none is. */
  limit(): string | null;
  /** For what no verdict hangs on: asks only while more than `left` questions are left, and does not count as a limit that was reached. */
  spare(left: number): Resolver;
  /** For what a sender can swell: the last `left` questions are kept for others, and what is refused counts as a limit that was reached. */
  keeping(left: number): Resolver;
}

/** Who asks: how many of the message's and of a zone's questions are kept for others, and what a refusal is noted as. */
interface Share {
  left: number;
  zoneLeft: number;
  why: string | null;
}

interface Asked {
  zoneLeft: number;
  answer: Promise<DnsAnswer>;
}

export function messageResolver(inner: Resolver, { clock, budget = BUDGET }: { clock: Clock; budget?: Budget }): MessageResolver {
  const began = clock.now();
  const asked = new Map<string, Asked>();
  const evidence: { at: number; answer: DnsAnswer | null }[] = [];
  const waiting: (() => void)[] = [];
  const overBudget = `over ${budget.questions} DNS questions for one message`;
  const timeLeft = (): number => budget.milliseconds - (clock.now() - began);
  const within = commonAlarm(timeLeft);
  let free = budget.atOnce;
  let limit: string | null = null;

  const refused = (name: string, type: RecordType, why: string | null): DnsAnswer => {
    limit ??= why;
    return { name, type, status: 'BUDGET', records: [], ttl: null, ms: 0, authenticated: false, cached: false, chain: [] };
  };

  async function ask(source: Resolver, name: string, type: RecordType): Promise<DnsAnswer> {
    const entry: (typeof evidence)[number] = { at: Math.max(0, clock.now() - began), answer: null };
    evidence.push(entry);
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      const late = (): DnsAnswer => refused(name, type, `over ${budget.milliseconds / 1000} s of DNS for one message`);
      entry.answer = timeLeft() < 0 ? late() : await within(source.resolve(name, type), late);
      return entry.answer;
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  }

  const sharing = ({ left, zoneLeft, why }: Share): Resolver => {
    const source = zoneLeft === 0 ? inner : (inner.leaving?.(zoneLeft) ?? inner);
    return {
      async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
        const canonical = canonicalName(name);
        const key = `${type} ${canonical}`;
        let one = asked.get(key);
        if (one === undefined) {
          // What is refused is not remembered: whoever may ask for more still gets it.
          if (evidence.length >= budget.questions - left) return refused(canonical, type, why) as DnsAnswer<T>;
          one = { zoneLeft, answer: ask(source, canonical, type) };
          asked.set(key, one);
        }
        const answer = (await one.answer) as DnsAnswer<T>;
        if (answer.status !== 'BUDGET' || one.zoneLeft <= zoneLeft) return answer;
        if (asked.get(key) === one) asked.delete(key);
        return await this.resolve(name, type);
      },
    };
  };
  return {
    ...sharing({ left: 0, zoneLeft: 0, why: overBudget }),
    spare: (left) => sharing({ left, zoneLeft: ZONE_LEFT_BY_SPARE, why: null }),
    keeping: (left) => sharing({ left, zoneLeft: ZONE_LEFT_BY_KEEPING, why: overBudget }),
    evidence: () => evidence.flatMap(({ at, answer }) => (answer === null ? [] : [shown(answer, at)])),
    limit: () => limit,
  };
}

/** For each question what comes of it, or `late()` when no time is left: with one alarm for all that are under way. */
function commonAlarm(timeLeft: () => number): <T>(asking: Promise<T>, late: () => T) => Promise<T> {
  const underWay = new Set<() => void>();
  let alarm: NodeJS.Timeout | undefined;
  // What is asked from now on sets an alarm of its own: the time may be up by the timer and not yet by the clock.
  const ring = (): void => {
    alarm = undefined;
    for (const end of underWay) end();
    underWay.clear();
  };
  return (asking, late) =>
    new Promise((resolve, reject) => {
      const end = (): void => resolve(late());
      underWay.add(end);
      alarm ??= setTimeout(ring, timeLeft());
      const over = (): void => {
        underWay.delete(end);
        if (underWay.size > 0) return;
        clearTimeout(alarm);
        alarm = undefined;
      };
      asking.then(resolve, reject).finally(over);
    });
}

function shown(answer: DnsAnswer, at: number): DnsEvidence {
  const { name, type, status, records, ttl, ms, authenticated } = answer;
  return { name: displayName(name), type, status, answers: records.map((record) => presentation(type, record)), ttl, ms, authenticated, at };
}

/** Record data as zone lines have it (RFC 1035 §5.1). */
export function presentation(type: RecordType, data: RecordData[RecordType]): string {
  if (typeof data === 'string') return type === 'A' || type === 'AAAA' ? data : displayName(data);
  if (Array.isArray(data)) return data.map(displayString).join(' ');
  if ('exchange' in data) return `${data.preference} ${displayName(data.exchange)}`;
  if ('mname' in data) return `${displayName(data.mname)} ${displayName(data.rname)} ${data.serial} … ${data.minimum}`;
  return `${data.usage} ${data.selector} ${data.matching} ${data.data}`;
}
