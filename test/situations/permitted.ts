// Who may send by a domain's SPF before and after a change: every address that the zone knows of is asked about (RFC 7208 §4).
import ipaddr from 'ipaddr.js';
import { nameToWire, wireToName } from '../../src/dns/names.ts';
import { zoneResolver, type Zone } from '../../src/dns/zone.ts';
import { libraryVerdict } from '../verify/mailauth/spf-opinion.ts';
import { openSession } from '../../src/verify/spf/check-session.ts';
import type { SpfResult } from '../../src/verify/verification.ts';
import { edited, textsAt } from './zone-edit.ts';

const MAX_SAMPLES = 48;
/** Nobody's. */
const STRANGERS = ['203.0.113.213', '2001:db8:dead::213'];
/** Shorter prefixes permit the world. */
const BROAD = { ip4: 8, ip6: 16 };

export interface Asker {
  sender: string;
  helo: string;
  at: number;
}

async function spfResult(
  zone: Zone,
  domain: string,
  ip: string,
  { sender, helo, at }: Asker,
): Promise<SpfResult> {
  const by = sender.endsWith(`@${domain}`) ? sender : `postmaster@${domain}`;
  const session = openSession(
    { identity: 'mailfrom', sender: by, ip, helo, host: 'mailassay.example', at },
    zoneResolver(zone),
  );
  return session.domain.name === null
    ? 'none'
    : await libraryVerdict(session, session.domain.name, { terms: 0, voids: 0 });
}

/** First and last address of a network. */
function ends(text: string): string[] {
  try {
    const [address, length] = ipaddr.parseCIDR(
      text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`,
    );
    const low = address.toByteArray();
    const high = low.map(
      (octet, index) => octet | (0xff >> Math.max(0, Math.min(8, length - 8 * index))),
    );
    const first = low.map(
      (octet, index) => octet & ~(0xff >> Math.max(0, Math.min(8, length - 8 * index))),
    );
    return [...new Set([first, high].map((octets) => ipaddr.fromByteArray(octets).toString()))];
  } catch {
    return [];
  }
}

const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** Addresses that stand anywhere in the zone, the sender's first. */
export function samples(zone: Zone, clientIp: string): string[] {
  const found = new Set<string>([clientIp, ...STRANGERS]);
  for (const [wire, node] of zone.nodes) {
    for (const type of ['A', 'AAAA'] as const)
      for (const data of node.sets.get(type)?.data ?? [])
        if (typeof data === 'string') found.add(data);
    if (node.sets.has('TXT')) {
      const records = textsAt(zone, wireToName(wire), 'TXT').filter(isSpf);
      for (const [, network = ''] of records
        .join(' ')
        .matchAll(/\bip[46]:\s*([0-9a-f.:]+(?:\/\d+)?)/gi))
        for (const address of ends(network)) found.add(address);
    }
    const reversed = /^((?:\d+\.){4})in-addr\.arpa$/.exec(wireToName(wire));
    if (reversed?.[1] !== undefined)
      found.add(reversed[1].split('.').slice(0, 4).reverse().join('.'));
  }
  return [...found].filter((address) => ipaddr.isValid(address)).slice(0, MAX_SAMPLES);
}

const spfAt = (zone: Zone, domain: string): string[] => textsAt(zone, domain, 'TXT').filter(isSpf);
/** Also with a dash of a word processor: U+2010 to U+2015 and U+2212 as UTF-8 octets. */
const hasHardAll = (record: string): boolean =>
  /(?:^|\s)(?:-|\xe2\x80[\x90-\x95]|\xe2\x88\x92) ?all[;.,"]*(?:\s|$)/i.test(record);

/** Its owner wrote the refusal down, where SPF does not look: another version, the obsolete type, a name below. */
function wroteHardAll(zone: Zone, domain: string): boolean {
  const names = [...zone.nodes.keys()]
    .map(wireToName)
    .filter((name) => name === domain || name.endsWith(`.${domain}`));
  const texts = names.flatMap((name) => [
    ...textsAt(zone, name, 'SPF'),
    ...(name === domain ? textsAt(zone, name, 'TXT') : []),
  ]);
  return texts.some((text) => /^\W*(?:v=)?spf/i.test(text) && hasHardAll(text.replace(/\W+$/, '')));
}

/** Permits so many that nobody is known by it. */
function isBroad(term: string): boolean {
  if (/^\+?(?:all|ptr|exists)(?![a-z])/i.test(term)) return true;
  const [, kind, length] = /^\+?(ip[46]):.*\/0*(\d+)$/i.exec(term) ?? [];
  return kind !== undefined && Number(length) < BROAD[kind.toLowerCase() as 'ip4' | 'ip6'];
}

/** Terms of broken records, each alone: whom they were meant for. */
async function meantBy(
  zone: Zone,
  domain: string,
  records: readonly string[],
  addresses: readonly string[],
  asker: Asker,
): Promise<Set<string>> {
  const meant = new Set<string>();
  for (const term of new Set(records.flatMap((record) => record.split(/\s+/).slice(1)))) {
    if (isBroad(term) || /^[-~?]|^(?:redirect|exp)=/i.test(term)) continue;
    const changes = [
      ...spfAt(zone, domain).map((value) => ({
        action: 'remove' as const,
        name: domain,
        type: 'TXT',
        value,
      })),
      { action: 'add' as const, name: domain, type: 'TXT', value: `v=spf1 ${term} -all` },
    ];
    const alone = edited(zone, changes).zone;
    for (const address of addresses)
      if (!meant.has(address) && (await spfResult(alone, domain, address, asker)) === 'pass')
        meant.add(address);
  }
  return meant;
}

/** What was lost or let in at a domain whose SPF record changed. */
export async function permissionFaults(
  before: Zone,
  after: Zone,
  domain: string,
  clientIp: string,
  asker: Asker,
): Promise<string[]> {
  const old = spfAt(before, domain);
  const now = spfAt(after, domain);
  if (old.join('\n') === now.join('\n')) return [];
  const faults: string[] = [];
  const addresses = samples(before, clientIp);
  const was = await Promise.all(
    addresses.map(async (address) => await spfResult(before, domain, address, asker)),
  );
  const is = await Promise.all(
    addresses.map(async (address) => await spfResult(after, domain, address, asker)),
  );
  const at = (index: number): string =>
    `${addresses[index]} ${was[index]} -> ${is[index]} by ${domain} "${now.join('" and "')}"`;
  const wrote = old.length === 0 && wroteHardAll(before, domain);
  const broad = old.some((record) => record.split(/\s+/).some(isBroad));
  const isBroken = was.every((result) => ['permerror', 'temperror', 'none'].includes(result));
  const meant = isBroken ? await meantBy(before, domain, old, addresses, asker) : new Set<string>();
  for (const [index, address] of addresses.entries()) {
    const wasPermitted = was[index] === 'pass' || meant.has(address);
    // Where another's DNS is away nobody can say more than temperror.
    if (
      wasPermitted &&
      is[index] !== 'pass' &&
      !(isBroken && is[index] === 'temperror') &&
      !(broad && address !== clientIp && is[index] !== 'fail')
    )
      faults.push(`loses a permitted sender: ${at(index)}`);
    else if (
      !wasPermitted &&
      is[index] === 'fail' &&
      !wrote &&
      !['fail', 'permerror', 'temperror'].includes(was[index] ?? '')
    )
      faults.push(`forbids: ${at(index)}`);
    if (STRANGERS.includes(address) && !wasPermitted && is[index] === 'pass')
      faults.push(`lets strangers in: ${at(index)}`);
  }
  // The sender's own result: what was broken may not turn into a refusal.
  if (
    ['permerror', 'temperror', 'none', 'neutral'].includes(was[0] ?? '') &&
    ['fail', 'softfail'].includes(is[0] ?? '')
  )
    faults.push(`the sender of this message is left out: ${at(0)}`);
  const wasHard =
    (old.length > 0 && old.every((record) => hasHardAll(record))) ||
    was.some((result, index) => STRANGERS.includes(addresses[index] ?? '') && result === 'fail');
  if (
    now.some(hasHardAll) &&
    !wasHard &&
    !wrote &&
    nameToWire(domain) !== null &&
    !isHostOnly(domain, old, asker)
  )
    faults.push(`-all where it was not: ${domain} "${now.join('" and "')}"`);
  return faults;
}

/** A first record for a HELO name that is no mail domain: `-all` is what RFC 7208 §10.1.3 tells hosts to say. */
function isHostOnly(domain: string, old: readonly string[], { sender, helo }: Asker): boolean {
  return (
    old.length === 0 &&
    helo.toLowerCase() === domain &&
    sender !== '' &&
    !sender.endsWith(`@${domain}`)
  );
}
