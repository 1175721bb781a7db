// The report as SARIF 2.1.0 (OASIS): each finding a result of the rule that its code names. What code hosts show in their
// security tab needs a file to point at: the message, at its first line.
import { foreign } from './foreign.ts';
import { jsonText } from './json.ts';
import type { FindingReport, Report } from './report.ts';

export interface SarifOptions {
  /** URI of the judged message, relative to the repository's root. */
  artifact?: string;
}

const LEVELS = { error: 'error', warning: 'warning', notice: 'note', ok: 'none' } as const;
const TEXT_LIMIT = 1500;

export function sarif(report: Report, { artifact = 'message.eml' }: SarifOptions = {}): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))];
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mailassay', version: report.service.version, rules: codes.map((code) => rule(code, report.findings)) } },
        automationDetails: { id: `mailassay/${report.id}` },
        invocations: [{ executionSuccessful: report.verdict !== 'incomplete', startTimeUtc: report.receivedAt }],
        results: report.findings.map((finding) => result(finding, codes.indexOf(finding.code), report, artifact)),
        columnKind: 'utf16CodeUnits',
        properties: { verdict: report.verdict, summary: report.summary },
      },
    ],
  });
}

function rule(code: string, findings: readonly FindingReport[]): object {
  const finding = findings.find((one) => one.code === code);
  return {
    id: code,
    shortDescription: { text: foreign(finding?.title ?? code, TEXT_LIMIT) },
    fullDescription: { text: foreign(finding?.why || finding?.title || code, TEXT_LIMIT) },
    help: { text: foreign(finding?.fix || finding?.citation || code, TEXT_LIMIT) },
    defaultConfiguration: { level: LEVELS[finding?.severity ?? 'error'] },
    properties: { tags: [finding?.method ?? '', finding?.citation ?? ''].filter((tag) => tag !== '') },
  };
}

function result(finding: FindingReport, ruleIndex: number, report: Report, artifact: string): object {
  const { code, severity, title, evidence, fix } = finding;
  const seen = evidence.map((line) => foreign(line)).join('\n');
  return {
    ruleId: code,
    ruleIndex,
    // SARIF §3.27.9, §3.27.10: a kind other than fail has level none.
    kind: severity === 'ok' ? 'pass' : 'fail',
    level: LEVELS[severity],
    message: { text: [foreign(title, TEXT_LIMIT), seen, foreign(fix, TEXT_LIMIT)].filter((text) => text !== '').join('\n') },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } },
        logicalLocations: [{ name: finding.method, fullyQualifiedName: `${foreign(report.dmarc.domain ?? report.spf.mailFrom.domain)}/${finding.method}`, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'mailassay/v1': `${code}/${foreign(report.dmarc.domain ?? report.spf.mailFrom.domain)}` },
  };
}
