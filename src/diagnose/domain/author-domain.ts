// What is said of the author domain itself in a report about a mail: that nobody can answer it. The rest needs a look at the domain.
import type { Verification } from '../../verify/verification.ts';
import type { Draft, Rule } from '../draft.ts';
import { answers } from '../evidence.ts';
import { addressDraft, mixedDraft, nowhereDrafts, nullMxLine } from './mail-route-findings.ts';

export const domainRules: readonly Rule[] = [answerableRule];

function answerableRule(facts: Verification): Draft[] {
  const { domain, status, mx, mixed } = facts.transport;
  if (domain === null) return [];
  const drafts = nowhereDrafts(domain, { status });
  if (mixed) drafts.push(mixedDraft(domain, mx, nullMxLine(answers(facts, domain, 'MX') ?? [])));
  return [
    ...drafts,
    ...mx.filter(({ isAddress }) => isAddress).map((host) => addressDraft(domain, host)),
  ];
}
