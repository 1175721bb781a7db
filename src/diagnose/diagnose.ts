// From facts to opinions. Pure: the same facts give the same findings. Each method's rules are listed in its own folder.
import type { Verification } from '../verify/verification.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import { arcRules } from './arc.ts';
import { bimiRules } from './bimi.ts';
import { hiddenClientRule } from './connection/hidden.ts';
import { connectionRules } from './connection/rules.ts';
import { dkimRules } from './dkim/signature-findings.ts';
import { dmarcRules } from './dmarc/rules.ts';
import { tlsRule } from './connection/tls.ts';
import { domainRules } from './domain/author-domain.ts';
import type { Rule } from './draft.ts';
import type { Diagnosis } from './finding.ts';
import { findingsOf } from './findings.ts';
import { messageRule } from './message/message-findings.ts';
import { spamRule } from './message/spam.ts';
import { criteria } from './requirements/criteria.ts';
import { requirements } from './requirements/receivers.ts';
import { spfRules } from './spf/rules.ts';
import { standing } from './standing.ts';
import { verdict } from './verdict.ts';

const CONTENT_RULES: readonly Rule[] = [
  ...dkimRules,
  ...dmarcRules,
  ...arcRules,
  ...bimiRules,
  ...domainRules,
];
const RULES: readonly Rule[] = [...connectionRules, ...spfRules, ...CONTENT_RULES];
/** Nothing is said about an address that is not the sender's. */
const HIDDEN_CLIENT_RULES: readonly Rule[] = [hiddenClientRule, tlsRule, ...CONTENT_RULES];

export function diagnose(verification: Verification): Diagnosis {
  const ofMessage = messageRule(verification);
  const rules = isClientHidden(verification) ? HIDDEN_CLIENT_RULES : RULES;
  const drafts = [
    ...rules.flatMap((rule) => rule(verification)),
    ...ofMessage,
    ...spamRule(verification),
  ];
  return {
    verdict: verdict(verification),
    standing: standing(verification),
    findings: findingsOf(drafts),
    requirements: requirements(verification, ofMessage),
    criteria: criteria(verification),
  };
}
