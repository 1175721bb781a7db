// Facts and opinions about what a domain publishes: what `mailassay domain`, the page /d/DOMAIN and /api/v1/domains give.
import { diagnoseDomain, type CheckResult } from '../diagnose/domain/diagnose-domain.ts';
import type { DomainFacts } from '../verify/domain/domain-facts.ts';
import { surveyRecords, type RecordCheckDeps } from '../verify/domain/domain-records.ts';

export interface CheckedDomain extends CheckResult {
  facts: DomainFacts;
}

/** `domain` as `canonicalDomain` (message/domain.ts) gives it. Never rejects for what a zone or a web server did. */
export async function checkDomain(domain: string, parts: RecordCheckDeps): Promise<CheckedDomain> {
  const facts = await surveyRecords(domain, parts);
  return { facts, ...diagnoseDomain(facts) };
}
