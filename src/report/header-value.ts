// Values and comments of header fields that we write about foreign strings (RFC 2045 §5.1, RFC 5322 §3.2, RFC 8601 §2.2).
// Whatever octets come in, what goes out is printable US-ASCII that can neither end a quoted string, a comment nor a line.
import { printableAscii } from './untrusted-text.ts';

/** RFC 5321 §4.5.3.1 allows 64 + 1 + 255; a good address is never cut. */
const VALUE_LIMIT = 320;

/** RFC 2045 §5.1: any CHAR but space, controls and tspecials. */
const TOKEN = /^[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+$/;
const ATEXT = "[!#$%&'*+/=?^_`{|}~0-9A-Za-z-]+";
/** RFC 5322 §3.2.3. */
const DOT_ATOM = new RegExp(`^${ATEXT}(?:\\.${ATEXT})*$`);
/** RFC 6376 §3.5: sub-domains of letters, digits and hyphens, at least two. */
const DOMAIN =
  '[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?(?:\\.[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?)+';
/** [ [ local-part ] "@" ] domain-name, with a Dot-string; a quoted local part becomes a quoted-string as a whole. */
const ADDRESS = new RegExp(`^(?:${ATEXT}(?:\\.${ATEXT})*)?@${DOMAIN}$`);

/** RFC 5322 §3.2.4. */
export function quoted(text: string, limit: number = VALUE_LIMIT): string {
  return `"${printableAscii(text, limit).replace(/["\\]/g, '\\$&')}"`;
}

/** RFC 8601 §2.2 pvalue: a token or an address as it is, everything else as a quoted-string. */
export function pvalue(text: string): string {
  return text.length <= VALUE_LIMIT && (TOKEN.test(text) || ADDRESS.test(text))
    ? text
    : quoted(text);
}

/** RFC 7208 §9.1: dot-atom or quoted-string. */
export function dotAtomOrQuoted(text: string): string {
  return text.length <= VALUE_LIMIT && DOT_ATOM.test(text) ? text : quoted(text);
}

/** RFC 5322 §3.2.2, without nesting: parentheses inside are escaped. */
export function comment(text: string, limit: number = 500): string {
  return `(${printableAscii(text, limit).replace(/[()\\]/g, '\\$&')})`;
}
