// What is said of the author domain itself in a report about a mail: that nobody can answer it. The rest needs a look at the domain.
import type { Verification } from '../../verify/verification.ts';
import type { Draft, Rule } from '../draft.ts';
import { addressDraft, mixedDraft, nowhereDrafts } from './route.ts';

export const domainRules: readonly Rule[] = [answerableRule];

function answerableRule({ transport: { domain, status, mx, mixed } }: Verification): Draft[] {
  if (domain === null) return [];
  const drafts = nowhereDrafts(domain, { status });
  if (mixed) drafts.push(mixedDraft(domain, mx));
  return [...drafts, ...mx.filter(({ isAddress }) => isAddress).map((host) => addressDraft(domain, host))];
}
