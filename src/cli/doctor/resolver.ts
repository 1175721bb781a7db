// Whether the resolver is one that a mail server can stand on: it answers, validates DNSSEC (RFC 4035 §3.2.3), and is not one of the public ones
// that blocklists refuse to answer. Each blocklist is asked for its test entry (RFC 5782 §5): 127.0.0.2 is listed everywhere, 127.0.0.1 nowhere.
import { getServers } from 'node:dns';
import { isTemporary } from '../../dns/resolver.ts';
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

export async function resolverChecks({ settings, resolver }: DoctorContext): Promise<Check[]> {
  const servers = (settings.dnsServers ?? getServers()).map((server) =>
    server.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^([0-9.]+):\d+$/, '$1'),
  );
  const which = servers.join(', ') || 'no server';
  const { status, authenticated } = await resolver.resolve('', 'SOA');
  if (isTemporary(status) && status !== 'REFUSED' && status !== 'SERVFAIL')
    return [
      not(
        'resolver',
        `${which} gives no answer (${status}): name a resolver that works in DNS_SERVERS`,
      ),
    ];
  const open = servers.find((server) => PUBLIC[server] !== undefined);
  return [
    open === undefined
      ? ok('resolver', `${which} answers`)
      : note(
          'resolver',
          `${open} is ${PUBLIC[open] ?? ''}'s, open to all: blocklists refuse to answer it; ${OWN}`,
        ),
    authenticated
      ? ok('dnssec', 'the resolver validates')
      : note('dnssec', `the resolver does not validate, so DANE cannot be judged: ${OWN}`),
    ...(await Promise.all(settings.dnsbls.map((zone) => blocklistCheck(zone, { resolver })))),
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
