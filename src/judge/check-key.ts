// Facts and opinions about a published DKIM key: what `mailassay key`, the key check of the page and /api/v1/keys give.
import type { CheckResult } from '../diagnose/domain/diagnose-domain.ts';
import { diagnoseKey } from '../diagnose/dkim/diagnose-key.ts';
import type { Resolver } from '../dns/resolver.ts';
import { canonicalDomain } from '../message/domain.ts';
import type { Clock } from '../runtime/clock.ts';
import { type KeyFacts, publishedKey } from '../verify/dkim/published-key.ts';

export interface CheckedKey extends CheckResult {
  facts: KeyFacts;
}

/** Names as they are asked, or why they cannot be. */
export type KeyName = { selector: string; domain: string; problem: null } | { problem: string };

/** RFC 6376 §3.1, §3.6.2.1: both are domain names; a selector may have several labels. */
export function readKeyName(selector: string, domain: string): KeyName {
  const owner = canonicalDomain(domain);
  if (owner.domain === null) return { problem: `the domain ${owner.problem}` };
  // A selector may be a number, which no domain may be.
  const label = canonicalDomain(`${selector}.x`);
  if (selector === '' || selector.endsWith('.') || label.domain === null)
    return { problem: `the selector ${label.problem ?? 'is empty'}` };
  const name = canonicalDomain(`${selector}._domainkey.${domain}`);
  return name.domain === null
    ? { problem: `the name of the key ${name.problem}` }
    : { selector: label.domain.slice(0, -2), domain: owner.domain, problem: null };
}

/** Both as `readKeyName` gives them. Never rejects for what a zone did. */
export async function checkKey(
  selector: string,
  domain: string,
  { resolver, clock }: { resolver: Resolver; clock: Clock },
): Promise<CheckedKey> {
  const facts = await publishedKey(selector, domain, resolver, clock);
  return { facts, ...diagnoseKey(facts) };
}
