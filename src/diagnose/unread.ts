// Whether a limit of ours stood before everything: then nothing of the message was read, and nothing is missing from it.
import type { Verification } from '../verify/verification.ts';

export function isUnread({ limit, message }: Pick<Verification, 'limit' | 'message'>): boolean {
  return limit !== null && message.fields.length === 0;
}
