// Whether the published key made a signature, and how a candidate for the signed header is checked against it: by its digest where RSA
// gives that back (signed-digest.ts), by a verification each where it does not (Ed25519, RFC 8463).
import { createHash, verify, type KeyObject } from 'node:crypto';
import type { Evaluation } from '../evaluate.ts';
import { signedDigest } from './signed-digest.ts';

export interface Signer {
  /** Null when it is not known. */
  keyMatches: boolean | null;
  /** Whether these octets are what was signed; null when nothing can be checked. */
  signed: ((input: Buffer) => boolean) | null;
  /** A check costs a verification. */
  slow: boolean;
}

export function signerOf({ signature, lookup, headerIntact }: Evaluation): Signer {
  const { value, keyType, hash } = signature;
  if (headerIntact === true) return { keyMatches: true, signed: null, slow: false };
  const unknown: Signer = { keyMatches: null, signed: null, slow: false };
  if (value === null || hash === null || keyType === null) return unknown;
  const keys = (lookup?.records ?? []).flatMap(({ key, type, conclusive }): KeyObject[] => (key !== null && type === keyType && conclusive ? [key] : []));
  if (keyType === 'ed25519') {
    const [key] = keys;
    if (key === undefined || value.length !== 64) return unknown;
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the octets.
    return { keyMatches: null, slow: true, signed: (input) => verify(null, createHash('sha256').update(input).digest(), key, value) };
  }
  const found = keys.map((key) => signedDigest(key, value));
  const match = found.find(({ keyMatches }) => keyMatches === true);
  if (match !== undefined) {
    const { digest } = match;
    if (digest === null) return { keyMatches: true, signed: null, slow: false };
    const wanted = digest.octets.toString('binary');
    return { keyMatches: true, slow: false, signed: (input) => createHash(digest.hash).update(input).digest('binary') === wanted };
  }
  // RFC 6376 §3.6.2.2: of several keys any may be meant, so all must be excluded.
  return { ...unknown, keyMatches: found.length > 0 && found.every(({ keyMatches }) => keyMatches === false) ? false : null };
}
