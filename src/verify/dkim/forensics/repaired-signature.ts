// A DKIM-Signature field whose tags a program made encoded-words (RFC 2047), as Python's email package does with a b= that has no space to
// be folded at: read again as it was, and judged again. Not known here: anything else that was done.
import { evaluateSignature, type Evaluation } from '../evaluate.ts';
import type { RowIndex } from '../header-rows.ts';
import { parseSignature } from '../signature.ts';
import { decodedText } from './encoded-words.ts';
import { unfolded } from './header-edit.ts';

/** Null when the field has no encoded-words, or makes no sense without them either. */
export function repairedSignature(
  { signature, lookup, body }: Evaluation,
  { index, at }: { index: RowIndex; at: number },
): Evaluation | null {
  const line = signature.row.line.toString('latin1');
  if (signature.value !== null || !line.includes('=?')) return null;
  const { text, charsets } = decodedText(unfolded(line));
  if (charsets.length === 0) return null;
  const row = { ...signature.row, line: Buffer.from(text, 'latin1') };
  const repaired = parseSignature(row, 'DKIM');
  // The key and the body hash at hand are those of the tags that could be read; they must be the same.
  const isSame =
    repaired.keyName === signature.keyName &&
    repaired.hash === signature.hash &&
    repaired.bodyCanonicalization === signature.bodyCanonicalization &&
    repaired.limit === signature.limit;
  if (repaired.value === null || !isSame) return null;
  return evaluateSignature(repaired, { index, body, lookup, at, proven: false });
}
