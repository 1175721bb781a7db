// A domain's SPF record without a message (RFC 7208): evaluated in whole for a sender that no record lists, since that is what forged mail and
// a new server meet: every term is tried, every lookup is made, every error below is met.
import type { Resolver } from '../../dns/resolver.ts';
import { checkHost } from '../spf/check-host.ts';
import { MAX_TERMS, MAX_VOIDS } from '../spf/spf-limits.ts';
import type { SpfCheck } from '../verification.ts';
import type { PublishedSpf } from './domain-facts.ts';

/** RFC 1112 §4: class E; nobody sends from it, and no record lists it. */
const NOBODY = '240.0.0.1';

/** The check for nobody, as the rules of SPF know it. */
export async function domainSpf(domain: string, at: number, resolver: Resolver): Promise<SpfCheck> {
  return await checkHost(
    {
      identity: 'mailfrom',
      ip: NOBODY,
      domain,
      sender: `postmaster@${domain}`,
      helo: domain,
      host: domain,
      at,
    },
    resolver,
  );
}

export function publishedSpf({ result, reason, lookups, tree }: SpfCheck): PublishedSpf {
  const status =
    tree === null
      ? result === 'temperror'
        ? 'temperror'
        : 'none'
      : tree.status === 'limit' || tree.status === 'loop'
        ? 'temperror'
        : tree.status;
  return {
    status,
    record: tree?.record ?? null,
    others: result,
    reason,
    lookups: {
      count: Math.max(tree?.cost ?? 0, lookups.count),
      limit: MAX_TERMS,
      void: Math.max(tree?.voids ?? 0, lookups.void),
      voidLimit: MAX_VOIDS,
    },
    tree,
  };
}
