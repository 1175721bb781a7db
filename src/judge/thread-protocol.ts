// What the main thread and a judge thread say to each other. Both sides send lists: what came up in one turn of the event loop.
import type { DnsAnswer } from '../dns/resolver.ts';
import type { Progress } from '../verify/progress.ts';
import type { LookupInput } from '../verify/message-lookups.ts';
import type { VerifyInput } from '../verify/verification.ts';

/** Answers about the keys of a message: with them its signatures are evaluated again without a question. */
export type KeyAnswers = DnsAnswer<'TXT'>[];

export type JudgeTask =
  | { job: number; judge: VerifyInput; isWatched: boolean }
  /** `judged` is an Analysis as JSON, without what a search for changes may find. */
  | { job: number; search: VerifyInput; judged: string; keys: KeyAnswers };

export type ToThread =
  /** The message of this number is on its way. */
  | { job: number; expect: LookupInput }
  | { job: number; header: Uint8Array }
  | JudgeTask
  /** Nobody waits for it any more. */
  | { job: number; drop: true }
  | 'ping';

export type FromThread =
  | 'ready'
  | { job: number; progress: Progress }
  /** An Analysis as JSON: a clone of so many objects costs twice as much, at both ends. `keys` when a search could say more. */
  | { job: number; judged: string; keys: KeyAnswers | null }
  | { job: number; failed: string };
