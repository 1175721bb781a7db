// Quoted-printable (RFC 2045 §6.7) as programs write it: they decode alike, but break and quote in ways of their own, so that a text that
// was decoded on its way can only be restored by the encoder that wrote it. Octets are latin1 text, line ends CR LF.
// Not known here: which program it was.

export interface QuotedStyle {
  /** Octets before the "=" of a soft line break. */
  width: number;
  /** A line may be one longer when no soft break follows. */
  lastFits: boolean;
  /** Breaks are put after a space where there is one. */
  words: boolean;
  /** Quoted where a line starts with it. */
  starts: 'none' | 'dot' | 'dot-from' | 'lone-dot' | 'from';
  /** More that is quoted: what EBCDIC gateways lose, or tabs. */
  more: string;
}

const EBCDIC = '!"#$@[\\]^`{|}~';

/** Usual ones first. */
export function* quotedStyles(): Generator<QuotedStyle> {
  for (const more of ['', EBCDIC, '\t', '_', '?_']) {
    for (const words of [false, true]) {
      for (const starts of ['none', 'dot', 'dot-from', 'lone-dot', 'from'] as const) {
        if (more !== '' && starts !== 'none') continue;
        for (const width of [75, 74, 73, 72, 71, 70, 76]) {
          for (const lastFits of [true, false]) yield { width, lastFits, words, starts, more };
        }
      }
    }
  }
}

const HEX = Array.from(
  { length: 256 },
  (_, octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
);
const hex = (octet: number): string => HEX[octet] ?? '';

export function quoted(text: string, style: QuotedStyle): string {
  return text
    .split('\r\n')
    .map((line) => quotedLine(line, style))
    .join('\r\n');
}

export function quotedLine(
  line: string,
  { width, lastFits, words, starts, more }: QuotedStyle,
): string {
  const tokens: string[] = [];
  for (let at = 0; at < line.length; at++) {
    const octet = line.charCodeAt(at);
    const char = line.charAt(at);
    const last = at === line.length - 1;
    const plain =
      (octet > 32 && octet < 127 && octet !== 61) || ((octet === 32 || octet === 9) && !last);
    tokens.push(plain && !(more !== '' && more.includes(char)) ? char : hex(octet));
  }
  if (starts.startsWith('dot') && line.startsWith('.')) tokens[0] = hex(46);
  if (starts === 'lone-dot' && line === '.') tokens[0] = hex(46);
  if (starts.endsWith('from') && line.startsWith('From ')) tokens[0] = hex(70);
  const whole = tokens.join('');
  if (whole.length <= width + (lastFits ? 1 : 0)) return whole;
  let out = '';
  let row = '';
  for (const [at, token] of tokens.entries()) {
    const room = width + (lastFits && at === tokens.length - 1 ? 1 : 0);
    if (row.length + token.length > room) {
      const space = words ? row.lastIndexOf(' ') + 1 : 0;
      const cut = space > 0 ? space : row.length;
      out += `${row.slice(0, cut)}=\r\n`;
      row = row.slice(cut);
    }
    row += token;
  }
  return out + row;
}

/** Python's email.quoprimime.body_encode. */
export function quotedByPythonEmail(text: string): string {
  const encoded = text.replace(/[^\t\r\n -<>-~]/g, (char) => hex(char.charCodeAt(0)));
  const out: string[] = [];
  const most = 75;
  for (const line of encoded.split('\r\n')) {
    let start = 0;
    const lastStart = line.length - 1 - 76;
    while (start <= lastStart) {
      const stop = start + most;
      if (line.charAt(stop - 2) === '=') {
        out.push(line.slice(start, stop - 1));
        start = stop - 2;
      } else if (line.charAt(stop - 1) === '=') {
        out.push(line.slice(start, stop));
        start = stop - 1;
      } else {
        out.push(`${line.slice(start, stop)}=`);
        start = stop;
      }
    }
    const end = line.at(-1);
    if (end === ' ' || end === '\t') {
      const room = start - lastStart;
      if (room >= 3) out.push(line.slice(start, -1) + hex(end.charCodeAt(0)));
      else if (room === 2) out.push(`${line.slice(start, -1)}${end}=`, '');
      else out.push(`${line.slice(start, -1)}=`, hex(end.charCodeAt(0)));
    } else out.push(line.slice(start));
  }
  return out.join('\r\n');
}

/** nodemailer's and libqp's: breaks after a space or a stop in the last third, never within a UTF-8 character. */
export function quotedByNodemailer(text: string): string {
  const encoded = text.replace(/[^\t\r\n -<>-~]|[ \t](?=\r|\n|$)/g, (char) =>
    hex(char.charCodeAt(0)),
  );
  const most = 76;
  if (encoded.length <= most) return encoded;
  const margin = 25;
  let out = '';
  for (let at = 0; at < encoded.length;) {
    let row = encoded.slice(at, at + most);
    const lineEnd = row.indexOf('\r\n');
    if (lineEnd >= 0 || row.endsWith('\n')) {
      row = lineEnd >= 0 ? row.slice(0, lineEnd + 2) : row;
      out += row;
      at += row.length;
      continue;
    }
    const stop = /[ \t.,!?][^ \t.,!?]*$/.exec(row.slice(-margin));
    if (row.length > most - margin && stop !== null)
      row = row.slice(0, row.length - stop[0].length + 1);
    else if (/=[0-9A-F]{0,2}$/.test(row))
      row = wholeCharacters(row.replace(/=[0-9A-F]?$/, ''), encoded.length - at);
    if (at + row.length < encoded.length) {
      if (row.length === most) row = row.slice(0, /=[0-9A-F]{2}$/.test(row) ? -3 : -1);
      at += row.length;
      out += `${row}=\r\n`;
    } else {
      at += row.length;
      out += row;
    }
  }
  return out;
}

function wholeCharacters(row: string, left: number): string {
  let whole = row;
  while (
    whole.length > 3 &&
    whole.length < left &&
    !/^(?:=[0-9A-F]{2}){1,4}$/.test(whole) &&
    /=[0-9A-F]{2}$/.test(whole)
  ) {
    const octet = Number.parseInt(whole.slice(-2), 16);
    if (octet < 0x80) break;
    whole = whole.slice(0, -3);
    if (octet >= 0xc0) break;
  }
  return whole;
}

/** Decodes as mail readers do: soft breaks go, white space at line ends too, what is no code stays. */
export function unquoted(text: string): string {
  let out = '';
  const lines = text.split('\r\n');
  for (const [at, line] of lines.entries()) {
    let end = line.length;
    while (end > 0 && (line.charCodeAt(end - 1) === 32 || line.charCodeAt(end - 1) === 9)) end--;
    const soft = line.charCodeAt(end - 1) === 61;
    const decoded = line
      .slice(0, soft ? end - 1 : end)
      .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
    out += soft || at === lines.length - 1 ? decoded : `${decoded}\r\n`;
  }
  return out;
}
