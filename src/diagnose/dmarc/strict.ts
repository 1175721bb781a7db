// Whether strict alignment is all that stands in the way (RFC 9989 §4.4): another name of the same organization passed.
import type { Verification } from '../../verify/verification.ts';

export function strictMode(facts: Verification): { tag: 'adkim' | 'aspf'; passed: string } | null {
  const { policy, record, domain, result } = facts.dmarc;
  if (policy === null || record === null || domain === null || result !== 'fail') return null;
  const signer = facts.dkim.find(
    (one) => one.result === 'pass' && sameOrganization(facts, one.domain, domain),
  );
  if (policy.adkim === 's' && signer !== undefined) return { tag: 'adkim', passed: signer.domain };
  const { mailFrom } = facts.spf;
  if (
    policy.aspf === 's' &&
    mailFrom.result === 'pass' &&
    sameOrganization(facts, mailFrom.domain, domain)
  )
    return { tag: 'aspf', passed: mailFrom.domain };
  return null;
}

/** By the walks that were made (RFC 9989 §4.10); without them, one name below the other and both below the policy. */
export function sameOrganization(
  { organizationalDomains, dmarc }: Verification,
  one: string,
  other: string,
): boolean {
  const [left, right] = [
    organizationalDomains[one],
    organizationalDomains[other] ?? dmarc.organizationalDomain,
  ];
  if (left !== undefined && right !== undefined && right !== null) return left === right;
  const root = dmarc.policyDomain;
  return root !== null && [one, other].every((name) => name === root || name.endsWith(`.${root}`));
}
