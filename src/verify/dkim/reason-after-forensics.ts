// The reason of a result once forensics has looked at the signature: what is proven about its key and about the signature field itself
// leaves one of the two causes that a verifier alone cannot tell apart.
import type { DkimCheck, Forensics } from '../verification.ts';

const EITHER = /^(.*: )a signed field was changed, or (.*)$/s;
const BODY = /^the body was changed after it was signed: /;

export function reasonAfterForensics(
  { reason, result }: Pick<DkimCheck, 'reason' | 'result'>,
  forensics: Forensics | null,
): string {
  if (forensics === null || result !== 'fail') return reason;
  if (forensics.damaged === 'bh')
    return 'the body is intact, but bh= in the signature was altered after signing';
  if (forensics.emptyBodySigned === true)
    return 'bh= is the hash of an empty body: the signer did not see the text';
  const [, start, key] = EITHER.exec(reason) ?? [];
  if (start === undefined || key === undefined)
    return forensics.headerIntact === true || forensics.bodyIntact
      ? reason
      : reason.replace(BODY, 'the body, or bh=, was changed after signing: ');
  if (forensics.damaged === 'b') return `${start}b= was damaged after signing`;
  if (forensics.opens === false && forensics.keyMatches === 'unknown')
    return `${start}${key}, or b= was damaged`;
  return forensics.keyMatches === 'unknown'
    ? reason
    : `${start}${forensics.keyMatches ? 'a signed field was changed' : key}`;
}
