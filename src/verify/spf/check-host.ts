// check_host() of RFC 7208 §4: the evaluation with its reasons (trace.ts), then what the whole record costs (expand-tree.ts).
// test/verify/spf/agreement.test.ts compares it with mailauth.
import type { Resolver } from '../../dns/resolver.ts';
import { OUR_LIMIT } from '../our-limit.ts';
import type { SpfCheck } from '../verification.ts';
import { explanation } from './explanation.ts';
import { MAX_TERMS, MAX_TIME, type Ledger } from './spf-limits.ts';
import { addUpCost } from './node.ts';
import { openSession, type HostQuery, type Session } from './check-session.ts';
import { survey } from './expand-tree.ts';
import { readAhead } from './read-ahead.ts';
import { traceHost, type Trace } from './trace.ts';

export type { HostQuery } from './check-session.ts';

const MAX_REASON = 400;

export interface CheckLimits {
  /** Milliseconds for the evaluation, temperror past it (RFC 7208 §4.6.4). */
  time?: number;
  /** Records and milliseconds for what the message did not reach. */
  surveyRecords?: number;
  surveyTime?: number;
  /** Who is asked for it; the same resolver when left out. */
  wholeTreeResolver?: Resolver;
  /** It is read only after this. */
  wholeTreeAfter?: Promise<void>;
  /** Who is asked for the records of includes ahead of the evaluation; nobody when left out. */
  aheadResolver?: Resolver;
}

/**
 * One check_host(). Whatever the zone holds or the resolver answers is a result; throws only for a client address that is none.
 * `lookups.count` are the terms that queried DNS for this message, `tree.cost` those of the whole record.
 */
export async function checkHost(
  query: HostQuery,
  resolver: Resolver,
  limits: CheckLimits = {},
): Promise<SpfCheck> {
  const session = openSession(query, resolver);
  const check: SpfCheck = {
    identity: query.identity,
    result: 'none',
    domain: session.domainText,
    sender: session.sender,
    reason: '',
    explanation: null,
    matched: null,
    lookups: { count: 0, void: 0, limit: MAX_TERMS },
    tree: null,
  };
  // RFC 7208 §4.3: "none" without asking.
  if (session.domain.name === null)
    return { ...check, reason: `${session.domain.malformed} (RFC 7208 §4.3)` };

  const { name } = session.domain;
  const time = limits.time ?? MAX_TIME;
  const ledger: Ledger = { terms: 0, voids: 0 };
  const { aheadResolver } = limits;
  if (aheadResolver !== undefined) {
    // The record itself is the evaluation's question.
    void session.resolver.resolve(name, 'TXT');
    void readAhead(session, name, aheadResolver);
  }
  const trace = await within(time, traceHost({ session, ledger, voidNames: [] }, name));
  check.lookups.count = ledger.terms;
  check.lookups.void = ledger.voids;
  if (trace === null) {
    return {
      ...check,
      result: 'temperror',
      reason: `the evaluation took longer than ${time / 1000} s, ${OUR_LIMIT} (RFC 7208 §4.6.4)`,
    };
  }
  return await explain(session, trace, { ...check, result: trace.result }, limits);
}

/** A chain of includes makes a long reason. */
function oneLine(reason: string): string {
  return reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON - 1)}…` : reason;
}

/** The value, or null when it takes longer. */
async function within(ms: number, work: Promise<Trace>): Promise<Trace | null> {
  let timer: NodeJS.Timeout | undefined;
  // Whatever comes after the limit is of no interest, a rejection neither.
  work.catch(() => {});
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function explain(
  session: Session,
  trace: Trace,
  check: SpfCheck,
  limits: CheckLimits,
): Promise<SpfCheck> {
  await limits.wholeTreeAfter;
  await survey({ ...session, resolver: limits.wholeTreeResolver ?? session.resolver }, trace.node, {
    records: limits.surveyRecords ?? 20,
    time: limits.surveyTime ?? 3_000,
    expands: (spec) => !spec.letters.has('p'),
  });
  addUpCost(trace.node, (text) => session.parse(text));
  const { decided } = trace;
  return {
    ...check,
    reason: oneLine(trace.reason),
    explanation:
      check.result === 'fail' && decided !== null
        ? await explanation(session, decided.record, decided.domain)
        : null,
    matched:
      decided === null
        ? null
        : { record: decided.record.text, term: decided.term.text, domain: decided.domain },
    tree: trace.node,
  };
}
