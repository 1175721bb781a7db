// All who read DMARC policies for one message share what was looked up. `askForPolicy` asks for all of it ahead of the evaluation:
// the policy depends on names alone, not on what SPF and DKIM come to (RFC 9989 §4.10).
import type { Resolver } from '../../dns/resolver.ts';
import { canonicalDomain } from '../../message/domain.ts';
import { appliedPolicy, discoverPolicy } from './discovery.ts';
import { isAligned, organizations, type Organizations } from './is-aligned.ts';
import { askOnce, policyLookup, type LookupPolicy } from './lookup.ts';
import { walkNames } from './walk.ts';

export interface PolicyReader {
  once: Resolver;
  lookup: LookupPolicy;
  among: Organizations;
}

export function policyReader(resolver: Resolver): PolicyReader {
  const once = askOnce(resolver);
  const lookup = policyLookup(once);
  return { once, lookup, among: organizations(lookup) };
}

/** Asks for the policy of a canonical author domain and for the walks of `identifiers` that alignment may need, names of one walk at once. */
export async function askForPolicy(
  author: string,
  identifiers: readonly string[],
  { once, lookup, among }: PolicyReader,
): Promise<void> {
  for (const name of walkNames(author)) void lookup(name);
  const discovery = discoverPolicy(await among.walk(author));
  const record = discovery.kind === 'found' ? discovery.record : null;
  await Promise.all([
    record !== null && discovery.kind === 'found'
      ? appliedPolicy(author, discovery.policyDomain, record, once)
      : null,
    ...identifiers.map(async (text) => {
      const { domain } = canonicalDomain(text);
      return domain === null ? null : await isAligned(author, domain, 'r', among);
    }),
  ]);
}
