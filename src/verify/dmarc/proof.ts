// What proves the reverse-path (DESIGN.md §1): SPF pass for MAIL FROM, or a passing signature of the same Organizational Domain
// (RFC 9989 §4.10.2, relaxed). The reply goes there and nowhere else, so an answer that DNS withholds proves nothing.
// Not known here: the author, policies, whether a reply is due.
import type { Resolver } from '../../dns/resolver.ts';
import { canonicalDomain } from '../../message/domain.ts';
import type { DkimResult, SpfResult, Verification } from '../verification.ts';
import { isAligned } from './is-aligned.ts';
import { policyReader, type PolicyReader } from './policy-reader.ts';

/** `domain` is MAIL FROM's; null for the null reverse-path or one without a domain name, which nothing proves. */
export interface ProofInput {
  domain: string | null;
  spf: SpfResult;
  dkim: { domain: string; result: DkimResult }[];
}

/** Never rejects. Walks are made only where SPF did not pass and no signature is of the very domain. */
export async function proveReversePath(
  input: ProofInput,
  resolver: Resolver,
  { among }: PolicyReader = policyReader(resolver),
): Promise<{ proof: Verification['proof']; organizationalDomains: Record<string, string> }> {
  const domain = input.domain === null ? null : canonicalDomain(input.domain).domain;
  if (domain === null) return { proof: { spf: false, dkim: null }, organizationalDomains: {} };
  const spf = input.spf === 'pass';
  const passing = input.dkim.flatMap((signature) =>
    signature.result === 'pass' ? (canonicalDomain(signature.domain).domain ?? []) : [],
  );
  let dkim = passing.find((signer) => signer === domain) ?? null;
  if (!spf && dkim === null) {
    for (const signer of new Set(passing)) {
      if ((await isAligned(domain, signer, 'r', among)) !== true) continue;
      dkim = signer;
      break;
    }
  }
  return { proof: { spf, dkim }, organizationalDomains: among.known() };
}
