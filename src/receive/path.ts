// Paths of MAIL and RCPT (RFC 5321 §4.1.2, with the letters of RFC 6531 §3.3), read by their grammar and kept as sent.
// smtp-server refuses quoted local parts, underscores and long names, takes `<a,b@c>` and turns A-labels into U-labels
// (LIBRARIES.md row 15), so none of its reading is used. Whose address it is, is not known here.
import { isIPv4, isIPv6 } from 'node:net';

export interface Path {
  /** The mailbox as sent, without angle brackets and source route; '' is the null reverse-path. */
  text: string;
  /** The local part's content: quotes and backslashes taken off. */
  local: string;
  /** As sent; null for the bare `<postmaster>`. */
  domain: string | null;
  /** `<@a,@b:c@d>`: obsolete, RFC 5321 appendix C. */
  hasRoute: boolean;
  isAscii: boolean;
}

// Not taken from RFC 6531's "any UTF-8": C1 controls and the invisible marks that make two addresses look like one.
const LETTER =
  '\\u{a0}-\\u{200a}\\u{200c}-\\u{2029}\\u{202f}-\\u{205f}\\u{2061}-\\u{2065}\\u{206a}-\\u{fefe}\\u{ff00}-\\u{10ffff}';
const ATOM = `[A-Za-z0-9!#$%&'*+\\-\\/=?^_\`{|}~${LETTER}]+`;
const LABEL = `[A-Za-z0-9_\\-${LETTER}]+`;

const ROUTE = new RegExp(`@${LABEL}(?:\\.${LABEL})*(?:,@${LABEL}(?:\\.${LABEL})*)*:`, 'uy');
const DOT_STRING = new RegExp(`${ATOM}(?:\\.${ATOM})*`, 'uy');
const QUOTED_STRING = new RegExp(`"(?:[ !#-\\[\\]-~${LETTER}]|\\\\[ -~])*"`, 'uy');
/** Underscores are no part of RFC 5321's grammar, but of names that mail is sent from (LIBRARIES.md row 6). */
const DOMAIN = new RegExp(`${LABEL}(?:\\.${LABEL})*`, 'uy');
const LITERAL = /\[(?:IPv6:)?[0-9A-Fa-f:.]+\]/iy;

/** RFC 5321 §4.5.3.1.2. The 64 octets of §4.5.3.1.1 are not held against senders: rewritten reverse-paths (SRS, VERP) pass them daily. */
const MAX_DOMAIN_LENGTH = 255;
const MAX_LOCAL_PART_LENGTH = 255;

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function isLiteral(text: string): boolean {
  const inner = text.slice(1, -1);
  return /^IPv6:/i.test(inner) ? isIPv6(inner.slice(5)) : isIPv4(inner);
}

/**
 * Reads `<mailbox>` at `at`; `end` is the offset behind the closing bracket. Null when the grammar does not hold.
 * `<>` and a name without a domain are paths here; the caller knows which command allows them.
 */
export function readPath(text: string, at: number): { path: Path; end: number } | null {
  if (text[at] !== '<') return null;
  const route = match(ROUTE, text, at + 1) ?? '';
  const start = at + 1 + route.length;
  const finish = (end: number, local: string, domain: string | null) => {
    if (text[end] !== '>') return null;
    const mailbox = text.slice(start, end);
    return {
      path: {
        text: mailbox,
        local,
        domain,
        hasRoute: route !== '',
        isAscii: /^[\x20-\x7e]*$/.test(mailbox),
      },
      end: end + 1,
    };
  };
  if (text[start] === '>') return route === '' ? finish(start, '', null) : null;

  const quoted = match(QUOTED_STRING, text, start);
  const local = quoted ?? match(DOT_STRING, text, start);
  if (local === null || Buffer.byteLength(local) > MAX_LOCAL_PART_LENGTH) return null;
  const content = quoted === null ? local : quoted.slice(1, -1).replace(/\\(.)/gu, '$1');
  const behind = start + local.length;
  if (text[behind] !== '@') return finish(behind, content, null);

  const literal = match(LITERAL, text, behind + 1);
  const domain = literal ?? match(DOMAIN, text, behind + 1);
  if (
    domain === null ||
    Buffer.byteLength(domain) > MAX_DOMAIN_LENGTH ||
    (literal !== null && !isLiteral(literal))
  )
    return null;
  return finish(behind + 1 + domain.length, content, domain);
}
