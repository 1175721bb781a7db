// From a received message to a test: which of several recipients is answered, and what verification is told.
import type { ReceivedMail } from '../receive/mail.ts';
import type { AcceptedTest, RequestedAnswer } from '../store/store.ts';
import type { VerifyInput } from '../verify/verification.ts';

/** Exactly one answer a message (SECURITY.md §4): assert@ never mails, so it wins; then the first that answers at all. */
function governing(answers: readonly RequestedAnswer[]): RequestedAnswer {
  const chosen = answers.find(({ kind }) => kind === 'assert') ?? answers.find(({ kind }) => kind !== 'postmaster') ?? answers[0];
  if (chosen === undefined) throw new Error('a message without recipients was received');
  return chosen;
}

export function acceptedTest({ envelope, answers, message, receivedAt }: ReceivedMail, id: string): AcceptedTest {
  return { id, receivedAt, envelope, answer: governing(answers), message };
}

export function verifyInput({ message, envelope, receivedAt, answer }: AcceptedTest, host: string): VerifyInput {
  const redirectDomain = answer.redirectTo?.slice(answer.redirectTo.lastIndexOf('@') + 1);
  return { message, envelope, host, at: receivedAt, organizationsOf: redirectDomain === undefined ? [] : [redirectDomain] };
}
