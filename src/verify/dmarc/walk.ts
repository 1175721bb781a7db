// The DNS Tree Walk (RFC 9989 §4.10) and the Organizational Domain it ends in (§4.10.2). Every name asked is kept, with what
// came, as evidence. Not known here: which policy applies, who is aligned.
import type { Resolver } from '../../dns/resolver.ts';
import { canonicalDomain } from '../../message/domain.ts';
import { askOnce, policyLookup, type LookupPolicy, type PolicyLookup } from './lookup.ts';
import type { PolicyRecord } from './dmarc-record.ts';

export interface TreeWalk {
  /** Canonical name the walk began at. */
  domain: string;
  /** Every name asked, longest first. */
  steps: PolicyLookup[];
  /** The names with a record that counts, longest first. */
  found: { domain: string; record: PolicyRecord }[];
  /** The question that ended the walk without an answer; null when the walk is complete. */
  failed: PolicyLookup | null;
  /** Null when the walk failed: then it is not known. */
  organizationalDomain: string | null;
}

/** RFC 9989 §4.10 step 4: a name of eight labels or more is shortened straight to seven. */
const SHORTENED = 7;

/** The names of a walk that nothing ends, from a canonical domain name up to its last label. */
export function walkNames(domain: string): string[] {
  const names: string[] = [];
  for (
    let labels = domain.split('.');
    labels.length > 0;
    labels = labels.length > SHORTENED ? labels.slice(-SHORTENED) : labels.slice(1)
  )
    names.push(labels.join('.'));
  return names;
}

/** Walks from a canonical domain name up to its last label. */
export async function treeWalk(domain: string, lookup: LookupPolicy): Promise<TreeWalk> {
  const steps: PolicyLookup[] = [];
  const found: TreeWalk['found'] = [];
  for (const name of walkNames(domain)) {
    const step = await lookup(name);
    steps.push(step);
    if (step.failed) return { domain, steps, found, failed: step, organizationalDomain: null };
    if (step.record === null) continue;
    found.push({ domain: step.domain, record: step.record });
    // RFC 9989 §4.10 steps 2 and 6: psd=y and psd=n end the walk.
    if (step.record.psd !== 'u') break;
  }
  return {
    domain,
    steps,
    found,
    failed: null,
    organizationalDomain: selectOrganizational(domain, found),
  };
}

/** RFC 9989 §4.10.2, from the longest name to the shortest. */
function selectOrganizational(domain: string, found: TreeWalk['found']): string {
  for (const { domain: at, record } of found) {
    if (record.psd === 'n') return at;
    // One label below the public suffix, counted on the starting name: the walk may have skipped it (§4.10 step 4).
    if (record.psd === 'y' && at !== domain)
      return domain
        .split('.')
        .slice(-(at.split('.').length + 1))
        .join('.');
  }
  return found.at(-1)?.domain ?? domain;
}

/** The Organizational Domain of a domain name (RFC 9989 §4.10.2); null when DNS did not answer, or the text is no domain name. */
export async function organizationalDomain(
  text: string,
  resolver: Resolver,
  lookup: LookupPolicy = policyLookup(askOnce(resolver)),
): Promise<string | null> {
  const { domain } = canonicalDomain(text);
  return domain === null ? null : (await treeWalk(domain, lookup)).organizationalDomain;
}
