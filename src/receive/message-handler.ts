// What the endpoint hands over and what it is answered: the port between receive/ and the route.
import type { RequestedReply } from '../store/store.ts';
import type { Envelope } from '../verify/verification.ts';
import type { SmtpReply } from './reply.ts';

/** A complete message that the structure guard let through. */
export interface IncomingMessage {
  /** All octets, CRLF line ends, added dots taken off; in memory that nobody else uses. */
  message: Uint8Array;
  envelope: Envelope;
  /** One for each recipient, in the order of `envelope.rcptTo`; never empty. */
  answers: RequestedReply[];
  /** When the end of data was read, milliseconds since the epoch. */
  receivedAt: number;
}

/** The final reply: enhanced codes inside the lines, the verdict on the last one (DESIGN.md §1). */
export type SmtpReply = SmtpReply;

/** Decides about a message. Rejects with StoreError when it could not be kept; any other rejection is a bug. */
export type HandleMessage = (mail: IncomingMessage) => Promise<SmtpReply>;
