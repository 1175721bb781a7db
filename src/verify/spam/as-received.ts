// A message as spam filters expect it: with the field that the receiving server adds (RFC 5321 §4.4), from which SpamAssassin reads the client's
// address, and with the reverse-path.
import { Buffer } from 'node:buffer';
import type { Envelope } from '../../message/envelope.ts';

/** What a filter is told of the session; strings of the client's are kept to what cannot end a line or a comment. */
export interface Session extends Pick<
  Envelope,
  'clientIp' | 'clientName' | 'helo' | 'mailFrom' | 'rcptTo'
> {
  host: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const plain = (text: string): string => text.replace(/[^!-'*-~]/g, '').slice(0, 255);

export function asReceived(
  message: Uint8Array,
  { clientIp, clientName, helo, mailFrom, host, at }: Session,
): Buffer {
  const address = clientIp.includes(':') ? `IPv6:${clientIp}` : clientIp;
  const name = clientName === null ? 'unknown' : plain(clientName);
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  const fields = `Return-Path: <${plain(mailFrom)}>\r\nReceived: from ${plain(helo) || 'unknown'} (${name} [${address}])\r\n\tby ${plain(host)} with ESMTP; ${date}\r\n`;
  return Buffer.concat([Buffer.from(fields, 'latin1'), message]);
}
