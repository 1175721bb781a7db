// Mail for postmaster@ and abuse@ on its way to the operator (RFC 5321 §4.5.1): the message as it was received, as a message/rfc822
// part (RFC 2046 §5.2.1) of a new one. Not with Resent- fields (RFC 5322 §3.6.6): DMARC would judge it by an author whose SPF does
// not list us, and the operator's own server refuse it; the new message is From us and signed by us. Loops end here: every
// message carries the X-Loop marks of all services that it has passed, and one that carries ours goes nowhere.
import { isAscii } from 'node:buffer';
import type { Settings } from '../config/settings.ts';
import { asBuffer, readFields, type Field } from '../message/fields.ts';
import { untrustedAscii } from '../report/untrusted-text.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { QueuedReply } from '../store/store.ts';
import { answerable } from './addressee.ts';
import { assemble, type Composed } from './assemble.ts';
import type { ReplyKey } from './signing-key.ts';
import { replyMessageId } from './message-id.ts';

const MAX_LOOP_MARKS = 20;
/** RFC 5322 §2.1.1: the longest line that 7bit and 8bit allow. */
const MAX_LINE_LENGTH = 998;

export interface ForwardParts {
  test: ReceivedMessage;
  to: QueuedReply['to'];
  settings: Pick<Settings, 'replyFrom' | 'hostname'>;
  key: Pick<ReplyKey, 'selector' | 'domain' | 'privateKey'>;
  firstTriedAt: number;
  now: number;
}

export async function composeForward({
  test,
  to,
  settings,
  key,
  firstTriedAt,
  now,
}: ForwardParts): Promise<Composed> {
  const message = asBuffer(test.message);
  if (message.length === 0) return { kind: 'dropped', problem: 'the message is no longer kept' };
  const marks = loopMarks(readFields(message).fields);
  if (marks.includes(settings.hostname) || marks.length >= MAX_LOOP_MARKS)
    return { kind: 'dropped', problem: 'this mail has been forwarded from here before' };

  const { envelope, receivedAt, answer } = test;
  const sender = answerable(envelope.mailFrom);
  const isReadable = longestLine(message) <= MAX_LINE_LENGTH;
  return await assemble(
    {
      to,
      subject: `mailassay: mail for ${untrustedAscii(answer.recipient, 100)}`,
      messageId: replyMessageId(test.id, settings.hostname),
      date: firstTriedAt,
      headers: {
        // RFC 3834 §5 lets keywords be added; any but "no" keeps programs from answering.
        'Auto-Submitted': 'auto-forwarded',
        'X-Auto-Response-Suppress': 'All',
        'X-Loop': [...marks, settings.hostname].join(' '),
        // RFC 2045 §6.4: what encloses 8bit is itself 8bit.
        ...(isReadable && !isAscii(message) ? { 'Content-Transfer-Encoding': '8bit' } : {}),
      },
      text: [
        `Mail for ${untrustedAscii(answer.recipient, 100)}, attached as it was received.`,
        '',
        `  received   ${new Date(receivedAt).toISOString()}`,
        `  from       ${untrustedAscii(envelope.clientIp, 60)}`,
        `  HELO       ${untrustedAscii(envelope.helo, 60)}`,
        `  MAIL FROM  ${untrustedAscii(`<${envelope.mailFrom}>`, 60)}`,
        '',
        'SPF, DKIM and DMARC were not checked.',
        '',
      ].join('\n'),
      more: {
        ...(sender === null
          ? {}
          : { replyTo: { name: '', address: `${sender.local}@${sender.domain}` } }),
        attachments: [
          {
            // RFC 2046 §5.2.1 forbids to encode message/rfc822, and lines that are too long must be.
            contentType: isReadable ? 'message/rfc822' : 'application/octet-stream',
            // Shown apart from our words: inline, some programs run the two together.
            contentDisposition: 'attachment',
            filename: 'message.eml',
            content: message,
          },
        ],
      },
    },
    { settings, key, at: now },
  );
}

/** Names of the services that this mail was forwarded by; what is no name is left out. */
function loopMarks(fields: readonly Field[]): string[] {
  const words = fields
    .filter(({ key }) => key === 'x-loop')
    .flatMap(({ value }) => value.toLowerCase().split(/[\s,;]+/));
  return [
    ...new Set(
      words.filter((word) => /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(word) && word.length <= 253),
    ),
  ].slice(0, MAX_LOOP_MARKS);
}

function longestLine(message: Buffer): number {
  let longest = 0;
  for (let start = 0; start < message.length;) {
    const end = message.indexOf('\r\n', start);
    const next = end < 0 ? message.length : end;
    longest = Math.max(longest, next - start);
    start = next + 2;
  }
  return longest;
}
