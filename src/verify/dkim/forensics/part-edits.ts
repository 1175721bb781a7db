// Texts within parts that were decoded, added to, and encoded again (RFC 2045 §6): a footer or a banner in base64 or quoted-printable, in the
// text and in the HTML at once, links led through a gateway, a character set exchanged. Each is undone in the decoded text, which is then
// written as the sender's program may have written it. Not known here: what is done to raw lines (body-blocks.ts).
import type { BodyStep } from './body-candidate.ts';
import { bodyTrial, type BodyTrial } from './body-trial.ts';
import type { Budget } from './budget.ts';
import { textIn } from './charset-tables.ts';
import type { MessageType } from './mime-tree.ts';
import { basesOf, type Base } from './part-bases.ts';
import { leavesOf, pieces, segmentOf, type Leaf } from './part-leaves.ts';
import { oneSegment, twoSegments } from './segments.ts';
import { textEdits, type TextEdit } from './text-edits.ts';

export function partsUndone(
  text: string,
  trial: BodyTrial,
  { message, budget }: { message: MessageType; budget: Budget },
): BodyStep[] | null {
  if (trial.target.limit !== null || budget.spent) return null;
  const limited = bodyTrial(trial.target, budget);
  const found = edited(text, limited, message, budget.part(0.65));
  if (found !== null) return found;
  const bases: Base[] = [];
  for (const base of basesOf(text, message)) {
    if (limited.matches(base.text)) return base.steps;
    if (budget.spent) return null;
    if (bases.length < 12) bases.push(base);
  }
  for (const base of bases) {
    const more = edited(base.text, limited, base.message, budget.part(0.4));
    if (more !== null) return [...base.steps, ...more];
    if (budget.spent) return null;
  }
  return null;
}

/** One part that was added to, or the text and the HTML alike. */
function edited(
  text: string,
  trial: BodyTrial,
  message: MessageType,
  budget: Budget,
): BodyStep[] | null {
  const leaves = leavesOf(text, message);
  const limited = bodyTrial(trial.target, budget);
  const edits = new Map(leaves.map((leaf) => [leaf, [...editsOf(leaf)]]));
  const alone = (styles: readonly number[], share: number): BodyStep[] | null => {
    const single = bodyTrial(trial.target, budget.part(share));
    for (const style of styles) {
      for (const leaf of leaves) {
        const encode = leaf.encoders[style];
        const test =
          encode === undefined ? null : oneSegment(text, segmentOf(text, leaf.part), single);
        if (encode === undefined || test === null) continue;
        for (const edit of edits.get(leaf) ?? []) {
          for (const piece of pieces(text, leaf.part, encode(edit.text)))
            if (test(piece)) return [edit.step()];
          if (single.budget.spent) return null;
        }
      }
    }
    return null;
  };
  return (
    alone([0], 0.3) ??
    both(text, limited, { leaves, edits, unlike: false }) ??
    alone([1, 2, 3, 4, 5, 6, 7], 0.6) ??
    both(text, limited, { leaves, edits, unlike: true })
  );
}

function editsOf({ part, plain, isHtml }: Leaf): Generator<TextEdit> {
  return textEdits(plain, {
    isHtml,
    where: part.path === '' ? '' : ` of part ${part.path} (${part.type})`,
    read: (octets) => readable(octets, part.charset),
  });
}

/** Octets of a character set as UTF-8. */
function readable(octets: string, charset: string | null): string {
  if (charset === null || /^utf-?8$/i.test(charset)) return octets;
  const text = textIn(octets, charset);
  return text === null ? octets : Buffer.from(text, 'utf8').toString('latin1');
}

const MAX_UNLIKE = 30;

/** The same words in the text and in the HTML; then anything in both. */
function both(
  text: string,
  trial: BodyTrial,
  {
    leaves,
    edits,
    unlike,
  }: {
    leaves: readonly Leaf[];
    edits: ReadonlyMap<Leaf, readonly TextEdit[]>;
    unlike: boolean;
  },
): BodyStep[] | null {
  const plain = leaves.find(({ isHtml }) => !isHtml);
  const html = leaves.find(({ isHtml }) => isHtml);
  if (plain === undefined || html === undefined || plain.part.start > html.part.start) return null;
  const test = twoSegments(text, segmentOf(text, plain.part), segmentOf(text, html.part), trial);
  if (test === null) return null;
  const others = edits.get(html) ?? [];
  const mine = edits.get(plain) ?? [];
  const tried = (edit: TextEdit, some: readonly TextEdit[], most: number): BodyStep[] | null => {
    if (some.length === 0) return null;
    for (const encode of plain.encoders.slice(0, most)) {
      for (const piece of pieces(text, plain.part, encode(edit.text))) {
        const next = test(piece);
        for (const other of some) {
          for (const encodeHtml of html.encoders.slice(0, most))
            for (const second of pieces(text, html.part, encodeHtml(other.text)))
              if (next(second)) return merged(edit.step(), other.step());
          if (trial.budget.spent) return null;
        }
      }
    }
    return null;
  };
  if (unlike) {
    for (const edit of mine.slice(0, MAX_UNLIKE)) {
      const some = others.filter(({ atEnd }) => atEnd === edit.atEnd).slice(0, 120);
      const found = tried(edit, some, 1);
      if (found !== null || trial.budget.spent) return found;
    }
    return null;
  }
  const byWords = new Map<string, TextEdit[]>();
  for (const other of others) {
    const key = `${other.atEnd} ${other.words()}`;
    byWords.set(key, [...(byWords.get(key) ?? []), other]);
  }
  for (const most of [2, 7]) {
    for (const edit of mine) {
      const words = edit.words();
      if (words.length < 4) continue;
      const found = tried(edit, byWords.get(`${edit.atEnd} ${words}`) ?? [], most);
      if (found !== null || trial.budget.spent) return found;
    }
  }
  for (const edit of mine) {
    const words = edit.words();
    if (words.length < 8) continue;
    const alike = others.filter(
      ({ words: own, atEnd }) =>
        atEnd === edit.atEnd &&
        own() !== words &&
        own().length >= 8 &&
        (own().includes(words) || words.includes(own())),
    );
    const found = tried(edit, alike.slice(0, 40), 1);
    if (found !== null || trial.budget.spent) return found;
  }
  return null;
}

/** The same text in two parts is one act. */
const merged = (one: BodyStep, other: BodyStep): BodyStep[] =>
  one.kind === other.kind ? [{ ...one, detail: `${one.detail}; ${other.detail}` }] : [one, other];
