// One candidate body tried: its canonical form (RFC 6376 §3.4.3, §3.4.4), cut at l=, hashed, compared with bh=. Candidates are latin1
// text, one character an octet, with CR LF line ends; a bare CR or LF in one is an octet like others. Linear in the text.
// Not known here: where candidates come from.
import { createHash } from 'node:crypto';
import type { HashName } from '../body-hash.ts';
import { canonicalBody } from '../canonical-body.ts';
import type { Canonicalization } from '../canonical-header.ts';
import type { Budget } from './budget.ts';

export interface BodyTarget {
  canonicalization: Canonicalization;
  hash: HashName;
  /** l= */
  limit: number | null;
  /** bh= */
  digest: Buffer;
  /** What was signed, once a trial has met it: canonical, or as it was before that. */
  found?: string;
}

export interface BodyTrial {
  readonly target: BodyTarget;
  readonly budget: Budget;
  /** Whether this text is what was signed; false, too, when the budget is spent. */
  matches(text: string): boolean;
  /** The same of octets that are canonical already. */
  matchesCanonical(text: string): boolean;
  /** The same of a digest; `text` is what it is of. */
  matchesHash(digest: () => string, text: () => string): boolean;
  /** Where the text must end to be what was signed, of all its line ends; null when nowhere. 0 means that nothing of it was there. */
  truncation(text: string): number | null;
}

const LF = 10;
/** From here on octets are faster than text. */
const LONG = 64 * 1024;

export function bodyTrial(target: BodyTarget, budget: Budget): BodyTrial {
  const { canonicalization, hash, limit } = target;
  const wanted = target.digest.toString('latin1');
  const digestIs = (text: string): boolean =>
    createHash(hash).update(text, 'latin1').digest('binary') === wanted;

  const matchesCanonical = (text: string): boolean => {
    // §3.5 l=: a body shorter than that is not what was signed.
    if (limit !== null && text.length < limit) return false;
    if (!budget.spend() || !digestIs(limit === null ? text : text.slice(0, limit))) return false;
    target.found = text;
    return true;
  };
  return {
    target,
    budget,
    matchesCanonical,
    matches: (text) => matchesCanonical(canonicalText(text, canonicalization)),
    matchesHash(digest, text) {
      if (!budget.spend() || digest() !== wanted) return false;
      target.found = text();
      return true;
    },
    truncation(text) {
      if (limit !== null) return null;
      const octets = Buffer.from(canonicalText(text, canonicalization), 'latin1');
      const length = truncationOf(octets, hash, wanted, budget);
      if (length !== null) target.found = octets.toString('latin1', 0, length);
      if (length !== null && length > 0) return length;
      // Nothing but an empty body was signed (§3.4.3: CR LF; §3.4.4: nothing at all).
      const isEmpty =
        length === 0 || (budget.spend() && digestIs(canonicalization === 'simple' ? '\r\n' : ''));
      if (isEmpty) target.found = '';
      return isEmpty ? 0 : null;
    },
  };
}

/** Whole lines made canonical, whatever follows them. */
export const canonicalLines = (lines: string, canonicalization: Canonicalization): string =>
  canonicalization === 'simple' ? lines : relaxedText(lines);

export function canonicalText(text: string, canonicalization: Canonicalization): string {
  let end = text.length;
  if (canonicalization === 'simple') {
    while (end >= 2 && text.charCodeAt(end - 1) === LF && text.charCodeAt(end - 2) === 13) end -= 2;
    return `${text.slice(0, end)}\r\n`;
  }
  if (text.length > LONG) {
    const { text: octets, ends } = canonicalBody(Buffer.from(text, 'latin1'), 'relaxed');
    return ends ? `${octets.toString('latin1')}\r\n` : '';
  }
  const relaxed = relaxedText(text);
  end = relaxed.length;
  while (end >= 2 && relaxed.charCodeAt(end - 1) === LF && relaxed.charCodeAt(end - 2) === 13)
    end -= 2;
  return end === 0 ? '' : `${relaxed.slice(0, end)}\r\n`;
}

/** §3.4.4 a: no white space at the end of a line, every other run of it one space. */
function relaxedText(text: string): string {
  const single = /\t| {2}/.test(text) ? text.replace(/[ \t]+/g, ' ') : text;
  const trimmed = single.includes(' \r\n') ? single.replaceAll(' \r\n', '\r\n') : single;
  return trimmed.endsWith(' ') ? trimmed.slice(0, -1) : trimmed;
}

/**
 * Every line end of a canonical body in one pass: a running hash that is copied at each (FORENSICS.md). A line end after an empty line
 * is none, because canonicalization takes it away. When there are more than the budget allows, the last ones count: footers are short.
 */
export function truncationOf(
  octets: Buffer,
  hash: HashName,
  wanted: string,
  budget: Budget,
): number | null {
  const most = 20_000;
  let first = octets.length;
  for (let lines = 0; first > 0 && lines < most; lines++)
    first = octets.lastIndexOf(LF, first - 2) + 1;
  const running = createHash(hash).update(octets.subarray(0, first));
  for (let start = first; start < octets.length;) {
    const end = octets.indexOf(LF, start) + 1;
    if (end === 0) break;
    running.update(octets.subarray(start, end));
    // The whole is known not to match; an empty line is no end.
    if (end < octets.length && end - start > 2) {
      if (!budget.spend()) return null;
      if (running.copy().digest('binary') === wanted) return end;
    }
    start = end;
  }
  return null;
}
