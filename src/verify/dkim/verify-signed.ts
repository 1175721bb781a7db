// The one place where a signature of ours to check meets node:crypto (RSASSA-PKCS1-v1_5: RFC 8017 §8.2.2; Ed25519: RFC 8463 §3).
import { createHash, verify, type KeyObject } from 'node:crypto';
import type { HashName } from './body-hash.ts';

/** Whether `value` is the signature of `input`. False, too, where OpenSSL refuses to compute with the key. */
export function verifySigned(
  key: KeyObject,
  hash: HashName,
  input: Buffer,
  value: Buffer,
): boolean {
  try {
    // RFC 8463 §3: Ed25519 signs the SHA-256 of the octets, not the octets.
    if (key.asymmetricKeyType === 'ed25519')
      return verify(null, createHash('sha256').update(input).digest(), key, value);
    return verify(hash, input, key, value);
  } catch {
    return false;
  }
}
