// What must be known before a better SPF record can be written: records it would include, and addresses of hosts that may have to be
// written out. Asked after the verdict and without influence on it.
import type { Resolver } from '../../dns/resolver.ts';
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import type { KnownFacts, SpfNode, SpfTerm } from '../verification.ts';
import { nearestInclude, serviceOf } from './known-includes.ts';
import { MAX_HOSTS, MAX_TERMS, MAX_VOIDS } from './spf-limits.ts';

interface RecordQuestion {
  name: string;
  type: 'TXT' | 'A' | 'AAAA' | 'CNAME';
}

/** Questions in all. */
const MAX_QUESTIONS = 24;
/** Records behind records that were not read before. */
const MAX_ROUNDS = 2;
/** Records of one kind. */
const MAX_RECORDS = 6;

const NAMED = /(?:\binclude|\bincludes|\bredirect)[:=]\s*([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)/gi;

/** Asks; the answers are found in the message's evidence. Never rejects. */
export async function askForRecord(
  facts: KnownFacts,
  evidence: () => DnsEvidence[],
  resolver: Resolver,
): Promise<void> {
  const asked = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const fresh = recordQuestions(facts, evidence()).filter(
      ({ name, type }) => !asked.has(`${type} ${name}`) && name.length <= 253,
    );
    const now = fresh.slice(0, MAX_QUESTIONS - asked.size);
    for (const { name, type } of now) asked.add(`${type} ${name}`);
    if (now.length === 0) return;
    await Promise.all(now.map(({ name, type }) => resolver.resolve(name, type)));
  }
}

function recordQuestions(facts: KnownFacts, dns: readonly DnsEvidence[]): RecordQuestion[] {
  const { tree, result, domain } = facts.spf.mailFrom;
  if (!domain.includes('.') || domain.startsWith('[')) return [];
  const service =
    result === 'pass' ? null : serviceOf(facts.iprev.result === 'pass' ? facts.iprev.name : null);
  const questions = [
    ...(result === 'pass' && isTidy(tree) ? [] : [{ name: domain, type: 'CNAME' } as const]),
    ...includes(facts, dns),
    ...(service === null ? [] : [txt(service.include)]),
    ...(tree === null ? [] : hosts(tree)),
  ];
  const seen = new Set<string>();
  return questions.filter(
    ({ name, type }) =>
      !seen.has(`${type} ${name.toLowerCase()}`) &&
      seen.add(`${type} ${name.toLowerCase()}`) !== undefined,
  );
}

/** Nothing will be said of the record that asks for another one. */
function isTidy(tree: SpfNode | null): boolean {
  return (
    tree !== null &&
    tree.cost <= MAX_TERMS &&
    tree.voids <= MAX_VOIDS &&
    / [~-]all$| redirect=\S+$/i.test(tree.record ?? '') &&
    !/[ +]ptr\b/i.test(tree.record ?? '')
  );
}

/** Records that the tree does not hold: of names behind a mistake, of a second record, and those that a misspelt name may have meant. */
function includes({ spf }: KnownFacts, dns: readonly DnsEvidence[]): RecordQuestion[] {
  const { tree, domain, result } = spf.mailFrom;
  const read = tree === null ? [] : nodesOf(tree);
  const held = new Set(read.map((node) => node.domain.toLowerCase()));
  const own = dns.filter(
    ({ name, type, status }) =>
      type === 'TXT' &&
      status === 'NOERROR' &&
      (name.toLowerCase() === domain.toLowerCase() || isFetched(name, held)),
  );
  const named = own
    .flatMap(({ answers }) => answers)
    .filter((text) => /v=?\s*spf1|spf2\.0/i.test(text))
    .flatMap((text) =>
      [...`${text.replaceAll(/"\s+"/g, '')} ${text.replaceAll(/"\s+"/g, ' ')}`.matchAll(NAMED)].map(
        ([, name = '']) => name.toLowerCase(),
      ),
    );
  const missing = [...new Set(named)].filter((name) => !held.has(name)).slice(0, MAX_RECORDS);
  const dead =
    result === 'none'
      ? []
      : read.filter(({ status }) => status === 'none').map((node) => node.domain);
  const meant = [...dead, ...missing].map(nearestInclude).filter((name) => name !== null);
  return [...missing, ...meant.slice(0, 2)].map(txt);
}

/** Read by an earlier round of these questions, and no part of the tree. */
function isFetched(name: string, held: ReadonlySet<string>): boolean {
  return (
    !name.startsWith('_dmarc.') && !name.includes('._domainkey.') && !held.has(name.toLowerCase())
  );
}

function nodesOf(root: SpfNode): SpfNode[] {
  return [root, ...root.terms.flatMap(({ record }) => (record === null ? [] : nodesOf(record)))];
}

/** Hosts whose addresses of both families must be known before their terms may be written out or left out. */
function hosts(root: SpfNode): RecordQuestion[] {
  const mechanisms = nodesOf(root)
    .slice(0, 4)
    .flatMap((node) =>
      node.terms
        .filter(({ kind, name }) => kind === 'mechanism' && (name === 'a' || name === 'mx'))
        .map((term) => ({ term, node })),
    );
  const many = mechanisms.filter(
    ({ term }) => term.name === 'mx' && exchangers(term).length > MAX_HOSTS,
  );
  const empty =
    root.voids > MAX_VOIDS
      ? mechanisms.filter(
          ({ term }) =>
            term.name === 'a' && term.outcome !== 'not-reached' && term.values.length === 0,
        )
      : [];
  const costly =
    root.cost > MAX_TERMS
      ? mechanisms.filter(
          ({ term, node }) => node === root && term.qualifier === '+' && !term.text.includes('/'),
        )
      : [];
  const names = [...many, ...empty, ...costly].flatMap(({ term, node }) =>
    term.name === 'a' ? [term.target ?? node.domain] : exchangers(term),
  );
  // Whether the names of terms that this message did not reach exist at all.
  const unseen = mechanisms.filter(
    ({ term, node }) =>
      node === root &&
      (term.outcome === 'not-reached' || term.outcome === 'not-evaluated') &&
      term.text.includes(':') &&
      !term.text.includes('%'),
  );
  const named = unseen.flatMap(({ term }): RecordQuestion[] =>
    term.target?.includes('.') === true ? [{ name: term.target, type: 'A' }] : [],
  );
  return [
    ...named.slice(0, MAX_RECORDS),
    ...names
      .filter((name) => !name.includes('%'))
      .flatMap((name): RecordQuestion[] => [
        { name, type: 'A' },
        { name, type: 'AAAA' },
      ]),
  ];
}

/** Of an mx term the trace shows hosts and addresses. */
function exchangers(term: SpfTerm): string[] {
  return term.values.filter((value) => /[a-z]/i.test(value) && !value.includes(':'));
}

function txt(name: string): RecordQuestion {
  return { name, type: 'TXT' };
}
