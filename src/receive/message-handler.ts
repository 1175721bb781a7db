// What the endpoint hands over and what it is answered: the port between receive/ and the route.
import type { Envelope } from '../message/envelope.ts';
import type { ExpectedMessage, IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';

/** Decides about a message. A rejection is a bug: the client gets 451. */
export type HandleMessage = (mail: IncomingMessage) => Promise<SmtpReply>;

/** Who takes messages. */
export interface MessageTaker {
  handle: HandleMessage;
  /** A first recipient was accepted: lookups may begin. */
  expect(envelope: Envelope): ExpectedMessage | null;
  /** Resolves when another message can be taken; null when that is so now. */
  room(): Promise<void> | null;
}
