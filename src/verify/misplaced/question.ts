// One place where a missing record may stand: the question, and what stood there.
import type { DnsAnswer, RecordType, Resolver } from '../../dns/resolver.ts';
import type { KnownFacts, MisplacedRecord } from '../verification.ts';

/** Questions a message. */
export const MAX_COUNT = 12;

export interface Question extends Pick<
  MisplacedRecord,
  'sought' | 'belongs' | 'name' | 'relation'
> {
  type: RecordType;
  /** Whether a record is of the kind sought. */
  fits: (text: string) => boolean;
}

export const isKey = (text: string): boolean => /(?:^|;)\s*"?p\s*=/i.test(text);
export const isSpf = (text: string): boolean => /^\s*"?v=spf1(?:\s|$)/i.test(text);
export const isDmarc = (text: string): boolean => /^\s*"?v\s*=\s*dmarc1/i.test(text);
export const isAnything = (): boolean => true;

export async function ask(
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

export function textOf(data: DnsAnswer['records'][number]): string {
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return data.join('');
  return 'exchange' in data ? `${data.preference} ${data.exchange}` : JSON.stringify(data);
}

export function unique(questions: Question[]): Question[] {
  const seen = new Set<string>();
  return questions.filter(({ name, type, sought }) => {
    const key = `${sought} ${type} ${name}`;
    return name.length <= 253 && !seen.has(key) && seen.add(key) !== undefined;
  });
}

/** Names of the machine that sent: what it said, what its address is called, what the envelope names. */
export function hostsOf({ envelope, iprev, spf }: KnownFacts): string[] {
  const names = [envelope.helo, iprev.name ?? '', spf.mailFrom.domain].map((name) =>
    name.toLowerCase().replace(/\.$/, ''),
  );
  return [...new Set(names)].filter(
    (name) => /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(name) && !/\.\d+$/.test(name),
  );
}

export function authorOf(facts: KnownFacts): string | null {
  return facts.dmarc.domain ?? facts.message.authors[0]?.domain ?? null;
}

/** Hosts below the author's domain: another organization's keys are its own affair. */
export function ownHosts(facts: KnownFacts, author: string): string[] {
  return hostsOf(facts).filter((host) => host.endsWith(`.${author}`));
}
