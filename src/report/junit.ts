// Reports as JUnit XML, the dialect that Jenkins and GitLab read: one suite a mail, one testcase a method. A mail that could not
// be judged at all is a suite with one error, so that whoever collects the file sees it.
import { wholeFix } from './fix.ts';
import { untrusted } from './untrusted-text.ts';
import { otherFindings, outcomes, type MethodName, type Outcome } from './outcomes.ts';
import type { FindingReport, Report } from './report.ts';
import { attributes, xml } from './xml.ts';

export interface JunitOptions {
  /** The methods that must pass; without it what the verdict is made of. */
  expected?: readonly MethodName[];
}

/**
 * One mail of several: the name that tells it from the others, and its report or why there is none. `worse` is what got worse since
 * the last run, where that is asked: then it is a testcase too.
 */
export type NamedReport =
  | { name: string; report: Report; worse?: readonly string[] | null }
  | { name: string; report: null; problem: string };

export function junit(report: Report, { expected }: JunitOptions = {}): string {
  return document([suiteOf(report, null, expected ?? null, null)]);
}

/** Several mails in one document. */
export function junitOfAll(all: readonly NamedReport[], { expected }: JunitOptions = {}): string {
  return document(
    all.map((one) =>
      one.report === null
        ? troubleSuite(one.name, one.problem)
        : suiteOf(one.report, one.name, expected ?? null, one.worse ?? null),
    ),
  );
}

interface Suite {
  counts: { tests: number; failures: number; errors: number };
  milliseconds: number;
  lines: string[];
}

function document(suites: readonly Suite[]): string {
  const sum = (count: (suite: Suite) => number): number =>
    suites.reduce((total, suite) => total + count(suite), 0);
  // No `skipped` here: the schema of Jenkins knows it in suites only.
  const totals = {
    tests: sum((suite) => suite.counts.tests),
    failures: sum((suite) => suite.counts.failures),
    errors: sum((suite) => suite.counts.errors),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'mailassay', ...totals, time: seconds(sum(({ milliseconds }) => milliseconds)) })}>`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteOf(
  report: Report,
  name: string | null,
  expected: readonly MethodName[] | null,
  worse: readonly string[] | null,
): Suite {
  const cases = outcomes(report, expected);
  const count = (state: Outcome['state']): number =>
    cases.filter((one) => one.state === state).length;
  const gotWorse = worse !== null && worse.length > 0;
  const counts = {
    tests: cases.length + (worse === null ? 0 : 1),
    failures: count('failed') + (gotWorse ? 1 : 0),
    errors: count('undecided'),
  };
  const milliseconds = report.timings['total'] ?? 0;
  const suite = {
    name: `mailassay.${name ?? report.id}`,
    ...counts,
    skipped: count('skipped'),
    time: seconds(milliseconds),
    timestamp: report.receivedAt.slice(0, 19),
    hostname: report.service.host,
  };
  const properties: Record<string, string> = {
    id: report.id,
    verdict: report.verdict,
    'mail-from': report.envelope.mailFrom,
    'client-ip': report.envelope.clientIp,
  };
  if (report.service.link !== null) properties['report'] = report.service.link;
  // Where several mails stand in one document, cases are told apart by their class.
  const classname = `mailassay.${name === null ? 'verdict' : name.replaceAll('.', '_')}`;
  const lines = [
    `  <testsuite${attributes(suite)}>`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([key, value]) => `      <property${attributes({ name: key, value })}/>`,
    ),
    '    </properties>',
    ...cases.flatMap((one) => testcase(one, report, classname)),
    ...(worse === null ? [] : baselineCase(worse, classname)),
    ...output(otherFindings(report), '    '),
    '  </testsuite>',
  ];
  return { counts, milliseconds, lines };
}

function baselineCase(worse: readonly string[], classname: string): string[] {
  const start = `    <testcase${attributes({ name: 'baseline', classname, time: seconds(0) })}`;
  if (worse.length === 0) return [`${start}/>`];
  const failure = `      <failure${attributes({ message: `worse than the last run: ${worse[0] ?? ''}`, type: 'baseline.worse' })}>`;
  return [
    `${start}>`,
    `${failure}${worse.map((line) => xml(line)).join('\n')}</failure>`,
    '    </testcase>',
  ];
}

function troubleSuite(name: string, problem: string): Suite {
  const counts = { tests: 1, failures: 0, errors: 1 };
  const lines = [
    `  <testsuite${attributes({ name: `mailassay.${name}`, ...counts, skipped: 0, time: seconds(0) })}>`,
    `    <testcase${attributes({ name: 'message', classname: `mailassay.${name.replaceAll('.', '_')}`, time: seconds(0) })}>`,
    `      <error${attributes({ message: problem, type: 'not-judged' })}/>`,
    '    </testcase>',
    '  </testsuite>',
  ];
  return { counts, milliseconds: 0, lines };
}

function seconds(milliseconds: number | undefined): string {
  return ((milliseconds ?? 0) / 1000).toFixed(3);
}

function testcase(
  { method, result, state, note, findings }: Outcome,
  report: Report,
  classname: string,
): string[] {
  const message = note === '' ? `${method}=${result}` : `${method}=${result}: ${note}`;
  const start = `    <testcase${attributes({ name: method, classname, time: seconds(report.timings[method]) })}`;
  const wrong = findings.filter(({ severity }) => severity !== 'ok');
  const body: string[] = [];
  if (state === 'skipped') body.push(`      <skipped${attributes({ message })}/>`);
  if (state === 'failed' || state === 'undecided') {
    const element = state === 'failed' ? 'failure' : 'error';
    const open = `      <${element}${attributes({ message, type: `${method}.${result}` })}`;
    body.push(
      wrong.length === 0
        ? `${open}/>`
        : `${open}>${wrong.flatMap(findingLines).join('\n')}</${element}>`,
    );
  } else {
    body.push(...output(wrong, '      '));
  }
  return body.length === 0 ? [`${start}/>`] : [`${start}>`, ...body, '    </testcase>'];
}

function output(findings: readonly FindingReport[], indent: string): string[] {
  const wrong = findings.filter(({ severity }) => severity !== 'ok');
  return wrong.length === 0
    ? []
    : [`${indent}<system-out>${wrong.flatMap(findingLines).join('\n')}</system-out>`];
}

function findingLines(finding: FindingReport): string[] {
  const { severity, code, title, evidence, fix, citation } = finding;
  return [
    `${severity} ${code}: ${untrusted(title, 300)}`,
    ...evidence.map((line) => `  ${untrusted(line)}`),
    ...(fix === '' ? [] : [`  ${wholeFix(finding)}`]),
    `  ${citation}`,
  ].map((line) => xml(line));
}
