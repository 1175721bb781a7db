// One finding code: a mail on which it is found, and one on which it is not although it nearly would be.
import type { Given } from '../given.ts';

export interface Case {
  fires: Given;
  silent: Given;
  /** Values of the finding that matter, as they must be. */
  values?: Record<string, string>;
}

export type Cases<Code extends string> = Record<Code, Case>;
