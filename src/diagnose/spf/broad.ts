// Terms that permit so many hosts that they are as good as "+all": networks that only a carrier could mean (RFC 7208 §5.6, §10.1), and names
// that exist for everybody (§5.7).
import { parseRecord } from '../../verify/spf/parse-record.ts';
import { parseTerm, type ParsedTerm } from '../../verify/spf/parse-term.ts';
import type { SpfTerm, Verification } from '../../verify/verification.ts';
import { visits } from './tree.ts';

/** Prefix lengths up to which a network is too large for any sender. */
const BROAD_IP4 = 8;
const BROAD_IP6 = 16;

/** Whether a term that stands before `all` permits everybody, or nearly. */
export function isTooBroad(parsed: ParsedTerm, term: SpfTerm | null, own: boolean): boolean {
  if (parsed.kind !== 'mechanism' || parsed.qualifier !== '+' || parsed.faults.length > 0)
    return false;
  // Of an included record the owner may have such a network.
  const slack = own ? 0 : 1;
  switch (parsed.name) {
    case 'ip4':
      return parsed.network !== null && parsed.network.prefix <= BROAD_IP4 - slack;
    case 'ip6':
      return parsed.network !== null && parsed.network.prefix <= BROAD_IP6 - slack;
    case 'a':
    case 'mx':
      return parsed.prefix4 <= BROAD_IP4 - slack || parsed.prefix6 <= BROAD_IP6 - slack;
    case 'exists':
      // The same name for every client.
      return term?.outcome === 'match' && parsed.spec?.letters.size === 0;
    default:
      return false;
  }
}

export interface BroadTerm {
  text: string;
  /** Whose record it stands in. */
  domain: string;
  record: string;
}

/** The first such term of the tree. */
export function broadTerm(facts: Verification): BroadTerm | null {
  const { tree } = facts.spf.mailFrom;
  for (const { node, via } of visits(tree)) {
    if (node.record === null || node.errors.length > 0 || (via !== null && via.qualifier !== '+'))
      continue;
    const { all } = parseRecord(node.record);
    const found = node.terms.find(
      (term) =>
        (all === null || term.position < all.position) &&
        isTooBroad(parseTerm(term.text, 0), term, node === tree),
    );
    if (found !== undefined) return { text: found.text, domain: node.domain, record: node.record };
  }
  return null;
}

/** Whether an include of this record, or a redirect to it, permits everybody. */
export function permitsEverybody(part: { term: SpfTerm | null }): boolean {
  return visits(part.term?.record ?? null).some(({ node, via }) => {
    if (node.record === null || node.errors.length > 0 || (via !== null && via.qualifier !== '+'))
      return false;
    const { all } = parseRecord(node.record);
    return (
      all?.qualifier === '+' ||
      node.terms.some(
        (term) =>
          (all === null || term.position < all.position) &&
          isTooBroad(parseTerm(term.text, 0), term, false),
      )
    );
  });
}
