// From a received message to a test: which of several recipients is answered, and what verification is told.
import type { IncomingMessage, ReceivedMessage } from '../message/received-message.ts';
import type { RequestedReply } from '../message/requested-reply.ts';
import type { Store } from '../store/store.ts';
import type { VerifyInput } from '../verify/verification.ts';

/** Exactly one answer a message (SECURITY.md §4): assert@ never mails, so it wins; then the first. */
function governing(answers: readonly RequestedReply[]): RequestedReply {
  const chosen = answers.find(({ kind }) => kind === 'assert') ?? answers[0];
  if (chosen === undefined) throw new Error('a message without recipients was received');
  return chosen;
}

/** A mail to a page test is answered in the language that was chosen there, unless its address names another. */
export async function acceptMessage(
  { envelope, answers, message, receivedAt }: IncomingMessage,
  id: string,
  store: Pick<Store, 'pageByToken'>,
): Promise<ReceivedMessage> {
  const answer = governing(answers);
  const tokens = answers.flatMap(({ token }) => (token === null ? [] : [token]));
  const language =
    answer.language ??
    (answer.token === null ? null : ((await store.pageByToken(answer.token))?.language ?? null));
  return { id, receivedAt, envelope, answer: { ...answer, language }, tokens, message };
}

export function verifyInput(
  { message, envelope, receivedAt, answer }: ReceivedMessage,
  host: string,
): VerifyInput {
  const redirectDomain = answer.redirectTo?.slice(answer.redirectTo.lastIndexOf('@') + 1);
  return {
    message,
    envelope,
    host,
    at: receivedAt,
    organizationsOf: redirectDomain === undefined ? [] : [redirectDomain],
  };
}
