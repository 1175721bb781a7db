// Makes the tree's nodes and terms from what was read (verification.ts says what they mean), and adds up what a record costs
// (RFC 7208 §4.6.4), reached by this message or not.
import type { SpfNode, SpfTerm } from '../verification.ts';
import type { ParsedRecord } from './parse-record.ts';
import type { ParsedTerm } from './parse-term.ts';

const QUERYING = ['include', 'a', 'mx', 'ptr', 'exists', 'redirect'];

/** A node without a record. */
export function bareNode(domain: string, status: SpfNode['status']): SpfNode {
  return { domain, record: null, status, terms: [], cost: 0, voids: 0, errors: [] };
}

/** Why a term can never be tested, whatever the message; null when it can. */
export function neverTested(record: ParsedRecord, term: ParsedTerm): string | null {
  if (!term.valid) return null;
  if (term.kind === 'unknown') return 'unknown modifier, ignored (RFC 7208 §6)';
  if (term.name === 'exp') return 'read only for a fail (RFC 7208 §6.2)';
  const all = record.terms.findIndex((other) => other.kind === 'mechanism' && other.name === 'all');
  if (all < 0) return null;
  // RFC 7208 §5.1, §6.1
  if (term.name === 'redirect') return 'ignored, because the record has all (RFC 7208 §6.1)';
  return record.terms.indexOf(term) > all ? 'after all, never tested (RFC 7208 §5.1)' : null;
}

function termOf(record: ParsedRecord, term: ParsedTerm): SpfTerm {
  const faults = record.errors.filter(({ position }) => position >= term.position && position < term.position + term.text.length);
  const never = neverTested(record, term);
  const broken = record.errors.length > 0;
  return {
    text: term.text,
    position: term.position,
    kind: term.kind,
    name: term.name,
    qualifier: term.qualifier,
    target: term.network === null ? null : term.argument,
    outcome: faults.length > 0 ? 'error' : never !== null || broken ? 'not-evaluated' : 'not-reached',
    why: faults.length > 0 ? faults.map(({ text }) => text).join('; ') : (never ?? (broken ? 'the record has a syntax error' : '')),
    cost: 0,
    values: [],
    record: null,
  };
}

/** The node of a record that was found; no term is tested yet. */
export function recordNode(domain: string, record: ParsedRecord): SpfNode {
  return {
    domain,
    record: record.text,
    status: record.errors.length > 0 ? 'syntax' : 'found',
    terms: record.terms.map((term) => termOf(record, term)),
    cost: 0,
    voids: 0,
    errors: record.errors.map(({ position, text }) => ({ position, text })),
  };
}

/** Fills in `cost` for the node and all below; returns the node's. */
export function addUpCost(node: SpfNode, parse: (text: string) => ParsedRecord): number {
  node.cost = 0;
  if (node.record === null) return 0;
  const record = parse(node.record);
  for (const [i, term] of node.terms.entries()) {
    const parsed = record.terms[i];
    if (parsed === undefined || neverTested(record, parsed) !== null || !QUERYING.includes(parsed.name) || parsed.kind === 'unknown') continue;
    // %{p} asks for PTR and counts like a term.
    term.cost = 1 + (parsed.spec?.letters.has('p') === true ? 1 : 0) + (term.record === null ? 0 : addUpCost(term.record, parse));
    node.cost += term.cost;
  }
  return node.cost;
}
