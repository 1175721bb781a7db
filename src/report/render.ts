// A report in any of the layouts that a name asks for: what `check --format`, `probe` and the library offer.
import { elandsysReport } from './elandsys.ts';
import { headerFields } from './headers.ts';
import { reportJson } from './json.ts';
import { junit } from './junit.ts';
import type { MethodName } from './outcomes.ts';
import { port25Report } from './port25.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';
import { sendmailReport } from './sendmail.ts';
import { textReport } from './text.ts';

export const FORMATS = [
  'text',
  'json',
  'junit',
  'sarif',
  'port25',
  'sendmail',
  'elandsys',
  'headers',
] as const;
export type Format = (typeof FORMATS)[number];

export interface RenderReportOptions {
  /** text: add the SPF tree, the DMARC walk and every DNS question. */
  trace?: boolean | undefined;
  /** junit: the methods that must pass; without it what the verdict is made of. */
  expected?: readonly MethodName[] | undefined;
  /** sarif: URI of the judged message, relative to the repository's root. */
  artifact?: string | undefined;
}

/** LF line ends, and one at the end. */
export function renderReport(
  report: Report,
  format: Format,
  options: RenderReportOptions = {},
): string {
  return `${inFormat(report, format, options).trimEnd()}\n`;
}

function inFormat(
  report: Report,
  format: Format,
  { trace = false, expected, artifact }: RenderReportOptions,
): string {
  switch (format) {
    case 'text':
      return textReport(report, { trace });
    case 'json':
      return reportJson(report);
    case 'junit':
      return junit(report, expected === undefined ? {} : { expected });
    case 'sarif':
      return sarif(report, artifact === undefined ? {} : { artifact });
    case 'port25':
      return port25Report(report);
    case 'sendmail':
      return sendmailReport(report);
    case 'elandsys':
      return elandsysReport(report);
    case 'headers':
      return headerFields(report);
  }
}
