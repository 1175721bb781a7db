// The reply to the end of DATA (DESIGN.md §1): the verdict on its last line, in a refusal one readable line a problem before it,
// with the enhanced codes of RFC 7372. Shapes only; what was decided stands in the report.
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { RequestedReply } from '../message/requested-reply.ts';
import { enhancedCode } from './enhanced-code.ts';
import { fixSentence, wholeFix } from './fix.ts';
import { untrustedAscii, printableAscii } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { layoutWords } from '../words/layout-words.ts';
import { problemsOf, titleOf } from './problem.ts';
import type { FindingReport, Report } from './report.ts';
import { rows } from './table.ts';

const MAX_LINE_LENGTH = 500;
const MAX_PROBLEMS = 8;

/** 250 with the verdict, or the refusal: for `assert@` by the verdict, else as it was decided. */
export function dataReply(report: Report, { kind }: Pick<RequestedReply, 'kind'>): SmtpReply {
  const { verdict, response, summary, id, service } = report;
  const last = statusLine(
    `verdict=${verdict} spf=${summary.spf} dkim=${summary.dkim} dmarc=${summary.dmarc} id=${id}`,
    service.link,
  );
  if (kind === 'assert' && (verdict === 'incomplete' || verdict === 'pending')) {
    return reply(451, summary.spf === 'temperror' ? '4.7.24' : '4.7.0', [report.headline, last]);
  }
  const refused = kind === 'assert' ? verdict === 'fail' : response.decision === 'reject';
  return refused
    ? reply(550, enhancedCode(report), [report.headline, ...problems(report), last])
    : reply(250, '2.0.0', [last]);
}

/** Verification took longer than the client may be made to wait; 250 would tell a pipeline that the mail is right. */
export function pendingReply(
  { id, answer }: Pick<ReceivedMessage, 'id' | 'answer'>,
  link: string | null,
): SmtpReply {
  const line = statusLine(`verdict=pending id=${id}`, link);
  return answer.kind === 'assert' ? reply(451, '4.7.0', [line]) : reply(250, '2.0.0', [line]);
}

/** Mail for the postmaster was taken. */
export function forwardReply(id: string): SmtpReply {
  return reply(250, '2.0.0', [`accepted for postmaster id=${id}`]);
}

function statusLine(status: string, link: string | null): string {
  return link === null ? status : `${status} ${link}`;
}

function reply(code: number, enhanced: string, lines: readonly string[]): SmtpReply {
  return {
    code,
    lines: lines.map(
      (line) => `${enhanced} ${printableAscii(line, MAX_LINE_LENGTH - enhanced.length - 1)}`,
    ),
  };
}

/** What broke, most important first; when no finding names it, the failing rows of the table. */
function problems(report: Report): string[] {
  const words = layoutWords(report.language);
  const errors = problemsOf(report).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) {
    return rows(report, words)
      .filter(
        ({ method, result }) => ['SPF', 'DKIM', 'DMARC'].includes(method) && result !== 'pass',
      )
      .map(({ method, result, note }) => `${method} ${result}: ${note}`);
  }
  const { more, moreHere } = words.text;
  const told = errors.slice(0, MAX_PROBLEMS);
  const lines = told.map((finding, index) => problemLine(finding, told.slice(0, index), words));
  const rest = errors.length - lines.length;
  return rest === 0
    ? lines
    : [...lines, report.service.link === null ? moreHere(rest) : more(rest)];
}

/** Room for the enhanced code before the sentence and the finding's code behind it. */
const ROOM = MAX_LINE_LENGTH - 80;

/** A record stands whole or not at all: half of one looks like one. */
function problemLine(
  finding: FindingReport,
  before: readonly FindingReport[],
  { text: words }: LayoutWords,
): string {
  const start = `${titleOf(finding)}.`;
  const code = `(${finding.code})`;
  if (finding.fix === '' || before.some(({ fix }) => fix === finding.fix))
    return `${untrustedAscii(start, ROOM)} ${code}`;
  const whole = `${untrustedAscii(start, ROOM)} ${words.fix} ${wholeFix(finding, ROOM, untrustedAscii)}`;
  if (whole.length <= ROOM && /^[ -~]*$/.test(whole)) return `${whole} ${code}`;
  const sentence = fixSentence(finding, () => ({
    inside: words.recordAtLink,
    atEnd: null,
  })).replace(/:$/, ` (${words.recordAtLink}).`);
  return `${untrustedAscii(`${start} ${words.fix} ${sentence}`, ROOM)} ${code}`;
}
