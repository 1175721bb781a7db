// Facts and opinions of one message in one call: what a judge thread runs, and what `check` runs in its own process.
import { diagnose } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/finding.ts';
import type { DnsAnswer, Resolver } from '../dns/resolver.ts';
import type { Clock } from '../runtime/clock.ts';
import { addChanges, searchAgain, searchLimits } from '../verify/changes.ts';
import { FORENSICS_BUDGET, type ForensicsBudget } from '../verify/dkim/forensics/budget.ts';
import type { Verification, VerifyInput } from '../verify/verification.ts';
import { verify, verifyFirst, type VerifyOptions } from '../verify/verify.ts';

export interface Analysis {
  verification: Verification;
  diagnosis: Diagnosis;
}

/** Never rejects for what a sender or a zone did; a rejection is a bug. */
export async function judge(
  input: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options?: VerifyOptions,
): Promise<Analysis> {
  return analysisOf(await verify(input, resolver, clock, options));
}

/** The same, but a long search for changes is left to `searchChanges`, which needs `keys`; null when nothing is left. */
export async function judgeFirst(
  input: VerifyInput,
  resolver: Resolver,
  clock: Clock,
  options: VerifyOptions = {},
): Promise<Analysis & { keys: DnsAnswer<'TXT'>[] | null }> {
  const { verification, signatures } = await verifyFirst(input, resolver, clock, options);
  if (signatures.needsSearch) return { ...analysisOf(verification), keys: signatures.keys };
  const limits = searchLimits(options.forensics ?? FORENSICS_BUDGET, clock, clock.now());
  const whole = addChanges(verification, () => signatures.investigate(clock, limits), clock);
  return { ...analysisOf(whole), keys: null };
}

/** What `judgeFirst` has left. */
export async function searchChanges(
  input: VerifyInput,
  { verification }: Analysis,
  keys: readonly DnsAnswer<'TXT'>[],
  { clock, budget = FORENSICS_BUDGET }: { clock: Clock; budget?: ForensicsBudget },
): Promise<Analysis> {
  return analysisOf(await searchAgain(input, verification, { keys, clock, budget }));
}

function analysisOf(verification: Verification): Analysis {
  return { verification, diagnosis: diagnose(verification) };
}
