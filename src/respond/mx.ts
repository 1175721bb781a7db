// Where mail for a domain goes (RFC 5321 §5.1, RFC 7505): its exchangers by preference and their addresses, those taken out that no
// mail of ours may be sent to. DNS is the injected Resolver; nothing is connected here.
import { isTemporary, type Resolver } from '../dns/resolver.ts';

const MAX_EXCHANGERS = 10;
const MAX_ADDRESSES = 5;

export interface Target {
  /** The IP address that was checked. */
  address: string;
  /** The exchanger's name, for SNI. */
  name: string;
}

export type Route =
  | { kind: 'found'; targets: Target[] }
  | { kind: 'later'; problem: string }
  | { kind: 'refused'; problem: string };

export interface RouteQuestion {
  domain: string;
  resolver: Resolver;
  /** The name we are known by: an exchanger of that name is ourselves. */
  hostname: string;
  isAllowed: (address: string) => boolean;
  /** From 0 to below 1. */
  random: () => number;
}

export async function routeTo(question: RouteQuestion): Promise<Route> {
  const exchangers = await exchangersOf(question);
  return 'kind' in exchangers ? exchangers : await addressesOf(exchangers, question);
}

async function exchangersOf({
  domain,
  resolver,
  hostname,
  random,
}: RouteQuestion): Promise<string[] | Route> {
  const mx = await resolver.resolve(domain, 'MX');
  if (isTemporary(mx.status))
    return { kind: 'later', problem: `the MX of ${domain} could not be asked (${mx.status})` };
  if (mx.status === 'NXDOMAIN' || mx.status === 'BADNAME')
    return { kind: 'refused', problem: `${domain} does not exist` };
  // §5.1: without any MX the domain itself, "with a preference of 0".
  if (mx.status !== 'NOERROR') return [domain];
  // RFC 7505 §3
  if (mx.records.every(({ exchange }) => exchange === ''))
    return { kind: 'refused', problem: `${domain} takes no mail (null MX)` };

  // §5.1: "lowest-numbered … most preferred", equal ones at random.
  const drawn = mx.records.map((record) => ({ ...record, lot: random() }));
  const sorted = drawn.sort((a, b) => a.preference - b.preference || a.lot - b.lot);
  // §5.1: if we are on the list, neither ourselves nor any that is not preferred to us: that is a loop.
  const own = sorted.find(({ exchange }) => exchange === hostname)?.preference ?? Infinity;
  const names = sorted
    .filter(({ exchange, preference }) => exchange !== '' && preference < own)
    .map(({ exchange }) => exchange);
  return names.length === 0
    ? { kind: 'refused', problem: `mail for ${domain} leads back to ${hostname}` }
    : [...new Set(names)].slice(0, MAX_EXCHANGERS);
}

async function addressesOf(
  names: readonly string[],
  { domain, resolver, isAllowed }: RouteQuestion,
): Promise<Route> {
  const targets: Target[] = [];
  const refused: string[] = [];
  let problem: string | null = null;
  for (const name of names) {
    const answers = await Promise.all([
      resolver.resolve(name, 'A'),
      resolver.resolve(name, 'AAAA'),
    ]);
    // IPv4 first: large receivers refuse IPv6 clients without a PTR for good, and many hosts have none.
    for (const { status, records } of answers) {
      if (isTemporary(status)) problem = `the address of ${name} could not be asked (${status})`;
      for (const address of records) {
        if (!isAllowed(address)) refused.push(address);
        else if (
          targets.length < MAX_ADDRESSES &&
          !targets.some((target) => target.address === address)
        )
          targets.push({ address, name });
      }
    }
    if (targets.length >= MAX_ADDRESSES) break;
  }
  if (targets.length > 0) return { kind: 'found', targets };
  if (problem !== null) return { kind: 'later', problem };
  if (refused.length > 0)
    return {
      kind: 'refused',
      problem: `the mail servers of ${domain} have no public address (${refused.slice(0, 3).join(', ')})`,
    };
  return { kind: 'refused', problem: `the mail servers of ${domain} have no address` };
}
