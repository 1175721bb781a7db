// Why a DMARC record that somebody published does not count. Not known here: that there is none, which is no fault of a record.
import type { DmarcCheck } from '../verify/verification.ts';

export type DmarcFault =
  | { kind: 'several'; count: number }
  | { kind: 'elsewhere' }
  | { kind: 'invalid' };

/** Null where a record applies, and where nothing was published. */
export function dmarcFault(
  { evaluated, result, walk }: Pick<DmarcCheck, 'evaluated' | 'result' | 'walk'>,
  findings: readonly { code: string }[],
): DmarcFault | null {
  if (!evaluated || (result !== 'none' && result !== 'permerror')) return null;
  const has = (code: string): boolean => findings.some((finding) => finding.code === code);
  const several = walk
    .map(({ note }) => /^(\d+) DMARC records/.exec(note)?.[1])
    .find((count) => count !== undefined);
  if (several !== undefined) return { kind: 'several', count: Number(several) };
  if (has('dmarc-wrong-name')) return { kind: 'elsewhere' };
  return has('dmarc-syntax') || result === 'permerror' ? { kind: 'invalid' } : null;
}
