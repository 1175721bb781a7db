// What breaks an ARC chain before any key is asked (RFC 8617 §5.2 steps 1 to 3): the structure of its sets and their cv= values.
import type { ArcSet, ArcSets } from './sets.ts';

/** The first trouble in plain words; null when the chain is well-formed. */
export function chainProblem({ sets, problem }: ArcSets): string | null {
  if (problem !== null) return problem;
  for (const [position, set] of sets.entries()) {
    // §5.2 step 3.A and B: complete sets, numbered 1 to N without a gap.
    if (set.instance !== position + 1) return `the set i=${position + 1} is missing`;
    const what = setProblem(set, position === sets.length - 1);
    if (what !== null) return what;
  }
  return null;
}

function setProblem(
  { instance, seal, messageSignature, authenticationResults }: ArcSet,
  isNewest: boolean,
): string | null {
  if (seal === null) return `the set i=${instance} has no ARC-Seal`;
  if (messageSignature === null) return `the set i=${instance} has no ARC-Message-Signature`;
  if (authenticationResults === null)
    return `the set i=${instance} has no ARC-Authentication-Results`;
  const by = seal.domain === '' ? '' : ` by ${seal.domain}`;
  const [fault] = seal.faults;
  if (fault !== undefined) return `the ARC-Seal i=${instance}${by}: ${fault}`;
  // RFC 8617 §4.1.2: the message signature must not cover seals, which come after it.
  if (messageSignature.names.some((name) => name.toLowerCase() === 'arc-seal')) {
    return `the ARC-Message-Signature i=${instance}${by} covers ARC-Seal, which it must not (RFC 8617 section 4.1.2)`;
  }
  // §5.2 steps 4 and 5: of the message signatures only the newest must verify.
  if (isNewest && messageSignature.keyType === null)
    return `the ARC-Message-Signature i=${instance}${by}: its algorithm is not known`;
  // §5.2 step 2
  if (isNewest && seal.cv === 'fail')
    return `the newest seal, i=${instance}${by}, says itself that the chain was broken (cv=fail)`;
  // §5.2 step 3.C
  const expected = instance === 1 ? 'none' : 'pass';
  if (seal.cv !== expected)
    return `the ARC-Seal i=${instance}${by} says cv=${seal.cv ?? ''} where only cv=${expected} is valid`;
  return null;
}
