// Monitoring plugins as Nagios, Icinga and their kin run them: one status line with performance data, and an exit code that says
// how bad it is (Monitoring Plugins Development Guidelines, "Plugin Output" and "Plugin Return Codes").
import type { OverallResult } from '../report/causes.ts';
import { causes } from '../report/causes.ts';
import { printable } from '../report/untrusted-text.ts';
import type { Report } from '../report/report.ts';
import type { Expected } from './expect.ts';

/** WARNING (1) is not used: a pipeline's yes or no is what is asked. */
export const NAGIOS = { OK: 0, CRITICAL: 2, UNKNOWN: 3 } as const;
export type NagiosState = keyof typeof NAGIOS;

const STATES: Record<OverallResult, NagiosState> = {
  pass: 'OK',
  fail: 'CRITICAL',
  incomplete: 'UNKNOWN',
};
const TEXT_LIMIT = 1000;

export interface NagiosLine {
  state: NagiosState;
  text: string;
  /** Label to value with its unit: `0.012s`, `3`. */
  performance: Record<string, string>;
}

export function nagiosState(standing: OverallResult): NagiosState {
  return STATES[standing];
}

/** The line with its line end; a `|` divides text from performance data and so stands in neither. */
export function nagiosText({ state, text, performance }: NagiosLine): string {
  const data = Object.entries(performance).map(([label, value]) => `${label}=${value};;;0`);
  const status = `MAILASSAY ${state} - ${printable(text, TEXT_LIMIT).replaceAll('|', '/')}`;
  return `${data.length === 0 ? status : `${status} | ${data.join(' ')}`}\n`;
}

/** What is wrong, or the results when nothing is. */
export function nagiosSummary(report: Report, standing: OverallResult, expected: Expected): string {
  const { verdict, summary } = report;
  if (standing !== 'pass') return causes(report, expected).join('; ');
  const domain = report.dmarc.domain ?? report.spf.mailFrom.domain;
  return `verdict=${verdict} spf=${summary.spf} dkim=${summary.dkim} dmarc=${summary.dmarc} (${domain})`;
}

export function nagiosPerformance(report: Report): Record<string, string> {
  const count = (severity: string): string =>
    String(report.findings.filter((finding) => finding.severity === severity).length);
  return {
    time: `${((report.timings['total'] ?? 0) / 1000).toFixed(3)}s`,
    errors: count('error'),
    warnings: count('warning'),
    dns: String(report.dns.length),
  };
}
