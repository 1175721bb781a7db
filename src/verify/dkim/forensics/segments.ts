// A candidate body of which only one piece, or two, are exchanged: what stands before, between and after is made canonical and hashed once
// (RFC 6376 §3.4.3, §3.4.4 work line by line), so that a try costs the pieces and what follows them. Pieces begin and end with lines.
import { createHash, type Hash } from 'node:crypto';
import { canonicalLines, canonicalText, type BodyTrial } from './body-trial.ts';

export interface Segment {
  /** Offsets of whole lines. */
  from: number;
  to: number;
}

/** Whether the text with this piece in place of the segment is what was signed. Null where l= cuts the body. */
export function oneSegment(
  text: string,
  { from, to }: Segment,
  trial: BodyTrial,
): ((piece: string) => boolean) | null {
  const { canonicalization, hash, limit } = trial.target;
  if (limit !== null) return null;
  const before = createHash(hash).update(
    canonicalLines(text.slice(0, from), canonicalization),
    'latin1',
  );
  const after = tailOf(text, to, trial);
  return (piece) =>
    trial.matchesHash(
      () => ended(before.copy(), piece, after, trial),
      () => text.slice(0, from) + piece + text.slice(to),
    );
}

/** The same for two segments: for each first piece, a test of second ones. */
export function twoSegments(
  text: string,
  first: Segment,
  second: Segment,
  trial: BodyTrial,
): ((piece: string) => (other: string) => boolean) | null {
  const { canonicalization, hash, limit } = trial.target;
  if (limit !== null || first.to > second.from) return null;
  const start = createHash(hash).update(
    canonicalLines(text.slice(0, first.from), canonicalization),
    'latin1',
  );
  const between = canonicalLines(text.slice(first.to, second.from), canonicalization);
  const after = tailOf(text, second.to, trial);
  return (piece) => {
    const state = start
      .copy()
      .update(canonicalLines(piece, canonicalization), 'latin1')
      .update(between, 'latin1');
    return (other) =>
      trial.matchesHash(
        () => ended(state.copy(), other, after, trial),
        () =>
          text.slice(0, first.from) +
          piece +
          text.slice(first.to, second.from) +
          other +
          text.slice(second.to),
      );
  };
}

/** What follows, canonical; null where that is nothing or blank, so that the piece itself ends the body. */
function tailOf(text: string, from: number, { target }: BodyTrial): Buffer | null {
  const tail = text.slice(from);
  return /^[ \t\r\n]*$/.test(tail.slice(0, 4096)) && /^\s*$/.test(tail)
    ? null
    : Buffer.from(canonicalText(tail, target.canonicalization), 'latin1');
}

function ended(state: Hash, piece: string, after: Buffer | null, { target }: BodyTrial): string {
  const { canonicalization } = target;
  return after === null
    ? state.update(canonicalText(piece, canonicalization), 'latin1').digest('binary')
    : state
        .update(canonicalLines(piece, canonicalization), 'latin1')
        .update(after)
        .digest('binary');
}
