// The spam filters that the operator has set up, asked side by side and given up after five seconds.
import type { Session } from './as-received.ts';
import { askRspamd } from './rspamd.ts';
import type { SpamCheck } from './spam-check.ts';
import { askSpamd, type SpamdServer } from './spamd.ts';

const PATIENCE_MS = 5000;

export interface SpamFilters {
  spamd: SpamdServer | null;
  /** URL of rspamd's normal worker. */
  rspamd: string | null;
}

export const NO_FILTERS: SpamFilters = { spamd: null, rspamd: null };

export async function askFilters(
  message: Uint8Array,
  session: Session,
  { spamd, rspamd }: SpamFilters,
  milliseconds: number = PATIENCE_MS,
): Promise<SpamCheck[]> {
  if (spamd === null && rspamd === null) return [];
  const signal = AbortSignal.timeout(milliseconds);
  const asked = [
    spamd === null ? [] : [askSpamd(message, session, spamd, signal)],
    rspamd === null ? [] : [askRspamd(message, session, rspamd, signal)],
  ];
  return await Promise.all(asked.flat());
}
