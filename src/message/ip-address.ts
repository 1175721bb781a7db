// IP addresses of clients in one form: IPv4 dotted, IPv6 as in RFC 5952, IPv4-mapped addresses as IPv4 (RFC 4291 §2.5.5.2).
// Also which network a client is counted under, and whether an operator's list names it. It asks no DNS.
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The canonical form; null for anything that is not an address. A zone (`%eth0`) is dropped: it means nothing to others. */
export function canonicalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  const bare = text.replace(/%.*$/, '');
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toString()
    : address.toRFC5952String();
}

/** What connections are counted under: the address, or its /64, which is the least that one IPv6 host is given (RFC 6177). */
export function countedNetwork(address: string): string {
  if (!address.includes(':')) return address;
  const { parts } = ipaddr.IPv6.parse(address);
  return parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

/** Ranges that are not globally routable and in which a client is met all the same (RFC 6890): the address is not the sender's on the Internet. */
const LOCAL_RANGES: readonly string[] = [
  'unspecified',
  'loopback',
  'private',
  'carrierGradeNat',
  'linkLocal',
  'uniqueLocal',
];

/** Loopback, private, shared (RFC 6598), link-local and unique local addresses. Documentation networks are none of them. */
export function isLocalAddress(address: string): boolean {
  return ipaddr.isValid(address) && LOCAL_RANGES.includes(ipaddr.process(address).range());
}

export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

/**
 * Makes the test "is this address in the list?" of canonical addresses and CIDR networks, as settings.ts gives them.
 * Networks are parsed once; an address is compared as text.
 */
export function addressTest(list: readonly string[]): (address: string) => boolean {
  const single = new Set(
    list.filter((item) => !item.includes('/')).map((item) => canonicalAddress(item) ?? item),
  );
  const networks = list.filter((item) => item.includes('/')).map((item) => ipaddr.parseCIDR(item));
  return (address) => {
    if (single.has(address)) return true;
    if (networks.length === 0) return false;
    const parsed = ipaddr.parse(address);
    return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network));
  };
}
