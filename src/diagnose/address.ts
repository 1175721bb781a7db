// IP addresses as text, compared as addresses (RFC 5952: one address has many spellings).
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The usual spelling; IPv4-mapped addresses are IPv4. Text that is no address comes back as it is. */
export function plainAddress(text: string): string {
  return isIP(text) === 0 || text.includes('%') ? text : ipaddr.process(text).toString();
}

export function sameAddress(a: string, b: string): boolean {
  return plainAddress(a) === plainAddress(b);
}

/** The SPF mechanism that lists exactly this address (RFC 7208 §5.6). */
export function addressMechanism(ip: string): string {
  return `${ip.includes(':') ? 'ip6' : 'ip4'}:${plainAddress(ip)}`;
}
