// The text parts of a body, decoded, with who may have encoded them, and their places as whole lines, so that a part can be exchanged.
import { asWritten, decoded } from './body-encoding.ts';
import { encodersOf, siblingsOf, type Encode } from './encoders.ts';
import { isMultipart, mimeTree, type MessageType, type MimePart } from './mime-tree.ts';
import type { Segment } from './segments.ts';

export interface Leaf {
  part: MimePart;
  /** Decoded, with CR LF. */
  plain: string;
  isHtml: boolean;
  encoders: readonly Encode[];
}

const MAX_LEAVES = 6;
const MAX_TEXT = 200 * 1024;

export function leavesOf(text: string, message: MessageType): Leaf[] {
  const parts = mimeTree(text, message).map((part) => asWritten(text, part));
  return parts
    .filter(
      (part) =>
        !isMultipart(part) &&
        part.type.startsWith('text/') &&
        part.end > part.start &&
        part.end - part.start <= MAX_TEXT,
    )
    .slice(0, MAX_LEAVES)
    .map((part) => ({
      part,
      plain: decoded(text, part),
      isHtml: part.type === 'text/html',
      encoders: encodersOf(
        part.encoding,
        text.slice(part.start, part.end),
        siblingsOf(text, part, parts),
      ),
    }));
}

/** Whole lines: the header stays, the content goes with the line end that belongs to the delimiter. */
export function segmentOf(text: string, { start, end }: MimePart): Segment {
  return { from: start, to: text.startsWith('\r\n', end) ? end + 2 : end };
}

/** As the part ends now, and the other way. */
export function pieces(
  text: string,
  { start, end, encoding, path }: MimePart,
  content: string,
): string[] {
  const close = text.startsWith('\r\n', end) ? '\r\n' : '';
  if (encoding !== 'base64' || path === '') return [content + close];
  const endsLine = text.slice(start, end).endsWith('\r\n');
  return endsLine
    ? [`${content}\r\n${close}`, content + close]
    : [content + close, `${content}\r\n${close}`];
}

export function exchanged(text: string, changes: readonly (Segment & { piece: string })[]): string {
  let out = '';
  let at = 0;
  for (const { from, to, piece } of [...changes].sort((a, b) => a.from - b.from)) {
    out += text.slice(at, from) + piece;
    at = to;
  }
  return out + text.slice(at);
}
