// Whether the resolver is one that a mail server can stand on: it answers, validates DNSSEC (RFC 4035 §3.2.3), and is not one of the public ones
// that blocklists refuse to answer. Each blocklist is asked for its test entry (RFC 5782 §5): 127.0.0.2 is listed everywhere, 127.0.0.1 nowhere.
import { getServers } from 'node:dns';
import type { Resolver } from '../../dns/resolver.ts';
import { checkBlocklists } from '../../verify/dnsbl/dnsbl-check.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

/** Addresses of resolvers that are open to all. */
const PUBLIC: Readonly<Record<string, string>> = {
  '1.0.0.1': 'Cloudflare',
  '1.1.1.1': 'Cloudflare',
  '2001:4860:4860::8844': 'Google',
  '2001:4860:4860::8888': 'Google',
  '208.67.220.220': 'OpenDNS',
  '208.67.222.222': 'OpenDNS',
  '2606:4700:4700::1001': 'Cloudflare',
  '2606:4700:4700::1111': 'Cloudflare',
  '2620:fe::9': 'Quad9',
  '2620:fe::fe': 'Quad9',
  '8.8.4.4': 'Google',
  '8.8.8.8': 'Google',
  '9.9.9.9': 'Quad9',
  '149.112.112.112': 'Quad9',
};

const OWN = 'run a resolver of your own (unbound) and name it in DNS_SERVERS';

/** Why a resolver is of no use; null when it answers. One that refuses the root may still serve a zone of ours. */
async function troubleWith(resolver: Resolver, domain: string): Promise<string | null> {
  const statuses = (
    await Promise.all([resolver.resolve('', 'SOA'), resolver.resolve(domain, 'SOA')])
  ).map(({ status }) => status);
  if (statuses.every((status) => status === 'TIMEOUT')) return 'gives no answer (TIMEOUT)';
  return statuses.every((status) => status === 'REFUSED') ? 'refuses to answer us (REFUSED)' : null;
}

export interface ResolverResult {
  /** When not, nothing that needs DNS can be checked. */
  works: boolean;
  checks: Check[];
}

export async function resolverChecks({
  settings,
  resolver,
  resolverOf,
}: DoctorContext): Promise<ResolverResult> {
  const listed = settings.dnsServers ?? getServers();
  const servers = listed.map((server) =>
    server.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^([0-9.]+):\d+$/, '$1'),
  );
  const which = servers.join(', ') || 'no server';
  const [trouble, { authenticated }, ...each] = await Promise.all([
    troubleWith(resolver, settings.domain),
    resolver.resolve('', 'SOA'),
    ...(resolverOf === undefined || listed.length < 2
      ? []
      : listed.map((server) => troubleWith(resolverOf(server), settings.domain))),
  ]);
  const name = 'name a resolver in DNS_SERVERS that answers this host';
  if (trouble !== null)
    return { works: false, checks: [not('resolver', `${which} ${trouble}: ${name}`)] };
  const dead = each.flatMap((problem, index) =>
    problem === null ? [] : [`${servers[index] ?? ''} ${problem}`],
  );
  const open = servers.find((server) => PUBLIC[server] !== undefined);
  const answers =
    open === undefined
      ? ok('resolver', `${which} answers`)
      : note(
          'resolver',
          `${open} is ${PUBLIC[open] ?? ''}'s, open to all: blocklists refuse to answer it; ${OWN}`,
        );
  return {
    works: true,
    checks: [
      dead.length > 0 ? not('resolver', `${dead.join(', ')}: ${name}`) : answers,
      authenticated
        ? ok('dnssec', 'the resolver validates')
        : note('dnssec', `the resolver does not validate, so DANE cannot be judged: ${OWN}`),
    ],
  };
}

/** Entries that every list has for tests, and none (RFC 5782 §5): they say nothing of an address of ours. */
const TEST_ENTRIES = ['127.0.0.1', '127.0.0.2'];

/** The lists of DNSBLS: whether they answer, and whether they list us. */
export async function blocklistChecks(
  { settings, resolver }: DoctorContext,
  own: readonly string[] | null,
): Promise<Check[]> {
  const addresses = (own ?? []).filter((address) => !TEST_ENTRIES.includes(address));
  const [zones, listings] = await Promise.all([
    Promise.all(settings.dnsbls.map((zone) => blocklistCheck(zone, { resolver }))),
    Promise.all(
      addresses.map(async (address) =>
        (await checkBlocklists(address, settings.dnsbls, resolver))
          .filter(({ listed }) => listed === true)
          .map(({ zone, codes, text }) => ({ zone, address, said: text ?? codes.join(', ') })),
      ),
    ),
  ]);
  const sound = settings.dnsbls.filter((_, index) => zones[index]?.status === 'ok');
  return [
    ...zones,
    ...listings
      .flat()
      .filter(({ zone }) => sound.includes(zone))
      .map(({ zone, address, said }) =>
        not(
          'listed',
          `our own address ${address} is on the blocklist ${zone} ("${said.replace(/[^ -~]+/g, ' ')}"), so many receivers refuse our replies: ask the list to remove it`,
        ),
      ),
  ];
}

async function blocklistCheck(
  zone: string,
  { resolver }: Pick<DoctorContext, 'resolver'>,
): Promise<Check> {
  const [[listed], [unlisted]] = await Promise.all([
    checkBlocklists('127.0.0.2', [zone], resolver),
    checkBlocklists('127.0.0.1', [zone], resolver),
  ]);
  if (listed?.listed === 'refused' || unlisted?.listed === 'refused')
    return not(
      'dnsbl',
      `${zone} refuses to answer this resolver: ${OWN}, or get a key of the list`,
    );
  if (listed === undefined || listed.listed === 'unknown')
    return not('dnsbl', `${zone}: ${listed?.reason ?? 'was not asked'}; take it out of DNSBLS`);
  if (listed.listed === false)
    return not(
      'dnsbl',
      `${zone} does not list its test entry 127.0.0.2, so it lists nobody: check its name in DNSBLS`,
    );
  return unlisted?.listed === true
    ? not('dnsbl', `${zone} lists 127.0.0.1, so it lists everybody: take it out of DNSBLS`)
    : ok('dnsbl', `${zone} answers as it should`);
}
