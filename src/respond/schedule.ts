// When an attempt that failed is made again (SECURITY.md §5): after 5, 15, 60, then every 180 minutes, with jitter, for 24 hours
// (RFC 5321 §4.5.4.1 wants half an hour and days; a test's answer is of no use by then).

const MINUTE = 60_000;
const DELAYS = [5, 15, 60, 180] as const;
const GIVE_UP_AFTER = 24 * 60 * MINUTE;
/** Only ever later: greylisting wants five whole minutes (RFC 6647). */
const JITTER = 0.2;

/** Milliseconds since the epoch of the next attempt, or null when it is given up. `attempts` counts those made; `random` is from 0 to below 1. */
export function nextAttempt(
  attempts: number,
  firstTriedAt: number,
  now: number,
  random: number,
): number | null {
  const minutes =
    DELAYS[Math.min(Math.max(attempts, 1), DELAYS.length) - 1] ?? DELAYS[DELAYS.length - 1] ?? 180;
  const next = now + Math.round(minutes * MINUTE * (1 + JITTER * random));
  return next - firstTriedAt > GIVE_UP_AFTER ? null : next;
}
