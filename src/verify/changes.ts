// The last phase of verification: what was changed after signing (FORENSICS.md), added to facts that are known already. It asks nothing,
// so it can be made in another thread from the message and the answers about its keys, and come after the verdict.
import { canonicalName } from '../dns/names.ts';
import type { DnsAnswer, RecordType, Resolver } from '../dns/resolver.ts';
import { readAuthors } from '../message/address/authors.ts';
import { readFields } from '../message/fields.ts';
import type { Clock } from '../runtime/clock.ts';
import type { ForensicsBudget } from './dkim/forensics/budget.ts';
import { reasonAfterForensics } from './dkim/reason-after-forensics.ts';
import { verifySignatures, type ForensicsLimits } from './dkim/verify-signatures.ts';
import type { Forensics, Verification, VerifyInput } from './verification.ts';

/** For all signatures of a message; of the 24 s that it has, nothing of the last seconds. */
const IN_ALL_MS = 3000;
const UNTIL_MS = 16_000;

/** `began` is when verification began. */
export function searchLimits(
  budget: ForensicsBudget,
  clock: Clock,
  began: number,
): ForensicsLimits {
  const until = clock.now() + Math.max(IN_ALL_MS, budget.milliseconds);
  return { budget, until: Math.min(began + UNTIL_MS, until) };
}

/** Facts with the changes that `search` finds, for each of the signatures. */
export function addChanges(
  facts: Verification,
  search: () => (Forensics | null)[],
  clock: Clock,
): Verification {
  const began = clock.now();
  const changes = search();
  const took = clock.now() - began;
  return {
    ...facts,
    dkim: facts.dkim.map((check, index) => ({
      ...check,
      reason: reasonAfterForensics(check, changes[index] ?? null),
      forensics: changes[index] ?? null,
    })),
    timings: { ...facts.timings, forensics: took, total: (facts.timings['total'] ?? 0) + took },
  };
}

/** The same in another place: evaluates the signatures again, with the answers about their keys, and searches. */
export async function searchAgain(
  { message, at }: Pick<VerifyInput, 'message' | 'at'>,
  facts: Verification,
  {
    keys,
    clock,
    budget,
  }: { keys: readonly DnsAnswer<'TXT'>[]; clock: Clock; budget: ForensicsBudget },
): Promise<Verification> {
  const section = readFields(message);
  const author = readAuthors(section.fields).authors[0]?.domain ?? null;
  const signatures = await verifySignatures(message, { at, section, author }, answering(keys));
  return addChanges(
    facts,
    () => signatures.investigate(clock, searchLimits(budget, clock, clock.now())),
    clock,
  );
}

/** Gives the answers that there were. */
function answering(keys: readonly DnsAnswer<'TXT'>[]): Resolver {
  const known = new Map(keys.map((answer) => [answer.name, answer]));
  return {
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const answer = known.get(canonicalName(name));
      if (answer === undefined) throw new Error(`no answer about ${name} was kept`);
      return { ...answer, type, records: answer.records as DnsAnswer<T>['records'] };
    },
  };
}
