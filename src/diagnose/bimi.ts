// The rules of BIMI (draft-brand-indicators-for-message-identification): nothing is said of a domain that publishes no logo; of one that does,
// what keeps the logo from being shown.
import type { BimiCheck } from '../verify/bimi/bimi-check.ts';
import { isOurLimit } from '../verify/our-limit.ts';
import { draft, type Draft, type Rule } from './draft.ts';

export const bimiRules: readonly Rule[] = [(facts) => assertionDrafts(facts.bimi)];

export function assertionDrafts({
  result,
  reason,
  domain,
  name,
  records,
  evidence,
  faults,
  policyProblem,
}: BimiCheck): Draft[] {
  if (result === 'temperror')
    return [
      draft('bimi-temperror', { domain, limited: isOurLimit(reason) ? domain : null }, [reason]),
    ];
  if (name === null) return [];
  const seen = records.map((record) => `${name} TXT ${record}`);
  if (records.length > 1)
    return [draft('bimi-several', { domain, name, count: records.length }, seen)];
  if (faults.length > 0)
    return [
      draft('bimi-syntax', { domain, name, fault: faults[0] }, [...seen, ...faults.slice(1)]),
    ];
  if (result === 'declined') return [draft('bimi-declined', { domain, name }, seen)];
  const drafts: Draft[] = [];
  if (policyProblem !== null)
    drafts.push(draft('bimi-policy', { domain, name, trouble: policyProblem }, seen));
  else drafts.push(draft('bimi-record-sound', { domain, name }));
  if (evidence === null) drafts.push(draft('bimi-no-certificate', { domain, name }, seen));
  return drafts;
}
