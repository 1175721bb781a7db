// Asks for the decision about a message and turns whatever happens into a reply: SECURITY.md §7's codes for store trouble, and
// never an error's own text, which is for the log.
import type { Log } from '../runtime/log.ts';
import { StoreError } from '../store/store.ts';
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { HandleMessage } from './message-handler.ts';
import { sanitizeReply, reply } from './reply.ts';

const FULL = reply(452, '4.3.1 No room to keep the message, try again later');
export const TRY_LATER: SmtpReply = reply(451, '4.3.0 The message could not be dealt with, try again later');

/** Never rejects. */
export async function replyToData(mail: IncomingMessage, handle: HandleMessage, log: Log): Promise<SmtpReply> {
  try {
    return sanitizeReply(await handle(mail));
  } catch (error) {
    if (error instanceof StoreError) {
      log.warn({ problem: error.kind, reason: error.message }, 'message not kept');
      return error.kind === 'full' ? FULL : TRY_LATER;
    }
    log.error({ err: error }, 'message not decided');
    return TRY_LATER;
  }
}
