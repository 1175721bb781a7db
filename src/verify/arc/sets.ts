// The ARC sets of a message (RFC 8617 §4.2): every ARC field put to its instance, and what is wrong with the instances themselves.
// Not known here: whether a seal verifies, what cv= means.
import { octetsToText } from '../../message/fields.ts';
import type { HeaderRow } from '../dkim/header-rows.ts';
import { parseSignature, type Signature } from '../dkim/signature.ts';
import { parseSeal, type Seal } from './seal.ts';

/** One instance; null for a field that is missing. Of repeated fields the first counts. */
export interface ArcSet {
  instance: number;
  seal: Seal | null;
  messageSignature: Signature | null;
  authenticationResults: HeaderRow | null;
}

export interface ArcSets {
  /** Lowest instance first; at most 50. */
  sets: ArcSet[];
  /** ARC fields whose instance is none, or is there twice: the first trouble in plain words. */
  problem: string | null;
  /** Instances over 50, which are not evaluated. */
  beyond: number;
}

/** RFC 8617 §4.2.1 */
export const MAX_INSTANCE = 50;

const NAMES: Record<string, string> = {
  'arc-seal': 'ARC-Seal',
  'arc-message-signature': 'ARC-Message-Signature',
  'arc-authentication-results': 'ARC-Authentication-Results',
};

// §4.2.1: position = 1*2DIGIT; longer ones are read to be counted as beyond.
const INSTANCE = /^[0-9]{1,4}$/;

/** What follows "i=N;" in an ARC-Authentication-Results field. */
export function resultsPayload(row: HeaderRow): string {
  const text = octetsToText(row.line.subarray(row.line.indexOf(58) + 1));
  return text.slice(readInstance(text)?.end ?? 0);
}

export function collectSets(rows: readonly HeaderRow[]): ArcSets {
  const byInstance = new Map<number, ArcSet>();
  const beyond = new Set<number>();
  let problem: string | null = null;
  const found = (what: string): void => {
    problem ??= what;
  };

  for (const row of rows) {
    const name = NAMES[row.key];
    if (name === undefined) continue;
    const seal = row.key === 'arc-seal' ? parseSeal(row) : null;
    const messageSignature =
      row.key === 'arc-message-signature' ? parseSignature(row, 'AMS') : null;
    const written = seal?.tags.get('i') ?? messageSignature?.tags.get('i') ?? leadingInstance(row);
    const instance = INSTANCE.test(written) ? Number(written) : 0;
    if (instance > MAX_INSTANCE) {
      beyond.add(instance);
      found(
        `the chain goes up to i=${instance}; at most ${MAX_INSTANCE} sets are allowed (RFC 8617 section 4.2.1)`,
      );
      continue;
    }
    if (instance < 1 || written.length > 2) {
      found(`an ${name} field has no valid instance (i=)`);
      continue;
    }
    let set = byInstance.get(instance);
    if (set === undefined)
      byInstance.set(
        instance,
        (set = { instance, seal: null, messageSignature: null, authenticationResults: null }),
      );
    // §5.2 step 3.A: exactly one of each.
    const taken =
      seal !== null
        ? set.seal
        : messageSignature !== null
          ? set.messageSignature
          : set.authenticationResults;
    if (taken !== null) found(`there are two ${name} fields with i=${instance}`);
    else if (seal !== null) set.seal = seal;
    else if (messageSignature !== null) set.messageSignature = messageSignature;
    else set.authenticationResults = row;
  }
  return {
    sets: [...byInstance.values()].sort((a, b) => a.instance - b.instance),
    problem,
    beyond: beyond.size,
  };
}

function leadingInstance(row: HeaderRow): string {
  if (row.key !== 'arc-authentication-results') return '';
  return readInstance(row.line.toString('latin1', row.line.indexOf(58) + 1))?.written ?? '';
}

/** RFC 8617 §4.1.1: arc-info = instance [CFWS] ";" authres-payload, and [CFWS] in front of each part. Null when it does not begin so. */
function readInstance(text: string): { written: string; end: number } | null {
  let at = skipCfws(text, 0);
  if (text[at] !== 'i') return null;
  at = skipCfws(text, at + 1);
  if (text[at] !== '=') return null;
  at = skipCfws(text, at + 1);
  const written = /^[0-9]{1,4}/.exec(text.slice(at, at + 4))?.[0] ?? '';
  const end = skipCfws(text, at + written.length);
  return written === '' || text[end] !== ';' ? null : { written, end: end + 1 };
}

/** RFC 5322 §3.2.2: white space and comments, which may be nested and hold quoted-pairs. Where a comment is not closed, before it. */
function skipCfws(text: string, from: number): number {
  let depth = 0;
  let end = from;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '(') depth += 1;
    else if (depth > 0 && char === ')') depth -= 1;
    else if (depth > 0 && char === '\\') at += 1;
    else if (depth === 0 && !' \t\r\n'.includes(char ?? '')) break;
    if (depth === 0) end = at + 1;
  }
  return end;
}
