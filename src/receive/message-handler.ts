// What the endpoint hands over and what it is answered: the port between receive/ and the route.
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';

/** Decides about a message. A rejection is a bug: the client gets 451. */
export type HandleMessage = (mail: IncomingMessage) => Promise<SmtpReply>;
