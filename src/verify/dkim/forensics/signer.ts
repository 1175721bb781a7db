// Whether the published key made a signature, and how a candidate for the signed header is checked against it: by its digest where RSA
// gives that back (signed-digest.ts), by a verification each where it does not (Ed25519, RFC 8463).
import { createHash, verify, type KeyObject } from 'node:crypto';
import type { Evaluation } from '../evaluate.ts';
import { signedDigest, type SignedDigest } from './signed-digest.ts';

export interface Signer {
  /** Null when it is not known. */
  keyMatches: true | null;
  /** RSA: whether b= opens under one of the keys; null when that cannot be tried. */
  opens: boolean | null;
  /** Whether these octets are what was signed; null when nothing can be checked. */
  signed: ((input: Buffer) => boolean) | null;
  /** A check costs a verification. */
  slow: boolean;
}

const UNKNOWN: Signer = { keyMatches: null, opens: null, signed: null, slow: false };

export function signerOf({ signature, lookup, headerIntact }: Evaluation): Signer {
  const { value, keyType, hash } = signature;
  if (headerIntact === true) return { ...UNKNOWN, keyMatches: true, opens: true };
  if (value === null || hash === null || keyType === null) return UNKNOWN;
  const keys = keysOf({ signature, lookup });
  if (keyType === 'ed25519') {
    const [key] = keys;
    if (key === undefined || value.length !== 64) return UNKNOWN;
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the octets.
    return {
      ...UNKNOWN,
      slow: true,
      signed: (input) => verify(null, createHash('sha256').update(input).digest(), key, value),
    };
  }
  const found = keys.map((key) => signedDigest(key, value));
  const match = found.find(({ opens }) => opens === true);
  if (match !== undefined) return openedSigner(match.digest);
  // RFC 6376 §3.6.2.2: of several keys any may be meant, so all must be tried.
  return {
    ...UNKNOWN,
    opens: found.length > 0 && found.every(({ opens }) => opens === false) ? false : null,
  };
}

/** The signature opened: the key made it, and what was signed is known by its digest. */
export function openedSigner(digest: SignedDigest['digest']): Signer {
  if (digest === null) return { ...UNKNOWN, keyMatches: true, opens: true };
  const wanted = digest.octets.toString('binary');
  return {
    keyMatches: true,
    opens: true,
    slow: false,
    signed: (input) => createHash(digest.hash).update(input).digest('binary') === wanted,
  };
}

/** The keys at the signature's name that may have made it. */
export function keysOf({
  signature,
  lookup,
}: Pick<Evaluation, 'signature' | 'lookup'>): KeyObject[] {
  return (lookup?.records ?? []).flatMap(({ key, type, conclusive }): KeyObject[] =>
    key !== null && type === signature.keyType && conclusive ? [key] : [],
  );
}
