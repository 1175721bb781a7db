// The fix of a finding and the DNS records that it quotes, kept apart: a sentence is made harmless as every text, a record is copied and stays
// as it is. Layouts print the records below the sentence, or leave them in.
import { untrusted, visible } from './untrusted-text.ts';
import type { FindingReport, RecordReport } from './report.ts';

/** Longer than any sentence of ours with its values. */
const SENTENCE_LIMIT = 1200;

export type Fix = Pick<FindingReport, 'fix' | 'records' | 'values'>;

/** Part of a fix: words, or a record in its quotes. */
interface Piece {
  text: string;
  /** The record's value; null where the piece is words. */
  record: string | null;
}

/** What is to be published. */
export function recordsToPublish({ records = [] }: Pick<FindingReport, 'records'>): RecordReport[] {
  return records.filter(({ action }) => action !== 'remove');
}

export function recordsToDelete({ records = [] }: Pick<FindingReport, 'records'>): RecordReport[] {
  return records.filter(({ action }) => action === 'remove');
}

/** A record that is only in the words: of reports that were made before findings carried their records. */
export function unnamedRecord({ fix, records = [], values = {} }: Fix): string | null {
  const record = values['record'] ?? '';
  return records.length === 0 && record !== '' && fix.includes(`"${record}"`) ? record : null;
}

function pieces(finding: Fix): Piece[] {
  const unnamed = unnamedRecord(finding);
  const quoted = [
    ...recordsToPublish(finding).flatMap(({ name, type, value }) =>
      [value, `${name}. IN ${type} ${value}`].map((text) => ({ text: `"${text}"`, record: value })),
    ),
    ...(unnamed === null ? [] : [{ text: `"${unnamed}"`, record: unnamed }]),
  ];
  return quoted
    .reduce<Piece[]>(
      (list, one) => list.flatMap((piece) => split(piece, one)),
      [{ text: finding.fix, record: null }],
    )
    .filter(({ text }) => text !== '');
}

function split(piece: Piece, one: Piece): Piece[] {
  if (piece.record !== null) return [piece];
  return piece.text
    .split(one.text)
    .flatMap((text, index) =>
      index === 0 ? [{ text, record: null }] : [one, { text, record: null }],
    );
}

/** The fix as it was written: its words harmless and at most `limit` long, its records whole. */
export function wholeFix(
  finding: Fix,
  limit: number = SENTENCE_LIMIT,
  harmless: (text: string, limit: number) => string = untrusted,
): string {
  return pieces(finding)
    .map(({ text, record }) => (record === null ? harmless(text, limit) : visible(text)))
    .join('');
}

/**
 * The words of the fix without its records. What stands for a record inside a sentence is `named`; at the end of one it is left out, so that
 * the words end with a colon and the record may follow, unless `named` is wanted there too.
 */
export function fixSentence(
  finding: Fix,
  named: (record: string) => { inside: string; atEnd: string | null },
  harmless: (text: string, limit: number) => string = untrusted,
): string {
  const list = pieces(finding);
  return list
    .map(({ text, record }, index) => {
      if (record === null) return harmless(text, SENTENCE_LIMIT);
      const isLast = list.slice(index + 1).every((later) => /^[.\s]*$/.test(later.text));
      const { inside, atEnd } = named(record);
      return isLast ? (atEnd ?? '') : inside;
    })
    .join('')
    .replace(/[:,]?\s*\.?\s*$/, (end) => (endsInRecord(list, named) ? ':' : end))
    .replace(/(?<![.:!?"])$/, '.');
}

function endsInRecord(
  list: readonly Piece[],
  named: (record: string) => { atEnd: string | null },
): boolean {
  const last = list.findLast(({ text }) => !/^[.\s]*$/.test(text));
  return last !== undefined && last.record !== null && named(last.record).atEnd === null;
}
