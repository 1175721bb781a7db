// Each method's outcome as a test runner sees it: passed, failed, undecided, or skipped. A pipeline names the methods that must
// pass (DESIGN.md §3, `--expect`); without that the verdict's own three count, the way the verdict counts them.
import { layoutWords } from './layout-words/layout-words.ts';
import type { FindingReport, Report } from './report.ts';
import { rows } from './table.ts';

export const METHOD_NAMES = ['spf', 'dkim', 'dmarc', 'arc', 'iprev', 'tls'] as const;
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
const ROW_NAMES: Record<MethodName, string> = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC', arc: 'ARC', iprev: 'PTR', tls: 'TLS' };

/** In the order of METHOD_NAMES. `expected` null = what the verdict is made of. */
export function outcomes(report: Report, expected: readonly MethodName[] | null): Outcome[] {
  const table = rows(report, layoutWords(report.language));
  return METHOD_NAMES.map((method) => {
    const note = table.find((row) => row.method === ROW_NAMES[method])?.note ?? '';
    return { method, result: report.summary[method], state: stateOf(report, method, expected), note, findings: report.findings.filter((finding) => belongsTo(finding, method)) };
  });
}

/** Findings that belong to none of the methods: HELO, the message, requirements. */
export function otherFindings({ findings }: Report): FindingReport[] {
  return findings.filter((finding) => !METHOD_NAMES.some((method) => belongsTo(finding, method)));
}

function belongsTo({ method, code }: FindingReport, name: MethodName): boolean {
  if (name === 'iprev') return method === 'connection' && code.includes('ptr');
  if (name === 'tls') return method === 'connection' && code.includes('tls');
  return method === name;
}

function stateOf(report: Report, method: MethodName, expected: readonly MethodName[] | null): Outcome['state'] {
  const result = report.summary[method];
  if (method === 'tls' ? !/^(?:none|1\.[01]|1|SSL.*)$/i.test(result) : result === 'pass') return 'passed';
  if (!(expected ?? VERDICT_METHODS).includes(method)) return 'skipped';
  if (result === 'temperror') return 'undecided';
  if (expected !== null) return 'failed';
  // No DMARC record is no failure while the author domain is aligned (DESIGN.md §1).
  if (method === 'dmarc' && result === 'none' && report.verdict === 'pass') return 'skipped';
  // An incomplete verdict holds nothing that is decided and negative.
  return report.verdict === 'incomplete' ? 'undecided' : 'failed';
}
