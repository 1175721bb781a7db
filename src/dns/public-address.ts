// Which IP addresses may be connected to when a stranger chose them (SECURITY.md §5, §6): global unicast alone. Private, loopback,
// link-local (cloud metadata among them), CGNAT, IPv4 in IPv6 in any of its forms, NAT64 and whatever IANA keeps for a special
// purpose (RFC 6890) would lead into the network we stand in.
import ipaddr from 'ipaddr.js';

/** RFC 4291 §2.4, IANA: all global unicast that is assigned; what is left out are forms that embed an IPv4 address (::a.b.c.d). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  if (ip.range() !== 'unicast') return false;
  return ip.kind() === 'ipv4' || (ip as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** One spelling for each address, IPv4-mapped as IPv4; null when it is none. */
export function canonicalAddress(address: string): string | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

/** The network that an address is in: its /24 (IPv4) or /48 (IPv6), which one operator has. */
export function networkOf(address: string): string {
  const octets = ipaddr.process(address).toByteArray();
  return octets.length === 4 ? octets.slice(0, 3).join('.') : octets.slice(0, 6).join(':');
}
