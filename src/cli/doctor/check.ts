// What `doctor` looks at and what it says of each: fit, not fit with what to do, or a note. Not known here: how anything is printed.
import type { Settings } from '../../config/settings.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { Clock } from '../../runtime/clock.ts';

export interface Check {
  /** One word for the line. */
  name: string;
  /** A note is worth knowing, or could not be found out from here; it makes nobody unfit. */
  status: 'ok' | 'not' | 'note';
  /** What is, in one sentence; for what is not fit, then what to do. */
  text: string;
}

export interface DoctorContext {
  settings: Settings;
  resolver: Resolver;
  clock: Clock;
}

export const ok = (name: string, text: string): Check => ({ name, status: 'ok', text });
export const not = (name: string, text: string): Check => ({ name, status: 'not', text });
export const note = (name: string, text: string): Check => ({ name, status: 'note', text });
