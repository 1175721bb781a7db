// What a receiver does with the message, in words people use, and how much there is to repair. The verdict says how the message was
// judged; this says what follows from it, and its colour is the worse of the two.
import { problemsOf } from '../report/problem.ts';
import type { FindingReport, Report } from '../report/report.ts';
import { CLIENT_HIDDEN } from '../verify/hidden-client.ts';
import type { PageWords } from '../words/en/pages.ts';
import type { Tone } from './icons.ts';

export type Outcome = keyof PageWords['report']['outcome'];

const TONES: Record<Outcome, Tone> = {
  fine: 'good',
  accepted: 'good',
  acceptedButFails: 'warn',
  gmailRefuses: 'bad',
  refused: 'bad',
  spam: 'bad',
  doubted: 'bad',
  undecided: 'warn',
  hidden: 'warn',
  pending: 'calm',
};

export interface Counted {
  errors: number;
  warnings: number;
}

export function countOf(findings: readonly FindingReport[]): Counted {
  const of = (severity: FindingReport['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return { errors: of('error'), warnings: of('warning') };
}

export function outcomeOf(report: Report): Outcome {
  const { verdict, dmarc, findings, spf } = report;
  if (verdict === 'pending') return 'pending';
  if (verdict === 'incomplete')
    return spf.mailFrom.reason === CLIENT_HIDDEN ? 'hidden' : 'undecided';
  if (dmarc.result === 'fail') {
    if (dmarc.disposition === 'reject') return 'refused';
    return dmarc.disposition === 'quarantine' ? 'spam' : 'doubted';
  }
  const refusing = problemsOf(report).some(
    ({ severity, citation }) => severity !== 'notice' && /Gmail[^;]*\b550\b/.test(citation),
  );
  if (verdict === 'fail') {
    if (dmarc.result !== 'pass') return 'doubted';
    return refusing ? 'gmailRefuses' : 'acceptedButFails';
  }
  if (refusing) return 'gmailRefuses';
  const { errors, warnings } = countOf(findings);
  return errors + warnings === 0 ? 'fine' : 'accepted';
}

/** An error waits for the next message even where this one passes. */
export function outcomeTone(outcome: Outcome, { errors }: Counted): Tone {
  const tone = TONES[outcome];
  return tone === 'good' && errors > 0 ? 'warn' : tone;
}
