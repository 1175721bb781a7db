// The tables as Kysely sees them, the same on every engine. Times are milliseconds since the epoch, structures are JSON text.
// The truth about a reply is its own row: a report as stored never changes once its test is done.
import type { Language } from '../message/requested-reply.ts';
import type { Generated } from 'kysely';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { Packing } from './packing.ts';

/** `pending` waits for its verdict, `done` has a report, `forward` is mail for the postmaster. */
export type TestState = 'pending' | 'done' | 'forward';

/** `due` is owed (leased while `lease_token` is set), `sent` was handed over, `failed` was given up. */
export type ReplyState = 'due' | 'sent' | 'failed';

export interface TestRow {
  id: string;
  received_at: number;
  state: TestState;
  /** Of a pending test: one when its judging has begun, two when that ended without a verdict. */
  attempts: number;
  /** A pending test is not taken before: while one worker verifies it, no other does. */
  visible_at: number;
  envelope: string;
  answer: string;
  /** JSON text, of rows that version 0.1.0 wrote; else null. */
  report: Generated<string | null>;
  /** The report as packing.ts makes it. */
  packed: Uint8Array | null;
}

export interface MessageRow {
  test_id: string;
  received_at: number;
  content: Uint8Array;
  packing: Packing;
}

export interface ReplyRow {
  test_id: string;
  kind: 'full' | 'short' | 'forward';
  to_local: string;
  to_domain: string;
  state: ReplyState;
  /** Next try; while leased, the end of the lease. */
  due_at: number;
  lease_token: string | null;
  /** Tries begun. */
  attempts: number;
  first_tried_at: number | null;
  sent_at: number | null;
  trouble: string | null;
}

export interface SuppressionRow {
  address: string;
  until: number;
}

export interface CounterRow {
  key: string;
  used: number;
  resets_at: number;
}

/** A test made on the page (t-TOKEN@). */
export interface PageRow {
  id: string;
  token: string;
  secret_hash: string;
  label: string | null;
  language: Language | null;
  created_at: number;
  expires_at: number;
  /** Only the token is left, so that nothing is kept for it any more. */
  deleted_at: number | null;
}

/** A message that came to a page. */
export interface ArrivalRow {
  page_id: string;
  test_id: string;
  received_at: number;
}

/** A report that is shown without addresses under an id of its own. */
export interface ShareRow {
  test_id: string;
  id: string;
}

export interface Tables {
  test: TestRow;
  message: MessageRow;
  reply: ReplyRow;
  suppression: SuppressionRow;
  counter: CounterRow;
  page: PageRow;
  arrival: ArrivalRow;
  share: ShareRow;
}

/** An accepted test as it goes to the engine: text and octets only, so that it can cross a thread. */
export interface EncodedMessage {
  id: string;
  receivedAt: number;
  envelope: string;
  answer: string;
  /** Of the page tests it came to. */
  tokens: string[];
  message: Uint8Array;
}

export function encodeTest(test: ReceivedMessage): EncodedMessage {
  // A copy of exactly the message: the caller's array may be a window on a larger buffer, and a thread is sent whole buffers.
  const message = new Uint8Array(test.message);
  const tokens = [
    ...new Set([
      ...(test.tokens ?? []),
      ...(test.answer.token === null ? [] : [test.answer.token]),
    ]),
  ];
  return {
    id: test.id,
    receivedAt: test.receivedAt,
    envelope: JSON.stringify(test.envelope),
    answer: JSON.stringify(test.answer),
    tokens,
    message,
  };
}
