// Undoes the slips that people make in SPF records, where only one reading makes sense: "ipv4:", "include=", a space after the colon,
// a comma at the end, the dash that a word processor made. A record that is still wrong afterwards is not guessed at: null.
import { isIPv4, isIPv6 } from 'node:net';
import { parseRecord } from '../../verify/spf/parse-record.ts';

const NAMES = 'include|a|mx|ptr|ip4|ip6|exists';
/** En dash, em dash and minus sign in UTF-8, one char an octet. */
const WRONG_DASH = /^(?:\u00e2\u0080[\u0092-\u0095]|\u00e2\u0088\u0092|[\u2012-\u2015\u2212])/;

/** The record with its slips undone; null when it is wrong in a way that has no one answer. The record itself when nothing is wrong. */
export function repairRecord(text: string): string | null {
  const body = text.replace(/^[\s"'\u00a0]*v\s*=\s*spf1(?![a-z0-9])["'\s.:;,]*/i, '');
  if (body === text) return null;
  const tokens = joinTorn(
    body
      .split(/[\s\u00a0]+/)
      .flatMap((token) => token.split(','))
      .map(bare)
      .filter((token) => token !== ''),
  );
  const record = ['v=spf1', ...tokens.map(repairTerm)].join(' ');
  return parseRecord(record).errors.length === 0 ? record : null;
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
    if (last !== undefined && (/^[+\-~?]$/.test(last) || (/^[+\-~?]?[a-z0-9]+[:=]$/i.test(last) && !/^[+\-~?]?[a-z0-9]+[:=]/i.test(token)))) {
      joined[joined.length - 1] = last + token;
    } else joined.push(token);
  }
  return joined;
}

/** One term as it was meant; itself when nothing is known to be wrong with it. */
function repairTerm(token: string): string {
  const plain = token.replace(WRONG_DASH, '-');
  if (addressTerm(plain) !== null) return addressTerm(plain) ?? plain;
  const modifier = /^(redirect|exp):(.+)$/i.exec(plain);
  if (modifier !== null) return `${modifier[1]}=${modifier[2]}`;
  const [, sign = '', name = '', value = ''] = new RegExp(`^([+\\-~?]?)(${NAMES}|includes|ip|ipv4|ipv6)[:=](.+)$`, 'i').exec(plain) ?? [];
  if (name === '') return plain;
  const known = name.toLowerCase() === 'includes' ? 'include' : name;
  if (/^(?:ip|ipv?[46])$/i.test(known)) {
    const found = addressTerm(value);
    if (found !== null) return sign + found;
    // A host name where an address belongs.
    return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*\.?$/i.test(value) ? `${sign}a:${value}` : plain;
  }
  const asAddress = /^(?:a|mx|include)$/i.test(known) ? addressTerm(value) : null;
  return sign + (asAddress ?? `${known}:${value}`);
}

/** `192.0.2.0/24` as the term that lists it; null when the text is no address or network. */
function addressTerm(text: string): string | null {
  const [address = '', prefix, more] = text.split('/');
  if (more !== undefined || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return null;
  if (isIPv4(address)) return `ip4:${text}`;
  return isIPv6(address) && !address.includes('%') ? `ip6:${text}` : null;
}
