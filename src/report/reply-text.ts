// Which text a reply holds: the layout by the address that was written to (DESIGN.md §2), full, brief or short. The mail around
// it (charset, encoding, headers) is the composer's.
import type { RequestedReply } from '../message/requested-reply.ts';
import { elandsysReport, type ElandsysMethod } from './elandsys.ts';
import { reportJson } from './json.ts';
import { port25Report } from './port25.ts';
import type { Report } from './report.ts';
import { sendmailReport } from './sendmail.ts';
import { briefReport, shortReport } from './short.ts';
import { textReport } from './text.ts';

type Asked = Pick<RequestedReply, 'kind' | 'brief' | 'json'>;

const ELANDSYS: Partial<Record<RequestedReply['kind'], readonly ElandsysMethod[]>> = {
  autorespond: ['dkim', 'spf'],
  'autorespond-dkim': ['dkim'],
  'autorespond-spf': ['spf'],
};

/** LF line ends. A short reply never holds the JSON report: that is full of foreign text. */
export function replyText(report: Report, asked: Asked, form: 'full' | 'short'): string {
  if (form === 'short') return shortText(report, asked);
  const text = fullText(report, asked);
  return asked.json ? `${text}\n${reportJson(report)}` : text;
}

function fullText(report: Report, { kind, brief }: Asked): string {
  const methods = ELANDSYS[kind];
  if (methods !== undefined)
    return elandsysReport(report, { methods, form: brief ? 'brief' : 'full' });
  if (kind === 'check-auth' || kind === 'check-auth2' || kind === 'check-auth-user')
    return port25Report(report, { brief });
  if (kind === 'sa-test') return sendmailReport(report, { brief });
  return brief ? briefReport(report) : textReport(report);
}

/** The lines that scripts look for in the layout that was asked for come first: they are fixed words and verdicts. */
function shortText(report: Report, { kind }: Asked): string {
  const short = shortReport(report);
  const methods = ELANDSYS[kind];
  if (methods !== undefined)
    return `${elandsysReport(report, { methods, form: 'short' })}\n${short}`;
  if (kind === 'check-auth' || kind === 'check-auth2' || kind === 'check-auth-user')
    return `${port25Report(report, { brief: true })}\n${short}`;
  return kind === 'sa-test' ? `${sendmailReport(report, { brief: true })}\n${short}` : short;
}
