// Message-IDs of replies and of the mails they answer (RFC 5322 §3.6.4). Ours is derived from the test's id: a reply that is sent
// again after an ambiguous end has the same one, so that a receiver can tell the two are one mail.

// SECURITY.md §5: printable ASCII without brackets of its own, so that nothing in it can end the field or the id.
const QUOTABLE = /^<[!-;=?-~]{1,250}>$/;

/** `<reply.ID@HOSTNAME>`; respond/automatic.ts knows it again in In-Reply-To and References. */
export function replyMessageId(testId: string, hostname: string): string {
  return `<reply.${testId}@${hostname}>`;
}

/** The sender's Message-ID where it may stand in a header of ours; null for any other. */
export function quotableMessageId(messageId: string | null): string | null {
  return messageId !== null && QUOTABLE.test(messageId) ? messageId : null;
}
