// Reports as SARIF 2.1.0 (OASIS): each problem a result of the rule that its code names. What is right is no result: code hosts
// look at neither kind nor level none, and would show it as an alert. What they show needs a file to point at: the message, at its
// first line. Several messages are several artifacts of one run.
import { wholeFix } from './fix.ts';
import { untrusted } from './untrusted-text.ts';
import { jsonText } from './json.ts';
import type { NamedReport } from './junit.ts';
import { problemsOf } from './problem.ts';
import type { FindingReport, Report } from './report.ts';

export interface SarifOptions {
  /** URI of the judged message, relative to the repository's root. */
  artifact?: string;
}

const LEVELS = { error: 'error', warning: 'warning', notice: 'note', ok: 'none' } as const;
const TEXT_LIMIT = 1500;

export function sarif(report: Report, { artifact = 'message.eml' }: SarifOptions = {}): string {
  return log({
    version: report.service.version,
    id: `mailassay/${report.id}`,
    judged: [{ artifact, report }],
    problems: [],
    properties: { verdict: report.verdict, summary: report.summary },
  });
}

/** Several messages in one run; `name` is where the file is, relative to the repository's root. */
export function sarifOfAll(
  all: readonly NamedReport[],
  { id, version }: { id: string; version: string },
): string {
  const judged = all.flatMap(({ name, report }) =>
    report === null ? [] : [{ artifact: artifactUri(name), report }],
  );
  const problems = all.flatMap((one) =>
    one.report === null
      ? [{ artifact: artifactUri(one.name), text: `${one.name}: ${one.problem}` }]
      : [],
  );
  const files = judged.map(({ artifact, report: { verdict, summary } }) => ({
    artifact,
    verdict,
    summary,
  }));
  return log({ version, id: `mailassay/${id}`, judged, problems, properties: { files } });
}

/** RFC 3986 §4.2: a relative reference. */
export function artifactUri(path: string): string {
  return encodeURI(path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')).replace(
    /[?#]/g,
    encodeURIComponent,
  );
}

interface Judged {
  artifact: string;
  report: Report;
}

interface Run {
  version: string;
  id: string;
  judged: readonly Judged[];
  problems: readonly { artifact: string; text: string }[];
  properties: object;
}

function log({ version, id, judged, problems, properties }: Run): string {
  const findings = judged.flatMap(({ report }) => problemsOf(report));
  const codes = [...new Set(findings.map(({ code }) => code))];
  const isWhole =
    problems.length === 0 &&
    judged.every(({ report: { verdict } }) => verdict === 'pass' || verdict === 'fail');
  const began = judged.map(({ report }) => report.receivedAt).toSorted()[0];
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'mailassay', version, rules: codes.map((code) => rule(code, findings)) },
        },
        automationDetails: { id },
        invocations: [
          {
            executionSuccessful: isWhole,
            ...(began === undefined ? {} : { startTimeUtc: began }),
            ...(problems.length === 0
              ? {}
              : { toolExecutionNotifications: problems.map(notification) }),
          },
        ],
        results: judged.flatMap((one) =>
          problemsOf(one.report).map((finding) =>
            result(finding, codes.indexOf(finding.code), one),
          ),
        ),
        columnKind: 'utf16CodeUnits',
        properties,
      },
    ],
  });
}

/** SARIF §3.58. */
function notification({ artifact, text }: { artifact: string; text: string }): object {
  return {
    level: 'error',
    message: { text: untrusted(text, TEXT_LIMIT) },
    locations: [{ physicalLocation: { artifactLocation: { uri: artifact } } }],
  };
}

function rule(code: string, findings: readonly FindingReport[]): object {
  const finding = findings.find((one) => one.code === code);
  return {
    id: code,
    shortDescription: { text: untrusted(finding?.title ?? code, TEXT_LIMIT) },
    fullDescription: { text: untrusted(finding?.why || finding?.title || code, TEXT_LIMIT) },
    help: {
      text:
        finding === undefined || finding.fix === ''
          ? untrusted(finding?.citation ?? code, TEXT_LIMIT)
          : wholeFix(finding),
    },
    defaultConfiguration: { level: LEVELS[finding?.severity ?? 'error'] },
    properties: {
      tags: [finding?.method ?? '', finding?.citation ?? ''].filter((tag) => tag !== ''),
    },
  };
}

function result(finding: FindingReport, ruleIndex: number, { report, artifact }: Judged): object {
  const { code, severity, title, evidence } = finding;
  const seen = evidence.map((line) => untrusted(line)).join('\n');
  return {
    ruleId: code,
    ruleIndex,
    kind: 'fail',
    level: LEVELS[severity],
    message: {
      text: [untrusted(title, TEXT_LIMIT), seen, wholeFix(finding)]
        .filter((text) => text !== '')
        .join('\n'),
    },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } },
        logicalLocations: [
          {
            name: finding.method,
            fullyQualifiedName: `${untrusted(report.dmarc.domain ?? report.spf.mailFrom.domain)}/${finding.method}`,
            kind: 'resource',
          },
        ],
      },
    ],
    partialFingerprints: {
      'mailassay/v1': `${code}/${untrusted(report.dmarc.domain ?? report.spf.mailFrom.domain)}`,
    },
  };
}
