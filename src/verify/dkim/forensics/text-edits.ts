// What may have been put into a decoded text: lines at its end or start, and in HTML what stands before a closing tag or after an opening
// one. Each is left out once. Not known here: how the text was encoded, and whether a candidate is right.
import { counted, oneLine, shown, type BodyStep } from './body-candidate.ts';

export interface TextEdit {
  text: string;
  /** Made when it is asked for: few of the candidates are right. */
  step: () => BodyStep;
  atEnd: boolean;
  /** Letters and digits of what was left out, without tags: the same banner in text and HTML has the same. */
  words: () => string;
}

const MAX_LINES = 60;
const MAX_PLACES = 90;
const NEAR = 6000;

/** `where` names the part; `read` turns its octets into UTF-8. */
export function* textEdits(
  text: string,
  { isHtml, where, read }: { isHtml: boolean; where: string; read: (octets: string) => string },
): Generator<TextEdit> {
  const made = (start: number, end: number, atEnd: boolean, kept?: string): TextEdit => {
    let words: string | null = null;
    return {
      text: kept ?? text.slice(0, start) + text.slice(end),
      atEnd,
      words: () => (words ??= wordsOf(text.slice(start, end), isHtml)),
      step: () => stepOf(read(text.slice(start, end)), { isHtml, where, atEnd }),
    };
  };
  if (isHtml) {
    yield* htmlEdits(text, made);
    return;
  }
  const starts = [0, ...[...text.matchAll(/\r\n/g)].map(({ index }) => index + 2)];
  for (let at = starts.length - 1; at > 0 && at >= starts.length - MAX_LINES; at--) {
    const start = starts[at] ?? 0;
    if (start < text.length) yield made(start, text.length, true);
    yield made(start, text.length, true, text.slice(0, start - 2));
  }
  for (const start of starts.slice(1, 41)) if (start < text.length) yield made(0, start, false);
}

function* htmlEdits(
  text: string,
  made: (start: number, end: number, atEnd: boolean, kept?: string) => TextEdit,
): Generator<TextEdit> {
  const ends = new Set<number>();
  for (const tag of ['</body', '</html', '</div', '</table', '</p>']) {
    const at = text.toLowerCase().lastIndexOf(tag);
    if (at > 0) ends.add(at);
  }
  ends.add(text.replace(/\s+$/, '').length);
  ends.add(text.length);
  for (const end of [...ends]
    .sort((a, b) => (text.charCodeAt(a) === 60 ? 0 : 1) - (text.charCodeAt(b) === 60 ? 0 : 1))
    .slice(0, 6))
    for (const start of places(text, Math.max(0, end - NEAR), end)
      .slice(-MAX_PLACES)
      .toReversed())
      if (start > 0 && start < end) yield made(start, end, true);
  const begins = new Set([0]);
  for (const match of text.matchAll(/<(?:body|html|div)(?:\s[^<>]{0,500})?>/gi)) {
    if (begins.size >= 4) break;
    begins.add(match.index + match[0].length);
  }
  for (const start of [...begins].toReversed())
    for (const end of places(text, start, Math.min(text.length, start + NEAR)).slice(0, MAX_PLACES))
      if (end > start) yield made(start, end, false);
}

/** Where tags and lines begin. */
function places(text: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at++) {
    const octet = text.charCodeAt(at);
    const before = text.charCodeAt(at - 1);
    if (octet === 60 || octet === 13 || before === 10 || before === 62) found.push(at);
  }
  return found;
}

function wordsOf(text: string, isHtml: boolean): string {
  const plain = isHtml ? text.replace(/<[^>]*>|&[a-z#0-9]+;/gi, '') : text;
  return plain.replace(/[^A-Za-z0-9]+/g, '').toLowerCase();
}

function stepOf(
  put: string,
  { isHtml, where, atEnd }: { isHtml: boolean; where: string; atEnd: boolean },
): BodyStep {
  const said = isHtml ? withoutTags(put) : put;
  const lines = said.split(/\r?\n/).filter((line) => line.trim() !== '').length;
  const detail = `at the ${atEnd ? 'end' : 'start'}${where}, ${counted(lines, 'line')}: ${shown(put)}`;
  return /^\s*$/.test(put)
    ? { kind: 'blank-lines-changed', detail }
    : {
        kind: atEnd ? 'lines-appended' : 'lines-prepended',
        detail,
        text: oneLine(said),
        lines: Math.max(lines, 1),
      };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  apos: "'",
};

/** HTML as it is read, line by line. */
export function withoutTags(html: string): string {
  return html
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/h\d|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]{2,6});/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .trim();
}
