// Whether a domain means to send mail at all: an SPF record that lists nobody says that it does not (RFC 7208 §10.1.2).
import type { DomainFacts } from '../../verify/domain/domain-facts.ts';

export function sendsMail({ spf }: Pick<DomainFacts, 'spf'>): boolean {
  if (spf.status !== 'found' || spf.tree === null) return true;
  return spf.tree.terms.some(
    ({ kind, name, qualifier }) =>
      (kind === 'mechanism' && qualifier === '+') || name === 'redirect',
  );
}

/** Neither sends nor takes mail, and says so. */
export function isParked(facts: Pick<DomainFacts, 'spf' | 'route'>): boolean {
  return (facts.route.status === 'null' || facts.route.status === 'none') && !sendsMail(facts);
}
