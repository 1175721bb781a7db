// Facts and opinions about what a domain publishes: what `mailassay domain`, the page /d/DOMAIN and /api/v1/domains give.
import { diagnoseDomain, type Judgement } from '../diagnose/domain/diagnose-domain.ts';
import type { DomainFacts } from '../verify/domain/domain-facts.ts';
import { surveyRecords, type SurveyParts } from '../verify/domain/domain-records.ts';

export interface SurveyedDomain extends Judgement {
  facts: DomainFacts;
}

/** `domain` as `canonicalDomain` (message/domain.ts) gives it. Never rejects for what a zone or a web server did. */
export async function surveyDomain(domain: string, parts: SurveyParts): Promise<SurveyedDomain> {
  const facts = await surveyRecords(domain, parts);
  return { facts, ...diagnoseDomain(facts) };
}
