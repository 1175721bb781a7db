// Content-transfer-encoders (RFC 2045 §6) as mail programs have them, written for the corpus alone: the search has its own.
export type Encoder =
  | 'plain'
  | 'gmail'
  | 'words'
  | 'perl'
  | 'exim'
  | 'base64'
  | 'base64-64'
  | 'base64-lf';

const hex = (code: number): string => `=${code.toString(16).toUpperCase().padStart(2, '0')}`;

/** Tokens of a line: the octet or its escape. */
const tokens = (line: string): string[] =>
  Array.from(line, (char, at) => {
    const code = char.charCodeAt(0);
    const isLastSpace = (char === ' ' || char === '\t') && at === line.length - 1;
    return code < 32
      ? code === 9 && !isLastSpace
        ? char
        : hex(code)
      : code > 126 || char === '=' || isLastSpace
        ? hex(code)
        : char;
  });

function quotedLines(text: string, most: number, byWords: boolean): string {
  return text
    .split('\r\n')
    .map((line) => {
      const rows: string[] = [];
      let row = '';
      const all = tokens(line);
      for (const [at, token] of all.entries()) {
        const isLast = at === all.length - 1;
        if (row.length + token.length > (isLast ? most : most - 1)) {
          const space = byWords ? row.lastIndexOf(' ') + 1 : 0;
          const cut = space > 0 ? space : row.length;
          rows.push(`${row.slice(0, cut)}=`);
          row = row.slice(cut);
        }
        row += token;
      }
      return [...rows, row].join('\r\n');
    })
    .join('\r\n');
}

const base64 = (text: string, width: number): string =>
  (
    Buffer.from(text, 'latin1')
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  ).join('\r\n');

export function encoded(text: string, how: Encoder): string {
  switch (how) {
    case 'plain':
      return text;
    case 'gmail':
      return quotedLines(text, 76, false);
    case 'words':
      return quotedLines(text, 76, true);
    case 'perl':
      return quotedLines(text, 74, false);
    case 'exim':
      return quotedLines(text, 72, false);
    case 'base64':
      return base64(text, 76);
    case 'base64-64':
      return base64(text, 64);
    case 'base64-lf':
      return base64(text.replaceAll('\r\n', '\n'), 76);
  }
}

export const nameOf = (how: Encoder, text: string): string =>
  how === 'plain'
    ? /[\x80-\xff]/.test(text)
      ? '8bit'
      : '7bit'
    : how.startsWith('base64')
      ? 'base64'
      : 'quoted-printable';

/** RFC 2047, one word for each 45 octets, never within a character of UTF-8. */
export function word(
  text: string,
  letter: 'Q' | 'B',
  charset = 'UTF-8',
  octetsOf: (text: string) => string = utf8,
): string {
  const words: string[] = [];
  let piece = '';
  const form = (some: string): string =>
    `=?${charset}?${letter}?${letter === 'B' ? Buffer.from(octetsOf(some), 'latin1').toString('base64') : octetsOf(some).replace(/[^A-Za-z0-9!*+/-]/g, (char) => (char === ' ' ? '_' : hex(char.charCodeAt(0))))}?=`;
  for (const char of text) {
    if (form(piece + char).length > 75) {
      words.push(form(piece));
      piece = '';
    }
    piece += char;
  }
  return [...words, form(piece)].join('\r\n ');
}

export const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const tables = new Map<string, Map<string, string>>();
/** A text in a charset of one or two octets a character; null where it has not all of it. */
export function inCharset(text: string, charset: string): string | null {
  if (/^utf-?8$/i.test(charset)) return utf8(text);
  if (/^iso-2022-jp$/i.test(charset)) return inJapanese(text);
  let table = tables.get(charset);
  if (table === undefined) {
    table = new Map();
    const decoder = new TextDecoder(charset);
    for (let code = 0; code < 256; code++)
      table.set(decoder.decode(Buffer.from([code])), String.fromCharCode(code));
    if (/gb|jp|big5/i.test(charset))
      for (let high = 0xa1; high < 0xf8; high++)
        for (let low = 0xa1; low < 0xff; low++) {
          const char = decoder.decode(Buffer.from([high, low]));
          if (char.length === 1 && char !== '\ufffd')
            table.set(char, String.fromCharCode(high, low));
        }
    tables.set(charset, table);
  }
  let out = '';
  for (const char of text) {
    const octets = table.get(char);
    if (octets === undefined) return null;
    out += octets;
  }
  return out;
}

function inJapanese(text: string): string | null {
  let out = '';
  let isWide = false;
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code < 128) {
      out += (isWide ? '\x1b(B' : '') + char;
      isWide = false;
      continue;
    }
    const octets = inCharset(char, 'euc-jp');
    if (octets === null || octets.length !== 2) return null;
    out +=
      (isWide ? '' : '\x1b$B') +
      String.fromCharCode(octets.charCodeAt(0) & 127, octets.charCodeAt(1) & 127);
    isWide = true;
  }
  return out + (isWide ? '\x1b(B' : '');
}
