// What is said between the store and the thread that holds its database.
import type { StoreOpenReason } from '../store-open-error.ts';
import type { Asked } from './engine.ts';

/** What is asked beside operations: to give room back, to empty the log, to end. */
export type Task = 'shrink' | 'scrub' | 'close';

/** A copy of the database in a new file, made beside the work. */
export interface Copy {
  copyTo: string;
}

export type ToThread = { id: number; ask: Asked | Task | Copy };

/** Errors cross a thread without their class. */
export type Fault =
  | { fault: 'trouble'; kind: 'full' | 'away'; message: string }
  | { fault: 'unusable'; reason: StoreOpenReason; message: string }
  | { fault: 'bug'; message: string; stack: string };

export type FromThread = { id: number; value: unknown } | ({ id: number } & Fault);

/** Id of the answer to the opening. */
export const OPENED = 0;
