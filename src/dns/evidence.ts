// One resolver a message: asks each question once, within the message's budget (SECURITY.md §2: 60 questions, what SPF and ARC may
// need by their RFCs beside them, 8 at a time, 20 s), and keeps every question with its answer as the evidence that the report shows.
// What a sender can swell has its own count, and never the last hands: the author domain's policy is always asked.
import type { Clock } from '../runtime/clock.ts';
import type { DnsEvidence } from './dns-evidence.ts';
import { canonicalName, displayName, displayString } from './names.ts';
import type { Asker, DnsAnswer, RecordData, RecordType, Resolver } from './resolver.ts';
import { zoneOf } from './zone-limit.ts';

export interface Budget {
  questions: number;
  atOnce: number;
  milliseconds: number;
}

/** Of a zone's questions in a minute: kept from what is only looked at beside. */
const ZONE_LEFT_BY_SPARE = 60;
/** Of the questions under way at once: kept for the policy, and one more from all but the policy and SPF. */
const HANDS_LEFT_BY_OWN = 1;
const HANDS_LEFT_BY_OTHERS = 2;
/** Octets of TXT answers in one count of questions; a set may have 64 KiB. */
const MAX_TEXT_OCTETS = 1024 * 1024;

/** The thread has a few seconds more (judge/pool.ts), for what is known to be told. RFC 7208 §4.6.4: at least 20 s for SPF. */
const BUDGET: Budget = { questions: 60, atOnce: 8, milliseconds: 20_000 };

export interface MessageResolver extends Resolver {
  /** All questions so far, in the order they were asked. */
  evidence(): DnsEvidence[];
  /** Which part of the budget was used up; null while none is. */
  limit(): string | null;
  /** For what no verdict hangs on: asks only while more than `left` questions are left, and does not count as a limit that was reached. */
  spare(left: number): Resolver;
  /** For what a sender can swell: the last `left` questions are kept for others, and what is refused counts as a limit that was reached. */
  keeping(left: number): Resolver;
  /** For what has a count of its own, beside the message's: `purpose` ends "over 112 DNS questions for …". */
  apart(questions: number, purpose: string): Resolver;
}

/** Who sent the message, for the limits of zones. */
export type Client = Omit<Asker, 'left'>;

/** One count of questions. */
interface Purse {
  questions: number;
  purpose: string;
  spent: number;
  textOctets: number;
}

/** Who asks: from which count, how many of it and of a zone's questions and of the hands are kept for others, and whether a refusal is a limit that was reached. */
interface Share {
  purse: Purse;
  left: number;
  zoneLeft: number;
  handsLeft: number;
  counts: boolean;
}

/** An answer, and which limit of ours took its place; null for an answer of DNS. */
interface Outcome {
  answer: DnsAnswer;
  limit: string | null;
}

interface Asked {
  zoneLeft: number;
  outcome: Promise<Outcome>;
}

export function messageResolver(
  inner: Resolver,
  {
    clock,
    budget = BUDGET,
    client = null,
  }: { clock: Clock; budget?: Budget; client?: Client | null },
): MessageResolver {
  const began = clock.now();
  const asked = new Map<string, Asked>();
  const evidence: { at: number; answer: DnsAnswer | null }[] = [];
  const timeLeft = (): number => budget.milliseconds - (clock.now() - began);
  const within = commonAlarm(timeLeft);
  const hands = handsOf(budget.atOnce);
  let limit: string | null = null;

  async function ask(
    source: Resolver,
    name: string,
    type: RecordType,
    { purse, handsLeft }: Share,
  ): Promise<Outcome> {
    const entry: (typeof evidence)[number] = { at: Math.max(0, clock.now() - began), answer: null };
    evidence.push(entry);
    purse.spent += 1;
    await hands.take(handsLeft);
    try {
      const late = (): Outcome => ({
        answer: refused(name, type),
        limit: `over ${budget.milliseconds / 1000} s of DNS for one message`,
      });
      const answered = async (): Promise<Outcome> => {
        const answer = await source.resolve(name, type);
        return {
          answer,
          limit:
            answer.status === 'BUDGET'
              ? `over the DNS questions a minute to ${zoneOf(name) ?? 'one zone'}`
              : null,
        };
      };
      const outcome = timeLeft() < 0 ? late() : await within(answered(), late);
      entry.answer = outcome.answer;
      purse.textOctets += textOctets(outcome.answer);
      return outcome;
    } finally {
      hands.giveBack();
    }
  }

  const sharing = (share: Share): Resolver => {
    const { purse, left, zoneLeft, counts } = share;
    const source =
      inner.askedBy?.({ network: null, ownZones: [], ...client, left: zoneLeft }) ?? inner;
    const noted = ({ answer, limit: reached }: Outcome): DnsAnswer => {
      if (counts) limit ??= reached;
      return answer;
    };
    return {
      async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
        const canonical = canonicalName(name);
        const key = `${type} ${canonical}`;
        let one = asked.get(key);
        if (one === undefined) {
          // What is refused is not remembered: whoever may ask for more still gets it.
          const over = overPurse(purse, left);
          if (over !== null)
            return noted({ answer: refused(canonical, type), limit: over }) as DnsAnswer<T>;
          one = { zoneLeft, outcome: ask(source, canonical, type, share) };
          asked.set(key, one);
        }
        const outcome = await one.outcome;
        if (outcome.answer.status !== 'BUDGET' || one.zoneLeft <= zoneLeft)
          return noted(outcome) as DnsAnswer<T>;
        if (asked.get(key) === one) asked.delete(key);
        return await this.resolve(name, type);
      },
    };
  };
  const purseOf = (questions: number, purpose: string): Purse => ({
    questions,
    purpose,
    spent: 0,
    textOctets: 0,
  });
  const purse = purseOf(budget.questions, 'one message');
  return {
    ...sharing({ purse, left: 0, zoneLeft: 0, handsLeft: 0, counts: true }),
    spare: (left) =>
      sharing({
        purse,
        left,
        zoneLeft: ZONE_LEFT_BY_SPARE,
        handsLeft: HANDS_LEFT_BY_OTHERS,
        counts: false,
      }),
    keeping: (left) =>
      sharing({ purse, left, zoneLeft: 0, handsLeft: HANDS_LEFT_BY_OTHERS, counts: true }),
    apart: (questions, purpose) =>
      sharing({
        purse: purseOf(questions, purpose),
        left: 0,
        zoneLeft: 0,
        handsLeft: HANDS_LEFT_BY_OWN,
        counts: true,
      }),
    evidence: () =>
      evidence.flatMap(({ at, answer }) => (answer === null ? [] : [shown(answer, at)])),
    limit: () => limit,
  };
}

function refused(name: string, type: RecordType): DnsAnswer {
  return {
    name,
    type,
    status: 'BUDGET',
    records: [],
    ttl: null,
    ms: 0,
    authenticated: false,
    cached: false,
    chain: [],
  };
}

/** Which limit of a count is reached; null while another question may be asked. */
function overPurse(
  { questions, purpose, spent, textOctets: octets }: Purse,
  left: number,
): string | null {
  if (spent >= questions - left) return `over ${questions} DNS questions for ${purpose}`;
  return octets >= MAX_TEXT_OCTETS
    ? `over ${MAX_TEXT_OCTETS / 1024} KiB of TXT records for ${purpose}`
    : null;
}

function textOctets({ type, records }: DnsAnswer): number {
  if (type !== 'TXT' && type !== 'SPF') return 0;
  let octets = 0;
  for (const record of records)
    if (Array.isArray(record)) for (const string of record) octets += string.length;
  return octets;
}

/** So many questions are under way at a time; those who leave some to others wait longer, the rest in the order they came. */
function handsOf(count: number): { take(left: number): Promise<void>; giveBack(): void } {
  const waiting: { left: number; go: () => void }[] = [];
  let free = count;
  return {
    async take(left) {
      if (free > Math.min(left, count - 1)) {
        free -= 1;
        return;
      }
      await new Promise<void>((go) => waiting.push({ left: Math.min(left, count - 1), go }));
    },
    giveBack() {
      free += 1;
      const next = waiting.findIndex(({ left }) => free > left);
      if (next < 0) return;
      free -= 1;
      waiting.splice(next, 1)[0]?.go();
    },
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

/** Characters of a question's answers that are kept as evidence; the sets that people publish have a tenth of it. */
const MAX_SHOWN = 16 * 1024;

function shown(answer: DnsAnswer, at: number): DnsEvidence {
  const { name, type, status, records, ttl, ms, authenticated } = answer;
  const answers: string[] = [];
  let room = MAX_SHOWN;
  for (const record of records) {
    const text = presentation(type, record);
    room -= text.length;
    if (room < 0) break;
    answers.push(text);
  }
  if (answers.length < records.length)
    answers.push(`… ${records.length - answers.length} more, not kept`);
  return { name: displayName(name), type, status, answers, ttl, ms, authenticated, at };
}

/** Record data as zone lines have it (RFC 1035 §5.1). */
export function presentation(type: RecordType, data: RecordData[RecordType]): string {
  if (typeof data === 'string') return type === 'A' || type === 'AAAA' ? data : displayName(data);
  if (Array.isArray(data)) return data.map(displayString).join(' ');
  if ('exchange' in data) return `${data.preference} ${displayName(data.exchange)}`;
  if ('mname' in data)
    return `${displayName(data.mname)} ${displayName(data.rname)} ${data.serial} … ${data.minimum}`;
  return `${data.usage} ${data.selector} ${data.matching} ${data.data}`;
}
