// What `check` writes to standard output: one report as it is, several in one document with a summary.
import { causes, type OverallResult, overallResult } from '../../report/causes.ts';
import { printable } from '../../report/untrusted-text.ts';
import { jsonText, reportJson } from '../../report/json.ts';
import { junitOfAll } from '../../report/junit.ts';
import { artifactUri, sarifOfAll } from '../../report/sarif.ts';
import { type Format, renderReport } from '../../report/render.ts';
import { EXIT } from '../command.ts';
import { type Expected, exitOfStanding } from '../expect.ts';
import {
  NAGIOS,
  nagiosPerformance,
  nagiosState,
  nagiosSummary,
  nagiosText,
  type NagiosState,
} from '../nagios.ts';
import type { CheckedFile } from './judge-file.ts';

export interface Written {
  format: Format;
  expected: Expected;
  trace: boolean;
}

type Stand = OverallResult | 'unusable';

const STANDS: readonly Stand[] = ['unusable', 'fail', 'incomplete', 'pass'];
const NAME_LIMIT = 300;

function standOf(file: CheckedFile, expected: Expected): Stand {
  return file.report === null ? 'unusable' : overallResult(file.report, expected);
}

function worst(files: readonly CheckedFile[], expected: Expected): Stand {
  const all = files.map((file) => standOf(file, expected));
  return STANDS.find((stand) => all.includes(stand)) ?? 'pass';
}

/** What cannot be judged first, then what fails, then what is undecided. */
export function exitOfFiles(files: readonly CheckedFile[], expected: Expected): number {
  const stand = worst(files, expected);
  return stand === 'unusable' ? EXIT.usage : exitOfStanding(stand);
}

/** Which forms hold each message's report as text of its own. */
export function isText(format: Format): boolean {
  return !['json', 'junit', 'sarif'].includes(format);
}

/** One of several reports that are written one after the other. */
export function section(file: CheckedFile, written: Written): string {
  const heading = `==> ${printable(file.name, NAME_LIMIT)} <==\n`;
  return `${heading}${file.report === null ? `not judged: it ${printable(file.problem, NAME_LIMIT)}\n` : single(file, written)}\n`;
}

/** The only report. */
export function single(
  file: CheckedFile & { report: object },
  { format, expected, trace }: Written,
): string {
  const { report, name } = file;
  if (format === 'junit') return junitOfAll([file], expectation(expected));
  const text = renderReport(report, format, {
    trace,
    expected: expected ?? undefined,
    artifact: name === 'standard input' ? undefined : artifactUri(name),
  });
  return format === 'text' && expected !== null
    ? `${text}\n${expectedLine(report, expected)}`
    : text;
}

function expectedLine(
  report: Parameters<typeof causes>[0],
  expected: NonNullable<Expected>,
): string {
  const unmet = causes(report, expected);
  return unmet.length === 0
    ? `Expected to pass: ${expected.join(', ')}. All do.\n`
    : `Expected to pass: ${expected.join(', ')}. Not so:\n${unmet.map((cause) => `  ${cause}\n`).join('')}`;
}

/** Several reports in one document for machines. */
export function document(
  files: readonly CheckedFile[],
  { format, expected }: Written,
  run: { id: string; version: string },
): string {
  if (format === 'junit') return junitOfAll(files, expectation(expected));
  if (format === 'sarif') return sarifOfAll(files, run);
  return jsonText(
    files.map((file) =>
      file.report === null
        ? { file: file.name, error: file.problem }
        : { file: file.name, ...JSON.parse(reportJson(file.report)) },
    ),
  );
}

function expectation(expected: Expected): { expected?: NonNullable<Expected> } {
  return expected === null ? {} : { expected };
}

/** "3 messages: 1 pass, 2 fail", then a line for each. */
export function summary(files: readonly CheckedFile[], expected: Expected): string {
  const rows = files.map((file) => ({
    stand: standOf(file, expected),
    name: printable(file.name, NAME_LIMIT),
    why:
      file.report === null
        ? [`it ${printable(file.problem, NAME_LIMIT)}`]
        : causes(file.report, expected),
  }));
  const counts = STANDS.toReversed().flatMap((stand) => {
    const count = rows.filter((row) => row.stand === stand).length;
    return count === 0 ? [] : [`${count} ${stand}`];
  });
  const lines = rows.map(
    ({ stand, name, why }) =>
      `  ${stand.padEnd(10)}  ${name}${why.length === 0 || stand === 'pass' ? '' : `: ${why.join('; ')}`}`,
  );
  return `${files.length} messages: ${counts.join(', ')}\n${lines.join('\n')}\n`;
}

/** The status line and exit code of a monitoring plugin. */
export function nagios(
  files: readonly CheckedFile[],
  expected: Expected,
): { text: string; exitCode: number } {
  const { state, text, performance } = nagiosParts(files, expected);
  return { text: nagiosText({ state, text, performance }), exitCode: NAGIOS[state] };
}

function nagiosParts(
  files: readonly CheckedFile[],
  expected: Expected,
): { state: NagiosState; text: string; performance: Record<string, string> } {
  const [only] = files;
  if (files.length === 1 && only !== undefined) {
    if (only.report === null)
      return { state: 'UNKNOWN', text: `${only.name} ${only.problem}`, performance: {} };
    const standing = overallResult(only.report, expected);
    return {
      state: nagiosState(standing),
      text: nagiosSummary(only.report, standing, expected),
      performance: nagiosPerformance(only.report),
    };
  }
  // What fails is certain: it is told before what is not known.
  const failing = files.filter((file) => standOf(file, expected) === 'fail');
  const unknown = files.filter((file) =>
    ['incomplete', 'unusable'].includes(standOf(file, expected)),
  );
  const tell = (file: CheckedFile): string =>
    `${file.name} ${file.report === null ? file.problem : causes(file.report, expected).join('; ')}`;
  const performance = {
    messages: String(files.length),
    fail: String(failing.length),
    unknown: String(unknown.length),
  };
  if (failing.length > 0)
    return {
      state: 'CRITICAL',
      text: `${failing.length} of ${files.length} messages fail: ${failing.map(tell).join(', ')}`,
      performance,
    };
  if (unknown.length > 0)
    return {
      state: 'UNKNOWN',
      text: `${unknown.length} of ${files.length} messages are undecided: ${unknown.map(tell).join(', ')}`,
      performance,
    };
  return { state: 'OK', text: `all ${files.length} messages pass`, performance };
}
