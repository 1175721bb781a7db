// An IP address as SPF compares it (RFC 7208 §5): its octets and one spelling. An IPv4-mapped IPv6 address is an IPv4 address.
// The octets are read here because ipaddr.js takes "::192.0.2.1" for a mapped address, which it is not (RFC 4291 §2.5.5.1).
// Not known here: records, DNS.
import { isIP } from 'node:net';

export interface Address {
  kind: 'ip4' | 'ip6';
  /** 4 or 16 octets. */
  octets: readonly number[];
  /** Dotted IPv4, or IPv6 as RFC 5952 §4 writes it. */
  text: string;
}

function octetsOf6(text: string): number[] {
  const groupsOf = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [(a << 8) | b, (c << 8) | d];
        });
  const [left = '', right] = text.split('::');
  const head = groupsOf(left);
  const tail = right === undefined ? [] : groupsOf(right);
  const groups =
    right === undefined
      ? head
      : [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return groups.flatMap((group) => [group >> 8, group & 255]);
}

function text6(octets: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
  );
  // RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals.
  let from = 0;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (groups[i + run] === '0') run += 1;
    if (run > length) [from, length] = [i, run];
    i += run;
  }
  return length < 2
    ? groups.join(':')
    : `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`;
}

/** Reads an IPv4 or IPv6 address, with or without a zone index. Null when the text is none. */
export function parseAddress(text: string): Address | null {
  const bare = text.trim().replace(/%.*$/, '');
  switch (isIP(bare)) {
    case 4:
      return { kind: 'ip4', octets: bare.split('.').map(Number), text: bare };
    case 6: {
      const octets = octetsOf6(bare);
      // RFC 7208 §5: ::ffff:0:0/96 is considered IPv4.
      const mapped =
        octets.slice(0, 10).every((octet) => octet === 0) &&
        octets[10] === 255 &&
        octets[11] === 255;
      if (mapped)
        return { kind: 'ip4', octets: octets.slice(12), text: octets.slice(12).join('.') };
      return { kind: 'ip6', octets, text: text6(octets) };
    }
    default:
      return null;
  }
}

/** The octets of a network as written in ip6: a mapped form stays IPv6 there (RFC 7208 §5.6). The text must be a valid IPv6 address. */
export function networkOctets6(text: string): number[] {
  return octetsOf6(text);
}

/** Whether the first `prefix` bits are the same; false for the other family. */
export function inNetwork(address: Address, network: readonly number[], prefix: number): boolean {
  if (address.octets.length !== network.length) return false;
  const whole = prefix >> 3;
  for (let i = 0; i < whole; i++) if (address.octets[i] !== network[i]) return false;
  const rest = prefix & 7;
  return (
    rest === 0 || (address.octets[whole] ?? 0) >> (8 - rest) === (network[whole] ?? 0) >> (8 - rest)
  );
}
