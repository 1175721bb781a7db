// The envelope of a transaction: a copy, because the session goes on and is used again.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Envelope } from '../message/envelope.ts';
import type { Transaction } from './transaction.ts';

/** `secured` is the socket of a session under TLS, else null. */
export function envelopeOf(
  { reversePath, smtputf8, answers }: Transaction,
  { address, name, helo }: { address: string; name: string | null; helo: string },
  secured: Socket | null,
): Envelope {
  return {
    clientIp: address,
    clientName: name,
    helo,
    mailFrom: reversePath,
    rcptTo: answers.map((answer) => answer.recipient),
    tls:
      secured instanceof TLSSocket
        ? { version: secured.getProtocol() ?? 'unknown', cipher: secured.getCipher().standardName }
        : null,
    smtputf8,
  };
}
