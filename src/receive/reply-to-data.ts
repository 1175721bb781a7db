// Asks for the decision about a message and turns whatever happens into a reply: SECURITY.md §7's codes for store trouble, and
// never an error's own text, which is for the log.
import type { Log } from '../runtime/log.ts';
import { StoreTrouble } from '../store/store.ts';
import type { HandleMail, ReceivedMail } from './message-handler.ts';
import { fitReply, type Reply, reply } from './reply.ts';

const FULL = reply(452, '4.3.1 No room to keep the message, try again later');
export const NOT_NOW: Reply = reply(451, '4.3.0 The message could not be dealt with, try again later');

/** Never rejects. */
export async function decideMail(mail: ReceivedMail, handle: HandleMail, log: Log): Promise<Reply> {
  try {
    return fitReply(await handle(mail));
  } catch (error) {
    if (error instanceof StoreTrouble) {
      log.warn({ trouble: error.kind, reason: error.message }, 'message not kept');
      return error.kind === 'full' ? FULL : NOT_NOW;
    }
    log.error({ err: error }, 'message not decided');
    return NOT_NOW;
  }
}
