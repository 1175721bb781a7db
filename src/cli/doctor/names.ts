// How the service is found: the MX of its domain (RFC 5321 §5.1), the addresses of its host, and their reverse DNS (RFC 8601 §3).
import { isPublicAddress } from '../../dns/public-address.ts';
import { isTemporary } from '../../dns/resolver.ts';
import type { Settings } from '../../config/settings.ts';
import type { MailHost } from '../../verify/domain/domain-facts.ts';
import { mailRoute } from '../../verify/domain/mail-route.ts';
import { iprev } from '../../verify/iprev.ts';
import { type Check, not, note, ok, type DoctorContext } from './check.ts';

/** The addresses of our host; null when DNS gave no answer. */
export async function ownAddresses({
  settings,
  resolver,
}: DoctorContext): Promise<string[] | null> {
  const answers = await Promise.all([
    resolver.resolve(settings.hostname, 'A'),
    resolver.resolve(settings.hostname, 'AAAA'),
  ]);
  const addresses = answers.flatMap(({ records }) => records);
  return addresses.length === 0 && answers.some(({ status }) => isTemporary(status))
    ? null
    : addresses;
}

export async function mxCheck(
  { settings, resolver }: DoctorContext,
  own: readonly string[] | null,
): Promise<Check> {
  const { domain, hostname } = settings;
  if (domain === 'localhost')
    return not(
      'mx',
      'DOMAIN is localhost: nobody outside can send to it; set DOMAIN to the name that people will write to',
    );
  const route = await mailRoute(domain, resolver);
  const publish = `publish "${domain}. MX 10 ${hostname}."`;
  if (route.status === 'temperror')
    return not('mx', `DNS gives no answer for the MX of ${domain}: check its DNS servers`);
  if (route.status === 'null')
    return not('mx', `${domain} has a null MX, so nobody sends there: ${publish} in its place`);
  if (route.status === 'absent' || route.status === 'none')
    return not('mx', `mail for ${domain} goes nowhere: ${publish}`);
  const names = route.hosts.map(({ name }) => name).join(', ');
  const isHere = ({ name, addresses }: MailHost): boolean =>
    name === hostname || addresses.some((address) => own?.includes(address) === true);
  const here = route.hosts.find(isHere);
  if (here === undefined)
    return not(
      'mx',
      `mail for ${domain} goes to ${names}, which is not ${hostname}: ${publish}, or set HOSTNAME to the host that this is`,
    );
  const alias = route.hosts.find((host) => host.alias !== null);
  if (alias !== undefined)
    return not(
      'mx',
      `the MX of ${domain}, ${alias.name}, is a CNAME, which RFC 2181 section 10.3 forbids: name the host itself, ${publish}`,
    );
  const elsewhere = route.hosts.find((host) => host.preference <= here.preference && !isHere(host));
  if (elsewhere !== undefined) return elsewhereCheck(elsewhere, here, settings);
  return ok(
    'mx',
    route.status === 'implicit'
      ? `mail for ${domain} goes to its own address (there is no MX; ${publish} to be clear)`
      : `mail for ${domain} goes to ${names}`,
  );
}

/** A host of no lower rank gets messages instead of this one; that is meant only where nodes share a store. */
function elsewhereCheck(
  elsewhere: MailHost,
  here: MailHost,
  { domain, hostname, databaseUrl }: Settings,
): Check {
  const share = elsewhere.preference === here.preference ? 'some of the mail' : 'mail';
  const text = `${share} for ${domain} ${elsewhere.preference === here.preference ? 'goes' : 'goes first'} to ${elsewhere.name} (MX ${elsewhere.preference}), which is not ${hostname}`;
  return databaseUrl === undefined
    ? not('mx', `${text}: delete that MX record`)
    : note('mx', `${text}: it must be another node of this service`);
}

export function addressCheck({ settings }: DoctorContext, own: readonly string[] | null): Check {
  const { hostname } = settings;
  if (own === null)
    return not(
      'address',
      `DNS gives no answer for the address of ${hostname}: check its DNS servers`,
    );
  if (own.length === 0)
    return not('address', `${hostname} has no address: publish an A or AAAA record for it`);
  const text = `${hostname} is ${own.join(', ')}`;
  return own.some(isPublicAddress)
    ? ok('address', text)
    : note('address', `${text}: nobody on the Internet can reach that`);
}

/** Receivers refuse answers from a host without a name, or with another one. */
export async function ptrChecks(
  { settings, resolver }: DoctorContext,
  own: readonly string[] | null,
): Promise<Check[]> {
  const { hostname } = settings;
  if (own === null || own.length === 0)
    return [
      not('ptr', `without an address of ${hostname} there is nothing that could lead back to it`),
    ];
  return await Promise.all(
    own.map(async (address): Promise<Check> => {
      const { result, reason, names } = await iprev(address, resolver);
      const ask = `let the owner of ${address} (your provider) set its PTR record to ${hostname}`;
      if (result === 'temperror') return not('ptr', `${reason}: try again, then ${ask}`);
      if (result !== 'pass') return not('ptr', `${reason}: ${ask}`);
      if (!names.some(({ name, matches }) => matches && name === hostname))
        return not(
          'ptr',
          `${address} is called ${names.map(({ name }) => name).join(', ')}, but says HELO ${hostname}: ${ask}, or set HOSTNAME to that name`,
        );
      return ok('ptr', `${address} is called ${hostname}, and that leads back to it`);
    }),
  );
}
