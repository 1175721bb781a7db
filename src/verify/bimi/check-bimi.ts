// BIMI for an author domain (draft-brand-indicators-for-message-identification §7): the record at the domain, else at its organization's,
// and whether the DMARC policy is strong enough. DNS alone: no logo and no certificate is fetched, mailauth's own fetch is never called.
import { isTemporary, type Resolver } from '../../dns/resolver.ts';
import type { DmarcCheck } from '../verification.ts';
import { type BimiCheck, noBimi } from './bimi-check.ts';
import { readAssertion } from './bimi-record.ts';
import { statusText } from '../our-limit.ts';

/** What of a DMARC check BIMI depends on. */
export type BimiPolicy = Pick<
  DmarcCheck,
  'domain' | 'organizationalDomain' | 'policyDomain' | 'policy' | 'applied'
>;

export interface BimiQuestion {
  /** s= of a BIMI-Selector field, or "default". */
  selector: string;
  dmarc: BimiPolicy;
  /** Why the message itself may not be shown with a logo (DMARC did not pass); null when it may, or when there is no message. */
  messageProblem: string | null;
}

export async function checkBimi(
  { selector, dmarc, messageProblem }: BimiQuestion,
  resolver: Resolver,
): Promise<BimiCheck> {
  const { domain, organizationalDomain } = dmarc;
  const check: BimiCheck = {
    ...noBimi('there is no author domain'),
    domain,
    selector,
    policyProblem: policyProblem(dmarc),
  };
  if (domain === null) return check;

  // §7.2: the author domain's own record, then the Organizational Domain's.
  const domains = [...new Set([domain, organizationalDomain ?? domain])];
  for (const owner of domains) {
    const name = `${selector}._bimi.${owner}`;
    const { status, records } = await resolver.resolve(name, 'TXT');
    if (isTemporary(status))
      return {
        ...check,
        result: 'temperror',
        reason: `the record at ${name} could not be looked up (${statusText(status)})`,
      };
    const assertions = records.flatMap((strings) => readAssertion(strings.join('')) ?? []);
    const [assertion, second] = assertions;
    if (assertion === undefined) continue;
    const found = { ...check, name, records: assertions.map(({ text }) => text) };
    // §7.2: several records are as good as none.
    if (second !== undefined)
      return {
        ...found,
        result: 'fail',
        reason: `${assertions.length} assertion records stand at ${name}`,
      };
    const { location, evidence, declines, faults } = assertion;
    const read = { ...found, location, evidence, faults };
    if (faults.length > 0)
      return {
        ...read,
        result: 'fail',
        reason: `the record at ${name} is malformed: ${faults.join('; ')}`,
      };
    if (declines)
      return { ...read, result: 'declined', reason: `${owner} declines to show a logo` };
    const trouble = messageProblem ?? check.policyProblem;
    if (trouble !== null) return { ...read, result: 'skipped', reason: trouble };
    return {
      ...read,
      result: 'pass',
      reason: `the record at ${name} is sound, and DMARC allows it`,
    };
  }
  return {
    ...check,
    reason: `no record at ${domains.map((owner) => `${selector}._bimi.${owner}`).join(' or ')}`,
  };
}

/** §7.1: quarantine or reject for all mail of the organization, subdomains too, and not as a test. */
export function policyProblem({ policy, applied, policyDomain }: BimiPolicy): string | null {
  if (policy === null || applied === null) return 'there is no DMARC policy';
  const weak = (['p', 'sp'] as const).find((tag) => policy[tag] === 'none') ?? null;
  if (weak !== null) return `the DMARC policy of ${policyDomain ?? ''} has ${weak}=none`;
  if (policy.t === 'y')
    return `the DMARC policy of ${policyDomain ?? ''} is marked as a test (t=y)`;
  const pct = policy.other['pct'];
  if (pct !== undefined && pct.trim() !== '100')
    return `the DMARC policy of ${policyDomain ?? ''} has pct=${pct.slice(0, 10)}`;
  return policy.p === null ? 'there is no DMARC policy' : null;
}
