// The author domain (RFC 9989 §3.2.1): the one domain of the From field; null when there is none, or more than one.
import type { Verification } from '../../verify/verification.ts';

export function authorDomain({ message, dmarc }: Verification): string | null {
  if (dmarc.domain !== null) return dmarc.domain;
  const domains = new Set(message.authors.map(({ domain }) => domain));
  return domains.size === 1 ? ([...domains][0] ?? null) : null;
}
