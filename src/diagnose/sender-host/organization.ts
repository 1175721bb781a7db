// Whose name is it? By the tree walks that were made (RFC 9989 §4.10); for names that nobody walked, by the public suffix list.
import { publicSuffixOrganization } from '../../verify/dmarc/legacy.ts';
import type { Verification } from '../../verify/verification.ts';
import { canonical } from '../evidence.ts';
import { authorDomain } from '../message/author.ts';

export function organizationOf(
  { organizationalDomains }: Pick<Verification, 'organizationalDomains'>,
  name: string,
): string {
  const plain = canonical(name);
  const known = organizationalDomains[plain];
  if (known !== undefined) return canonical(known);
  // A name below a domain whose organization is known.
  const above = Object.keys(organizationalDomains).find((domain) =>
    plain.endsWith(`.${canonical(domain)}`),
  );
  return above === undefined
    ? publicSuffixOrganization(plain)
    : canonical(organizationalDomains[above] ?? above);
}

export function isSameOrganization(
  facts: Pick<Verification, 'organizationalDomains'>,
  one: string,
  other: string,
): boolean {
  return organizationOf(facts, one) === organizationOf(facts, other);
}

/** The organization that the reader of the report speaks for: that of From, or where there is none, that of MAIL FROM; '' when nothing is known. */
export function readersOrganization(facts: Verification): string {
  const domain = authorDomain(facts) ?? facts.spf.mailFrom.domain;
  return domain === '' ? '' : organizationOf(facts, domain);
}

/** Whether a host or domain belongs to the reader's own organization, so that its DNS is the reader's to change. */
export function isReaders(facts: Verification, name: string): boolean {
  const organization = readersOrganization(facts);
  return organization !== '' && organizationOf(facts, name) === organization;
}
