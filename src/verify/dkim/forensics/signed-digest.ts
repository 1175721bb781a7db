// What an RSA signature says by itself (RFC 8017 §8.2.2, §9.2): the public-key operation gives back the block that the signer made.
// A well-formed one proves that the key made this signature, and holds the digest of the header as it was signed. Anything else proves
// that these octets are not a signature of this key: another key made them, or they were damaged. Not known here: which, DNS.
import { constants, publicDecrypt, type KeyObject } from 'node:crypto';

export interface SignedDigest {
  /** Whether the octets open to a padded block under the key; null when that cannot be tried. */
  opens: boolean | null;
  /** The digest that was signed; null when the block does not open, or holds no digest that is known. */
  digest: { hash: string; octets: Buffer } | null;
}

const OIDS: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

const CLOSED: SignedDigest = { opens: false, digest: null };

export function signedDigest(key: KeyObject, value: Buffer): SignedDigest {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType !== 'rsa' || bits === undefined) return { opens: null, digest: null };
  const length = Math.ceil(bits / 8);
  // RFC 8017 §8.2.2 step 1: a signature of this key is as long as its modulus.
  if (value.length !== length) return CLOSED;
  let block: Buffer;
  try {
    block = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, value);
  } catch {
    // The value is not smaller than the modulus (RFC 8017 §5.2.2): no signature of this key.
    return CLOSED;
  }
  const content = unpadded(block);
  return content === null ? CLOSED : { opens: true, digest: digestOf(content) };
}

/** RFC 8017 §9.2: 0x00 0x01, at least eight 0xff, 0x00, then the DigestInfo. */
function unpadded(block: Buffer): Buffer | null {
  if (block[0] !== 0 || block[1] !== 1) return null;
  let at = 2;
  while (block[at] === 0xff) at++;
  return at >= 10 && block[at] === 0 ? block.subarray(at + 1) : null;
}

/** DigestInfo ::= SEQUENCE { SEQUENCE { OID, NULL OPTIONAL }, OCTET STRING }, all lengths short. */
function digestOf(content: Buffer): SignedDigest['digest'] {
  const [outer, outerLength, inner, innerLength = 0, oidTag, oidLength = 0] = content;
  if (outer !== 0x30 || outerLength !== content.length - 2 || inner !== 0x30 || oidTag !== 0x06)
    return null;
  const hash = OIDS[content.toString('hex', 6, 6 + oidLength)];
  const at = 4 + innerLength;
  const octets = content.subarray(at + 2);
  return hash !== undefined && content[at] === 0x04 && content[at + 1] === octets.length
    ? { hash, octets: Buffer.from(octets) }
    : null;
}
