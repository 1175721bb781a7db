// Macro expansion (RFC 7208 §7.2–§7.4). mailauth's own is not used: it reads a "-" among several delimiters as a
// range (`%{l+-/}` splits at commas, `%{l=-.}` throws), expands a <domain> that holds a "%" a second time, and takes %{t} from
// the machine's clock. Not known here: whether the result can be asked (target-name.ts).
import type { Address } from './ip-network.ts';
import type { MacroToken } from './macro-string.ts';

/** What the letters stand for. */
export interface MacroValues {
  /** <sender>; its local-part; its domain as A-labels. */
  sender: string;
  localPart: string;
  senderDomain: string;
  /** <domain> of the check_host() that is being evaluated. */
  domain: string;
  ip: Address;
  /** HELO as given, U-labels as A-labels. */
  helo: string;
  /** Who evaluates, and when (milliseconds since the epoch). */
  host: string;
  at: number;
  /** The validated name of the client (RFC 7208 §7.3), "unknown" without one. */
  validatedName: string;
}

/** RFC 7208 §7.3: IPv4 dotted; IPv6 as dotted nibbles, in names in lower case as §7.4 has them. */
function dottedAddress(ip: Address, explain: boolean): string {
  if (ip.kind === 'ip4') return ip.text;
  const nibbles = ip.octets
    .flatMap((octet) => [(octet >> 4).toString(16), (octet & 15).toString(16)])
    .join('.');
  // Only explanation text shows the case: there RFC 4408 §8.2 and the public test suite have capitals.
  return explain ? nibbles.toUpperCase() : nibbles;
}

function valueOf(letter: string, values: MacroValues, explain: boolean): string {
  switch (letter) {
    case 's':
      return values.sender;
    case 'l':
      return values.localPart;
    case 'o':
      return values.senderDomain;
    case 'd':
      return values.domain;
    case 'i':
      return dottedAddress(values.ip, explain);
    case 'p':
      return values.validatedName;
    case 'v':
      return values.ip.kind === 'ip4' ? 'in-addr' : 'ip6';
    case 'h':
      return values.helo;
    case 'c':
      return values.ip.text;
    case 'r':
      return values.host;
    case 't':
      return String(Math.floor(values.at / 1000));
    default:
      throw new TypeError(`no macro letter: ${letter}`);
  }
}

/** RFC 7208 §7.3: everything but RFC 3986's unreserved characters, as UTF-8 octets. */
function urlEscape(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~]+/g, (run) =>
    Array.from(
      Buffer.from(run, 'utf8'),
      (octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

function expandToken(
  token: MacroToken & { kind: 'macro' },
  values: MacroValues,
  explain: boolean,
): string {
  let value = valueOf(token.letter, values, explain);
  if (token.delimiters !== '' || token.reverse || token.parts !== null) {
    // RFC 7208 §7.3: split at the delimiters (a dot without any), reverse, keep right-hand parts, join with dots.
    const delimiters = token.delimiters === '' ? '.' : token.delimiters;
    let parts = [''];
    for (const char of value) {
      if (delimiters.includes(char)) parts.push('');
      else parts[parts.length - 1] += char;
    }
    if (token.reverse) parts.reverse();
    if (token.parts !== null) parts = parts.slice(-token.parts);
    value = parts.join('.');
  }
  return token.escape ? urlEscape(value) : value;
}

/** The text that the tokens stand for; `explain` for explanation text (RFC 7208 §6.2). */
export function expand(
  tokens: readonly MacroToken[],
  values: MacroValues,
  { explain = false }: { explain?: boolean } = {},
): string {
  let text = '';
  for (const token of tokens)
    text += token.kind === 'text' ? token.text : expandToken(token, values, explain);
  return text;
}
