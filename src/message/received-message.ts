// A message as SMTP hands it over, and once it has an id.
import type { Envelope } from './envelope.ts';
import type { RequestedReply } from './requested-reply.ts';

/** A message that is on its way: what hangs on its envelope and its header section can be looked up before it is whole. */
export interface ExpectedMessage {
  /** Octets up to and with the empty line. */
  header(octets: Uint8Array): void;
  /** It does not come, or was not needed; without effect once it is judged. */
  abandon(): void;
}

/** A complete message that the structure guard let through. */
export interface IncomingMessage {
  /** All octets, CRLF line ends, added dots taken off; in memory that nobody else uses. */
  message: Uint8Array;
  envelope: Envelope;
  /** One for each recipient, in the order of `envelope.rcptTo`; never empty. */
  answers: RequestedReply[];
  /** When the end of data was read, milliseconds since the epoch. */
  receivedAt: number;
  expected?: ExpectedMessage | null;
}

/** A message that was taken, before or after its verdict. */
export interface ReceivedMessage {
  id: string;
  /** Milliseconds since the epoch. */
  receivedAt: number;
  envelope: Envelope;
  answer: RequestedReply;
  /** Of the page tests (t-TOKEN@) among its recipients, where the answer is another recipient's. */
  tokens?: readonly string[];
  message: Uint8Array;
}
