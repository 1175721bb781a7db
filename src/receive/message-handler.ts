// What the endpoint hands over and what it is answered: the port between receive/ and the route.
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';

/** Decides about a message. Never rejects. */
export type HandleMessage = (mail: IncomingMessage) => Promise<SmtpReply>;
