// From what is known of a signature to its word and reason (the table and the order: results.ts). Pure.
import { isTemporary } from '../../dns/resolver.ts';
import type { BodyHash } from './body-hash.ts';
import { isoTime } from './iso-time.ts';
import { keyFaults } from './key-faults.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { KeyRecord } from './key-record.ts';
import { unavailable, unusable } from './key-status.ts';
import { RULED, type Ruling } from './results.ts';
import type { Signature } from './signature.ts';
import type { Fault } from './tag-list.ts';
import { verifiedReason } from './verified-reason.ts';

export interface Evidence {
  signature: Signature;
  body: BodyHash | null;
  lookup: KeyLookup | null;
  record: KeyRecord | null;
  headerIntact: boolean | null;
  fieldsSigned: number;
  hasFrom: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The ruling; with `tolerate` as most receivers give it, which read past the tolerable faults. */
export function ruleOn(evidence: Evidence, { tolerate }: { tolerate: boolean }): Ruling {
  const { signature, body, lookup, record, headerIntact, at } = evidence;
  const counts = (fault: Fault): boolean => !(tolerate && fault.tolerable);
  const broken = signature.faults.filter(counts);
  if (broken.length > 0)
    return {
      result: RULED.syntax,
      reason: broken
        .slice(0, 3)
        .map(({ text }) => text)
        .join('; '),
    };
  if (!evidence.hasFrom)
    return {
      result: RULED.fromMissing,
      reason: 'the message has no From field, which every signature must cover',
    };
  const changed = bodyRuling(signature, body, headerIntact);
  if (changed !== null) return changed;
  if (signature.hash === 'sha1')
    return {
      result: RULED.sha1,
      reason: 'signed with rsa-sha1, which must not be accepted any more (RFC 8301 section 3.1)',
    };
  if (lookup === null || record === null || isTemporary(lookup.answer.status))
    return unavailable(lookup);
  const fault = keyFaults(record, signature).find(counts);
  if (fault !== undefined) return unusable(fault, lookup);
  if (headerIntact !== true) return { result: RULED.signature, reason: signatureReason(lookup) };
  // RFC 6376 §3.5 x=: "Signatures MAY be considered invalid if the verification time … is past the expiration date."
  const { expiresAt } = signature;
  if (expiresAt !== null && expiresAt * 1000 < at)
    return { result: RULED.expired, reason: `the signature expired on ${isoTime(expiresAt)}` };
  const tolerated = tolerate
    ? [...signature.faults, ...keyFaults(record, signature)].map(({ text }) => text)
    : [];
  if (tolerated.length > 0)
    return {
      result: RULED.verified,
      reason: `most receivers accept this, RFC 6376 does not: ${tolerated.slice(0, 3).join('; ')}`,
    };
  return { result: RULED.verified, reason: verifiedReason(evidence, record, lookup) };
}

function bodyRuling(
  { claimedDigest, limit }: Signature,
  body: BodyHash | null,
  headerIntact: boolean | null,
): Ruling | null {
  if (body === null || claimedDigest === null) return null;
  // RFC 6376 §3.5 l=: it "MUST NOT be larger than the actual number of octets in the canonicalized message body" (LIBRARIES.md row 8).
  if (limit !== null && limit > body.total) {
    return {
      result: RULED.bodyShort,
      reason: `the body is shorter than when it was signed: l=${limit}, but it has ${body.total} bytes`,
    };
  }
  if (claimedDigest.equals(body.digest)) return null;
  const header =
    headerIntact === true
      ? '; the signed header fields are intact'
      : headerIntact === false
        ? '; the header signature does not verify either'
        : '';
  return {
    result: RULED.bodyHash,
    reason: `the body was changed after it was signed: bh= does not match${header}`,
  };
}

function signatureReason({ name, records }: KeyLookup): string {
  const keys =
    records.length > 1
      ? `none of the ${records.length} keys at ${name} is`
      : `the key at ${name} is not`;
  return `the body is intact, but the header signature (b=) does not verify: a signed field was changed, or ${keys} the one that signed`;
}
