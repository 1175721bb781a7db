// The reason of a result once forensics has looked at the signature: what an RSA signature proves about its key leaves one of two causes.
import type { DkimCheck, Forensics } from '../verification.ts';

const EITHER = /^(.*: )a signed field was changed, or (.*)$/s;

export function reasonAfterForensics({ reason }: Pick<DkimCheck, 'reason'>, forensics: Forensics | null): string {
  const [, start, key] = EITHER.exec(reason) ?? [];
  if (start === undefined || key === undefined || forensics === null || forensics.keyMatches === 'unknown') return reason;
  return `${start}${forensics.keyMatches ? 'a signed field was changed' : key}`;
}
