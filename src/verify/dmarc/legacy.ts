// What a receiver that still follows RFC 7489 makes of the same message: Organizational Domains by the public suffix list (its
// §3.2), the record of the domain or else of the organization (its §6.6.3), no np, psd or t. Kept only where it differs, so that
// an administrator learns that receivers disagree. pct is left out on purpose: it is a dice roll. Not known here: RFC 9989.
import { getDomain } from 'tldts';
import type { DmarcCheck, DmarcPolicy, DmarcResult } from '../verification.ts';
import type { LookupPolicy } from './lookup.ts';
import type { PolicyRecord } from './dmarc-record.ts';

export interface LegacyIdentifier {
  domain: string;
  authenticated: boolean;
  undecided: boolean;
}

/** What RFC 9989 gave, to compare with. */
export interface Current {
  result: DmarcResult;
  disposition: DmarcPolicy | null;
  organizationalDomain: string | null;
  policyDomain: string | null;
  record: PolicyRecord | null;
  applied: 'p' | 'sp' | 'np' | null;
}

/** RFC 7489 §3.2; a name that is itself a public suffix is its own. Names without a rule have a suffix of one label. */
export function publicSuffixOrganization(domain: string): string {
  return getDomain(domain, { allowPrivateDomains: true, validateHostname: false }) ?? domain;
}

/** RFC 7489's answer, or null where it is the same or DNS does not tell it. */
export async function legacyAnswer(
  author: string,
  spf: LegacyIdentifier | null,
  dkim: LegacyIdentifier[],
  lookup: LookupPolicy,
  current: Current,
): Promise<DmarcCheck['legacy']> {
  const organization = publicSuffixOrganization(author);
  const found = await discover(author, organization, lookup);
  if (found === 'unknown') return null;
  const judged =
    found === 'none'
      ? { result: 'none' as const, disposition: null }
      : judge(author, organization, spf, dkim, found);
  if (judged.result === 'temperror') return null;
  if (judged.result === current.result && judged.disposition === current.disposition) return null;
  return {
    ...judged,
    organizationalDomain: organization,
    reason: difference(author, organization, found, current),
  };
}

interface Found {
  domain: string;
  record: PolicyRecord;
  policy: { p: DmarcPolicy; sp: DmarcPolicy | null };
}

/** RFC 7489 §6.6.3. */
async function discover(
  author: string,
  organization: string,
  lookup: LookupPolicy,
): Promise<Found | 'none' | 'unknown'> {
  for (const domain of author === organization ? [author] : [author, organization]) {
    const answer = await lookup(domain);
    if (answer.failed) return 'unknown';
    // Step 5: several records end it; they are not looked past.
    if (answer.texts.length > 1) return 'none';
    const { record } = answer;
    // Step 6: no valid policy and nowhere to report to: no DMARC.
    if (record !== null)
      return record.rfc7489 === null ? 'none' : { domain, record, policy: record.rfc7489 };
  }
  return 'none';
}

function judge(
  author: string,
  organization: string,
  spf: LegacyIdentifier | null,
  dkim: LegacyIdentifier[],
  found: Found,
): { result: DmarcResult; disposition: DmarcPolicy | null } {
  const aligned = (identifier: LegacyIdentifier, mode: 'r' | 's'): boolean =>
    identifier.domain === author ||
    (mode === 'r' && publicSuffixOrganization(identifier.domain) === organization);
  const candidates = [
    ...(spf !== null && aligned(spf, found.record.aspf) ? [spf] : []),
    ...dkim.filter((identifier) => aligned(identifier, found.record.adkim)),
  ];
  if (candidates.some((identifier) => identifier.authenticated))
    return { result: 'pass', disposition: 'none' };
  // RFC 7489 §6.6.2: a temporary error leaves it open.
  if (candidates.some((identifier) => identifier.undecided))
    return { result: 'temperror', disposition: null };
  return {
    result: 'fail',
    disposition: found.domain === author ? found.policy.p : (found.policy.sp ?? found.policy.p),
  };
}

/** The first difference that explains another answer. */
function difference(
  author: string,
  organization: string,
  found: Found | 'none',
  current: Current,
): string {
  if (found === 'none' && current.record !== null) {
    const asked = author === organization ? [author] : [author, organization];
    return asked.includes(current.policyDomain ?? author)
      ? 'RFC 7489 applies no DMARC: several records, or none it can use'
      : `RFC 7489 asks only ${asked.join(' and ')}, not ${current.policyDomain ?? 'other names'}`;
  }
  if (found !== 'none' && found.domain !== current.policyDomain)
    return `RFC 7489 applies the record of ${found.domain}`;
  if (organization !== current.organizationalDomain)
    return `by the public suffix list the organizational domain is ${organization}`;
  if (current.record?.t === 'y') return 'RFC 7489 does not know t=y: the policy applies in full';
  if (current.applied === 'np') return 'RFC 7489 does not know np';
  return 'RFC 7489 compares organizational domains by the public suffix list';
}
