// What a search may cost (FORENSICS.md: 250 ms and 50,000 candidates a signature). The time is work: on a machine that is busy with other
// things a search gets the same, though it takes longer, up to a limit. Time comes from the injected clock, so that a test decides when it
// is up; a search asks before each candidate. Not known here: what is searched.
import type { Clock } from '../../../runtime/clock.ts';

export interface ForensicsBudget {
  /** Of this thread's work; of the clock where work is not counted. */
  milliseconds: number;
  candidates: number;
}

export const FORENSICS_BUDGET: ForensicsBudget = { milliseconds: 250, candidates: 50_000 };

/** How much longer than its work a search may take. */
const PATIENCE = 4;

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

/** `until` is a moment of the clock at which all ends. */
export function searchBudget({ milliseconds, candidates }: ForensicsBudget, clock: Clock, until = Number.POSITIVE_INFINITY): Budget {
  return limited(clock, { milliseconds, candidates, until: Math.min(until, clock.now() + milliseconds * PATIENCE) }, null);
}

function limited(clock: Clock, { milliseconds, candidates, until }: ForensicsBudget & { until: number }, parent: Budget | null): Budget {
  const began = clock.now();
  const workedBefore = clock.worked?.() ?? 0;
  /** A thread works no more than time passes: before this moment there is no need to ask. */
  let next = Math.min(began + milliseconds, until);
  let tried = 0;
  let over = false;
  const worked = (): number => (clock.worked === undefined ? clock.now() - began : clock.worked() - workedBefore);
  const isLate = (): boolean => {
    const now = clock.now();
    if (now < next) return false;
    const left = milliseconds - worked();
    if (now >= until || left <= 0) return true;
    next = Math.min(now + Math.max(left, 1), until);
    return false;
  };
  const budget: Budget = {
    spend() {
      if (over) return false;
      if (tried >= candidates || isLate() || parent?.spend() === false) {
        over = true;
        return false;
      }
      tried++;
      return true;
    },
    get spent() {
      over ||= isLate() || parent?.spent === true;
      return over;
    },
    get tried() {
      return tried;
    },
    part(share) {
      const left = Math.max(milliseconds - worked(), 0);
      return limited(clock, { milliseconds: left * share, candidates: Math.floor((candidates - tried) * share), until }, budget);
    },
  };
  return budget;
}
