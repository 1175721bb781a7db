// Looks for what is missing where people put it by mistake: a key under the mail host's name, a record without its prefix, an include
// that is a host. Asked only when something is missing, at most twelve questions, after the verdict and without influence on it.
// What it means is not known here: that is diagnose's.
import { isIP } from 'node:net';
import type { DnsAnswer, RecordType, Resolver } from '../dns/resolver.ts';
import { mayChange } from './dmarc/may-change.ts';
import { MAX_TERMS } from './spf/spf-limits.ts';
import type { MisplacedRecord, SpfNode, Verification } from './verification.ts';

/** Questions a message. */
const MAX_COUNT = 12;
/** Selectors that setup guides and packages use, most frequent first. */
const USUAL_SELECTORS = ['default', 'mail', 'selector', 'dkim', 'selector1'];

interface Question extends Pick<MisplacedRecord, 'sought' | 'belongs' | 'name' | 'relation'> {
  type: RecordType;
  /** Whether a record is of the kind sought. */
  fits: (text: string) => boolean;
}

const isKey = (text: string): boolean => /(?:^|;)\s*"?p\s*=/i.test(text);
const isSpf = (text: string): boolean => /^\s*"?v=spf1(?:\s|$)/i.test(text);
const isDmarc = (text: string): boolean => /^\s*"?v\s*=\s*dmarc1/i.test(text);
const isAnything = (): boolean => true;

/** Asks, and says for every place what stood there. Never rejects. */
export async function findMisplacedRecords(
  facts: Verification,
  resolver: Resolver,
): Promise<MisplacedRecord[]> {
  const first = unique([
    ...keyQuestions(facts),
    ...namespaceQuestions(facts),
    ...includeQuestions(facts),
    ...spfQuestions(facts),
    ...dmarcQuestions(facts),
    ...heloQuestions(facts),
    ...reportQuestions(facts),
    ...costQuestions(facts),
  ]).slice(0, MAX_COUNT);
  const places = await Promise.all(first.map((question) => ask(question, resolver)));
  const second = unique([
    ...first,
    ...selectorQuestions(facts, places),
    ...otherFamily(places),
    ...(await repairedReportQuestions(facts, places, resolver)),
  ]).slice(first.length, MAX_COUNT);
  return [...places, ...(await Promise.all(second.map((question) => ask(question, resolver))))];
}

/** The same for records alone: SPF and DMARC of a domain, without a message. Never rejects. */
export async function probeRecordPlaces(
  facts: Verification,
  resolver: Resolver,
): Promise<MisplacedRecord[]> {
  const first = unique([
    ...includeQuestions(facts),
    ...spfQuestions(facts),
    ...dmarcQuestions(facts),
    ...reportQuestions(facts),
  ]).slice(0, MAX_COUNT);
  const places = await Promise.all(first.map((question) => ask(question, resolver)));
  const second = unique([
    ...first,
    ...otherFamily(places),
    ...(await repairedReportQuestions(facts, places, resolver)),
  ]).slice(first.length, first.length + MAX_COUNT);
  return [...places, ...(await Promise.all(second.map((question) => ask(question, resolver))))];
}

async function ask(
  { sought, belongs, name, type, relation, fits }: Question,
  resolver: Resolver,
): Promise<MisplacedRecord> {
  const answer: DnsAnswer = await resolver.resolve(name, type);
  const texts = answer.status === 'NOERROR' ? answer.records.map(textOf) : [];
  return {
    sought,
    belongs,
    name,
    type,
    relation,
    status: answer.status,
    records: texts.filter(fits).slice(0, 10),
  };
}

function textOf(data: DnsAnswer['records'][number]): string {
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return data.join('');
  return 'exchange' in data ? `${data.preference} ${data.exchange}` : JSON.stringify(data);
}

function unique(questions: Question[]): Question[] {
  const seen = new Set<string>();
  return questions.filter(({ name, type, sought }) => {
    const key = `${sought} ${type} ${name}`;
    return name.length <= 253 && !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Names of the machine that sent: what it said, what its address is called, what the envelope names. */
function hostsOf({ envelope, iprev, spf }: Verification): string[] {
  const names = [envelope.helo, iprev.name ?? '', spf.mailFrom.domain].map((name) =>
    name.toLowerCase().replace(/\.$/, ''),
  );
  return [...new Set(names)].filter(
    (name) => /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(name) && !/\.\d+$/.test(name),
  );
}

/** Signatures whose key is not where it belongs. */
function keyQuestions(facts: Verification): Question[] {
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

function authorOf(facts: Verification): string | null {
  return facts.dmarc.domain ?? facts.message.authors[0]?.domain ?? null;
}

/** Unsigned mail: is there any key below the author's domain, is there one below the host's? */
function namespaceQuestions(facts: Verification): Question[] {
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

/** Hosts below the author's domain: another organization's keys are its own affair. */
function ownHosts(facts: Verification, author: string): string[] {
  return hostsOf(facts).filter((host) => host.endsWith(`.${author}`));
}

/** Where keys may be: a namespace that exists (RFC 8020), and the hosts in any case, because not every server knows empty names. */
function selectorQuestions(facts: Verification, places: readonly MisplacedRecord[]): Question[] {
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

/** Includes of names without a record: hosts? */
function includeQuestions(facts: Verification): Question[] {
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

function address(name: string, { envelope }: Verification): Question {
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
function otherFamily(places: readonly MisplacedRecord[]): Question[] {
  return places
    .filter(({ sought, status }) => sought === 'host-address' && status === 'NODATA')
    .map((place): Question => ({
      ...place,
      type: place.type === 'A' ? 'AAAA' : 'A',
      fits: isAnything,
    }));
}

function spfQuestions(facts: Verification): Question[] {
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

function dmarcQuestions(facts: Verification): Question[] {
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
function heloQuestions(facts: Verification): Question[] {
  const helo = facts.envelope.helo.toLowerCase();
  const known = facts.iprev.names.some(
    ({ name, addresses }) => name.toLowerCase() === helo && addresses.length > 0,
  );
  return known || !hostsOf(facts).includes(helo) ? [] : [address(helo, facts)];
}

/** A record over the limit (RFC 7208 §4.6.4) is shortened by writing its hosts out as addresses: then those of both families must be known. */
function costQuestions({ spf }: Verification): Question[] {
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

/** Reports that go to another organization need its consent (RFC 9990 §4), and a mailbox. */
function reportQuestions({ dmarc }: Verification): Question[] {
  const owner = dmarc.policyDomain;
  if (dmarc.policy === null || owner === null) return [];
  const uris = [dmarc.policy.rua, dmarc.policy.ruf].flatMap((list) => (list ?? '').split(','));
  const targets = uris.flatMap(
    (uri) => /^\s*mailto:[^@\s]+@([a-z0-9_.-]+)/i.exec(uri)?.[1]?.toLowerCase() ?? [],
  );
  return consentQuestions(owner, targets);
}

/** The same for a record that does not count yet, and for addresses that are written wrongly: it will be asked for when they are mended. */
async function repairedReportQuestions(
  facts: Verification,
  places: readonly MisplacedRecord[],
  resolver: Resolver,
): Promise<Question[]> {
  const { domain, policyDomain, policy, record, walk, evaluated } = facts.dmarc;
  if (!evaluated || domain === null) return [];
  if (policy !== null && policyDomain !== null && record !== null)
    return consentQuestions(policyDomain, reportTargets([record]));
  for (const { name } of walk) {
    // Asked before: it costs no question.
    const answer = await resolver.resolve(name, 'TXT');
    const texts = answer.records.map(textOf).filter((text) => /^[\s"']*v\s*=?\s*dmarc/i.test(text));
    if (texts.length > 0)
      return consentQuestions(name.replace(/^_dmarc\./, ''), reportTargets(texts));
  }
  const misplaced = places.filter(
    ({ sought, relation }) => sought === 'dmarc-record' && relation !== 'itself',
  );
  return consentQuestions(domain, reportTargets(misplaced.flatMap(({ records }) => records)));
}

/** Domains of all addresses in a record: only rua= and ruf= have any. */
function reportTargets(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [...text.matchAll(/@\s*([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)/gi)].map(([, name = '']) =>
      name.toLowerCase(),
    ),
  );
}

function consentQuestions(owner: string, targets: readonly string[]): Question[] {
  const foreign = [...new Set(targets)].filter(
    (target) => target !== owner && !target.endsWith(`.${owner}`) && !owner.endsWith(`.${target}`),
  );
  return foreign.slice(0, 2).flatMap((target): Question[] => {
    const permit = `${owner}._report._dmarc.${target}`;
    return [
      {
        sought: 'report-authorization',
        belongs: permit,
        name: permit,
        type: 'TXT',
        relation: 'itself',
        fits: isDmarc,
      },
      {
        sought: 'report-mailbox',
        belongs: target,
        name: target,
        type: 'MX',
        relation: 'itself',
        fits: isAnything,
      },
    ];
  });
}
