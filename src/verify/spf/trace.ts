// Evaluates a record (RFC 7208 §4.4 to §6.1) and says for every term what became of it.
import type { SpfNode, SpfResult, SpfTerm } from '../verification.ts';
import { fetchRecord, type FetchedRecord } from './fetch-record.ts';
import {
  aim,
  broken,
  noMatch,
  spendTerm,
  spendVoid,
  testMechanism,
  type Run,
  type Tested,
} from './mechanism.ts';
import { bareNode, recordNode, termOf } from './node.ts';
import type { ParsedRecord } from './parse-record.ts';
import type { ParsedTerm } from './parse-term.ts';
import { truncate } from './truncate.ts';

/** What one check_host() came to, the nested ones too. */
export interface Trace {
  result: SpfResult;
  /** Why, in one line. */
  reason: string;
  node: SpfNode;
  /** The record and domain that decided (after redirect), and its term; null when no term matched. */
  decided: { record: ParsedRecord; domain: string; term: ParsedTerm } | null;
}

const RESULT: Record<ParsedTerm['qualifier'], SpfResult> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

/** Evaluates the record of `domain`, a valid name. */
export async function traceHost(run: Run, domain: string): Promise<Trace> {
  return traceRecord(run, await fetchRecord(domain, run.session.resolver), domain, []);
}

/** `path` are the domains that led here. */
async function traceRecord(
  run: Run,
  fetched: FetchedRecord,
  domain: string,
  path: readonly string[],
): Promise<Trace> {
  const loop = path.includes(domain.toLowerCase());
  const fail = (result: SpfResult, reason: string, node: SpfNode): Trace => ({
    result,
    reason,
    node: loop ? bareNode(domain, 'loop') : node,
    decided: null,
  });
  switch (fetched.status) {
    case 'none':
      return fail('none', `${domain} ${fetched.problem}`, bareNode(domain, 'none'));
    case 'several':
      return fail(
        'permerror',
        `${domain} ${fetched.problem} (RFC 7208 §4.5)`,
        bareNode(domain, 'several'),
      );
    case 'temperror':
    case 'limit':
      return fail('temperror', `${domain} ${fetched.problem}`, bareNode(domain, fetched.status));
  }
  const record = run.session.parse(fetched.text ?? '');
  const node = recordNode(domain, record);
  const [fault] = record.errors;
  // RFC 7208 §4.6: a syntax error anywhere ends it before anything is tested.
  if (fault !== undefined) {
    return fail(
      'permerror',
      `syntax error in the record of ${domain} at position ${fault.position + 1}: ${fault.text}`,
      node,
    );
  }
  const trace = await traceTerms(run, record, domain, node, [...path, domain.toLowerCase()]);
  return loop ? { ...trace, node: bareNode(domain, 'loop') } : trace;
}

async function traceTerms(
  run: Run,
  record: ParsedRecord,
  domain: string,
  node: SpfNode,
  path: readonly string[],
): Promise<Trace> {
  const { ip } = run.session;
  const end = (result: SpfResult, reason: string, term: ParsedTerm | null): Trace => ({
    result,
    reason,
    node,
    decided: term === null ? null : { record, domain, term },
  });
  const skipRest = (decider: ParsedTerm): void => {
    for (const term of node.terms)
      if (term.outcome === 'not-reached')
        term.why = `not reached: ${truncate(decider.text)} decided`;
  };
  let tried = 0;
  // RFC 7208 §4.6.3: mechanisms from left to right, redirect after all of them.
  for (const [i, term] of record.terms.entries()) {
    if (term.kind !== 'mechanism') continue;
    // What the tree does not show is tested all the same.
    const shown = node.terms[i] ?? termOf(record, term);
    const before = run.ledger.voids;
    const inner =
      term.name === 'include' ? await traceInclude(run, term, domain, shown, path) : null;
    const tested = inner?.tested ?? (await testMechanism(run, term, domain, shown));
    node.voids += run.ledger.voids - before;
    shown.outcome = tested.outcome;
    shown.why = tested.why;
    if (tested.problem !== null) {
      skipRest(term);
      return end(tested.problem, troubleReason(term, tested), null);
    }
    if (tested.outcome === 'match') {
      skipRest(term);
      return end(
        RESULT[term.qualifier],
        matchReason(ip.text, record, term, tested, tried, inner?.reason ?? null),
        term,
      );
    }
    tried += 1;
  }
  const { redirect } = record;
  if (redirect !== null) {
    const shown = node.terms[record.terms.indexOf(redirect)] ?? termOf(record, redirect);
    const before = run.ledger.voids;
    const trace = await traceRedirect(run, redirect, domain, shown, path);
    node.voids += run.ledger.voids - before;
    return { ...trace, node };
  }
  // RFC 7208 §4.7
  const nothing =
    tried === 0
      ? `${truncate(record.text)} names no address`
      : `no term of ${truncate(record.text)} matches ${ip.text}`;
  return end('neutral', `${nothing}, and it has no all (RFC 7208 §4.7)`, null);
}

/** A trouble's own words name the term, or the term is put before them. */
function troubleReason(term: ParsedTerm, tested: Tested): string {
  const text = truncate(term.text);
  return tested.why.startsWith(text) ? tested.why : `${text}: ${tested.why}`;
}

/** `tried`: mechanisms before this one. */
function matchReason(
  ip: string,
  record: ParsedRecord,
  term: ParsedTerm,
  tested: Tested,
  tried: number,
  inner: string | null,
): string {
  if (term.name === 'all')
    return tried === 0
      ? `${term.text} matches every address`
      : `no term of ${truncate(record.text)} matches ${ip}; ${term.text}`;
  if (inner !== null) return `${inner}, by ${truncate(term.text)}`;
  if (term.network !== null) return `${ip} matches ${term.text}`;
  return `${ip} matches ${truncate(term.text)}: ${tested.why}`;
}

/** RFC 7208 §5.2: pass matches; fail, softfail, neutral do not; temperror stays; permerror and none are permerror. */
async function traceInclude(
  run: Run,
  term: ParsedTerm,
  domain: string,
  shown: SpfTerm,
  path: readonly string[],
): Promise<{ tested: Tested; reason: string }> {
  const stop = (tested: Tested): { tested: Tested; reason: string } => ({ tested, reason: '' });
  const { name, ended } = await aim(run, term, domain, (why) =>
    broken('permerror', `${truncate(term.text)} cannot be asked: ${why} (RFC 7208 §5.2)`),
  );
  if (name === null) return stop(ended);
  shown.target = name;
  const trace = await traceBelow(run, term, name, shown, path);
  if ('outcome' in trace) return stop(trace);
  const { result, reason } = trace;
  switch (result) {
    case 'pass':
      return {
        tested: { outcome: 'match', why: `${name} gives pass: ${reason}`, problem: null },
        reason,
      };
    case 'none': {
      const what =
        reason.startsWith(`${name} `) && term.text.endsWith(`:${name}`)
          ? truncate(term.text) + reason.slice(name.length)
          : `${truncate(term.text)}: ${reason}`;
      return stop(broken('permerror', `${what} (RFC 7208 §5.2)`));
    }
    case 'temperror':
    case 'permerror':
      return stop(broken(result, reason));
    default:
      return stop(noMatch(`${name} gives ${result}: ${reason}`));
  }
}

/** RFC 7208 §6.1: the target's result is the result, but none is permerror. */
async function traceRedirect(
  run: Run,
  term: ParsedTerm,
  domain: string,
  shown: SpfTerm,
  path: readonly string[],
): Promise<Omit<Trace, 'node'>> {
  const stop = (tested: Tested): Omit<Trace, 'node'> => {
    shown.outcome = 'error';
    shown.why = tested.why;
    return {
      result: tested.problem ?? 'permerror',
      reason: troubleReason(term, tested),
      decided: null,
    };
  };
  const { name, ended } = await aim(run, term, domain, (why) =>
    broken('permerror', `${truncate(term.text)} cannot be asked: ${why} (RFC 7208 §6.1)`),
  );
  if (name === null) return stop(ended);
  shown.target = name;
  const trace = await traceBelow(run, term, name, shown, path);
  if ('outcome' in trace) return stop(trace);
  if (trace.result === 'none')
    return stop(broken('permerror', `${truncate(term.text)}: ${trace.reason} (RFC 7208 §6.1)`));
  shown.outcome = trace.result === 'permerror' || trace.result === 'temperror' ? 'error' : 'match';
  shown.why =
    shown.outcome === 'match'
      ? `nothing matched before, so ${name} decides: ${trace.result}`
      : trace.reason;
  return {
    result: trace.result,
    reason: `${trace.reason}, by ${truncate(term.text)}`,
    decided: trace.decided,
  };
}

/** The check_host() of include and redirect: counts the term, and its question when that was void. */
async function traceBelow(
  run: Run,
  term: ParsedTerm,
  name: string,
  shown: SpfTerm,
  path: readonly string[],
): Promise<Trace | Tested> {
  const over = spendTerm(run, term);
  if (over !== null) return over;
  const fetched = await fetchRecord(name, run.session.resolver);
  const tooVoid = fetched.void ? spendVoid(run, term, name) : null;
  const trace = await traceRecord(run, fetched, name, path);
  shown.record = trace.node;
  return tooVoid ?? trace;
}
