// DANE for mail (RFC 7672): the TLSA records of each mail host, and whether DNSSEC vouches for them; without it they say nothing (§2.2).
// The hosts' certificates are not looked at: nothing is connected to.
import { isTemporary, type RecordData, type Resolver } from '../../dns/resolver.ts';
import type { Dane, MailRoute } from './domain-facts.ts';

const MAX_HOSTS = 5;
/** Octets of a SHA-256 and a SHA-512 digest (RFC 6698 §2.1.3), in hex digits. */
const DIGEST_LENGTH: Readonly<Record<number, number>> = { 1: 64, 2: 128 };

export async function dane(route: MailRoute, resolver: Resolver): Promise<Dane> {
  const hosts =
    route.status === 'found' || route.status === 'implicit'
      ? route.hosts
          .filter(({ status }) => status === 'found' || status === 'private')
          .slice(0, MAX_HOSTS)
      : [];
  if (hosts.length === 0) return { validating: false, hosts: [] };
  const [root, ...answers] = await Promise.all([
    // The root is signed: a resolver that does not say so does not validate.
    resolver.resolve('', 'SOA'),
    ...hosts.map(({ name }) => resolver.resolve(`_25._tcp.${name}`, 'TLSA')),
  ]);
  return {
    validating: root.authenticated || answers.some(({ authenticated }) => authenticated),
    hosts: answers.map(({ status, records, authenticated }, index) => ({
      host: hosts[index]?.name ?? '',
      status: isTemporary(status) ? 'temperror' : status === 'NOERROR' ? 'found' : 'none',
      records: records.map(
        ({ usage, selector, matching, data }) => `${usage} ${selector} ${matching} ${data}`,
      ),
      authenticated,
      faults: records.flatMap((record) => fault(record) ?? []),
    })),
  };
}

function fault({ usage, selector, matching, data }: RecordData['TLSA']): string | null {
  const text = `${usage} ${selector} ${matching}`;
  // RFC 7672 §3.1.3: PKIX-TA(0) and PKIX-EE(1) SHOULD NOT be used; senders treat them as unusable.
  if (usage < 2) return `${text}: usage ${usage} means nothing for mail; 3 (or 2) does`;
  if (usage > 3) return `${text}: usage ${usage} is not known`;
  if (selector > 1) return `${text}: selector ${selector} is not known`;
  if (matching > 2) return `${text}: matching type ${matching} is not known`;
  const length = DIGEST_LENGTH[matching];
  return length !== undefined && data.length !== length
    ? `${text}: the digest has ${data.length / 2} bytes, not ${length / 2}`
    : null;
}
