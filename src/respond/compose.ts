// The reply to a test (SECURITY.md §5, RFC 3834 §3): the report in the layout that was asked for, marked as written by a program.
// The words of the header are ours: no word of the sender's stands there but a Message-ID that can do no harm.
import type { Settings } from '../config/settings.ts';
import { layoutWords } from '../words/layout-words.ts';
import { replyText } from '../report/reply-text.ts';
import type { Report } from '../report/report.ts';
import type { RequestedReply } from '../message/requested-reply.ts';
import type { QueuedReply } from '../store/store.ts';
import { assemble, type Composed } from './assemble.ts';
import { truncateText } from './fit-text.ts';
import { jsonPart } from './json-part.ts';
import type { ReplyKey } from './signing-key.ts';
import { quotableMessageId, replyMessageId } from './message-id.ts';

const MAX_OCTETS = { full: 8192, short: 2048 } as const;

export interface ReplyInput {
  report: Report;
  answer: RequestedReply;
  kind: 'full' | 'short';
  to: QueuedReply['to'];
  settings: Pick<Settings, 'replyFrom' | 'hostname'>;
  key: Pick<ReplyKey, 'selector' | 'domain' | 'privateKey'>;
  /** When it was first tried, and now: milliseconds since the epoch. */
  firstTriedAt: number;
  now: number;
}

export async function composeReply({
  report,
  answer,
  kind,
  to,
  settings,
  key,
  firstTriedAt,
  now,
}: ReplyInput): Promise<Composed> {
  const original = quotableMessageId(report.message.messageId);
  return await assemble(
    {
      to,
      subject: subjectOf(report),
      messageId: replyMessageId(report.id, settings.hostname),
      date: firstTriedAt,
      headers: {
        // RFC 3834 §5; no Precedence, which asks some servers to drop the mail.
        'Auto-Submitted': 'auto-replied',
        // [MS-OXCMAIL] §2.1.3.2.20: Exchange answers with no notice of any kind.
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': report.language,
      },
      text: bodyText(report, answer, kind),
      // RFC 3834 §3.1
      ...(original === null ? {} : { more: { inReplyTo: original, references: original } }),
    },
    { settings, key, at: now },
  );
}

function subjectOf({ verdict, summary, language }: Report): string {
  return `mailassay: ${layoutWords(language).verdict[verdict]} spf=${summary.spf} dkim=${summary.dkim} dmarc=${summary.dmarc}`;
}

function bodyText(report: Report, answer: RequestedReply, kind: 'full' | 'short'): string {
  const text = truncateText(
    replyText(report, { ...answer, json: false }, kind),
    MAX_OCTETS[kind],
    report,
  );
  if (!answer.json || kind === 'short') return text;
  return `${text}\n${jsonPart(report)}`;
}
