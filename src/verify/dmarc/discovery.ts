// Which DMARC Policy Record applies to an author domain, and which of its tags (RFC 9989 §4.10.1): the domain's own record, else
// its Organizational Domain's, else its Public Suffix Domain's. Not known here: alignment, results.
import { isTemporary, type Resolver } from '../../dns/resolver.ts';
import type { DmarcPolicy } from '../verification.ts';
import type { PolicyRecord } from './dmarc-record.ts';
import type { TreeWalk } from './walk.ts';

export type Discovery =
  | { kind: 'found'; policyDomain: string; record: PolicyRecord }
  /** A record is there but says nothing that can be applied (§4.10.1). */
  | { kind: 'not-usable'; policyDomain: string; record: PolicyRecord }
  | { kind: 'none' }
  /** The walk failed before a record could be chosen. */
  | { kind: 'unknown' };

/** Chooses the record by the author domain's walk. */
export function discoverPolicy(walk: TreeWalk): Discovery {
  const own = walk.found[0];
  // The author domain's own record applies whatever is above it, even when the walk failed there.
  if (own?.domain === walk.domain) return chosen(own);
  if (walk.failed !== null) return { kind: 'unknown' };
  const last = walk.found.at(-1);
  const organization = walk.found.find(
    (candidate) => candidate.domain === walk.organizationalDomain,
  );
  const entry = organization ?? (last?.record.psd === 'y' ? last : undefined);
  return entry === undefined ? { kind: 'none' } : chosen(entry);
}

function chosen({ domain, record }: { domain: string; record: PolicyRecord }): Discovery {
  return {
    kind: record.use === 'not-usable' ? 'not-usable' : 'found',
    policyDomain: domain,
    record,
  };
}

export interface Applied {
  tag: 'p' | 'sp' | 'np';
  /** Before t=. */
  policy: DmarcPolicy;
  /** RFC 9989 §4.7 t: one level below the policy while the owner tests. */
  disposition: DmarcPolicy;
}

const ONE_BELOW: Record<DmarcPolicy, DmarcPolicy> = {
  reject: 'quarantine',
  quarantine: 'none',
  none: 'none',
};

/** The policy for a message that fails. Null when only the failed existence query could tell np from sp. */
export async function appliedPolicy(
  author: string,
  policyDomain: string,
  record: PolicyRecord,
  resolver: Resolver,
): Promise<Applied | null> {
  const apply = (tag: Applied['tag'], policy: DmarcPolicy): Applied => {
    return { tag, policy, disposition: record.t === 'y' ? ONE_BELOW[policy] : policy };
  };
  const p = record.p ?? 'none';
  if (policyDomain === author) return apply('p', p);
  // RFC 9989 §4.10.1: sp for a subdomain that exists, np for one that does not, each falling back to the next.
  const existing = record.sp === null ? apply('p', p) : apply('sp', record.sp);
  if (record.np === null) return existing;
  const exists = await domainExists(author, resolver);
  if (exists === null) return record.np === existing.policy ? existing : null;
  return exists ? existing : apply('np', record.np);
}

/**
 * RFC 9989 §3.2.13 and appendix A.4: a name exists unless the answer is NXDOMAIN. An alias exists although its target does not:
 * the NXDOMAIN of a query that followed it is the target's (RFC 6604 §3). Null when DNS did not answer.
 */
async function domainExists(domain: string, resolver: Resolver): Promise<boolean | null> {
  const address = await resolver.resolve(domain, 'A');
  if (isTemporary(address.status)) return null;
  if (address.status === 'BADNAME') return false;
  if (address.status !== 'NXDOMAIN' || address.chain.length > 0) return true;
  const alias = await resolver.resolve(domain, 'CNAME');
  return isTemporary(alias.status) ? null : alias.status === 'NOERROR';
}
