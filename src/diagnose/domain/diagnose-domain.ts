// Opinions about what a domain publishes. Pure: the same facts give the same findings. The verdict is the worst of them: something that is
// wrong, or something that could not be looked at, which is nobody's fault.
import type { DomainFacts } from '../../verify/domain/domain-facts.ts';
import { assertionDrafts } from '../bimi.ts';
import type { Finding, Verdict } from '../finding.ts';
import { findingsOf } from '../findings.ts';
import { indicatorDrafts } from './indicators.ts';
import { recordDrafts } from './records.ts';
import { routeDrafts } from './mail-route-findings.ts';
import { isParked } from './sends.ts';
import { transportDrafts } from './transport-findings.ts';

export interface CheckResult {
  verdict: Verdict;
  findings: Finding[];
}

export function diagnoseDomain(facts: DomainFacts): CheckResult {
  const route = routeDrafts(facts);
  // Of a name that does not exist nothing else can be said.
  if (facts.route.status === 'absent') return checkResult(findingsOf(route), false);
  const brand = isParked(facts) ? [] : [...assertionDrafts(facts.bimi), ...indicatorDrafts(facts)];
  const findings = findingsOf([
    ...recordDrafts(facts),
    ...route,
    ...transportDrafts(facts),
    ...brand,
  ]);
  const open =
    [
      facts.spf.others,
      facts.dmarc.status,
      facts.route.status,
      facts.mtaSts.status,
      facts.tlsRpt.status,
    ].includes('temperror') || facts.limit !== null;
  return checkResult(findings, open);
}

/** `open`: something could not be looked at. An error that is certain outweighs it. */
export function checkResult(findings: Finding[], open: boolean): CheckResult {
  return {
    verdict: findings.some(({ severity }) => severity === 'error')
      ? 'fail'
      : open
        ? 'incomplete'
        : 'pass',
    findings,
  };
}
