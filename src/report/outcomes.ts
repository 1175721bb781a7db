// Each method's outcome as a test runner sees it: passed, failed, undecided, or skipped. A pipeline names the methods that must
// pass (DESIGN.md §3, `--expect`); without that the verdict's own three count, the way the verdict counts them.
import { layoutWords } from '../words/layout-words.ts';
import type { FindingReport, Report } from './report.ts';
import { rows } from './table.ts';

export const METHOD_NAMES = [
  'spf',
  'dkim',
  'dmarc',
  'arc',
  'iprev',
  'tls',
  'bimi',
  'dnsbl',
  'spam',
] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

export interface Outcome {
  method: MethodName;
  result: string;
  state: 'passed' | 'failed' | 'undecided' | 'skipped';
  /** Why, in a few words; '' when there is nothing to say. */
  note: string;
  findings: FindingReport[];
}

const VERDICT_METHODS: readonly MethodName[] = ['spf', 'dkim', 'dmarc'];
const ROW_NAMES: Record<MethodName, string> = {
  spf: 'SPF',
  dkim: 'DKIM',
  dmarc: 'DMARC',
  arc: 'ARC',
  iprev: 'PTR',
  tls: 'TLS',
  bimi: 'BIMI',
  dnsbl: 'DNSBL',
  spam: 'Spam',
};
/** What few senders have or few operators ask about: no outcome unless there is one, or it is expected. */
const OPTIONAL: Partial<Record<MethodName, readonly string[]>> = {
  bimi: ['none', 'skipped'],
  dnsbl: ['not-run'],
  spam: ['not-run'],
};
const UNDECIDED: readonly string[] = ['temperror', 'unknown', 'not-run', 'skipped'];

/** In the order of METHOD_NAMES. `expected` null = what the verdict is made of. */
export function outcomes(report: Report, expected: readonly MethodName[] | null): Outcome[] {
  const table = rows(report, layoutWords(report.language));
  const all = METHOD_NAMES.filter(
    (method) =>
      expected?.includes(method) === true ||
      OPTIONAL[method]?.includes(report.summary[method]) !== true,
  );
  return all.map((method) => {
    const note = table.find((row) => row.method === ROW_NAMES[method])?.note ?? '';
    return {
      method,
      result: report.summary[method],
      state: stateOf(report, method, expected),
      note,
      findings: report.findings.filter((finding) => belongsTo(finding, method)),
    };
  });
}

/** Findings that belong to none of the methods: HELO, the message, requirements. */
export function otherFindings({ findings }: Report): FindingReport[] {
  return findings.filter((finding) => !METHOD_NAMES.some((method) => belongsTo(finding, method)));
}

function belongsTo({ method, code }: FindingReport, name: MethodName): boolean {
  if (name === 'iprev') return method === 'connection' && code.includes('ptr');
  if (name === 'tls') return method === 'connection' && code.includes('tls');
  if (name === 'dnsbl') return method === 'connection' && code.includes('dnsbl');
  if (name === 'spam') return method === 'message' && code.includes('spam');
  return method === name;
}

function stateOf(
  report: Report,
  method: MethodName,
  expected: readonly MethodName[] | null,
): Outcome['state'] {
  const result = report.summary[method];
  if (isGood(method, result)) return 'passed';
  if (!(expected ?? VERDICT_METHODS).includes(method)) return 'skipped';
  if (UNDECIDED.includes(result)) return 'undecided';
  if (expected !== null) return 'failed';
  // No DMARC record is no failure while the author domain is aligned (DESIGN.md §1).
  if (method === 'dmarc' && result === 'none' && report.verdict === 'pass') return 'skipped';
  // An incomplete verdict holds nothing that is decided and negative.
  return report.verdict === 'incomplete' ? 'undecided' : 'failed';
}

function isGood(method: MethodName, result: string): boolean {
  if (method === 'tls') return !/^(?:none|1\.[01]|1|SSL.*)$/i.test(result);
  return (
    result === 'pass' ||
    (method === 'dnsbl' && result === 'clean') ||
    (method === 'spam' && result === 'ham')
  );
}
