// Where the mail of a probe is received: a service elsewhere, or the receiving end that runs here for as long as the probe does.
import type { Report } from '../../report/report.ts';

export interface Source {
  /** Where the mail is to be sent. */
  address: string;
  /** What a COMMAND needs: {address}, {host}, {port}, and the same as variables. */
  values: Record<string, string>;
  variables: Record<string, string>;
  /** What the user is told first: how to send. */
  invitation: string;
  /** The first report; null when none came before `until` (milliseconds since the epoch). Rejects with ApiError. */
  report(until: number, signal: AbortSignal): Promise<Report | null>;
  /** A mail is here, its verdict perhaps not yet. */
  hasArrived(): boolean;
  /** Where the page can be watched; null when there is none. */
  page: string | null;
  close(): Promise<void>;
}

/** Hears what happens, in words. */
export type OnEvent = (text: string) => void;

/** The words of a step: method and result, or what was seen. */
export function stepText(step: string, result: string | null, detail: string): string {
  const named: Record<string, string> = {
    connected: `a server connected: ${detail}`,
    helo: `it calls itself ${detail}`,
    tls: result === 'none' ? 'without TLS' : `over ${result ?? ''} ${detail}`.trimEnd(),
    'mail-from': `MAIL FROM ${detail}`,
    message: `the message is here: ${detail} octets`,
  };
  return named[step] ?? `${step}=${result ?? ''}${detail === '' ? '' : ` (${detail})`}`;
}
