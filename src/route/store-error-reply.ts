// The reply when a message could not be stored (SECURITY.md §7): 452 when the disk is full, 451 when the store is away.
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { Log } from '../runtime/log.ts';
import { StoreError } from '../store/store.ts';

const STORE_FULL: SmtpReply = {
  code: 452,
  lines: ['4.3.1 No room to keep the message, try again later'],
};
const STORE_AWAY: SmtpReply = {
  code: 451,
  lines: ['4.3.0 Temporary server error, try again later'],
};

/** Resolves with the handler's reply, or with the reply for a store error. Other errors are bugs and reject. */
export async function replyOnStoreError(
  handling: Promise<SmtpReply>,
  log: Log,
): Promise<SmtpReply> {
  try {
    return await handling;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn({ error: error.kind, reason: error.message }, 'message not stored');
    return error.kind === 'full' ? STORE_FULL : STORE_AWAY;
  }
}
