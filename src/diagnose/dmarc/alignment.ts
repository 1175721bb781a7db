// Whether something that passed speaks for the author domain (RFC 9989 §4.4), and if not, what would.
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { listOf } from '../dkim/suspect.ts';
import { alignmentAnswer } from '../verdict.ts';
import { rewriteDmarc } from './record.ts';

export function alignmentRule(facts: Verification): Draft[] {
  const { dmarc, spf, dkim } = facts;
  const domain = dmarc.domain;
  if (!dmarc.evaluated || domain === null) return [];
  const spfDomain = spf.mailFrom.result === 'pass' ? spf.mailFrom.domain : null;
  const signers = [...new Set(dkim.filter(({ result }) => result === 'pass').map((one) => one.domain))];
  if (dmarc.result === 'pass') return passed(facts, domain);
  if (alignmentAnswer(facts) !== 'no') return [];
  // RFC 9989 §4.10.1: sp or np for a subdomain, where they are what applies.
  const tag = dmarc.applied ?? 'p';
  const policy = dmarc.policy === null ? null : `${tag}=${dmarc.policy[tag] ?? 'none'}`;
  const asks = dmarc.disposition === null || dmarc.disposition === 'none' ? null : dmarc.disposition;
  const seen = [
    `From: ${domain}`,
    spfDomain === null ? `SPF ${spf.mailFrom.result}: ${spf.mailFrom.domain}` : `SPF pass: ${spfDomain}`,
    ...dkim.map((one) => `DKIM ${one.result}: d=${one.domain}`),
    dmarc.record === null ? null : `${dmarc.policyDomain ?? domain} DMARC ${dmarc.record}`,
  ];
  if (spfDomain === null && signers.length === 0) return dmarc.result === 'fail' ? [draft('dmarc-nothing-passed', { domain, policy, asks }, seen)] : [];
  const strict = strictMode(facts, domain, spfDomain, signers);
  if (strict !== null) return [draft('dmarc-strict-alignment', { domain, name: `_dmarc.${dmarc.policyDomain ?? domain}`, ...strict, policy, asks }, seen)];
  // The domain signed it, and a list on the way broke that, or something else is wrong with the signature.
  const changed = dkim.find((one) => one.result === 'fail' && one.aligned === true);
  const list = changed === undefined ? null : listOf(changed, facts);
  const broken = dkim.find((one) => one.result !== 'pass' && one.aligned === true)?.domain;
  return [draft('dmarc-not-aligned', { domain, list, broken, spf: spfDomain, dkim: signers.length === 0 ? null : signers.join(', '), policy, asks }, seen)];
}

function passed({ dmarc, dkim, spf }: Verification, domain: string): Draft[] {
  const by = [
    ...(spf.mailFrom.result === 'pass' && dmarc.alignment.spf?.aligned === true ? ['SPF'] : []),
    ...(dkim.some(({ result, aligned }) => result === 'pass' && aligned === true) ? ['DKIM'] : []),
  ];
  const drafts = [draft('dmarc-pass', { domain, by: by.join(' + '), policy: `p=${dmarc.policy?.p ?? 'none'}` })];
  // RFC 7960 §2: SPF does not survive forwarding, a signature can.
  if (dkim.length > 0 && !dkim.some(({ result }) => result === 'pass')) {
    drafts.push(
      draft(
        'dmarc-spf-only',
        { domain, spf: spf.mailFrom.domain, broken: dkim.find(({ aligned }) => aligned === true)?.domain },
        dkim.map((one) => `DKIM ${one.result}: d=${one.domain}`),
      ),
    );
  }
  return drafts;
}

/** adkim=s or aspf=s is all that stands in the way: the same organization's other name passed. */
function strictMode(facts: Verification, domain: string, spfDomain: string | null, signers: string[]): { tag: string; passed: string; record: string } | null {
  const { policy, record } = facts.dmarc;
  if (policy === null || record === null) return null;
  const signer = signers.find((one) => sameOrganization(facts, one, domain));
  if (policy.adkim === 's' && signer !== undefined) return { tag: 'adkim', passed: signer, record: rewriteDmarc(record, { adkim: 'r' }) };
  if (policy.aspf === 's' && spfDomain !== null && sameOrganization(facts, spfDomain, domain)) return { tag: 'aspf', passed: spfDomain, record: rewriteDmarc(record, { aspf: 'r' }) };
  return null;
}

/** By the walks that were made (RFC 9989 §4.10); without them, one name below the other and both below the policy. */
function sameOrganization({ organizationalDomains, dmarc }: Verification, one: string, other: string): boolean {
  const [left, right] = [organizationalDomains[one], organizationalDomains[other] ?? dmarc.organizationalDomain];
  if (left !== undefined && right !== undefined && right !== null) return left === right;
  const root = dmarc.policyDomain;
  return root !== null && [one, other].every((name) => name === root || name.endsWith(`.${root}`));
}
