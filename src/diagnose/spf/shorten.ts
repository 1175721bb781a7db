// A record that is too long for an answer over UDP (RFC 7208 §3.4) says the same with fewer networks: those inside another one go, and two
// halves of a network become the whole.
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Verification } from '../../verify/verification.ts';
import { isMechanism, partOf, type Part } from './part.ts';

/** What an answer over UDP always has room for. */
export const MAX_RECORD = 512;

interface Network {
  octets: number[];
  prefix: number;
}

/** The same parts while the record is short enough, or where their order means something. */
export function shorten(parts: readonly Part[], facts: Verification): Part[] {
  const length = parts.reduce((sum, { text }) => sum + text.length + 1, 'v=spf1'.length);
  const isListed = (part: Part): boolean => isMechanism(part, 'ip4', 'ip6');
  if (
    length <= MAX_RECORD ||
    parts.some(
      (part) =>
        part.parsed.kind === 'mechanism' &&
        part.parsed.name !== 'all' &&
        part.parsed.qualifier !== '+',
    )
  )
    return [...parts];
  const place = parts.findIndex(isListed);
  const networks = parts.filter(isListed).map(networkOf);
  const texts = [4, 16].flatMap((width) =>
    joined(networks.filter(({ octets }) => octets.length === width)).map(textOf),
  );
  const rest = parts.filter((part) => !isListed(part));
  const before = parts.slice(0, place).length;
  return [
    ...rest.slice(0, before),
    ...texts.map((text) => partOf(text, null, facts)),
    ...rest.slice(before),
  ];
}

function networkOf({ parsed }: Part): Network {
  const [base = '', prefix] = (parsed.argument ?? '').split('/');
  const octets = ipaddr.parse(base).toByteArray();
  const bits = prefix === undefined ? (isIPv4(base) ? 32 : 128) : Number(prefix);
  return { octets: octets.map((octet, index) => octet & maskOf(bits, index)), prefix: bits };
}

const maskOf = (prefix: number, index: number): number =>
  0xff & ~(0xff >> Math.max(0, Math.min(8, prefix - 8 * index)));

function holds(outer: Network, inner: Network): boolean {
  return (
    outer.prefix <= inner.prefix &&
    inner.octets.every(
      (octet, index) => (octet & maskOf(outer.prefix, index)) === outer.octets[index],
    )
  );
}

/** No larger network comes out than /16 and /48: whoever reads the record should still know it. */
function joined(networks: readonly Network[]): Network[] {
  let now = networks.filter(
    (one, at) =>
      !networks.some(
        (other, index) =>
          index !== at && holds(other, one) && (other.prefix < one.prefix || index < at),
      ),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const one of now) {
      const whole = {
        octets: one.octets.map((octet, index) => octet & maskOf(one.prefix - 1, index)),
        prefix: one.prefix - 1,
      };
      const other = now.find(
        (half) => half !== one && half.prefix === one.prefix && holds(whole, half),
      );
      if (other === undefined || whole.prefix < (one.octets.length === 4 ? 16 : 48)) continue;
      now = now.flatMap((network) =>
        network === one ? [whole] : network === other ? [] : [network],
      );
      changed = true;
      break;
    }
  }
  return now;
}

function textOf({ octets, prefix }: Network): string {
  const address = ipaddr.fromByteArray(octets).toString();
  const width = octets.length * 8;
  return `${width === 32 ? 'ip4' : 'ip6'}:${address}${prefix === width ? '' : `/${prefix}`}`;
}
