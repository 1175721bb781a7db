// One result word a method, where there are several checks (RFC 8601 §2.7).
import type { DnsblCheck } from '../verify/dnsbl/dnsbl-check.ts';
import type { SpamCheck } from '../verify/spam/spam-check.ts';
import type { Envelope } from '../message/envelope.ts';
import type { DkimCheck, DkimResult } from '../verify/verification.ts';

/**
 * What is most worth saying of several signatures: one that passes is enough; one that could not be looked at leaves the
 * question open; then what is most certainly wrong.
 */
const DKIM_ORDER: readonly DkimResult[] = [
  'pass',
  'temperror',
  'fail',
  'permerror',
  'policy',
  'neutral',
  'none',
];

/** `isOpen`: a limit of ours left signatures unevaluated; then only a pass decides. */
export function dkimSummary(checks: readonly DkimCheck[], isOpen = false): DkimResult {
  const best = bestSignature(checks)?.result ?? 'none';
  return isOpen && best !== 'pass' ? 'temperror' : best;
}

/** The signature that speaks for the message: by result, an aligned one before others; null when there is none. */
export function bestSignature(checks: readonly DkimCheck[]): DkimCheck | null {
  return sortedSignatures(checks)[0] ?? null;
}

export function sortedSignatures(checks: readonly DkimCheck[]): DkimCheck[] {
  const rank = ({ result, aligned }: DkimCheck): number =>
    DKIM_ORDER.indexOf(result) * 2 + (aligned === true ? 0 : 1);
  return [...checks].sort((a, b) => rank(a) - rank(b));
}

/** "1.3", or "none". */
export function tlsSummary({ tls }: Envelope): string {
  return tls === null ? 'none' : tls.version.replace(/^TLSv?/i, '');
}

/** One listing is one too many; lists that refuse or do not answer say nothing. */
export function dnsblSummary(
  checks: readonly DnsblCheck[],
): 'clean' | 'listed' | 'unknown' | 'not-run' {
  if (checks.length === 0) return 'not-run';
  if (checks.some(({ listed }) => listed === true)) return 'listed';
  return checks.some(({ listed }) => listed === false) ? 'clean' : 'unknown';
}

export function spamSummary(checks: readonly SpamCheck[]): 'ham' | 'spam' | 'not-run' {
  if (checks.some(({ result }) => result === 'spam')) return 'spam';
  return checks.some(({ result }) => result === 'ham') ? 'ham' : 'not-run';
}
