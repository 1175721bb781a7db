// The resolver of one message: asks each question once, within the limits of SECURITY.md §2, and keeps every question with its answer
// as evidence. What a sender can multiply has counts of its own, so that the policy of the author domain is always asked.
import type { Clock } from '../runtime/clock.ts';
import type { DnsEvidence } from './dns-evidence.ts';
import { commonAlarm, handsOf } from './at-once.ts';
import { canonicalName } from './names.ts';
import { notAsked } from './not-asked.ts';
import type { Asker, DnsAnswer, RecordType, Resolver } from './resolver.ts';
import { shown } from './shown-answer.ts';
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
  /** The message has arrived: its time begins anew, and what was asked before is marked as early. */
  arrived(): void;
  /** Nobody waits for answers any more: nothing further is asked. */
  abandon(): void;
  /** Zones that turn out to be the message's own. */
  addOwnZones(zones: readonly string[]): void;
  /** All questions so far, in the order they were asked. */
  evidence(): DnsEvidence[];
  /** Which part of the budget was used up; null while none is. */
  limit(): string | null;
  /**
   * For what no verdict depends on: asks only while more than `left` questions are left, and does not count as a limit that was reached.
   * `soon` for a few that may take all places but the policy's.
   */
  spare(left: number, soon?: 'soon'): Resolver;
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
  /** Own zones that were known when it was asked. */
  ownZones: number;
  outcome: Promise<Outcome>;
}

interface Entry {
  /** Milliseconds since the epoch. */
  at: number;
  answer: DnsAnswer | null;
}

export function messageResolver(
  inner: Resolver,
  {
    clock,
    budget = BUDGET,
    client = null,
  }: { clock: Clock; budget?: Budget; client?: Client | null },
): MessageResolver {
  let began = clock.now();
  const asked = new Map<string, Asked>();
  const evidence: Entry[] = [];
  const ownZones = new Set(client?.ownZones);
  let early = 0;
  let isAbandoned = false;
  const timeLeft = (): number => budget.milliseconds - (clock.now() - began);
  const alarm = commonAlarm(timeLeft);
  const hands = handsOf(budget.atOnce);
  let limit: string | null = null;

  async function ask(
    source: Resolver,
    name: string,
    type: RecordType,
    { purse, handsLeft }: Share,
  ): Promise<Outcome> {
    const entry: Entry = { at: clock.now(), answer: null };
    evidence.push(entry);
    purse.spent += 1;
    await hands.take(handsLeft);
    try {
      const late = (): Outcome => ({
        answer: notAsked(name, type),
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
      const outcome = timeLeft() < 0 || isAbandoned ? late() : await alarm.within(answered(), late);
      entry.answer = outcome.answer;
      purse.textOctets += textOctets(outcome.answer);
      return outcome;
    } finally {
      hands.giveBack();
    }
  }

  const sharing = (share: Share): Resolver => {
    const { purse, left, zoneLeft, counts } = share;
    let source = inner;
    let sourceZones = -1;
    const sourceNow = (): Resolver => {
      if (inner.askedBy === undefined || sourceZones === ownZones.size) return source;
      sourceZones = ownZones.size;
      source = inner.askedBy({
        network: client?.network ?? null,
        ownZones: [...ownZones],
        left: zoneLeft,
      });
      return source;
    };
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
          const over = isAbandoned ? 'nobody waits for the message' : overPurse(purse, left);
          if (over !== null)
            return noted({ answer: notAsked(canonical, type), limit: over }) as DnsAnswer<T>;
          const outcome = ask(sourceNow(), canonical, type, share);
          one = { zoneLeft, ownZones: ownZones.size, outcome };
          asked.set(key, one);
        }
        const outcome = await one.outcome;
        if (
          outcome.answer.status !== 'BUDGET' ||
          (one.zoneLeft <= zoneLeft && one.ownZones === ownZones.size)
        )
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
    spare: (left, soon) =>
      sharing({
        purse,
        left,
        zoneLeft: ZONE_LEFT_BY_SPARE,
        handsLeft: soon === undefined ? HANDS_LEFT_BY_OTHERS : HANDS_LEFT_BY_OWN,
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
    arrived: () => {
      began = clock.now();
      early = evidence.length;
      alarm.setAgain();
    },
    abandon: () => {
      isAbandoned = true;
    },
    addOwnZones: (zones) => {
      for (const zone of zones) ownZones.add(zone);
    },
    evidence: () =>
      evidence.flatMap(({ at, answer }, index) =>
        answer === null ? [] : [shown(answer, at - began, index < early)],
      ),
    limit: () => limit,
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
