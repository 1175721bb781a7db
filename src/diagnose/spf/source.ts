// What the final record is made from: the records that stand at the domain, or where somebody put them by mistake; nothing at all when the
// domain has none.
import { parseTerm } from '../../verify/spf/parse-term.ts';
import { VERSION } from '../../verify/spf/parse-record.ts';
import type { SpfCheck, Verification } from '../../verify/verification.ts';
import { answers, joinStrings, readable, texts } from '../evidence.ts';
import { isAll, withoutRepeats } from './edit.ts';
import { plainQuotes, repairTerms } from './repair.ts';
import { withBlanks } from './strings.ts';

export interface Source {
  /** What stands at the domain now, and has to go. */
  old: string[];
  terms: string[];
  /** Terms that are wrong in a way that has no one answer. */
  broken: string[];
  /** The record was made for another name: its "-all" was not meant for this one. */
  moved: boolean;
  /** Some term of it lets somebody pass, or was meant to. */
  permits: boolean;
}

export type Missing = 'version' | 'sender-id' | 'type-99' | 'elsewhere' | 'nothing';

/** How a domain without a record comes to have none, and the text that was meant. */
export interface MissingRecord {
  kind: Missing;
  text: string | null;
  /** Where it stands. */
  name: string;
}

const NEARLY = /^[\s"'(]*v\s*[=:]?\s*spf/i;
const SENDER_ID = /^spf2\.0\/[a-z,]*/i;

const isNearly = (text: string): boolean => NEARLY.test(plainQuotes(readable(text)));

export function missingRecord(facts: Verification, domain: string): MissingRecord {
  const found = texts(facts, domain) ?? [];
  const nearly = found.find(isNearly);
  if (nearly !== undefined) return { kind: 'version', text: nearly, name: domain };
  const senderId = found.find((text) => SENDER_ID.test(text));
  if (senderId !== undefined) return { kind: 'sender-id', text: senderId, name: domain };
  const type99 = answers(facts, domain, 'SPF')?.find((text) => /v=spf1/i.test(text));
  if (type99 !== undefined) return { kind: 'type-99', text: joinStrings(type99), name: domain };
  const elsewhere = facts.places.find(
    ({ sought, belongs, records }) =>
      sought === 'spf-record' &&
      belongs === domain &&
      records.length > 0 &&
      !isForHeloAlone(records[0] ?? ''),
  );
  return elsewhere === undefined
    ? { kind: 'nothing', text: null, name: domain }
    : { kind: 'elsewhere', text: elsewhere.records[0] ?? '', name: elsewhere.name };
}

export function sourceOf(facts: Verification, { tree, result, domain }: SpfCheck): Source | null {
  if (tree !== null && tree.record !== null) return fromTexts([tree.record], facts, domain);
  if (tree?.status === 'several')
    return fromTexts(
      (texts(facts, domain) ?? []).filter((text) => VERSION.test(text)),
      facts,
      domain,
    );
  if (result !== 'none' || (tree !== null && tree.status !== 'none')) return null;
  const missing = missingRecord(facts, domain);
  const text = missing.text ?? '';
  switch (missing.kind) {
    case 'version': {
      const all = (texts(facts, domain) ?? []).filter(isNearly);
      return fromTexts(all, facts, domain);
    }
    case 'sender-id': {
      const found = fromTexts([text.replace(SENDER_ID, 'v=spf1')], facts, domain);
      return found === null ? null : { ...found, old: [text] };
    }
    case 'type-99': {
      const found = fromTexts([text], facts, domain);
      return found === null ? null : { ...found, old: [] };
    }
    case 'elsewhere':
      return moved(text, missing.name, domain);
    default:
      return { old: [], terms: [], broken: [], moved: false, permits: false };
  }
}

function fromTexts(old: string[], facts: Verification, domain: string): Source | null {
  const repaired = old.map((text) => repairTerms(withBlanks(facts, domain, text)));
  if (repaired.length === 0 || repaired.includes(null)) return null;
  const broken = repaired.flatMap((one) => one?.broken ?? []);
  const records = repaired.map((one) => one?.terms ?? []);
  const permits = broken.length > 0 || records.flat().some(isPass);
  const [first = []] = records;
  if (records.length === 1) return { old, terms: first, broken, moved: false, permits };
  const mechanisms = merged(records);
  if (mechanisms === null) return null;
  const end = records.every((terms) => terms.find(isAll)?.startsWith('-') === true)
    ? '-all'
    : '~all';
  return {
    old,
    terms: [...withoutRepeats(mechanisms), end],
    broken,
    moved: false,
    permits,
  };
}

/**
 * The terms of several records in an order in which whoever passes by one of them passes, and nobody else: what does not permit counts
 * only for what stands behind it in its own record. Null where two records would need to be the last.
 */
function merged(records: readonly (readonly string[])[]): string[] | null {
  const halves = records.map((terms) => {
    // A redirect is handed through as an include, which is the same for who passes.
    const own = terms
      .filter((term) => !isAll(term) && !/^exp=/i.test(term))
      .map((term) => term.replace(/^redirect=/i, 'include:'));
    const end = own.findLastIndex(isPass) + 1;
    return { head: own.slice(0, end), tail: own.slice(end) };
  });
  const plain = halves.filter(({ head }) => !head.some(isRefusal));
  const mixed = halves.filter(({ head }) => head.some(isRefusal));
  if (mixed.length > 1) return null;
  return [
    ...[...plain, ...mixed].flatMap(({ head }) => head),
    ...halves.flatMap(({ tail }) => tail),
  ];
}

/** A mechanism that permits, or a redirect, which may. */
function isPass(term: string): boolean {
  const { kind, name, qualifier } = parseTerm(term, 0);
  return kind === 'mechanism' ? qualifier === '+' : kind === 'modifier' && name === 'redirect';
}

function isRefusal(term: string): boolean {
  const { kind, qualifier } = parseTerm(term, 0);
  return kind === 'mechanism' && qualifier !== '+';
}

/** Bare `a` and `mx` mean another name once the record moves. */
function moved(text: string, found: string, domain: string): Source | null {
  const repaired = repairTerms(text);
  const asItIs = found === `${domain}.${domain}`;
  if (repaired === null || repaired.broken.length > 0)
    return { old: [], terms: [], broken: [], moved: true, permits: false };
  const permits = repaired.terms.some(isPass);
  if (asItIs) return { old: [], terms: repaired.terms, broken: [], moved: true, permits };
  const foreign = repaired.terms.some((term) =>
    [...(parseTerm(term, 0).spec?.letters ?? [])].some((letter) => 'dop'.includes(letter)),
  );
  const terms = foreign
    ? []
    : repaired.terms.map((term) => term.replace(/^([+\-~?]?(?:a|mx|ptr))(?=\/|$)/i, `$1:${found}`));
  return { old: [], terms, broken: [], moved: true, permits };
}

/** `v=spf1 a -all` at a host is where it belongs: it vouches for the HELO name (RFC 7208 §2.3), and for no domain's mail. */
function isForHeloAlone(record: string): boolean {
  const terms = record
    .split(' ')
    .filter((term) => term !== '')
    .slice(1);
  return terms.length > 0 && terms.every((term) => isAll(term) || /^\+?a$/i.test(term));
}
