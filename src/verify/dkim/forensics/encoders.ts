// Who may have encoded a part of a message (RFC 2045 §6): a text that was decoded can be written again in many ways, and the parts that
// nobody touched show in which way the sender's program did.
import type { MimePart } from './mime-tree.ts';
import {
  quoted,
  quotedByNodemailer,
  quotedByPythonEmail,
  quotedLine,
  quotedStyles,
  unquoted,
  type QuotedStyle,
} from './quoted-printable.ts';

/** Decoded octets with CR LF to content. */
export type Encode = (text: string) => string;

const MAX_LEARNED = 3;
const LOOKED = 3000;

/** Usual programs: C libraries and Gmail, word by word, Python, nodemailer, Perl, Exim and PHP. */
const USUAL: readonly QuotedStyle[] = [
  { width: 75, lastFits: true, words: false, starts: 'none', more: '' },
  { width: 75, lastFits: true, words: true, starts: 'none', more: '' },
  { width: 73, lastFits: true, words: false, starts: 'none', more: '' },
  { width: 75, lastFits: false, words: false, starts: 'none', more: '' },
  { width: 71, lastFits: true, words: false, starts: 'none', more: '' },
  { width: 72, lastFits: true, words: false, starts: 'none', more: '' },
];

/** Encoders of a part, the likeliest first; `siblings` are contents of other parts in the same encoding. */
export function encodersOf(
  encoding: string,
  content: string,
  siblings: readonly string[],
): readonly Encode[] {
  if (encoding === 'base64') return base64Encoders([...siblings, content], content);
  if (encoding !== 'quoted-printable') return [(text) => text];
  const learned = siblings.flatMap((sibling) => learnedFrom(sibling)).slice(0, MAX_LEARNED);
  const own = learnedFrom(content).slice(0, MAX_LEARNED);
  const styles = [...learned, ...USUAL, ...own];
  const seen = new Set<string>();
  const unique = styles.filter((style) => {
    const key = JSON.stringify(style);
    return !seen.has(key) && seen.add(key);
  });
  return [...unique.map(byLine), quotedByPythonEmail, quotedByNodemailer];
}

/** Styles in which a content is written that shows one: it has a soft line break. */
function learnedFrom(content: string): QuotedStyle[] {
  const sample = content.slice(
    0,
    content.indexOf('\r\n', LOOKED) < 0 ? undefined : content.indexOf('\r\n', LOOKED),
  );
  const rows = sample.split('\r\n').filter((row) => row.endsWith('='));
  if (rows.length === 0) return [];
  const longest = Math.max(...rows.map((row) => row.length - 1));
  const plain = unquoted(sample);
  const found: QuotedStyle[] = [];
  for (const style of quotedStyles()) {
    if (style.width < longest || style.width > longest + (style.words ? 20 : 2)) continue;
    if (quoted(plain, style) === sample) found.push(style);
    if (found.length >= MAX_LEARNED) break;
  }
  return found;
}

/** Lines are encoded once: candidates share nearly all of them. */
function byLine(style: QuotedStyle): Encode {
  const known = new Map<string, string>();
  return (text) =>
    text
      .split('\r\n')
      .map((line) => {
        let row = known.get(line);
        if (row === undefined) known.set(line, (row = quotedLine(line, style)));
        return row;
      })
      .join('\r\n');
}

function base64Encoders(samples: readonly string[], content: string): Encode[] {
  const widths = new Set(
    [...samples.map((sample) => /^[^\r\n]*/.exec(sample)?.[0].length ?? 76), 76, 64, 72, 60].filter(
      (width) => width >= 40,
    ),
  );
  const isLf = /(?:^|[^\r])\n/.test(
    Buffer.from(content.slice(0, 8000), 'base64').toString('latin1'),
  );
  return [...widths].slice(0, 4).flatMap((width) =>
    [isLf, !isLf].map(
      (lf): Encode =>
        (text) =>
          base64Lines(lf ? text.replaceAll('\r\n', '\n') : text, width),
    ),
  );
}

export function base64Lines(text: string, width: number): string {
  const digits = Buffer.from(text, 'latin1').toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < digits.length; at += width) lines.push(digits.slice(at, at + width));
  return lines.join('\r\n');
}

/** Content of the other parts in a part's encoding. */
export const siblingsOf = (text: string, part: MimePart, parts: readonly MimePart[]): string[] =>
  parts
    .filter(
      (other) => other !== part && other.encoding === part.encoding && other.boundary === null,
    )
    .slice(0, 3)
    .map(({ start, end }) => text.slice(start, Math.min(end, start + 60_000)));
