// Header canonicalization (RFC 6376 §3.4.1, §3.4.2) and the octets that a header signature is made over (§3.7).
// Text is latin1, one character an octet. Linear in the octets. Not known here: which fields are signed, keys, hashes.
import type { HeaderRow } from './header-rows.ts';

export type Canonicalization = 'simple' | 'relaxed';

/** One field in canonical form, without its line end. */
export function canonicalRow(line: Buffer, canonicalization: Canonicalization): string {
  return canonicalField(line.toString('latin1'), canonicalization);
}

export function canonicalField(text: string, canonicalization: Canonicalization): string {
  // §3.4.1: "simple" changes nothing.
  if (canonicalization === 'simple') return text;
  const colon = text.indexOf(':');
  // §3.4.2: unfold, each run of WSP one SP, none at the end and around the colon, the name in lower case (ASCII only).
  const name = asciiLower(colon < 0 ? text : text.slice(0, colon));
  const value = colon < 0 ? '' : text.slice(colon + 1);
  return `${trimSpaces(relax(name))}:${trimSpaces(relax(value))}`;
}

const relax = (text: string): string => text.replace(/\r?\n/g, '').replace(/[ \t]+/g, ' ');
const trimSpaces = (text: string): string =>
  text.slice(text.startsWith(' ') ? 1 : 0, text.length > 1 && text.endsWith(' ') ? -1 : undefined);
const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (run) => run.toLowerCase());

/**
 * The value of the b= tag and all white space around it taken out (§3.7). The last tag named exactly "b" is meant, as the
 * tag-list reader does it; a "b=" inside another value (z=, n=) is not one.
 */
export function withoutSignatureValue(field: string): string {
  const start = field.indexOf(':') + 1;
  const specs = field.slice(start).split(';');
  for (let at = specs.length - 1; at >= 0; at--) {
    const spec = specs[at] ?? '';
    const equals = spec.indexOf('=');
    if (equals < 0 || spec.slice(0, equals).replace(/[ \t\r\n]+/g, '') !== 'b') continue;
    specs[at] = spec.slice(0, equals + 1);
    break;
  }
  return field.slice(0, start) + specs.join(';');
}

/** The octets that are signed: the chosen fields, then the signature itself without its value and without a line end. */
export function signatureInput(
  rows: readonly HeaderRow[],
  signature: HeaderRow,
  canonicalization: Canonicalization,
): Buffer {
  let text = '';
  for (const row of rows) text += `${canonicalRow(row.line, canonicalization)}\r\n`;
  return Buffer.from(
    text + withoutSignatureValue(canonicalRow(signature.line, canonicalization)),
    'latin1',
  );
}
