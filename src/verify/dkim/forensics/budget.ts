// What a search may cost (FORENSICS.md: 250 ms and 50,000 candidates a signature). The time is the injected clock's, so that a test
// decides when it is up; a search asks before each candidate. Not known here: what is searched.
import type { Clock } from '../../../runtime/clock.ts';

export interface ForensicsBudget {
  milliseconds: number;
  candidates: number;
}

export const FORENSICS_BUDGET: ForensicsBudget = { milliseconds: 250, candidates: 50_000 };

export interface Budget {
  /** Counts one candidate; false when there is nothing left to try it with. */
  spend(): boolean;
  /** Nothing is left. */
  readonly spent: boolean;
  /** Candidates counted. */
  readonly tried: number;
  /** A part of what is left, for one half of a search; what it uses is used here too. `share` is between 0 and 1. */
  part(share: number): Budget;
}

export function searchBudget({ milliseconds, candidates }: ForensicsBudget, clock: Clock): Budget {
  return limited(clock, clock.now() + milliseconds, candidates, null);
}

function limited(clock: Clock, until: number, candidates: number, parent: Budget | null): Budget {
  let tried = 0;
  let over = false;
  const budget: Budget = {
    spend() {
      if (over) return false;
      if (tried >= candidates || clock.now() >= until || parent?.spend() === false) {
        over = true;
        return false;
      }
      tried++;
      return true;
    },
    get spent() {
      over ||= clock.now() >= until || parent?.spent === true;
      return over;
    },
    get tried() {
      return tried;
    },
    part(share) {
      const now = clock.now();
      return limited(clock, now + Math.max(until - now, 0) * share, Math.floor((candidates - tried) * share), budget);
    },
  };
  return budget;
}
