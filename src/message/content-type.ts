// The value of a MIME field with its parameters (RFC 2045 §5.1): comments left out, quoted strings unquoted, values in pieces joined
// (RFC 2231 §3). Linear. Of two parameters with one name the first counts.

export interface MimeValue {
  /** In lower case, without white space; '' without one. */
  value: string;
  /** By name in lower case, as written. */
  parameters: ReadonlyMap<string, string>;
}

/** RFC 2231 §3, §4.1: name*, name*0, name*0*. */
const PIECE = /^([^*]+)\*(?:(\d{1,3})(\*?))?$/;
const MAX_PARAMETERS = 100;

export function readMimeValue(text: string): MimeValue {
  const [first = '', ...rest] = sections(text);
  const parameters = new Map<string, string>();
  const pieces = new Map<string, string[]>();
  for (const section of rest) {
    const equals = section.indexOf('=');
    if (equals < 0) continue;
    const name = section.slice(0, equals).trim().toLowerCase();
    const value = section.slice(equals + 1);
    const piece = PIECE.exec(name);
    if (piece === null) {
      if (!parameters.has(name)) parameters.set(name, value);
      continue;
    }
    const [, base = '', index = '0', encoded] = piece;
    const list = pieces.get(base) ?? [];
    pieces.set(base, list);
    list[Number(index)] ??= name.endsWith('*') || encoded === '*' ? percentDecoded(value) : value;
  }
  for (const [name, list] of pieces) {
    const joined = list.join('');
    // RFC 2231 §4: charset'language'text
    if (!parameters.has(name)) parameters.set(name, joined.replace(/^[^']*'[^']*'/, ''));
  }
  return { value: first.toLowerCase(), parameters };
}

/** What stands between the semicolons that are neither in quotes nor in a comment, without the white space around it. */
function sections(text: string): string[] {
  const found: string[] = [];
  let section = '';
  /** Its length without white space at its end that is not in quotes. */
  let length = 0;
  let isQuoted = false;
  /** A quoted string has ended: what follows up to the semicolon is no part of the value. */
  let isOver = false;
  let depth = 0;
  const end = (): void => {
    found.push(section.slice(0, length));
    section = '';
    length = 0;
    isOver = false;
  };
  const add = (char: string): void => {
    section += char;
    length = section.length;
  };
  for (let at = 0; at < text.length && found.length <= MAX_PARAMETERS; at++) {
    const char = text[at] ?? '';
    if (char === '\\' && (isQuoted || depth > 0)) {
      at++;
      if (isQuoted) add(text[at] ?? '');
    } else if (depth > 0) {
      if (char === '(') depth++;
      else if (char === ')') depth--;
    } else if (char === '"') {
      isOver = isQuoted;
      isQuoted = !isQuoted;
    } else if (isQuoted) add(char);
    else if (char === '(') depth = 1;
    else if (char === ';') end();
    else if (isOver) continue;
    else if (char !== ' ' && char !== '\t') add(char);
    else if (section !== '' && !section.endsWith('=')) section += char;
  }
  end();
  return found;
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
