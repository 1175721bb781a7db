// The store port: what the service keeps and what it promises (SECURITY.md §7). One transaction holds a test, its report and
// the reply that is owed; when a method here resolves, the rows are on disk. Who keeps them (SQLite, PostgreSQL) is not known here.
import type { ReceivedMessage } from '../message/received-message.ts';
import type { Language } from '../message/requested-reply.ts';
import type { Report } from '../report/report.ts';

/** A test made on the page, by the API or the command line: an address t-TOKEN@ that many mails may come to. */
export interface TestAddress {
  /** Whoever knows it reads the reports; the token alone, which stands in mails, shows nothing. */
  id: string;
  token: string;
  /** SHA-256 in hex of the secret that deletes it. */
  secretHash: string;
  label: string | null;
  /** For the reports; null: by the mail. */
  language: Language | null;
  createdAt: number;
  /** From then on its address takes no mail; what came stays until its own time is over. */
  expiresAt: number;
}

/** What waits, and for how long already. */
export interface Backlog {
  replies: { count: number; oldestMs: number };
  verdicts: { count: number; oldestMs: number };
}

/** A reply that is owed, or mail for the postmaster that is to be forwarded. */
export interface QueuedReply {
  testId: string;
  kind: 'full' | 'short' | 'forward';
  /** The one recipient, local part and domain apart so that nobody re-parses it. */
  to: { local: string; domain: string };
}

/** A reply that this worker holds until `leaseUntil`; the token fences out a worker that came late. */
export interface LeasedReply extends QueuedReply {
  token: string;
  attempts: number;
  firstTriedAt: number | null;
}

export type SavedReport =
  | { state: 'done'; report: Report }
  | { state: 'pending'; receivedAt: number };

export interface Store extends AsyncDisposable {
  /** Test, report and owed reply in one durable transaction. The same call finishes a test that `savePending` kept. */
  saveFinished(test: ReceivedMessage, report: Report, owed: QueuedReply | null): Promise<void>;
  /** The test without a verdict: it is verified afterwards, by the caller, or after a while by whoever takes it. */
  savePending(test: ReceivedMessage): Promise<void>;
  /** Mail for the postmaster: kept and owed, no report. */
  saveForward(test: ReceivedMessage, owed: QueuedReply): Promise<void>;
  /**
   * Takes the oldest test that waits for its verdict and that nobody has had for a while, with the attempts that were counted; null
   * when none waits. What is tried too often is for the caller to say: here it waits for ever.
   */
  takePending(): Promise<(ReceivedMessage & { attempts: number }) | null>;
  /** Counts an attempt at a test that waits: its judging has begun, or has ended without a verdict. */
  countAttempt(id: string): Promise<void>;
  /** Null for an unknown id. */
  report(id: string): Promise<SavedReport | null>;
  /** The message as received, while it is retained. */
  message(id: string): Promise<Uint8Array | null>;
  /** Test and report of a leased reply, for composing it. */
  test(id: string): Promise<ReceivedMessage | null>;

  /**
   * The next reply that is due at `now` and goes to none of the domains `except`, leased until `leaseUntil`; null when none is due. With
   * `oneADomain` none to a domain to which another reply is leased, by whatever node.
   */
  leaseReply(
    now: number,
    leaseUntil: number,
    token: string,
    except?: readonly string[],
    oneADomain?: boolean,
  ): Promise<LeasedReply | null>;
  /** Holds it until `leaseUntil`. False when the lease was lost. */
  renewReply(reply: LeasedReply, leaseUntil: number): Promise<boolean>;
  /** Handed over: writes response.sentAt into the report. False when the lease was lost. */
  replySent(reply: LeasedReply, at: number): Promise<boolean>;
  /** Try again at `dueAt`. */
  replyLater(reply: LeasedReply, dueAt: number, trouble: string): Promise<boolean>;
  /** Not tried after all: due again at `dueAt`, and the attempt does not count. */
  returnReply(reply: LeasedReply, dueAt: number): Promise<boolean>;
  /** Given up; `trouble` goes into the report's response.reason. */
  replyFailed(reply: LeasedReply, trouble: string): Promise<boolean>;
  /** When the next reply is due that goes to none of the domains `except`, and could be leased then; null without any. */
  nextReplyAt(except?: readonly string[], oneADomain?: boolean): Promise<number | null>;

  /** What is owed and what waits for its verdict. */
  backlog(now: number): Promise<Backlog>;

  savePage(page: TestAddress): Promise<void>;
  /** Null for an unknown or deleted one; an expired one is still there while it has reports. */
  page(id: string): Promise<TestAddress | null>;
  pageByToken(token: string): Promise<TestAddress | null>;
  /** What came to it, last first, at most `most`; `count` is of all. */
  arrivals(
    pageId: string,
    most: number,
  ): Promise<{ count: number; arrived: { id: string; saved: SavedReport }[] }>;
  /** How many came, and how many have their verdict. */
  countArrivals(pageId: string): Promise<{ all: number; judged: number }>;
  /** True when that report is of a mail that came to that page. */
  belongsToAddress(pageId: string, testId: string): Promise<boolean>;
  /** Deletes it with its messages, reports and owed replies, and their octets from every file. False when there is none. */
  deletePage(id: string): Promise<boolean>;
  /** The id under which the report is shown without addresses: the one it has, or this new one. Null without such a report. */
  shareReport(id: string, shareId: string): Promise<string | null>;
  sharedReport(shareId: string): Promise<SavedReport | null>;
  /** Ends it; a later one has another id. False when there is none. */
  unshareReport(id: string): Promise<boolean>;

  suppress(address: string, until: number): Promise<void>;
  isSuppressed(address: string, now: number): Promise<boolean>;

  /**
   * Takes one point from every counter, or none if any is used up: true when all were taken. Durable, shared by all nodes,
   * false when the store cannot be asked (failing closed).
   */
  takeLimits(
    limits: { key: string; points: number; windowSeconds: number }[],
    now: number,
  ): Promise<boolean>;

  /** Deletes messages, reports and addresses past their time. */
  purge(messagesBefore: number, reportsBefore: number): Promise<void>;
  /** Copies the whole store into a new file while it works; absent where another program does that (PostgreSQL). */
  copyTo?: (file: string) => Promise<void>;
  /** Cheap check that the store answers and can write. */
  ping(): Promise<void>;
}

/** Thrown by store methods when disk is full or the store is away; the SMTP side answers 452 4.3.1 or 451 4.3.0. */
export class StoreError extends Error {
  readonly kind: 'full' | 'away';
  constructor(kind: 'full' | 'away', message: string) {
    super(message);
    this.kind = kind;
  }
}
