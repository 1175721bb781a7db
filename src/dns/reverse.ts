// The names that hold PTR records of an address: in-addr.arpa (RFC 1035 §3.5) and ip6.arpa (RFC 3596 §2.5).
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The reverse name of an IPv4 or IPv6 address; an IPv4-mapped one is IPv4 (RFC 7208 §5). Null when the text is no address. */
export function reverseName(ip: string): string | null {
  if (isIP(ip) === 0 || ip.includes('%')) return null;
  const address = ipaddr.process(ip);
  const octets = address.toByteArray();
  if (address.kind() === 'ipv4') return `${octets.toReversed().join('.')}.in-addr.arpa`;
  const nibbles = octets.flatMap((octet) => [octet >> 4, octet & 15]);
  return `${nibbles
    .toReversed()
    .map((nibble) => nibble.toString(16))
    .join('.')}.ip6.arpa`;
}
