// How a probe came out, in words: standard output holds the report, the last lines of the log hold the cause.
import { causes, overallResult, type OverallResult } from '../../report/causes.ts';
import { type Format, renderReport } from '../../report/render.ts';
import type { Report } from '../../report/report.ts';
import { EXIT } from '../command.ts';
import { type Expected, exitOfStanding } from '../expect.ts';
import { NAGIOS, nagiosPerformance, nagiosState, nagiosSummary, nagiosText } from '../nagios.ts';

export interface Told {
  report: Report;
  expected: Expected;
  /** What got worse since the last run; null when it is not asked. */
  worse: readonly string[] | null;
  /** About a COMMAND that failed although its mail came. */
  complaint: string | null;
}

/** A pass that is worse than before fails. */
export function standingOfProbe({ report, expected, worse }: Told): OverallResult {
  return (worse ?? []).length > 0 ? 'fail' : overallResult(report, expected);
}

/** A COMMAND that failed is no green build, whatever its mail was like. */
export function exitOfProbe(told: Told): number {
  const code = exitOfStanding(standingOfProbe(told));
  return code === EXIT.pass && told.complaint !== null ? EXIT.usage : code;
}

/** For standard output. */
export function reportText(
  { report, expected, worse }: Told,
  format: Format,
  trace: boolean,
): string {
  const text = renderReport(report, format, { trace, expected: expected ?? undefined });
  if (format !== 'text' || worse === null || worse.length === 0) return text;
  return `${text}\nWorse than the last run:\n${worse.map((line) => `  ${line}\n`).join('')}`;
}

/** The last line of the log: PASS, or why not. */
export function outcomeLine(told: Told): string {
  const { report, expected, worse, complaint } = told;
  const standing = standingOfProbe(told);
  const results = `spf=${report.summary.spf} dkim=${report.summary.dkim} dmarc=${report.summary.dmarc}`;
  const why = [
    ...(worse ?? []).map((line) => `worse than the last run: ${line}`),
    ...(overallResult(report, expected) === 'pass' ? [] : causes(report, expected)),
  ];
  const link = report.service.link === null ? '' : ` ${report.service.link}`;
  const line =
    why.length === 0
      ? `${standing.toUpperCase()}: ${results}${link}`
      : `${standing.toUpperCase()}: ${why.join('; ')}${link}`;
  return complaint === null ? line : `${line}; but ${complaint}`;
}

export function nagiosOutcome(told: Told, seconds: number): { text: string; exitCode: number } {
  const { report, expected, worse, complaint } = told;
  const standing = standingOfProbe(told);
  const state = complaint !== null && standing === 'pass' ? 'UNKNOWN' : nagiosState(standing);
  const text =
    overallResult(report, expected) === 'pass' && standing === 'fail'
      ? `worse than the last run: ${(worse ?? []).join('; ')}`
      : nagiosSummary(report, standing, expected);
  const performance = { wait: `${seconds.toFixed(3)}s`, ...nagiosPerformance(report) };
  return {
    text: nagiosText({
      state,
      text: complaint === null ? text : `${text}; ${complaint}`,
      performance,
    }),
    exitCode: NAGIOS[state],
  };
}
