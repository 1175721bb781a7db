// Keys that are not where they belong, and keys of unsigned mail.
import type { RecordType, Resolver } from '../../dns/resolver.ts';
import type { KnownFacts, MisplacedRecord } from '../verification.ts';
import {
  ask,
  authorOf,
  hostsOf,
  isAnything,
  isKey,
  MAX_COUNT,
  ownHosts,
  unique,
  type Question,
} from './question.ts';

/** Selectors that setup guides and packages use, most frequent first. */
const USUAL_SELECTORS = ['default', 'mail', 'selector', 'dkim', 'selector1'];

/** Signatures whose key is not where it belongs. */
export function keyQuestions(facts: KnownFacts): Question[] {
  const missing = facts.dkim.filter(
    ({ key, result, selector, domain }) =>
      key.record === null &&
      key.records.length === 0 &&
      result !== 'temperror' &&
      selector !== '' &&
      domain !== '',
  );
  return missing.slice(0, 2).flatMap(({ key, selector, domain }): Question[] => {
    const author = facts.dmarc.domain ?? domain;
    return keyPlaces({ name: key.name, selector, domain, hosts: [...hostsOf(facts), author] });
  });
}

/** A key that is not at its name, and the hosts under whose names it may have been put. */
export interface MissingKey {
  name: string;
  selector: string;
  domain: string;
  hosts: readonly string[];
}

/** The same for a key alone, without a message. Never rejects. */
export async function probeKeyPlaces(
  missing: MissingKey,
  resolver: Resolver,
): Promise<MisplacedRecord[]> {
  return await Promise.all(
    unique(keyPlaces(missing))
      .slice(0, MAX_COUNT)
      .map((question) => ask(question, resolver)),
  );
}

function keyPlaces({ name, selector, domain, hosts }: MissingKey): Question[] {
  const at = (
    place: string,
    relation: MisplacedRecord['relation'],
    type: RecordType = 'TXT',
  ): Question => {
    return {
      sought: 'dkim-key',
      belongs: name,
      name: place.toLowerCase(),
      type,
      relation,
      fits: type === 'TXT' ? isKey : isAnything,
    };
  };
  const isAbove = (host: string): boolean =>
    host.includes('.') && domain.toLowerCase().endsWith(`.${host}`);
  const others = [...new Set(hosts)].filter(
    (host) => host !== domain.toLowerCase() && !isAbove(host),
  );
  const parent = [...new Set([domain.slice(domain.indexOf('.') + 1), ...hosts])].filter(isAbove);
  return [
    ...others.map((host) => at(`${selector}._domainkey.${host}`, 'mail-host')),
    at(name, 'itself', 'CNAME'),
    at(`${selector}.${domain}`, 'without-prefix'),
    at(`${name}.${domain}`, 'domain-twice'),
    ...parent.map((above) => at(`${selector}._domainkey.${above}`, 'organization')),
    at(`${selector}.domainkey.${domain}`, 'plain-prefix'),
  ];
}

/** Unsigned mail: is there any key below the author's domain, is there one below the host's? */
export function namespaceQuestions(facts: KnownFacts): Question[] {
  const author = authorOf(facts);
  if (facts.dkim.length > 0 || facts.notEvaluated.dkim > 0 || author === null) return [];
  return [author, ...ownHosts(facts, author)].map((name) => ({
    sought: 'dkim-key',
    belongs: `_domainkey.${author}`,
    name: `_domainkey.${name}`,
    type: 'TXT',
    relation: 'namespace',
    fits: isKey,
  }));
}

/** Where keys may be: a namespace that exists (RFC 8020), and the hosts in any case, because not every server knows empty names. */
export function selectorQuestions(
  facts: KnownFacts,
  places: readonly MisplacedRecord[],
): Question[] {
  const spaces = places.filter(({ relation }) => relation === 'namespace');
  const author = authorOf(facts);
  if (author === null || spaces.length === 0) return [];
  const likely = spaces
    .filter(({ name, status }) => status !== 'NXDOMAIN' || name !== `_domainkey.${author}`)
    .toSorted((a, b) => rank(a) - rank(b));
  return USUAL_SELECTORS.flatMap((selector) =>
    likely.map((space): Question => ({
      ...space,
      name: `${selector}.${space.name}`,
      type: 'TXT',
      relation: 'usual-selector',
      fits: isKey,
    })),
  );
}

function rank({ status }: MisplacedRecord): number {
  return status === 'NXDOMAIN' ? 1 : 0;
}
