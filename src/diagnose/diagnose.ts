// From facts to opinions. Pure: the same facts give the same findings. Each method's rules are listed in its own folder.
import type { Verification } from '../verify/verification.ts';
import { arcRules } from './arc/rules.ts';
import { CATALOG, methodOf } from './catalog.ts';
import { connectionRules } from './connection/rules.ts';
import { dkimRules } from './dkim/rules.ts';
import { dmarcRules } from './dmarc/rules.ts';
import type { Draft, Rule } from './draft.ts';
import type { Diagnosis, Finding } from './finding.ts';
import { messageRules } from './message/rules.ts';
import { order } from './order.ts';
import { criteria } from './requirements/criteria.ts';
import { requirements } from './requirements/receivers.ts';
import { silence } from './silence.ts';
import { spfRules } from './spf/rules.ts';
import { standing } from './standing.ts';
import { verdict } from './verdict.ts';

const RULES: readonly Rule[] = [...connectionRules, ...spfRules, ...dkimRules, ...dmarcRules, ...arcRules, ...messageRules];

export function diagnose(verification: Verification): Diagnosis {
  const drafts = RULES.flatMap((rule) => rule(verification));
  return {
    verdict: verdict(verification),
    standing: standing(verification),
    findings: order(silence(drafts)).map(finding),
    requirements: requirements(verification),
    criteria: criteria(verification),
  };
}

function finding({ code, values, evidence }: Draft): Finding {
  const { severity, citation } = CATALOG[code];
  return { code, severity, method: methodOf(code), citation, values, evidence };
}
