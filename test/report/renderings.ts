// Every text form a report has, by the name its golden file carries.
import { elandsysReport } from '../../src/report/elandsys.ts';
import { headerFields } from '../../src/report/headers.ts';
import { junit } from '../../src/report/junit.ts';
import { port25Report } from '../../src/report/port25.ts';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { sendmailReport } from '../../src/report/sendmail.ts';
import { briefReport, shortReport } from '../../src/report/short.ts';
import type { SmtpReply } from '../../src/message/smtp-reply.ts';
import { dataReply } from '../../src/report/smtp.ts';
import { textReport } from '../../src/report/text.ts';
import { traceText } from '../../src/report/trace.ts';

/** As it stands on the wire. */
export function wire({ code, lines }: SmtpReply): string {
  return lines
    .map((line, index) => `${code}${index < lines.length - 1 ? '-' : ' '}${line}\n`)
    .join('');
}

/** Lines that scripts read and people copy: they are not broken, however long. */
export const WHOLE_LINE =
  /^(?: {4}\S*\. (?:\d+ IN )?\S+(?: .*)?|Description: .*|(?:DKIM Signature|SPF) validation: .*)$/;

/** What may be mailed. */
export const MAILED: Record<string, (report: Report) => string> = {
  'text.txt': (report) => textReport(report),
  'short.txt': shortReport,
  'brief.txt': briefReport,
  'port25.txt': (report) => port25Report(report),
  'sendmail.txt': (report) => sendmailReport(report),
  'elandsys.txt': (report) => elandsysReport(report),
};

export const RENDERINGS: Record<string, (report: Report) => string> = {
  ...MAILED,
  'trace.txt': traceText,
  'headers.txt': headerFields,
  'smtp.txt': (report) => wire(dataReply(report, { kind: 'test' })),
  'assert.txt': (report) => wire(dataReply(report, { kind: 'assert' })),
  'junit.xml': (report) => junit(report),
  'sarif.json': (report) => sarif(report),
};
