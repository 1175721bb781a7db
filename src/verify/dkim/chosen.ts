// Which signatures of a message are evaluated (SECURITY.md §1): at most ten, those that could speak for the author first, whatever their
// place; the others are told as not evaluated, which is never "not signed" (RFC 6376 §6.1 allows the limit, not the certainty).
import { zoneOf } from '../../dns/zone-limit.ts';
import { canonicalDomain } from '../../message/domain.ts';
import type { Field } from '../../message/fields.ts';
import type { Signature } from './signature.ts';
import { parseTagList } from './tag-list.ts';

const MAX_SIGNATURES = 10;
/** Names in h=. */
const MAX_NAMES = 1000;
/** Domains whose alignment is asked for before the signatures are read in full. */
const MAX_DOMAINS = 20;

export interface Chosen {
  /** In message order. */
  evaluated: Signature[];
  unseen: Signature[];
}

export function chooseSignatures(parsed: readonly Signature[], author: string | null): Chosen {
  const readable = parsed.filter(({ names }) => names.length <= MAX_NAMES);
  const chosen = new Set(
    closestFirst(readable, author, ({ domain }) => domain).slice(0, MAX_SIGNATURES),
  );
  return {
    evaluated: readable.filter((signature) => chosen.has(signature)),
    unseen: parsed.filter((signature) => !chosen.has(signature)),
  };
}

/** Domains that sign, as far as their d= can be read at a glance; nothing is known of the signatures. */
export function signingDomains(
  fields: readonly Field[],
  author: string | null,
): { domain: string; selector: string; result: 'none' }[] {
  const domains = fields.flatMap(({ key, value }) =>
    key === 'dkim-signature'
      ? (canonicalDomain(parseTagList(value).tags.get('d') ?? '').domain ?? [])
      : [],
  );
  return closestFirst([...new Set(domains)], author, (domain) => domain)
    .slice(0, MAX_DOMAINS)
    .map((domain) => ({ domain, selector: '', result: 'none' }));
}

/** The author's own before those above and below it, before those of the same zone; the order of the message among equals. */
function closestFirst<T>(
  all: readonly T[],
  author: string | null,
  domainOf: (one: T) => string,
): T[] {
  const distance = (one: T): number => {
    const domain = domainOf(one).toLowerCase();
    if (author === null || domain === '') return 3;
    if (domain === author) return 0;
    if (domain.endsWith(`.${author}`) || author.endsWith(`.${domain}`)) return 1;
    return zoneOf(domain) !== null && zoneOf(domain) === zoneOf(author) ? 2 : 3;
  };
  return all.toSorted((a, b) => distance(a) - distance(b));
}
