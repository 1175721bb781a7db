// Why a message is not right, in one line a method, for those who show one line: summaries, monitoring, logs of a pipeline.
import { untrusted } from './untrusted-text.ts';
import { outcomes, type MethodName, type Outcome } from './outcomes.ts';
import { titleOf } from './problem.ts';
import type { Report } from './report.ts';

export type OverallResult = 'pass' | 'fail' | 'incomplete';

/** How the message stands: by its verdict, or by the methods that are expected to pass. */
export function overallResult(
  report: Report,
  expected: readonly MethodName[] | null,
): OverallResult {
  if (expected === null) return report.verdict === 'pending' ? 'incomplete' : report.verdict;
  const states = outcomes(report, expected)
    .filter(({ method }) => expected.includes(method))
    .map(({ state }) => state);
  return states.includes('failed') ? 'fail' : states.includes('undecided') ? 'incomplete' : 'pass';
}

/** `dkim=fail: what was found (code)`, one for each method that failed or is undecided; the certain ones first. */
export function causes(report: Report, expected: readonly MethodName[] | null): string[] {
  const all = outcomes(report, expected);
  return [
    ...all.filter(({ state }) => state === 'failed'),
    ...all.filter(({ state }) => state === 'undecided'),
  ].map(causeOf);
}

function causeOf({ method, result, note, findings }: Outcome): string {
  const worst =
    findings.find(({ severity }) => severity === 'error') ??
    findings.find(({ severity }) => severity === 'warning');
  const why = worst === undefined ? untrusted(note) : `${titleOf(worst)} (${worst.code})`;
  return why === '' ? `${method}=${result}` : `${method}=${result}: ${why}`;
}
