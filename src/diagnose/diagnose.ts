// From facts to opinions. Pure: the same facts give the same findings. Each method's rules are listed in its own folder.
import type { Verification } from '../verify/verification.ts';
import { arcRules } from './arc/rules.ts';
import { bimiRules } from './bimi/rules.ts';
import { connectionRules } from './connection/rules.ts';
import { dkimRules } from './dkim/rules.ts';
import { dmarcRules } from './dmarc/rules.ts';
import { domainRules } from './domain/rules.ts';
import type { Rule } from './draft.ts';
import type { Diagnosis } from './finding.ts';
import { findingsOf } from './findings.ts';
import { messageRule } from './message/rules.ts';
import { spamRule } from './message/spam.ts';
import { criteria } from './requirements/criteria.ts';
import { requirements } from './requirements/receivers.ts';
import { spfRules } from './spf/rules.ts';
import { standing } from './standing.ts';
import { verdict } from './verdict.ts';

const RULES: readonly Rule[] = [...connectionRules, ...spfRules, ...dkimRules, ...dmarcRules, ...arcRules, ...bimiRules, ...domainRules];

export function diagnose(verification: Verification): Diagnosis {
  const ofMessage = messageRule(verification);
  const drafts = [...RULES.flatMap((rule) => rule(verification)), ...ofMessage, ...spamRule(verification)];
  return {
    verdict: verdict(verification),
    standing: standing(verification),
    findings: findingsOf(drafts),
    requirements: requirements(verification, ofMessage),
    criteria: criteria(verification),
  };
}
