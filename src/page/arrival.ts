// A message on its way to a report, as the test page shows it.
import type { Progress } from '../verify/progress.ts';

export interface Step {
  step: 'connected' | 'helo' | 'tls' | 'mail-from' | 'message' | Progress['method'];
  /** A result word where there is one. */
  result: string | null;
  /** The value seen: an address, a name, octets; may be foreign text. */
  detail: string;
}

/** A mail on its way to a report. */
export interface Arrival {
  /** Tells the steps of messages apart that come at the same time. */
  key: string;
  /** Null until the message is there. */
  id: string | null;
  receivedAt: number | null;
  steps: Step[];
}
