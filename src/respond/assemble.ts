// Puts a mail of ours together: nodemailer composes, nothing may be read from files or the network, and the result must be
// addressed to exactly the one recipient (LIBRARIES.md row 16) or it is dropped. Then it is signed. What it says is given.
import { isAscii } from 'node:buffer';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type Mail from 'nodemailer/lib/mailer/index.js';
import type { Settings } from '../config/settings.ts';
import type { QueuedReply } from '../store/store.ts';
import { answerable } from './addressee.ts';
import type { ReplyKey } from './signing-key.ts';
import { signMessage } from './sign.ts';

/** A complete message for one recipient; the reverse-path is null (RFC 3834 §3.3, RFC 5321 §4.5.5). */
export interface OutgoingMail {
  to: QueuedReply['to'];
  message: Buffer;
  /** Holds octets over 127 (RFC 6152). */
  eightBit: boolean;
}

export type Composed =
  | { kind: 'composed'; mail: OutgoingMail }
  | { kind: 'dropped'; problem: string };

export interface Parts {
  to: QueuedReply['to'];
  subject: string;
  messageId: string;
  /** Date: when this mail was first ready to leave; the same on a retry. */
  date: number;
  headers: Record<string, string>;
  /** LF line ends. */
  text: string;
  more?: Pick<Mail.Options, 'inReplyTo' | 'references' | 'replyTo' | 'attachments'>;
}

export interface Sender {
  settings: Pick<Settings, 'replyFrom' | 'hostname'>;
  key: Pick<ReplyKey, 'selector' | 'domain' | 'privateKey'>;
  /** t= of the signature, milliseconds since the epoch. */
  at: number;
}

export async function assemble(
  { to, subject, messageId, date, headers, text, more = {} }: Parts,
  { settings, key, at }: Sender,
): Promise<Composed> {
  const address = `${to.local}@${to.domain}`;
  const mailbox = answerable(address);
  if (mailbox === null || mailbox.local !== to.local || mailbox.domain !== to.domain)
    return { kind: 'dropped', problem: 'the recipient is no address that is written to' };

  const node = new MailComposer({
    ...more,
    from: fromAddress(settings.replyFrom),
    // Objects: a text would be parsed again, and "a,b@c" become somebody else.
    to: { name: '', address },
    subject,
    messageId,
    date: new Date(date),
    headers,
    text: text.replace(/\r?\n/g, '\r\n'),
    textEncoding: 'quoted-printable',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  // RFC 3676 §4.1: no line of a report may be joined to the next.
  if (more.attachments === undefined)
    node.setHeader('Content-Type', 'text/plain; charset=utf-8; format=fixed');
  const envelope = node.getEnvelope();
  if (!Array.isArray(envelope.to) || envelope.to.length !== 1 || envelope.to[0] !== address) {
    return {
      kind: 'dropped',
      problem: 'the composed message is not addressed to exactly the one recipient',
    };
  }
  const message = await node.build();
  return {
    kind: 'composed',
    mail: { to, message: signMessage(message, key, at), eightBit: !isAscii(message) },
  };
}

/** `Name <address>` or an address, as the operator wrote it. */
function fromAddress(written: string): { name: string; address: string } {
  const [, name = '', address = written] =
    /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(written) ?? [];
  return { name, address: address.trim() };
}
