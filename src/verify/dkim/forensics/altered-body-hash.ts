// Whether bh= was altered, not the body (RFC 6376 §3.7: bh= is part of what b= signs): with the hash of the body as it arrived in its
// place the signature verifies. And bh= of an empty body over a message that has a text: its signer never saw the text.
import { createHash } from 'node:crypto';
import { asBuffer } from '../../../message/fields.ts';
import { signatureInput } from '../canonical-header.ts';
import type { Evaluation } from '../evaluate.ts';
import type { Signer } from './signer.ts';

/** The signature field as it would be with the hash of the body that arrived, where that is what was signed; else null. */
export function withComputedHash(
  { signature, body, rows }: Evaluation,
  { signed }: Signer,
): Buffer | null {
  const { row, headerCanonicalization: canonicalization } = signature;
  if (body === null || canonicalization === null || signed === null) return null;
  const line = row.line.toString('latin1');
  const computed = body.digest.toString('base64');
  for (const changed of [inPlace(line, computed), replaced(line, computed)]) {
    if (changed === null) continue;
    const octets = Buffer.from(changed, 'latin1');
    if (signed(signatureInput(rows, { ...row, line: octets }, canonicalization))) return octets;
  }
  return null;
}

const HASH_TAG = /(;[ \t\r\n]*bh[ \t\r\n]*=[ \t\r\n]*)([^;]*?)(?=[ \t\r\n]*(?:;|$))/;

/** Folded as it stands, digit for digit. */
function inPlace(line: string, computed: string): string | null {
  const value = HASH_TAG.exec(line)?.[2];
  if (value === undefined || value.replace(/[ \t\r\n]+/g, '').length !== computed.length)
    return null;
  let at = 0;
  return line.replace(
    HASH_TAG,
    (_, start: string, digits: string) =>
      start + digits.replace(/[^ \t\r\n]/g, () => computed.charAt(at++)),
  );
}

const replaced = (line: string, computed: string): string | null =>
  HASH_TAG.test(line) ? line.replace(HASH_TAG, (_, start: string) => start + computed) : null;

/** RFC 6376 §3.4.3 and §3.4.4: an empty body is CR LF under "simple", nothing under "relaxed"; signers take either for either. */
export function signsEmptyBody({ signature, body }: Evaluation): boolean {
  const { claimedDigest, hash, limit } = signature;
  if (claimedDigest === null || hash === null || limit !== null || body === null || body.total <= 2)
    return false;
  return ['', '\r\n'].some((text) =>
    asBuffer(claimedDigest).equals(createHash(hash).update(text).digest()),
  );
}
