// Body canonicalization (RFC 6376 §3.4.3, §3.4.4), the whole body at once: the guard has bounded it and refused bare CR and LF.
// Our own instead of mailauth's because its "relaxed" takes 3.5 s for 10 MiB of lines that hold a tab (LIBRARIES.md row 10);
// test/verify/dkim/canonical-body.test.ts compares the two octet by octet. Not known here: l=, hashes.
import { asBuffer } from '../../message/fields.ts';
import type { Canonicalization } from './canonical-header.ts';

const HTAB = 9;
const LF = 10;
const CR = 13;
const SP = 32;

/** A canonical body in two parts, so that the simple form of a large body is not copied: `text`, then CR LF when `ends`. */
export interface CanonicalBody {
  text: Buffer;
  ends: boolean;
  /** Octets of both parts. */
  length: number;
}

const made = (text: Buffer, ends: boolean): CanonicalBody => ({
  text,
  ends,
  length: text.length + (ends ? 2 : 0),
});

export function canonicalBody(body: Uint8Array, canonicalization: Canonicalization): CanonicalBody {
  const octets = asBuffer(body);
  // §3.4.3: "*CRLF" at the end becomes one CRLF, an empty body too.
  if (canonicalization === 'simple') return made(withoutEmptyLines(octets), true);
  const text = withoutEmptyLines(relaxedLines(octets));
  // §3.4.4: "the CRLF is added … if the body is non-empty"; a body of white space alone is empty.
  return made(text, text.length > 0);
}

function withoutEmptyLines(octets: Buffer): Buffer {
  let end = octets.length;
  while (end >= 2 && octets[end - 1] === LF && octets[end - 2] === CR) end -= 2;
  return octets.subarray(0, end);
}

/** §3.4.4 a: no WSP at the end of a line, every other run of WSP one SP. */
function relaxedLines(octets: Buffer): Buffer {
  const start = firstChange(octets);
  if (start < 0) return octets;
  const target = Buffer.allocUnsafe(octets.length);
  octets.copy(target, 0, 0, start);
  let to = start;
  let space = false;
  const length = octets.length;
  for (let from = start; from < length; from++) {
    const octet = octets[from] as number; // from < length
    if (octet === SP || octet === HTAB) {
      space = true;
      continue;
    }
    if (space) {
      space = false;
      if (octet !== CR || octets[from + 1] !== LF) target[to++] = SP;
    }
    target[to++] = octet;
  }
  return target.subarray(0, to);
}

/** Offset of the first white space that relaxing would change; -1 when the body is relaxed as it is (base64, most plain text). */
function firstChange(octets: Buffer): number {
  const length = octets.length;
  for (let at = 0; at < length; at++) {
    const octet = octets[at] as number; // at < length
    if (octet > SP) continue;
    if (octet === HTAB) return at;
    if (octet !== SP) continue;
    const next = octets[at + 1];
    if (
      next === undefined ||
      next === SP ||
      next === HTAB ||
      (next === CR && octets[at + 2] === LF)
    )
      return at;
  }
  return -1;
}
