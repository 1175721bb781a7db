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
  if (term.faults.length > 0) return null;
  if (term.kind === 'unknown') return 'unknown modifier, ignored (RFC 7208 §6)';
  if (term.name === 'exp') return 'read only for a fail (RFC 7208 §6.2)';
  if (record.all === null) return null;
  // RFC 7208 §5.1, §6.1
  if (term.name === 'redirect') return 'ignored, because the record has all (RFC 7208 §6.1)';
  return term.position > record.all.position ? 'after all, never tested (RFC 7208 §5.1)' : null;
}

/** A term that was not tested yet. */
export function termOf(record: ParsedRecord, term: ParsedTerm): SpfTerm {
  const { faults } = term;
  const never = neverTested(record, term);
  const broken = record.errors.length > 0;
  return {
    text: term.text,
    position: term.position,
    kind: term.kind,
    name: term.name,
    qualifier: term.qualifier,
    target: term.network === null ? null : term.argument,
    outcome:
      faults.length > 0 ? 'error' : never !== null || broken ? 'not-evaluated' : 'not-reached',
    why:
      faults.length > 0
        ? faults
            .slice(0, 3)
            .map(({ text }) => text)
            .join('; ')
        : (never ?? (broken ? 'the record has a syntax error' : '')),
    cost: 0,
    values: [],
    record: null,
  };
}

/** Terms and errors of one record that the tree shows; nobody who means it has more. */
export const MAX_SHOWN = 300;

/** The node of a record that was found; no term is tested yet. */
export function recordNode(domain: string, record: ParsedRecord): SpfNode {
  return {
    domain,
    record: record.text,
    status: record.errors.length > 0 ? 'syntax' : 'found',
    terms: record.terms.slice(0, MAX_SHOWN).map((term) => termOf(record, term)),
    cost: 0,
    voids: 0,
    errors: record.errors.slice(0, MAX_SHOWN).map(({ position, text }) => ({ position, text })),
  };
}

/** Fills in `cost` for the node and all below; returns the node's. */
export function addUpCost(node: SpfNode, parse: (text: string) => ParsedRecord): number {
  node.cost = 0;
  if (node.record === null) return 0;
  const record = parse(node.record);
  for (const [i, parsed] of record.terms.entries()) {
    if (
      neverTested(record, parsed) !== null ||
      !QUERYING.includes(parsed.name) ||
      parsed.kind === 'unknown'
    )
      continue;
    const shown = node.terms[i];
    const below = shown?.record ?? null;
    // %{p} asks for PTR and counts like a term.
    const cost =
      1 +
      (parsed.spec?.letters.has('p') === true ? 1 : 0) +
      (below === null ? 0 : addUpCost(below, parse));
    if (shown !== undefined) shown.cost = cost;
    node.cost += cost;
  }
  return node.cost;
}
