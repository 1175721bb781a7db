// A domain's DMARC policy without a message (RFC 9989 §4.10): the walk from its name, the record that applies, and what it asks for.
import type { Resolver } from '../../dns/resolver.ts';
import { checkDmarc } from '../dmarc/check-dmarc.ts';
import type { DmarcCheck } from '../verification.ts';
import type { PublishedDmarc } from './domain-facts.ts';

/** The check for mail that claims to be from the domain and proves nothing. */
export async function domainDmarc(domain: string, resolver: Resolver): Promise<DmarcCheck> {
  const author = { address: `postmaster@${domain}`, domain };
  const { dmarc } = await checkDmarc(
    { authors: [author], authorProblem: null, fromFields: 1, spf: null, dkim: [] },
    resolver,
  );
  return dmarc;
}

export function publishedDmarc({
  result,
  organizationalDomain,
  policyDomain,
  record,
  policy,
  applied,
  walk,
  reason,
}: DmarcCheck): PublishedDmarc {
  const status =
    result === 'temperror'
      ? 'temperror'
      : applied !== null
        ? 'found'
        : record !== null
          ? 'not-usable'
          : 'none';
  return {
    status,
    organizationalDomain,
    policyDomain,
    record,
    policy,
    applied: policy === null || applied === null ? null : { tag: applied, policy: policy[applied] },
    reason: status === 'found' ? `the record at _dmarc.${policyDomain ?? ''} applies` : reason,
    walk,
  };
}
