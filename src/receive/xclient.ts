// XCLIENT (postfix.org/XCLIENT_README.html): a trusted client states whom it speaks for. Reads the attributes into values or
// into the reply that refuses the whole command; who is trusted is the session's question.
import { isIPv4, isIPv6 } from 'node:net';
import { canonicalAddress } from '../message/ip-address.ts';
import type { Reading } from './mail-command.ts';
import { reply } from './reply.ts';

/** What was stated. Undefined: not mentioned; null: stated as not known. */
export interface XclientAttributes {
  address?: string;
  name?: string | null;
  helo?: string | null;
}

/** Taken for the sake of Postfix's clients, and of no use here. */
const IGNORED = new Set(['PROTO', 'LOGIN', 'PORT', 'DESTADDR', 'DESTPORT']);

/** RFC 3461 §4: xtext, with the octets as UTF-8. Null when malformed. */
function decodeXtext(text: string): string | null {
  if (!/^(?:[!-*,-<>-~]|\+[0-9A-Fa-f]{2})*$/.test(text)) return null;
  const octets = Buffer.from(
    text.replace(/\+([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  );
  const decoded = octets.toString('utf8');
  return /[\p{Cc}\ufffd\s]/u.test(decoded) ? null : decoded;
}

function readAddress(text: string): string | null {
  if (/^IPV6:/i.test(text)) return isIPv6(text.slice(5)) ? canonicalAddress(text.slice(5)) : null;
  // Postfix writes IPv6 with the prefix only; without it is taken as well.
  return isIPv4(text) || isIPv6(text) ? canonicalAddress(text) : null;
}

const refuse = (line: string): Reading<XclientAttributes> => ({
  value: null,
  problem: reply(501, line),
});

/** Reads `XCLIENT attribute=value …`. */
export function readXclient(line: Uint8Array): Reading<XclientAttributes> {
  const [, ...parts] = Buffer.from(line)
    .toString('latin1')
    .trim()
    .split(/[ \t]+/);
  if (parts.length === 0) return refuse('5.5.4 Syntax: XCLIENT attribute=value...');
  const stated: XclientAttributes = {};
  for (const part of parts) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).toUpperCase();
    const value = at === -1 ? null : decodeXtext(part.slice(at + 1));
    if (value === null || value === '') return refuse('5.5.4 Malformed XCLIENT attribute');
    const isKnown = !/^\[(?:UNAVAILABLE|TEMPUNAVAIL)\]$/i.test(value);
    if (key === 'ADDR') {
      const address = isKnown ? readAddress(value) : null;
      if (isKnown && address === null) return refuse('5.5.4 XCLIENT ADDR is not an IP address');
      if (address !== null) stated.address = address;
    } else if (key === 'NAME') {
      if (isKnown && !/^[a-z0-9_](?:[a-z0-9_.-]{0,253})$/i.test(value))
        return refuse('5.5.4 XCLIENT NAME is not a host name');
      stated.name = isKnown ? value.replace(/\.$/, '').toLowerCase() : null;
    } else if (key === 'HELO') {
      if (value.length > 255) return refuse('5.5.4 XCLIENT HELO over 255 octets');
      stated.helo = isKnown ? value : null;
    } else if (!IGNORED.has(key)) {
      return refuse('5.5.4 Unknown XCLIENT attribute');
    }
  }
  return { value: stated, problem: null };
}
