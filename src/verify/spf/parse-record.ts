// Reads an SPF record by the grammar of RFC 7208 §4.6.1, §5, §6 and §12: its terms, where they stand, and every syntax error,
// not only the first. Says nothing about DNS or any message.
import { parseTerm, type ParsedTerm } from './parse-term.ts';
import type { SyntaxFault } from './macro-string.ts';

export interface ParsedRecord {
  text: string;
  terms: ParsedTerm[];
  /** Every syntax error in order of position; the record is valid when there is none. */
  errors: SyntaxFault[];
  /** The first of each; null without. */
  redirect: ParsedTerm | null;
  exp: ParsedTerm | null;
  /** all: what comes after it is never tested. */
  all: ParsedTerm | null;
}

/** RFC 7208 §4.5: a record begins with exactly "v=spf1", in any case, and then a space or its end. */
export const VERSION = /^v=spf1(?= |$)/i;

const TERM = /[^ ]+/g;

/** Reads a record's text (one char an octet). */
export function parseRecord(text: string): ParsedRecord {
  const errors: SyntaxFault[] = [];
  const terms: ParsedTerm[] = [];
  const version = VERSION.exec(text);
  if (version === null)
    errors.push({ position: 0, text: 'does not begin with "v=spf1" and a space' });
  // RFC 7208 §4.6.1: terms are separated by spaces only.
  TERM.lastIndex = version?.[0].length ?? 0;
  const record: ParsedRecord = { text, terms, errors, redirect: null, exp: null, all: null };
  for (let match = TERM.exec(text); match !== null; match = TERM.exec(text)) {
    const term = parseTerm(match[0], match.index);
    terms.push(term);
    if (term.kind === 'modifier') {
      const slot = term.name === 'redirect' ? 'redirect' : 'exp';
      // RFC 7208 §6: neither may appear more than once.
      if (record[slot] === null) record[slot] = term;
      else term.faults.unshift({ position: term.position, text: `${slot}= appears a second time` });
    } else if (term.kind === 'mechanism' && term.name === 'all') record.all ??= term;
    for (const fault of term.faults) errors.push(fault);
  }
  return record;
}
