// What tells the findings of one signature from those of another.
import type { DkimCheck } from '../../verify/verification.ts';

export function subjectOf({ selector, domain, bodyHash, algorithm }: DkimCheck): string {
  return `${selector}._domainkey.${domain} ${algorithm} ${bodyHash.claimed}`;
}
