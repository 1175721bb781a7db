// SPF and DMARC of a domain by the same rules that judge them in a mail: the rules that look at records, asked about a mail that nobody sent.
import type { DomainFacts } from '../../verify/domain/domain-facts.ts';
import { emptyVerification } from '../../verify/domain/without-message.ts';
import { discoveryRule } from '../dmarc/discovery.ts';
import { policyRule } from '../dmarc/policy.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { includeRule } from '../spf/include.ts';
import { limitsRule } from '../spf/lookup-limits.ts';
import { missingRule } from '../spf/missing.ts';
import { resultRule } from '../spf/result.ts';
import { styleRule } from '../spf/style.ts';
import { syntaxRule } from '../spf/syntax.ts';
import { isParked } from './sends.ts';

const SPF_RULES = [missingRule, syntaxRule, includeRule, limitsRule, styleRule];
const DMARC_RULES = [discoveryRule, policyRule];

export function recordDrafts(facts: DomainFacts): Draft[] {
  const { domain, at, spfCheck, dmarcCheck, places, dns } = facts;
  const mail = emptyVerification({ domain, at, spf: spfCheck, dmarc: dmarcCheck, places, dns });
  const { result } = spfCheck;
  const broken = result === 'permerror' || result === 'temperror';
  return [
    ...SPF_RULES.flatMap((rule) => rule(mail)),
    ...(broken ? resultRule(mail) : []),
    ...soundSpf(facts),
    ...DMARC_RULES.flatMap((rule) => rule(mail)),
    ...soundDmarc(facts),
  ].map((one) => forNoMail(one, facts));
}

function soundSpf({ domain, spf: { status, others, lookups } }: DomainFacts): Draft[] {
  // A pass for somebody who is not listed proves nothing.
  if (status !== 'found' || others === 'permerror' || others === 'temperror' || others === 'pass')
    return [];
  return [draft('spf-record-sound', { domain, cost: lookups.count, limit: lookups.limit, others })];
}

function soundDmarc({ domain, dmarc: { status, policyDomain, applied } }: DomainFacts): Draft[] {
  if (status !== 'found' || applied === null || policyDomain === null) return [];
  return [
    draft('dmarc-record-sound', {
      domain,
      name: `_dmarc.${policyDomain}`,
      policy: `${applied.tag}=${applied.policy ?? 'none'}`,
    }),
  ];
}

/** What a domain without mail should publish is certain (RFC 7208 §10.1.2, RFC 9989 §5.1): nobody sends for it, and no reports can come to it. */
function forNoMail(one: Draft, facts: DomainFacts): Draft {
  const closed = facts.route.status === 'null' || isParked(facts);
  const record = { 'spf-none': 'v=spf1 -all', 'dmarc-none': 'v=DMARC1; p=reject' }[
    one.code as string
  ];
  if (!closed || record === undefined) return one;
  const name =
    one.code === 'spf-none' ? facts.domain : (one.values['name'] ?? `_dmarc.${facts.domain}`);
  return withRecords({ ...one, values: { ...one.values, record } }, [
    { action: 'add', name, type: 'TXT', value: record },
  ]);
}
