// A key as it is published, without a message: what `mailassay key` and the key check of the page judge. Looked up and read as for a
// signature (RFC 6376 §3.6), and where nothing is found, looked for where people put it by mistake.
import type { Resolver } from '../../dns/resolver.ts';
import { messageResolver } from '../../dns/evidence.ts';
import type { Clock } from '../../runtime/clock.ts';
import { probeKeyPlaces } from '../misplaced/keys.ts';
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import type { DkimCheck, MisplacedRecord } from '../verification.ts';
import { keyFacts } from './dkim-check.ts';
import { lookUpKey } from './key-lookup.ts';

export interface KeyFacts {
  selector: string;
  domain: string;
  /** NOERROR, NXDOMAIN, SERVFAIL, … of the question for the key. */
  status: string;
  key: DkimCheck['key'];
  /** Every fault of the record that counts, in plain words, by the grammar of RFC 6376 §3.6.1. */
  faults: string[];
  places: MisplacedRecord[];
  dns: DnsEvidence[];
}

/** `selector` and `domain` are canonical: lower case, A-labels. Never rejects for what a zone did. */
export async function publishedKey(
  selector: string,
  domain: string,
  resolver: Resolver,
  clock: Clock,
): Promise<KeyFacts> {
  const asked = messageResolver(resolver, { clock });
  const name = `${selector}._domainkey.${domain}`;
  const lookup = await lookUpKey(name, asked);
  const { status } = lookup.answer;
  const record = lookup.records[0] ?? null;
  const isAbsent = status === 'NXDOMAIN' || status === 'NODATA' || status === 'BADNAME';
  const places = isAbsent
    ? await probeKeyPlaces({ name, selector, domain, hosts: await hostsOf(domain, asked) }, asked)
    : [];
  return {
    selector,
    domain,
    status,
    key: keyFacts(name, lookup, record),
    faults: record?.faults.map(({ text }) => text) ?? [],
    places,
    dns: asked.evidence(),
  };
}

/** Names of hosts under which a key may have ended up: the domain's own exchangers, and the name that every guide gives the mail host. */
async function hostsOf(domain: string, resolver: Resolver): Promise<string[]> {
  const { records } = await resolver.resolve(domain, 'MX');
  const exchangers = records
    .map(({ exchange }) => exchange)
    .filter((exchange) => exchange.endsWith(`.${domain}`));
  return [...new Set([...exchangers.slice(0, 3), `mail.${domain}`])];
}
