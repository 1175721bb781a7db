// How many answers leave (SECURITY.md §4): counters per address, domain and client, and in all. The store counts; these are the numbers.
import ipaddr from 'ipaddr.js';
import type { Store } from '../store/store.ts';
import type { Mailbox } from './addressee.ts';

type Limits = Parameters<Store['takeLimits']>[0];

const HOUR = 3600;
const DAY = 86_400;

/** `organization` is the organizational domain where it is known, so that subdomains do not multiply the allowance. */
export function replyLimits(
  kind: 'full' | 'short',
  { local, domain }: Mailbox,
  organization: string,
  clientIp: string,
): Limits {
  const address = `${kind}:address:${local.toLowerCase()}@${domain}`;
  const perDomain = `${kind}:domain:${organization}`;
  if (kind === 'short') {
    return [
      { key: address, points: 3, windowSeconds: HOUR },
      { key: address, points: 10, windowSeconds: DAY },
      { key: perDomain, points: 20, windowSeconds: DAY },
      { key: 'short:all', points: 100, windowSeconds: HOUR },
    ];
  }
  return [
    { key: address, points: 10, windowSeconds: HOUR },
    { key: address, points: 30, windowSeconds: DAY },
    { key: perDomain, points: 100, windowSeconds: HOUR },
    { key: `full:client:${network(clientIp)}`, points: 200, windowSeconds: DAY },
    { key: 'full:all', points: 1000, windowSeconds: HOUR },
  ];
}

/** The address, or its /64 for IPv6: the least that one person is given. */
function network(ip: string): string {
  const address = ipaddr.parse(ip);
  return address.kind() === 'ipv4'
    ? address.toString()
    : `${ipaddr.IPv6.networkAddressFromCIDR(`${ip}/64`).toString()}/64`;
}
