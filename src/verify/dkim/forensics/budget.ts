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
export function searchBudget(
  { milliseconds, candidates }: ForensicsBudget,
  clock: Clock,
  until = Number.POSITIVE_INFINITY,
): Budget {
  return new Allowance(
    clock,
    { milliseconds, candidates, until: Math.min(until, clock.now() + milliseconds * PATIENCE) },
    null,
  );
}

class Allowance implements Budget {
  readonly #clock: Clock;
  readonly #most: ForensicsBudget & { until: number };
  readonly #parent: Budget | null;
  readonly #began: number;
  readonly #workedBefore: number;
  /** A thread works no more than time passes: before this moment there is no need to ask. */
  #next: number;
  #tried = 0;
  #over = false;

  constructor(clock: Clock, most: ForensicsBudget & { until: number }, parent: Budget | null) {
    this.#clock = clock;
    this.#most = most;
    this.#parent = parent;
    this.#began = clock.now();
    this.#workedBefore = clock.worked?.() ?? 0;
    this.#next = Math.min(this.#began + most.milliseconds, most.until);
  }

  spend(): boolean {
    if (this.#over) return false;
    if (this.#tried >= this.#most.candidates || this.#isLate() || this.#parent?.spend() === false) {
      this.#over = true;
      return false;
    }
    this.#tried++;
    return true;
  }

  get spent(): boolean {
    this.#over ||= this.#isLate() || this.#parent?.spent === true;
    return this.#over;
  }

  get tried(): number {
    return this.#tried;
  }

  part(share: number): Budget {
    const { milliseconds, candidates, until } = this.#most;
    const left = Math.max(milliseconds - this.#worked(), 0);
    return new Allowance(
      this.#clock,
      {
        milliseconds: left * share,
        candidates: Math.floor((candidates - this.#tried) * share),
        until,
      },
      this,
    );
  }

  #worked(): number {
    return this.#clock.worked === undefined
      ? this.#clock.now() - this.#began
      : this.#clock.worked() - this.#workedBefore;
  }

  #isLate(): boolean {
    const now = this.#clock.now();
    if (now < this.#next) return false;
    const left = this.#most.milliseconds - this.#worked();
    if (now >= this.#most.until || left <= 0) return true;
    this.#next = Math.min(now + Math.max(left, 1), this.#most.until);
    return false;
  }
}
