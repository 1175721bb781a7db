// One message that is to be judged, as the main thread keeps it.
import type { ExpectedMessage } from '../message/received-message.ts';
import type { VerifyInput } from '../verify/verification.ts';
import type { JudgeOptions } from './analysis-pool.ts';
import type { Analysis } from './analyze.ts';
import type { KeyAnswers } from './thread-protocol.ts';

export const NOBODY: ExpectedMessage = { header() {}, abandon() {} };

export interface Job {
  number: number;
  input: VerifyInput;
  options: JudgeOptions;
  search: { judged: string; keys: KeyAnswers; known: Analysis } | null;
  /** Looks since a thread was given it; null while it waits. */
  looks: number | null;
  /** It may have ended a thread, or failed before: nothing else is in its thread. */
  isSuspect: boolean;
  resolve(analysis: Analysis): void;
  reject(error: Error): void;
}
