// Lines that were put into a body: a footer at the end of a part, a banner at its start, a part of its own, anything in one piece. Every
// piece is left out once, the likeliest first, from a running hash that is kept where pieces begin, so that a try costs what follows the
// piece. Not known here: lines at the very end, which one pass tells (BodyTrial.truncation).
import { createHash, type Hash } from 'node:crypto';
import { blockStep } from './block-step.ts';
import type { BodyStep } from './body-candidate.ts';
import { canonicalText, type BodyTrial } from './body-trial.ts';
import type { Budget } from './budget.ts';
import { mimeTree, type MessageType } from './mime-tree.ts';

const MAX_LINES = 200_000;
const MAX_LINES_THOROUGH = 3000;
/** The longest piece at a likely place, in lines. */
const MAX_LENGTH = 300;
const MAX_PIECES = 220;

export interface Removed {
  step: BodyStep;
  text: string;
}

export interface BlockSearch {
  message: MessageType;
  budget: Budget;
  /** Every piece instead of the likely ones: quadratic in the lines. */
  thorough?: boolean;
  /** The text is canonical. */
  canonical?: boolean;
}

export function blockRemoved(
  text: string,
  trial: BodyTrial,
  { message, budget, thorough = false, canonical: isCanonical = false }: BlockSearch,
): Removed | null {
  if (budget.spent) return null;
  const { canonicalization, hash, limit, digest } = trial.target;
  const canonical = isCanonical ? text : canonicalText(text, canonicalization);
  const octets = Buffer.from(canonical, 'latin1');
  const starts = lineStarts(octets, thorough ? MAX_LINES_THOROUGH : MAX_LINES);
  if (starts === null) return null;
  const wanted = digest.toString('latin1');
  const stateAt = runningHash(octets, hash);

  for (const [first, next] of thorough
    ? everyBlock(starts.length - 1)
    : likelyBlocks(canonical, starts, message)) {
    const from = starts[first] ?? 0;
    const to = starts[next] ?? octets.length;
    const length = octets.length - (to - from);
    if (limit !== null && (length < limit || from > limit)) continue;
    if (!budget.spend()) return null;
    const after = octets.subarray(to, limit === null ? undefined : to + limit - from);
    if (stateAt(from).update(after).digest('binary') === wanted) {
      trial.target.found = canonical.slice(0, from) + canonical.slice(to);
      return {
        step: blockStep(canonical, starts, { first, next }, message),
        text: canonical.slice(0, from) + canonical.slice(to),
      };
    }
  }
  return null;
}

/** Two pieces at likely places, such as a banner and a footer. The pieces are short: each meets each. */
export function twoBlocksRemoved(
  text: string,
  trial: BodyTrial,
  { message, budget }: BlockSearch,
): [Removed, Removed] | null {
  const { canonicalization, hash, limit, digest } = trial.target;
  if (limit !== null) return null;
  const canonical = canonicalText(text, canonicalization);
  const octets = Buffer.from(canonical, 'latin1');
  const starts = lineStarts(octets, MAX_LINES_THOROUGH);
  if (starts === null) return null;
  const wanted = digest.toString('binary');
  const stateAt = runningHash(octets, hash);
  const pieces: [first: number, next: number][] = [];
  const count = starts.length - 1;
  // At the very end, too; what is left there must not end with an empty line.
  for (let first = count - 1; first > 0 && first >= count - 20; first--)
    if ((starts[first] ?? 0) - (starts[first - 1] ?? 0) > 2) pieces.push([first, count]);
  for (const piece of likelyBlocks(canonical, starts, message))
    if (pieces.push(piece) >= MAX_PIECES) break;
  for (const [at, late] of pieces.entries()) {
    for (const early of pieces.slice(0, at + 1)) {
      const [a, b] = early[0] < late[0] ? [early, late] : [late, early];
      if (a[1] >= b[0]) continue;
      if (!budget.spend()) return null;
      const state = stateAt(starts[a[0]] ?? 0)
        .update(octets.subarray(starts[a[1]], starts[b[0]]))
        .update(octets.subarray(starts[b[1]]));
      if (state.digest('binary') !== wanted) continue;
      trial.target.found =
        canonical.slice(0, starts[a[0]]) +
        canonical.slice(starts[a[1]], starts[b[0]]) +
        canonical.slice(starts[b[1]]);
      const step = ([first, next]: [number, number]): Removed => ({
        step: blockStep(canonical, starts, { first, next }, message),
        text: '',
      });
      return [step(a), step(b)];
    }
  }
  return null;
}

/** A copy of the hash of the first octets, however many. */
function runningHash(octets: Buffer, name: string): (offset: number) => Hash {
  const kept: { offset: number; state: Hash }[] = [{ offset: 0, state: createHash(name) }];
  return (offset) => {
    let low = 0;
    for (let high = kept.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((kept[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const nearest = kept[low];
    const state = nearest?.state.copy() ?? createHash(name);
    const known = nearest?.offset ?? 0;
    if (known === offset) return state;
    state.update(octets.subarray(known, offset));
    if (kept.length < MAX_LINES_THOROUGH) kept.splice(low + 1, 0, { offset, state: state.copy() });
    return state;
  };
}

/** Null when there are too many, or too few to leave one out. */
function lineStarts(octets: Buffer, most: number): number[] | null {
  const starts = [0];
  for (let at = octets.indexOf(10); at >= 0; at = octets.indexOf(10, at + 1))
    if (starts.push(at + 1) > most) return null;
  return starts.length < 3 ? null : starts;
}

/** At the ends and starts of the text, of its parts, of HTML. */
function* likelyBlocks(
  text: string,
  starts: readonly number[],
  message: MessageType,
): Generator<[first: number, next: number]> {
  const count = starts.length - 1;
  const lineAt = new Map(starts.map((start, line) => [start, line]));
  const ends = new Set<number>();
  const begins = new Set<number>([0]);
  const add = (lines: Set<number>, offset: number): void => {
    const line = lineAt.get(offset);
    if (line !== undefined && line < count) lines.add(line);
  };
  for (const { delimiter, closing, start } of mimeTree(text, message)) {
    add(ends, delimiter);
    add(ends, closing);
    add(begins, start);
  }
  for (const { index } of text.matchAll(/(?<=\n)[ \t]{0,20}<\/(?:body|html|div|table)>/gi))
    if (ends.size < 40) add(ends, index);
  for (const match of text.matchAll(/<body(?:\s[^<>]{0,500})?>\r\n/gi))
    if (begins.size < 40) add(begins, match.index + match[0].length);
  for (let length = 1; length <= MAX_LENGTH; length++) {
    for (const next of ends) if (next >= length) yield [next - length, next];
    for (const first of begins) if (first + length < count) yield [first, first + length];
  }
}

/** Every piece, short ones first. */
function* everyBlock(count: number): Generator<[first: number, next: number]> {
  for (let length = 1; length < count; length++)
    for (let first = 0; first + length < count; first++) yield [first, first + length];
}
