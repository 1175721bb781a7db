// The report as JUnit XML, the dialect that Jenkins and GitLab read: one suite a mail, one testcase a method.
import { foreign } from './foreign.ts';
import type { FindingReport, Report } from './report.ts';
import { otherFindings, outcomes, type MethodName, type Outcome } from './outcomes.ts';
import { attributes, xml } from './xml.ts';

export interface JunitOptions {
  /** The methods that must pass; without it what the verdict is made of. */
  expected?: readonly MethodName[];
}

export function junit(report: Report, { expected }: JunitOptions = {}): string {
  const cases = outcomes(report, expected ?? null);
  const count = (state: Outcome['state']): number => cases.filter((one) => one.state === state).length;
  const totals = { tests: cases.length, failures: count('failed'), errors: count('undecided'), skipped: count('skipped'), time: seconds(report.timings['total']) };
  const suite = { name: `mailassay.${report.id}`, ...totals, timestamp: report.receivedAt.slice(0, 19), hostname: report.service.host };
  const properties: Record<string, string> = { id: report.id, verdict: report.verdict, 'mail-from': report.envelope.mailFrom, 'client-ip': report.envelope.clientIp };
  if (report.service.link !== null) properties['report'] = report.service.link;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'mailassay', ...totals })}>`,
    `  <testsuite${attributes(suite)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.flatMap((one) => testcase(one, report)),
    ...output(otherFindings(report), '    '),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function seconds(milliseconds: number | undefined): string {
  return ((milliseconds ?? 0) / 1000).toFixed(3);
}

function testcase({ method, result, state, note, findings }: Outcome, report: Report): string[] {
  const message = note === '' ? `${method}=${result}` : `${method}=${result}: ${note}`;
  const start = `    <testcase${attributes({ name: method, classname: 'mailassay.verdict', time: seconds(report.timings[method]) })}`;
  const wrong = findings.filter(({ severity }) => severity !== 'ok');
  const body: string[] = [];
  if (state === 'skipped') body.push(`      <skipped${attributes({ message })}/>`);
  if (state === 'failed' || state === 'undecided') {
    const element = state === 'failed' ? 'failure' : 'error';
    const open = `      <${element}${attributes({ message, type: `${method}.${result}` })}`;
    body.push(wrong.length === 0 ? `${open}/>` : `${open}>${wrong.flatMap(findingLines).join('\n')}</${element}>`);
  } else {
    body.push(...output(wrong, '      '));
  }
  return body.length === 0 ? [`${start}/>`] : [`${start}>`, ...body, '    </testcase>'];
}

function output(findings: readonly FindingReport[], indent: string): string[] {
  const wrong = findings.filter(({ severity }) => severity !== 'ok');
  return wrong.length === 0 ? [] : [`${indent}<system-out>${wrong.flatMap(findingLines).join('\n')}</system-out>`];
}

function findingLines({ severity, code, title, evidence, fix, citation }: FindingReport): string[] {
  return [`${severity} ${code}: ${foreign(title, 300)}`, ...evidence.map((line) => `  ${foreign(line)}`), ...(fix === '' ? [] : [`  ${foreign(fix, 1500)}`]), `  ${citation}`].map((line) => xml(line));
}
