// Turns the handler's result into a reply that can be sent. The text of an error goes to the log only.
import type { Log } from '../runtime/log.ts';
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { HandleMessage } from './message-handler.ts';
import { sanitizeReply, reply } from './reply.ts';

export const TRY_LATER: SmtpReply = reply(451, '4.3.0 Temporary server error, try again later');

/** Never rejects. */
export async function replyToData(
  mail: IncomingMessage,
  handle: HandleMessage,
  log: Log,
): Promise<SmtpReply> {
  try {
    return sanitizeReply(await handle(mail));
  } catch (error) {
    log.error({ err: error }, 'message not decided');
    return TRY_LATER;
  }
}
