// Breaks lines for people: 72 columns, at spaces, with a hanging indent; words longer than a line are cut, names at their dots. Lines go in that
// report/foreign.ts has let through: nothing here escapes.

/** Columns of every text layout. */
export const WIDTH = 72;

/** East Asian wide and emoji ranges (UAX #11, coarse): two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{10000}-\u{10ffff}]/u;
const WIDES = new RegExp(WIDE.source, 'gu');

/** Columns on a terminal, never fewer than code points, never fewer than UTF-16 units. */
export function columns(text: string): number {
  if (!WIDE.test(text)) return text.length;
  const wide = text.match(WIDES) ?? [];
  return text.length + wide.filter((char) => char.length === 1).length;
}

/** As `columns(text) > width`, at once where a text is long. */
function isWider(text: string, width: number): boolean {
  return text.length > width || columns(text) > width;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** As many code points as fit into `width` columns, at least one. */
function headOf(word: string, width: number): string {
  let head = '';
  let used = 0;
  for (const char of word) {
    used += columns(char);
    if (used > width && head !== '') break;
    head += char;
  }
  return head;
}

/** Without what is behind the last place at which a name, an address or a list may be broken; that place is not too near the beginning. */
function atDot(head: string): string {
  const end =
    Math.max(
      ...['.', '@', ':', '=', ';', ',', '/'].map((char) => head.lastIndexOf(char, head.length - 1)),
    ) + 1;
  return end > head.length / 2 ? head.slice(0, end) : head;
}

/** Lines of at most `width` columns: the first begins with `first`, the others with `rest`. An empty text gives one line. */
export function wrap(
  text: string,
  {
    width = WIDTH,
    first = '',
    rest = first,
  }: { width?: number; first?: string; rest?: string } = {},
): string[] {
  const lines: string[] = [];
  let line = first;
  let filled = false;
  const breakLine = (): void => {
    lines.push(line.trimEnd());
    line = rest;
    filled = false;
  };
  for (let word of text.split(' ')) {
    if (filled && columns(line) + 1 + columns(word) > width) breakLine();
    if (filled) line += ' ';
    for (let room = width - columns(line); isWider(word, room); room = width - columns(line)) {
      const head = atDot(headOf(word, room));
      line += head;
      word = word.slice(head.length);
      breakLine();
    }
    line += word;
    filled ||= word !== '';
  }
  lines.push(line.trimEnd());
  return lines;
}
