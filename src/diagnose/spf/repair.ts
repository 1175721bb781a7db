// Undoes the slips that people make in SPF records, where only one reading makes sense: "ipv4:", "include=", a space after the colon,
// a comma at the end, the dash that a word processor made. A record that is still wrong afterwards is not guessed at: null.
import { isIPv4, isIPv6 } from 'node:net';
import { parseTerm } from '../../verify/spf/parse-term.ts';
import { readable } from '../evidence.ts';

const NAMES = 'include|a|mx|ptr|ip4|ip6|exists';
/** En dash, em dash and minus sign in UTF-8, one char an octet. */
const WRONG_DASH = /^(?:\u00e2\u0080[\u0092-\u0095]|\u00e2\u0088\u0092|[\u2012-\u2015\u2212])/;

export interface Repaired {
  /** Terms that are right, in their order. */
  terms: string[];
  /** Terms that are wrong in a way that has no one answer. */
  broken: string[];
}

/** The terms with their slips undone; null when the text is no SPF record at all. */
export function repairTerms(found: string): Repaired | null {
  const text = plainQuotes(readable(found));
  const body = text.replace(
    /^[\s"'(\u00a0]*v\s*[=:]?\s*spf\s*1(?:0|\.0)?(?![a-z0-9])["'\s.:;,]*/i,
    '',
  );
  if (body === text) return null;
  const tokens = joinTorn(
    body
      .split(/[\s\u00a0]+/)
      .flatMap((token) => token.split(','))
      .map(bare)
      .flatMap(apart)
      .filter((token) => token !== ''),
  );
  const terms: string[] = [];
  const broken: string[] = [];
  const modifiers = new Set<string>();
  for (const token of tokens) {
    const term = repairTerm(token);
    const { faults, kind, name } = parseTerm(term, 0);
    // RFC 7208 §6: redirect= and exp= once each.
    const again = kind === 'modifier' && modifiers.has(name);
    if (kind === 'modifier') modifiers.add(name);
    (faults.length > 0 || again ? broken : terms).push(faults.length > 0 || again ? token : term);
  }
  return { terms, broken };
}

/** The record with its slips undone; null when it is wrong in a way that has no one answer. The record itself when nothing is wrong. */
export function repairRecord(text: string): string | null {
  const repaired = repairTerms(text);
  return repaired === null || repaired.broken.length > 0
    ? null
    : ['v=spf1', ...repaired.terms].join(' ');
}

/** `ip4:192.0.2.1include:_spf.example.net` is two terms, a blank between them was forgotten. */
function apart(token: string): string[] {
  const [, address, rest] =
    /^([+\-~?]?ip[46]:[0-9a-f:.]+(?:\/\d+)?)((?:include|exists|redirect|ptr|mx|ip4|ip6|[+~?-]all).*)$/i.exec(
      token,
    ) ?? [];
  return address === undefined || rest === undefined ? [token] : [address, ...apart(rest)];
}

/** The quotation marks of a word processor. */
export function plainQuotes(text: string): string {
  return text.replace(/[\u2018-\u201f\u2032\u2033\u00ab\u00bb]/g, '"');
}

/** Without quotes around it and separators behind it. */
function bare(token: string): string {
  return token.replace(/^["'(]+/, '').replace(/["');,]+$/, '');
}

/** `ip4: 192.0.2.1` and `~ all` are one term each. */
function joinTorn(tokens: string[]): string[] {
  const joined: string[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    const next = /^[+\-~?]?(?:[a-z0-9]+[:=]|(?:all|a|mx|ptr)$)/i.test(token);
    if (
      last !== undefined &&
      (/^[+\-~?]$/.test(last) || (/^[+\-~?]?[a-z0-9]+[:=]$/i.test(last) && !next))
    ) {
      joined[joined.length - 1] = last + token;
    } else joined.push(token);
  }
  return joined;
}

/** One term as it was meant; itself when nothing is known to be wrong with it. */
function repairTerm(token: string): string {
  const plain = withoutZeros(token.replace(WRONG_DASH, '-'));
  // Nothing after the colon: the domain itself is meant (RFC 7208 §5.3, §5.4).
  if (/^[+\-~?]?(?:a|mx)[:=]$/i.test(plain)) return plain.slice(0, -1);
  if (addressTerm(plain) !== null) return addressTerm(plain) ?? plain;
  const modifier = /^(redirect|exp):(.+)$/i.exec(plain);
  if (modifier !== null) return `${modifier[1]}=${modifier[2]}`;
  const [, sign = '', name = '', value = ''] =
    new RegExp(`^([+\\-~?]?)(${NAMES}|includes|ip|ipv4|ipv6)[:=](.+)$`, 'i').exec(plain) ?? [];
  if (name === '') return plain;
  const known = name.toLowerCase() === 'includes' ? 'include' : name;
  if (/^(?:ip|ipv?[46])$/i.test(known)) {
    const found = addressTerm(value);
    if (found !== null) return sign + found;
    // A host name where an address belongs.
    return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*\.?$/i.test(value)
      ? `${sign}a:${value}`
      : plain;
  }
  const asAddress = /^(?:a|mx|include)$/i.test(known) ? addressTerm(value) : null;
  return sign + (asAddress ?? `${known}:${value}`);
}

/** `/027` as `/27` (RFC 7208 §12). */
function withoutZeros(token: string): string {
  return /^[+\-~?]?(?:a|mx|ip[46v]*|[0-9.]+)(?:[:=/]|$)/i.test(token)
    ? token.replace(/\/0+(?=[1-9])/g, '/')
    : token;
}

/** `192.0.2.0/24` as the term that lists it; null when the text is no address or network. */
function addressTerm(text: string): string | null {
  const [address = '', prefix, more] = text.split('/');
  if (more !== undefined || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  if (isIPv4(address)) return `ip4:${text}`;
  return isIPv6(address) && !address.includes('%') ? `ip6:${text}` : null;
}
