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
  /** Aborted when the time is over: connections end then. */
  signal?: AbortSignal;
  /** The file given with --config. */
  configFile?: string | null;
  /** Asks one server alone, where several are set. */
  resolverOf?: (server: string) => Resolver;
}

export const ok = (name: string, text: string): Check => ({ name, status: 'ok', text });
export const not = (name: string, text: string): Check => ({ name, status: 'not', text });
export const note = (name: string, text: string): Check => ({ name, status: 'note', text });

/** The code of a system error, or its message. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return 'code' in error ? String(error.code) : error.message;
}
