// Draws the text report's table in aligned columns that fit 72, with notes beside or, where a name is too long for that, below.
import type { Row } from './table.ts';
import { columns, padded, WIDTH, wrap } from './wrap.ts';

/** The widest column of subjects that leaves room for the notes; a wider subject has its note on the next line. */
const SUBJECT_MOST = 26;

export function drawTable(list: readonly Row[]): string[] {
  const widest = (cells: string[], most: number): number =>
    Math.max(0, ...cells.map(columns).filter((width) => width <= most)) + 2;
  const method = widest(
    list.map((row) => row.method),
    10,
  );
  const result = widest(
    list.map((row) => row.result),
    10,
  );
  const subject = widest(
    list.map((row) => row.subject),
    SUBJECT_MOST,
  );
  return list.flatMap((row) => {
    const start = `  ${padded(row.method, method)}${padded(row.result, result)}`;
    const left = ' '.repeat(2 + method + result);
    const note = left + ' '.repeat(subject);
    if (row.note === '') return wrap(row.subject, { first: start, rest: left });
    const longest = Math.max(...row.note.split(' ').map(columns));
    const asideNote =
      columns(row.subject) + 2 <= subject && WIDTH - columns(note) >= Math.max(24, longest);
    if (asideNote)
      return wrap(row.note, { first: start + padded(row.subject, subject), rest: note });
    if (row.subject === '') return wrap(row.note, { first: start, rest: left });
    return [
      ...wrap(row.subject, { first: start, rest: left }),
      ...wrap(row.note, { first: `${left}  ` }),
    ];
  });
}
