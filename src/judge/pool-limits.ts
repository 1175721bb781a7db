// The numbers of the judge threads (SECURITY.md §1), in one place.

/** Messages in a thread at once, and their octets. What waits for DNS costs memory, what waits for the CPU costs time. */
export const MAX_JOBS = 128;
export const MAX_OCTETS = 32 * 1_048_576;
/** Messages on their way for which a thread makes lookups. */
export const MAX_EXPECTED = 256;
/** What may wait before the door is closed to more. */
export const MAX_WAITING = 64;
export const MAX_WAITING_OCTETS = 64 * 1_048_576;
/** Searches that may wait; the rest is not made. */
export const MAX_SEARCHES = 50;

/** The threads are looked at so often; only looks count, so that a machine that is busy elsewhere accuses nobody. */
export const LOOK_MS = 100;
/** Looks in which a thread may stand still: a step takes 35 ms for each MiB, a search three seconds. */
export const STILL_JUDGING = 15;
export const STILL_SEARCHING = 60;
export const OCTETS_A_LOOK = 1_048_576;
/** A thread that did not start is started again. */
export const RESTART_MS = 1000;
