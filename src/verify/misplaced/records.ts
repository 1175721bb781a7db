// SPF and DMARC records at other names, and hosts that SPF or HELO name: have they addresses?
import { isIP } from 'node:net';
import type { RecordType } from '../../dns/resolver.ts';
import { mayChange } from '../dmarc/may-change.ts';
import { MAX_TERMS } from '../spf/spf-limits.ts';
import type { KnownFacts, MisplacedRecord, SpfNode } from '../verification.ts';
import { hostsOf, isAnything, isDmarc, isSpf, ownHosts, type Question } from './question.ts';

/** Includes of names without a record: hosts? */
export function includeQuestions(facts: KnownFacts): Question[] {
  const dead: string[] = [];
  const walk = (node: SpfNode): void => {
    for (const { record } of node.terms) {
      if (record === null) continue;
      if (record.status === 'none') dead.push(record.domain);
      walk(record);
    }
  };
  if (facts.spf.mailFrom.tree !== null) walk(facts.spf.mailFrom.tree);
  return [...new Set(dead)].slice(0, 2).map((name) => address(name, facts));
}

function address(name: string, { envelope }: KnownFacts): Question {
  const host = name.toLowerCase();
  return {
    sought: 'host-address',
    belongs: host,
    name: host,
    type: envelope.clientIp.includes(':') ? 'AAAA' : 'A',
    relation: 'itself',
    fits: isAnything,
  };
}

/** A host without an address of one family may have one of the other. */
export function otherFamily(places: readonly MisplacedRecord[]): Question[] {
  return places
    .filter(({ sought, status }) => sought === 'host-address' && status === 'NODATA')
    .map((place): Question => ({
      ...place,
      type: place.type === 'A' ? 'AAAA' : 'A',
      fits: isAnything,
    }));
}

export function spfQuestions(facts: KnownFacts): Question[] {
  const { result, domain, tree } = facts.spf.mailFrom;
  if (result !== 'none' || (tree !== null && tree.status !== 'none') || !domain.includes('.'))
    return [];
  const at = (
    name: string,
    relation: MisplacedRecord['relation'],
    type: RecordType = 'TXT',
  ): Question => ({ sought: 'spf-record', belongs: domain, name, type, relation, fits: isSpf });
  return [
    at(domain, 'itself', 'SPF'),
    ...hostsOf(facts)
      .filter((host) => host.endsWith(`.${domain}`))
      .map((host) => at(host, 'mail-host')),
    at(`_spf.${domain}`, 'plain-prefix'),
    at(`${domain}.${domain}`, 'domain-twice'),
  ];
}

export function dmarcQuestions(facts: KnownFacts): Question[] {
  const { domain, record, evaluated, result } = facts.dmarc;
  if (!evaluated || domain === null) return [];
  const at = (name: string, relation: MisplacedRecord['relation']): Question => ({
    sought: 'dmarc-record',
    belongs: `_dmarc.${domain}`,
    name,
    type: 'TXT',
    relation,
    fits: isDmarc,
  });
  const alias = (owner: string): Question => ({
    sought: 'dmarc-record',
    belongs: `_dmarc.${owner}`,
    name: `_dmarc.${owner}`,
    type: 'CNAME',
    relation: 'itself',
    fits: isAnything,
  });
  if (record !== null)
    return mayChange(facts.dmarc) ? [alias(facts.dmarc.policyDomain ?? domain)] : [];
  if (result !== 'none') return [];
  return [
    alias(domain),
    at(domain, 'without-prefix'),
    at(`dmarc.${domain}`, 'plain-prefix'),
    at(`_dmarc.${domain}.${domain}`, 'domain-twice'),
    ...ownHosts(facts, domain).map((host) => at(`_dmarc.${host}`, 'mail-host')),
  ];
}

/** The HELO name, unless iprev has looked it up. */
export function heloQuestions(facts: KnownFacts): Question[] {
  const helo = facts.envelope.helo.toLowerCase();
  const known = facts.iprev.names.some(
    ({ name, addresses }) => name.toLowerCase() === helo && addresses.length > 0,
  );
  return known || !hostsOf(facts).includes(helo) ? [] : [address(helo, facts)];
}

/** A record over the limit (RFC 7208 §4.6.4) is shortened by writing its hosts out as addresses: then those of both families must be known. */
export function costQuestions({ spf }: KnownFacts): Question[] {
  const { tree, domain } = spf.mailFrom;
  if (tree === null || tree.cost <= MAX_TERMS) return [];
  const own = tree.terms.filter(
    ({ kind, name, qualifier, text }) =>
      kind === 'mechanism' &&
      (name === 'a' || name === 'mx') &&
      qualifier === '+' &&
      !text.includes('/'),
  );
  const hosts = own.flatMap(({ name, target, values }) =>
    name === 'a' ? [target ?? domain] : values.filter((value) => !isAddress(value)),
  );
  return [...new Set(hosts.map((host) => host.toLowerCase()))].slice(0, 3).flatMap((host) =>
    (['A', 'AAAA'] as const).map((type): Question => ({
      sought: 'host-address',
      belongs: host,
      name: host,
      type,
      relation: 'itself',
      fits: isAnything,
    })),
  );
}

const isAddress = (text: string): boolean => isIP(text) !== 0;
