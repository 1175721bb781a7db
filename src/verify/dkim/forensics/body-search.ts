// What was done to a body after it was signed (FORENSICS.md): every single change undone, then pairs of them, until bh= is met or the
// budget is spent. Cheap and common ones first; each pass takes a share of what is left, so that none starves the others. A text that
// meets bh= is what was signed, so whatever is said is proven. Not known here: the header.
import type { BodyCandidate, BodyStep } from './body-candidate.ts';
import { shown, counted, textStep } from './body-candidate.ts';
import { blockRemoved, twoBlocksRemoved } from './body-blocks.ts';
import { charsetsUndone } from './body-charset.ts';
import { decodingsUndone, encodingsUndone } from './body-encoding.ts';
import { insertionsUndone } from './body-inline.ts';
import { marksUndone } from './body-marks.ts';
import { partHeadersUndone, structureUndone, wrappingUndone } from './body-mime.ts';
import { lineEndsUndone, spaceUndone } from './body-space.ts';
import { bodyTrial, canonicalText, type BodyTrial } from './body-trial.ts';
import { joinedRuns, wrapsUndone } from './body-wrap.ts';
import { dotPairs, lineEdits, spacePairs } from './line-edits.ts';
import type { MessageType } from './mime-tree.ts';
import { recodingsUndone } from './part-bases.ts';
import { partsUndone } from './part-edits.ts';

/** Octets up to which a body is taken apart in every way, and in the ways that cost a pass or two; above, only in those that programs use most. */
const SMALL = 96 * 1024;
const MEDIUM = 512 * 1024;
const MAX_FIRST = 400;

export function bodyChanges(
  text: string,
  trial: BodyTrial,
  message: MessageType,
): BodyStep[] | null {
  const { budget, target } = trial;
  const { canonicalization } = target;
  const isSmall = text.length <= SMALL;

  const cut = truncated(text, trial);
  if (cut !== null) return [cut];
  const first: BodyCandidate[] = [];
  for (const undone of common(text, trial, message)) {
    if (undone.text === text) continue;
    if (trial.matches(undone.text)) return [...undone.steps];
    if (budget.spent) return null;
    if (first.length < MAX_FIRST && isSmall) first.push(undone);
  }
  const block = blockRemoved(text, trial, { message, budget: budget.part(isSmall ? 0.2 : 0.4) });
  if (block !== null) return [block.step];
  const recoded = tryAll(recodingsUndone(text, message), trial, 0.25);
  if (recoded !== null) return recoded;
  const within = partsUndone(text, trial, { message, budget: budget.part(isSmall ? 0.6 : 0.9) });
  if (within !== null) return within;
  if (!isSmall) return null;

  const single =
    tryCanonical(lineEdits(text, canonicalization), trial, 0.3) ??
    tryCanonical(lineEndsUndone(text, canonicalization), trial, 0.5) ??
    tryCanonical(dotPairs(text, canonicalization), trial, 0.15) ??
    tryAll(insertionsUndone(text), trial, 0.3) ??
    tryAll(partHeadersUndone(text, message), trial, 0.2) ??
    tryAll(decodingsUndone(text, message, true), trial, 0.2) ??
    tryAll(encodingsUndone(text, message, trial.budget), trial, 0.4) ??
    tryAll(wrapsUndone(text, { thorough: true, budget: trial.budget }), trial, 0.2) ??
    tryAll(joinedRuns(text), trial, 0.15);
  if (single !== null) return single;
  const anywhere = blockRemoved(text, trial, {
    message,
    budget: budget.part(0.15),
    thorough: true,
  });
  if (anywhere !== null) return [anywhere.step];
  return pairs(text, first, trial, message);
}

/** Changes of the whole text that cost a pass each. */
function* common(
  text: string,
  { target, budget }: BodyTrial,
  message: MessageType,
): Generator<BodyCandidate> {
  yield* marksUndone(text);
  yield* wrappingUndone(text, message);
  yield* decodingsUndone(text, message, false);
  if (text.length > MEDIUM) return;
  yield* charsetsUndone(text, message);
  if (text.length <= SMALL) yield* spaceUndone(text, target.canonicalization);
  yield* structureUndone(text, message);
  yield* wrapsUndone(text, { thorough: false, budget });
}

/** The first of the candidates that is what was signed, within a share of what is left. */
export function tryAll(
  candidates: Iterable<BodyCandidate>,
  { target, budget }: BodyTrial,
  share: number,
  before: readonly BodyStep[] = [],
): BodyStep[] | null {
  if (budget.spent) return null;
  const trial = bodyTrial(target, budget.part(share));
  for (const { text, steps } of candidates) {
    if (trial.matches(text)) return [...before, ...steps];
    if (trial.budget.spent) return null;
  }
  return null;
}

/** The same of texts that must not be made canonical. */
function tryCanonical(
  candidates: Iterable<BodyCandidate>,
  { target, budget }: BodyTrial,
  share: number,
  before: readonly BodyStep[] = [],
): BodyStep[] | null {
  if (budget.spent) return null;
  const trial = bodyTrial(target, budget.part(share));
  for (const { text, steps } of candidates) {
    if (trial.matchesCanonical(text)) return [...before, ...steps];
    if (trial.budget.spent) return null;
  }
  return null;
}

function truncated(text: string, trial: BodyTrial): BodyStep | null {
  const end = trial.truncation(text);
  return end === null ? null : appended(canonicalText(text, trial.target.canonicalization), end);
}

export function appended(canonical: string, end: number): BodyStep {
  const added = canonical.slice(end);
  const lines = counted(added.split('\r\n').length - 1, 'line');
  if (/^[ \t\r\n]*$/.test(added))
    return { kind: 'blank-lines-changed', detail: `${lines} of white space added at the end` };
  return textStep('lines-appended', `${lines}: ${shown(added)}`, added);
}

function pairs(
  text: string,
  first: readonly BodyCandidate[],
  trial: BodyTrial,
  message: MessageType,
): BodyStep[] | null {
  const { budget, target } = trial;
  const merged = (...steps: BodyStep[]): BodyStep[] =>
    steps.filter(
      ({ kind, detail }, at) =>
        steps.findIndex((step) => step.kind === kind && step.detail === detail) === at,
    );
  const typeOf = (undone: BodyCandidate): MessageType => undone.message ?? message;

  const canonicalization = target.canonicalization;
  for (const undone of first) {
    const cut = truncated(undone.text, trial);
    if (cut !== null) return merged(...undone.steps, cut);
    if (budget.spent) return null;
  }
  // Put before and appended.
  for (
    let start = text.indexOf('\r\n') + 2, lines = 1;
    start > 1 && lines <= 60;
    start = text.indexOf('\r\n', start) + 2, lines++
  ) {
    const cut = truncated(text.slice(start), trial);
    if (cut !== null)
      return merged(
        textStep(
          'lines-prepended',
          `${counted(lines, 'line')}: ${shown(text.slice(0, start))}`,
          text.slice(0, start),
        ),
        cut,
      );
    if (budget.spent) return null;
  }
  const two = twoBlocksRemoved(text, trial, { message, budget: budget.part(0.2) });
  if (two !== null) return merged(...two.map(({ step }) => step));
  // What programs do to all of a text, with what else they do; then headers of parts, then white space, with anything.
  const weight = ({ steps }: BodyCandidate): number =>
    Math.max(
      ...steps.map(({ kind }) =>
        SPACE.has(kind)
          ? 2
          : kind === 'mime-header-changed' || kind === 'mime-part-removed'
            ? 1
            : 0,
      ),
    );
  const firm = first.filter((undone) => weight(undone) === 0);
  const others = first.filter((undone) => weight(undone) > 0).sort((a, b) => weight(a) - weight(b));
  for (const undone of firm.slice(0, 24)) {
    const found = withAnother(undone, trial, { message: typeOf(undone), share: 0.08 });
    if (found !== null) return merged(...found);
    if (budget.spent) return null;
  }
  const inserted = insertedTwice(text, trial, message);
  if (inserted !== null) return merged(...inserted);
  const encoded = bodyTrial(target, budget.part(0.15));
  for (const undone of encodingsUndone(text, message, encoded.budget)) {
    const cut = truncated(undone.text, encoded);
    if (cut !== null) return merged(...undone.steps, cut);
    if (encoded.budget.spent) break;
  }
  const seconds = bodyTrial(target, budget.part(0.4));
  for (const undone of [...firm, ...others]) {
    for (const second of common(undone.text, trial, typeOf(undone))) {
      if (second.text === undone.text || second.text === text) continue;
      if (seconds.matches(second.text)) return merged(...undone.steps, ...second.steps);
      if (seconds.budget.spent) break;
    }
    if (seconds.budget.spent) break;
  }
  for (const undone of others) {
    const found = withAnother(undone, trial, { message: typeOf(undone), share: 0.03 });
    if (found !== null) return merged(...found);
    if (budget.spent) return null;
  }
  if (canonicalization === 'simple') {
    const spaces = tryCanonical(spacePairs(text), trial, 0.3);
    if (spaces !== null) return merged(...spaces);
  }
  for (const edit of lineEdits(text, canonicalization)) {
    const cut = truncated(edit.text, trial);
    if (cut !== null) return merged(...edit.steps, cut);
    if (budget.spent) return null;
  }
  const anywhere = blockRemoved(text, trial, { message, budget, thorough: true });
  return anywhere === null ? null : [anywhere.step];
}

const SPACE: ReadonlySet<string> = new Set([
  'trailing-white-space-changed',
  'blank-lines-changed',
  'tabs-to-spaces',
  'spaces-to-tabs',
  'white-space-changed',
]);

/** A change of the whole text, and one of another sort in one place. */
function withAnother(
  { text, steps }: BodyCandidate,
  trial: BodyTrial,
  { message, share }: { message: MessageType; share: number },
): BodyStep[] | null {
  const { canonicalization } = trial.target;
  const block = blockRemoved(text, trial, { message, budget: trial.budget.part(share) });
  if (block !== null) return [...steps, block.step];
  return (
    tryAll(insertionsUndone(text), trial, share, steps) ??
    tryAll(common(text, trial, message), trial, share, steps) ??
    tryCanonical(lineEdits(text, canonicalization), trial, share, steps) ??
    tryCanonical(lineEndsUndone(text, canonicalization), trial, share, steps) ??
    tryAll(partHeadersUndone(text, message), trial, share, steps) ??
    tryAll(encodingsUndone(text, message, trial.budget), trial, share, steps) ??
    tryAll(wrapsUndone(text, { thorough: true, budget: trial.budget }), trial, share, steps)
  );
}

/** Text put into a line, and lines put elsewhere. */
function insertedTwice(text: string, trial: BodyTrial, message: MessageType): BodyStep[] | null {
  const budget = trial.budget.part(0.3);
  const limited = bodyTrial(trial.target, budget);
  for (const undone of insertionsUndone(text)) {
    const cut = truncated(undone.text, limited);
    if (cut !== null) return [...undone.steps, cut];
    const block = blockRemoved(undone.text, limited, { message, budget: budget.part(0.05) });
    if (block !== null) return [...undone.steps, block.step];
    for (const other of insertionsUndone(undone.text)) {
      if (limited.matches(other.text)) return [...undone.steps, ...other.steps];
      if (budget.spent) return null;
    }
  }
  return null;
}
