// Reads the rdata of a zone line by type: RFC 1035 §3.3 and §3.4, RFC 3596 (AAAA), RFC 6698 (TLSA), RFC 7208 §3.1 (type 99).
// Not known here: owners, TTLs, and where relative names are completed (the caller reads names).
import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { RecordData, RecordType } from '../resolver.ts';
import { unescapeToken, type Token } from './tokens.ts';

const MAX_STRING = 255;

/** What a token is read with; `fail` throws with the line's number. */
export interface RdataContext {
  name(token: Token): string;
  fail: (text: string) => never;
}

/** One record's data from its tokens. */
export function parseRdata(
  type: RecordType,
  tokens: readonly Token[],
  context: RdataContext,
): RecordData[RecordType] {
  const { fail } = context;
  const take = (index: number, what: string): Token =>
    tokens[index] ?? fail(`${type} needs ${what}`);
  const number = (index: number, what: string, max: number): number => {
    const { raw } = take(index, what);
    const value = Number(raw);
    return /^\d+$/.test(raw) && value <= max
      ? value
      : fail(`${what} is not a number up to ${max}: ${raw}`);
  };
  const end = (count: number): void => {
    if (tokens.length > count) fail(`too much after ${type}: ${tokens[count]?.raw ?? ''}`);
  };

  switch (type) {
    case 'A': {
      const { raw } = take(0, 'an address');
      end(1);
      return isIPv4(raw) ? raw : fail(`not an IPv4 address: ${raw}`);
    }
    case 'AAAA': {
      const { raw } = take(0, 'an address');
      end(1);
      return isIPv6(raw) && !raw.includes('%')
        ? ipaddr.IPv6.parse(raw).toRFC5952String()
        : fail(`not an IPv6 address: ${raw}`);
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      end(1);
      return context.name(take(0, 'a name'));
    case 'MX':
      end(2);
      return {
        preference: number(0, 'a preference', 65_535),
        exchange: context.name(take(1, 'an exchange')),
      };
    case 'SOA': {
      end(7);
      const seconds = (index: number, what: string): number => number(index, what, 0xffff_ffff);
      seconds(3, 'refresh');
      seconds(4, 'retry');
      seconds(5, 'expire');
      return {
        mname: context.name(take(0, 'a primary name')),
        rname: context.name(take(1, 'a mailbox name')),
        serial: seconds(2, 'a serial'),
        minimum: seconds(6, 'minimum'),
      };
    }
    case 'TLSA': {
      const data = tokens
        .slice(3)
        .map((token) => token.raw)
        .join('')
        .toLowerCase();
      if (!/^(?:[0-9a-f]{2})+$/.test(data)) fail('TLSA data is not hexadecimal');
      return {
        usage: number(0, 'usage', 255),
        selector: number(1, 'selector', 255),
        matching: number(2, 'matching type', 255),
        data,
      };
    }
    case 'SPF':
    case 'TXT':
      return tokens.flatMap((token) => strings(token, fail));
  }
}

/** One token as character-strings: what is longer than 255 octets is cut into several, as DNS panels do. */
function strings(token: Token, fail: (text: string) => never): string[] {
  const text = unescapeToken(token.raw) ?? fail(`an escape over \\255 in "${token.raw}"`);
  const parts: string[] = [];
  for (let at = 0; at === 0 || at < text.length; at += MAX_STRING)
    parts.push(text.slice(at, at + MAX_STRING));
  return parts;
}
