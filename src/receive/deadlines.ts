// When a session has taken too long (SECURITY.md §3): silence, the session as a whole, data that trickles, a decision that does
// not come. One alarm a session: traffic only writes down numbers, the alarm looks at them. smtp-server's own idle timer is
// off while a handler works and there is no total one (LIBRARIES.md row 15).
import type { Clock } from '../runtime/clock.ts';
import { LIMITS } from './session-limits.ts';
import type { Timers } from '../runtime/timers.ts';

/** `decision`: handle() did not answer in time. The others are the client's doing. */
export type Timeout = 'idle' | 'session' | 'data' | 'slow' | 'decision';

export interface Deadlines {
  /** Octets came in. */
  heard(octets: number): void;
  /** The client waits for us (`decision`), sends data, or is free to send commands. */
  phase(phase: 'commands' | 'data' | 'decision'): void;
  stop(): void;
}

export function createDeadlines(
  clock: Clock,
  timers: Timers,
  lapsed: (lapse: Timeout) => void,
): Deadlines {
  const begunAt = clock.now();
  let heardAt = begunAt;
  let phase: 'commands' | 'data' | 'decision' = 'commands';
  let phaseAt = begunAt;
  let windowAt = begunAt;
  let windowOctets = 0;
  let cancel: (() => void) | null = null;
  let stopped = false;

  /** What has lapsed at `now`, or when to look again. */
  const look = (now: number): Timeout | number => {
    // A client that waits for our answer is not hurried (RFC 5321 §4.5.3.2.6); the session's end comes after the answer.
    if (phase === 'decision')
      return now - phaseAt >= LIMITS.decisionMs ? 'decision' : phaseAt + LIMITS.decisionMs;
    if (now - begunAt >= LIMITS.sessionMs) return 'session';
    if (now - heardAt >= LIMITS.idleMs) return 'idle';
    let next = Math.min(begunAt + LIMITS.sessionMs, heardAt + LIMITS.idleMs);
    if (phase === 'data') {
      if (now - phaseAt >= LIMITS.dataMs) return 'data';
      if (now - windowAt >= LIMITS.dataWindowMs) {
        if (windowOctets < LIMITS.dataWindowOctets) return 'slow';
        windowAt = now;
        windowOctets = 0;
      }
      next = Math.min(next, phaseAt + LIMITS.dataMs, windowAt + LIMITS.dataWindowMs);
    }
    return next;
  };

  const arm = () => {
    const now = clock.now();
    const found = look(now);
    if (typeof found === 'number') {
      cancel = timers.after(found - now, () => {
        cancel = null;
        if (!stopped) arm();
      });
    } else {
      stopped = true;
      lapsed(found);
    }
  };
  arm();

  return {
    heard(octets) {
      heardAt = clock.now();
      windowOctets += octets;
    },
    phase(next) {
      phase = next;
      phaseAt = clock.now();
      heardAt = phaseAt;
      windowAt = phaseAt;
      windowOctets = 0;
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
