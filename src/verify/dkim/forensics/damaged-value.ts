// A b= that does not open under the key in DNS: made with another key, or damaged on its way. What decides: the text itself (no base64 of a
// signature is without capitals; a usual length that is not this key's), the value with two characters exchanged or one in the other case,
// which opens, an earlier host's "dkim=pass" for it, another signature of the same key. Not known here: what was signed.
import type { KeyObject } from 'node:crypto';
import type { Forensics } from '../../verification.ts';
import type { Evaluation } from '../evaluate.ts';
import type { Budget } from './budget.ts';
import { signedDigest } from './signed-digest.ts';
import { keysOf, openedSigner, signerOf, type Signer } from './signer.ts';

export interface Decision {
  /** 'unknown' when nothing decides. */
  keyMatches: Forensics['keyMatches'];
  by: string | null;
  /** The signature as it was made, where that is known again. */
  signer: Signer | null;
}

const UNDECIDED: Decision = { keyMatches: 'unknown', by: null, signer: null };

/** Octets of the RSA signatures that signers make: 1024, 1536, 2048, 3072 and 4096 bits. */
const USUAL_LENGTHS: ReadonlySet<number> = new Set([128, 192, 256, 384, 512]);

export function decideKey(
  evaluation: Evaluation,
  { others, intactAt }: { others: readonly Evaluation[]; intactAt: Forensics['intactAt'] },
  budget: Budget,
): Decision {
  const { signature } = evaluation;
  const written = (signature.tags.get('b') ?? '').replace(/[ \t\r\n]+/g, '');
  const keys = keysOf(evaluation);
  const length = signature.value?.length ?? 0;
  const own = keys.map((key) => Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8));
  if (written.length >= 60 && !/[A-Z]/.test(written))
    return {
      keyMatches: true,
      by: 'b= has no capital letters, as no signature is made',
      signer: null,
    };
  if (intactAt !== undefined) return { keyMatches: true, by: intactAt.evidence, signer: null };
  const repaired = withCharactersMoved(written, keys, budget);
  if (repaired !== null) return repaired;
  // A signature that was cut has no padding at its end, and nothing makes one longer.
  if (
    USUAL_LENGTHS.has(length) &&
    !own.includes(length) &&
    (written.endsWith('=') || own.every((one) => length > one))
  )
    return {
      keyMatches: false,
      by: `b= has ${length * 8} bits, the key in DNS ${own.map((one) => one * 8).join(', ')}`,
      signer: null,
    };
  const sibling = others.find(
    (other) =>
      other !== evaluation &&
      other.signature.keyName === signature.keyName &&
      other.signature.keyType === signature.keyType &&
      signerOf(other).opens === true,
  );
  if (sibling !== undefined)
    return {
      keyMatches: true,
      by: `another signature of ${signature.keyName} opens under the key`,
      signer: null,
    };
  return UNDECIDED;
}

/** Two neighbours exchanged, or one letter in the other case. */
function withCharactersMoved(
  written: string,
  keys: readonly KeyObject[],
  budget: Budget,
): Decision | null {
  const opens = (text: string): Decision | null => {
    const value = Buffer.from(text, 'base64');
    for (const key of keys) {
      const { opens: isOpen, digest } = signedDigest(key, value);
      if (isOpen === true)
        return {
          keyMatches: true,
          by: 'b= opens under the key when a damaged character is put right',
          signer: openedSigner(digest),
        };
    }
    return null;
  };
  for (let at = 0; at < written.length; at++) {
    const char = written.charAt(at);
    const next = written.charAt(at + 1);
    const other = char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase();
    for (const text of [
      next !== '' && next !== char
        ? written.slice(0, at) + next + char + written.slice(at + 2)
        : null,
      other === char ? null : written.slice(0, at) + other + written.slice(at + 1),
    ]) {
      if (text === null) continue;
      if (!budget.spend()) return null;
      const found = opens(text);
      if (found !== null) return found;
    }
  }
  return null;
}
