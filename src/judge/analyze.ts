// Facts and opinions of one message in one call: what a worker thread runs, and what `check` runs in its own process.
import { diagnose } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/finding.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Clock } from '../runtime/clock.ts';
import { verify, type VerifyOptions } from '../verify/verify.ts';
import type { Verification, VerifyInput } from '../verify/verification.ts';

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
  const verification = await verify(input, resolver, clock, options);
  return { verification, diagnosis: diagnose(verification) };
}
