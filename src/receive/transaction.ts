// One mail transaction (RFC 5321 §3.3): what MAIL opened and RCPT filled. Turns command lines into replies and state; the
// connection, the counting and the data are not known here.
import type { RequestedReply } from '../message/requested-reply.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import { readMail, readRcpt } from './mail-command.ts';
import { type Ours, readRecipient, UNKNOWN_TEST } from './recipients.ts';
import { reply } from './reply.ts';

export interface Transaction {
  /** As sent; '' is the null reverse-path. */
  reversePath: string;
  smtputf8: boolean;
  /** What the client said of the size, octets; 0 when it said nothing. */
  size: number;
  answers: RequestedReply[];
}

/** Opens a transaction, or says why not. */
export function openTransaction(
  line: Uint8Array,
  maxSize: number,
): { transaction: Transaction | null; reply: SmtpReply } {
  const { value, problem } = readMail(line, maxSize);
  if (value === null) return { transaction: null, reply: problem };
  const { reversePath, smtputf8, size } = value;
  return {
    transaction: { reversePath: reversePath.text, smtputf8, size, answers: [] },
    reply: reply(250, '2.1.0 Sender OK'),
  };
}

export interface RecipientRules {
  ours: Ours;
  /** Whether a t-TOKEN address is known and has not expired. */
  knowsToken: (token: string) => boolean | Promise<boolean>;
  most: number;
}

const TAKEN = reply(250, '2.1.5 Recipient OK');
/** RFC 5321 §4.5.3.1.10 */
export const TOO_MANY_RECIPIENTS: SmtpReply = reply(
  452,
  '4.5.3 Too many recipients in one message, send the rest in another',
);

/** One is forwarded and the other is judged: a message is one thing or the other, so that neither is lost. */
const POSTMASTER_APART: SmtpReply = reply(
  452,
  '4.5.3 Send mail to postmaster in a separate message',
);

function mixes({ answers: [first] }: Transaction, { kind }: RequestedReply): boolean {
  return first !== undefined && (first.kind === 'postmaster') !== (kind === 'postmaster');
}

function isKnown(transaction: Transaction, recipient: string): boolean {
  const key = recipient.toLowerCase();
  return transaction.answers.some((answer) => answer.recipient.toLowerCase() === key);
}

/** Adds a recipient to the transaction, or says why not. Rejects when `knowsToken` does. */
export async function addRecipient(
  line: Uint8Array,
  transaction: Transaction,
  { ours, knowsToken, most }: RecipientRules,
): Promise<SmtpReply> {
  const { value: path, problem } = readRcpt(line, transaction.smtputf8);
  if (path === null) return problem;
  const { answer, refusal } = readRecipient(path, ours);
  if (answer === null) return refusal;
  // Naming an address twice asks for one answer, not for two.
  if (isKnown(transaction, answer.recipient)) return TAKEN;
  if (mixes(transaction, answer)) return POSTMASTER_APART;
  if (transaction.answers.length >= most) return TOO_MANY_RECIPIENTS;
  if (answer.token !== null && !(await knowsToken(answer.token))) return UNKNOWN_TEST;
  transaction.answers.push(answer);
  return TAKEN;
}
