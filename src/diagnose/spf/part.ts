// One term of the SPF record to be: its text, what the evaluation saw of it, and what it costs in lookups (RFC 7208 §4.6.4).
import { knownCost } from '../../verify/spf/known-includes.ts';
import { parseTerm, type ParsedTerm } from '../../verify/spf/parse-term.ts';
import { parseRecord, VERSION } from '../../verify/spf/parse-record.ts';
import type { SpfNode, SpfTerm, Verification } from '../../verify/verification.ts';
import { texts } from '../evidence.ts';

export interface Part {
  text: string;
  parsed: ParsedTerm;
  /** Null for a term that is new or was written wrong. */
  term: SpfTerm | null;
  cost: number;
}

const QUERYING = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);
/** Lookups of an include of which nothing is known. */
const USUAL_COST = 3;
const MAX_DEPTH = 4;

export function partOf(text: string, term: SpfTerm | null, facts: Verification): Part {
  const parsed = parseTerm(text, 0);
  return {
    text,
    parsed,
    term,
    cost: term !== null && term.cost > 0 ? term.cost : costOf(parsed, facts),
  };
}

/** The terms of a record as parts; those that stand in `node` as well keep what is known of them. */
export function partsOf(
  terms: readonly string[],
  node: SpfNode | null,
  facts: Verification,
): Part[] {
  const spare = [...(node?.terms ?? [])];
  return terms.map((text) => {
    const at = spare.findIndex((term) => term.text === text);
    return partOf(text, at < 0 ? null : (spare.splice(at, 1)[0] ?? null), facts);
  });
}

export function costIn(parts: readonly Part[]): number {
  return parts.reduce((sum, { cost }) => sum + cost, 0);
}

function costOf(parsed: ParsedTerm, facts: Verification, depth = 0): number {
  if (!QUERYING.has(parsed.name) || parsed.kind === 'unknown') return 0;
  const named = 1 + (parsed.spec?.letters.has('p') === true ? 1 : 0);
  if (parsed.name !== 'include' && parsed.name !== 'redirect') return named;
  return named + below(parsed.argument ?? '', facts, depth);
}

function below(name: string, facts: Verification, depth: number): number {
  const text = spfText(facts, name);
  const known = knownCost(name);
  if (text === null) return (known ?? USUAL_COST) - 1;
  if (depth >= MAX_DEPTH) return USUAL_COST;
  const record = parseRecord(text);
  return record.terms.reduce(
    (sum, term) =>
      sum +
      (record.all !== null && (term.name === 'redirect' || term.position > record.all.position)
        ? 0
        : costOf(term, facts, depth + 1)),
    0,
  );
}

/** The one SPF record of a name as the recorded questions have it; null when there is none, several, or nothing is known. */
export function spfText(facts: Verification, name: string): string | null {
  const found = (texts(facts, name) ?? []).filter((text) => VERSION.test(text));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The name a term asks about; null where the sender's own values make it up, and nothing was asked. */
export function targetOfPart({ parsed, term }: Part, domain: string): string | null {
  if (term !== null && term.target !== null) return term.target.replace(/\/.*$/, '').toLowerCase();
  if (parsed.spec === null) return parsed.argument === null ? domain.toLowerCase() : null;
  return parsed.argument === null || parsed.argument.includes('%')
    ? null
    : parsed.argument.replace(/\.$/, '').toLowerCase();
}

export const isMechanism = ({ parsed }: Part, ...names: string[]): boolean =>
  parsed.kind === 'mechanism' && names.includes(parsed.name);
export const isModifier = ({ parsed }: Part, name: string): boolean =>
  parsed.kind === 'modifier' && parsed.name === name;
