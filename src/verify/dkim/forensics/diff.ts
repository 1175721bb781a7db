// The message as it was signed beside the message as it arrived, where that is proven: lines that differ, by field and by part, decoded for
// reading. Short on purpose: it is stored with every report. Not known here: what a difference is called.
import type { Forensics } from '../../verification.ts';
import { decoded } from './body-encoding.ts';
import { textIn } from './charset-tables.ts';
import { decodedText } from './encoded-words.ts';
import { fieldParts, trimmed, unfolded } from './header-edit.ts';
import { isMultipart, mimeTree, type MessageType, type MimePart } from './mime-tree.ts';

type Entry = NonNullable<Forensics['diff']>[number];
type Hunk = Entry['hunks'][number];

const MAX_ENTRIES = 12;
const MAX_HUNKS = 8;
const MAX_LINES = 12;
const MAX_LENGTH = 160;
const CONTEXT = 40;
/** Lines up to which equal ones between two differences are found. */
const MAX_COMPARED = 250;
const MAX_TEXT = 1024 * 1024;

/** Fields by their lines; null where there was none. */
export function headerDiff(
  changed: readonly { name: string; before: string | null; after: string | null }[],
): Entry[] {
  return changed.slice(0, MAX_ENTRIES).map(({ name, before, after }) => ({
    where: 'header',
    name,
    hunks: [hunk(1, valueLines(before), valueLines(after))],
  }));
}

/** As it is read where that tells the two apart, else as it stands. */
function valueLines(line: string | null): string[] {
  if (line === null) return [];
  const value = trimmed(unfolded(fieldParts(line).rest));
  const read = Buffer.from(value, 'latin1').toString('utf8');
  const shown = read.includes('\ufffd') ? value : read;
  const text = decodedText(value).text;
  return text === shown ? [shown] : [shown, `= ${text}`];
}

/** Canonical bodies, or the bodies themselves. */
export function bodyDiff(original: string, received: string, message: MessageType): Entry[] {
  if (original.length > MAX_TEXT || received.length > MAX_TEXT) return [];
  const before = mimeTree(original, message).filter((part) => !isMultipart(part));
  const after = mimeTree(received, message).filter((part) => !isMultipart(part));
  const isAlike =
    before.length === after.length &&
    before.every(({ path, type }, at) => after[at]?.path === path && after[at]?.type === type);
  const entries = isAlike
    ? before.flatMap((part, at) => {
        const other = after[at];
        return other === undefined
          ? []
          : [
              ...partEntry(
                part.path,
                'header',
                headerOf(original, part),
                headerOf(received, other),
              ),
              ...partEntry(part.path, part.type, textOf(original, part), textOf(received, other)),
            ];
      })
    : [];
  return (
    entries.length > 0 ? entries : partEntry('', undefined, readable(original), readable(received))
  ).slice(0, MAX_ENTRIES);
}

const headerOf = (text: string, { header, start }: MimePart): string => text.slice(header, start);

/** Unicode; nothing of what is no text. HTML with a line for each block: programs write all of it into one. */
function textOf(text: string, part: MimePart): string {
  if (!part.type.startsWith('text/')) return '';
  const octets = decoded(text, part);
  const known = part.charset === null ? null : textIn(octets, part.charset);
  const read = known ?? readable(octets);
  return part.type === 'text/html'
    ? read.replace(/([^\n])(?=<(?:p|div|br|table|tr|td|body|style|hr|a)\b)/gi, '$1\r\n')
    : read;
}

function readable(octets: string): string {
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? octets : text;
}

function partEntry(name: string, type: string | undefined, before: string, after: string): Entry[] {
  if (before === after) return [];
  const hunks = hunksOf(before.split('\r\n'), after.split('\r\n'));
  return hunks.length === 0
    ? []
    : [{ where: 'body', name, ...(type === undefined ? {} : { type }), hunks }];
}

/** Where lines differ, with the equal ones between them left out. */
function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const was = before.slice(start, before.length - end);
  const is = after.slice(start, after.length - end);
  if (was.length === 0 && is.length === 0) return [];
  if (was.length > MAX_COMPARED || is.length > MAX_COMPARED || was.length * is.length === 0)
    return [hunk(start + 1, was, is)];
  return between(was, is, start).slice(0, MAX_HUNKS);
}

/** By the longest common run of lines. */
function between(was: readonly string[], is: readonly string[], offset: number): Hunk[] {
  const lengths = Array.from({ length: was.length + 1 }, () => new Uint16Array(is.length + 1));
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0;
  for (let row = was.length - 1; row >= 0; row--)
    for (let column = is.length - 1; column >= 0; column--) {
      const own = lengths[row];
      if (own !== undefined)
        own[column] =
          was[row] === is[column]
            ? at(row + 1, column + 1) + 1
            : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const hunks: Hunk[] = [];
  let row = 0;
  let column = 0;
  while (row < was.length || column < is.length) {
    const [fromRow, fromColumn] = [row, column];
    while (
      (row < was.length || column < is.length) &&
      !(row < was.length && column < is.length && was[row] === is[column])
    ) {
      if (column >= is.length || (row < was.length && at(row + 1, column) >= at(row, column + 1)))
        row++;
      else column++;
    }
    if (row > fromRow || column > fromColumn)
      hunks.push(
        hunk(offset + fromColumn + 1, was.slice(fromRow, row), is.slice(fromColumn, column)),
      );
    row++;
    column++;
  }
  return hunks;
}

/** Long lines are shown from shortly before they differ. */
function hunk(line: number, before: readonly string[], after: readonly string[]): Hunk {
  const cut = (lines: readonly string[], others: readonly string[]): string[] =>
    lines.slice(0, MAX_LINES).map((text, at) => {
      const other = others[at] ?? '';
      let from = 0;
      while (from < other.length && text.charCodeAt(from) === other.charCodeAt(from)) from++;
      const start =
        text.length > MAX_LENGTH ? Math.max(0, Math.min(from, text.length) - CONTEXT) : 0;
      const piece = text.slice(start, start + MAX_LENGTH).toWellFormed();
      return `${start > 0 ? '…' : ''}${piece}${start + MAX_LENGTH < text.length ? '…' : ''}`;
    });
  const omitted = Math.max(0, before.length - MAX_LINES) + Math.max(0, after.length - MAX_LINES);
  return {
    line,
    before: cut(before, after),
    after: cut(after, before),
    ...(omitted > 0 ? { omitted } : {}),
  };
}
