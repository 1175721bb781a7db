// Where mail for a domain goes (RFC 5321 §5.1, RFC 7505), and whether each host of it can be reached at all: facts, nothing is connected to.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isTemporary, type Resolver } from '../../dns/resolver.ts';
import type { MailHost, MailRoute } from './domain-facts.ts';

/** Nobody has more that all work. */
const MAX_HOSTS = 10;
/** Addresses that nobody outside can reach (RFC 1918, 4193, 6598, 3927, 1122). */
const PRIVATE = [
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'unspecified',
  'multicast',
  'broadcast',
];

export async function mailRoute(domain: string, resolver: Resolver): Promise<MailRoute> {
  const route: MailRoute = { status: 'temperror', hosts: [], mixed: false, authenticated: false };
  const mx = await resolver.resolve(domain, 'MX');
  if (isTemporary(mx.status)) return route;
  if (mx.status === 'NXDOMAIN' || mx.status === 'BADNAME') return { ...route, status: 'absent' };
  route.authenticated = mx.authenticated;
  // §5.1: without any MX the domain itself is its own mail host.
  if (mx.status !== 'NOERROR') {
    const host = await mailHost(domain, 0, resolver);
    if (host.status === 'temperror') return route;
    return host.addresses.length === 0
      ? { ...route, status: 'none' }
      : { ...route, status: 'implicit', hosts: [host] };
  }
  const named = mx.records
    .filter(({ exchange }) => exchange !== '')
    .toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1));
  // RFC 7505 §3: "a single MX RR with an exchange of the zero-length label"
  if (named.length === 0) return { ...route, status: 'null' };
  const hosts = await Promise.all(
    named
      .slice(0, MAX_HOSTS)
      .map(({ exchange, preference }) => mailHost(exchange, preference, resolver)),
  );
  return { ...route, status: 'found', hosts, mixed: named.length < mx.records.length };
}

async function mailHost(name: string, preference: number, resolver: Resolver): Promise<MailHost> {
  const host: MailHost = { name, preference, addresses: [], alias: null, status: 'found' };
  // RFC 1035 §3.3.9: a domain name; one that reads like an address resolves nowhere.
  if (isIP(name) !== 0) return { ...host, status: 'address' };
  const answers = await Promise.all([resolver.resolve(name, 'A'), resolver.resolve(name, 'AAAA')]);
  host.addresses = answers.flatMap(({ records }) => records);
  host.alias = answers.map(({ chain }) => chain[0]).find((target) => target !== undefined) ?? null;
  if (host.addresses.length > 0)
    return host.addresses.every((address) => PRIVATE.includes(ipaddr.process(address).range()))
      ? { ...host, status: 'private' }
      : host;
  return {
    ...host,
    status: answers.some(({ status }) => isTemporary(status)) ? 'temperror' : 'none',
  };
}
