// What is said between the store and the thread that holds its database.
import type { StoreOpenReason } from '../store-open-error.ts';
import type { Asked } from './engine.ts';

export type ToThread = { id: number; ask: Asked | 'scrub' | 'close' };

/** Errors cross a thread without their class. */
export type Fault =
  | { fault: 'trouble'; kind: 'full' | 'away'; message: string }
  | { fault: 'unusable'; reason: StoreOpenReason; message: string }
  | { fault: 'bug'; message: string; stack: string };

export type FromThread = { id: number; value: unknown } | ({ id: number } & Fault);

/** Id of the answer to the opening. */
export const OPENED = 0;
