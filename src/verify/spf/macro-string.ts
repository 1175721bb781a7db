// Reads macro-strings (RFC 7208 §7.1): literals, %{…}, %%, %_ and %-, with every mistake and where it stands.
// The values that letters stand for are not known here (expand.ts).

/** One piece of a macro-string. */
export type MacroToken =
  | { kind: 'text'; text: string }
  | {
      kind: 'macro';
      letter: string;
      escape: boolean;
      parts: number | null;
      reverse: boolean;
      delimiters: string;
    };

export interface MacroString {
  tokens: MacroToken[];
  /** The last piece is a macro-expand, %%, %_ and %- included (RFC 7208 §7.1 domain-end). */
  endsInMacro: boolean;
  /** The literal text after the last macro-expand. */
  tail: string;
  /** Letters used, lower case. */
  letters: Set<string>;
}

export interface SyntaxFault {
  /** 0-based offset in the whole text. */
  position: number;
  text: string;
}

const EXPAND = /%(?:\{([^}]*)\}|([%_-]))/y;
const BODY = /^([a-z])([0-9]*)(r?)([.\-+,/_=]*)$/i;
const LETTERS = 'slodiphcrtv';
/** RFC 7208 §7.2: c, r and t only in explanation text. */
const EXPLAIN_ONLY = 'crt';
const ESCAPES: Record<string, string> = { '%': '%', _: ' ', '-': '%20' };

/** What a char is called in an error. */
function nameOf(char: string): string {
  const code = char.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? `"${char}"` : `octet 0x${code.toString(16).padStart(2, '0')}`;
}

/** Reads `text`, which stands at `offset`; faults are pushed. `explain` admits spaces, `crt` the letters of explanation text. */
export function parseMacroString(
  text: string,
  offset: number,
  faults: SyntaxFault[],
  { explain = false, crt = explain }: { explain?: boolean; crt?: boolean } = {},
): MacroString {
  const result: MacroString = { tokens: [], endsInMacro: false, tail: '', letters: new Set() };
  let literal = '';
  const flush = (): void => {
    if (literal !== '') result.tokens.push({ kind: 'text', text: literal });
    literal = '';
  };
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    if (char !== '%') {
      // RFC 7208 §7.1: macro-literal = %x21-24 / %x26-7E; explain-string adds SP.
      const code = text.charCodeAt(at);
      if (code < 0x20 || code > 0x7e || (code === 0x20 && !explain))
        faults.push({ position: offset + at, text: `${nameOf(char)} is not allowed here` });
      literal += char;
      result.tail += char;
      result.endsInMacro = false;
      at += 1;
      continue;
    }
    EXPAND.lastIndex = at;
    const match = EXPAND.exec(text);
    if (match === null) {
      const open = text.charAt(at + 1) === '{';
      faults.push({
        position: offset + at,
        text: open ? '"%{" without "}"' : 'a "%" that is not followed by "{", "%", "_" or "-"',
      });
      literal += char;
      at += 1;
      continue;
    }
    const [whole, body, escaped] = match;
    result.tail = '';
    result.endsInMacro = true;
    if (body === undefined) literal += ESCAPES[escaped ?? ''] ?? '';
    else {
      const token = readBody(body, crt, (what) =>
        faults.push({ position: offset + at, text: what }),
      );
      if (token !== null) {
        flush();
        result.tokens.push(token);
        result.letters.add(token.letter);
      }
    }
    at += whole.length;
  }
  flush();
  return result;
}

function readBody(
  body: string,
  crt: boolean,
  fault: (text: string) => void,
): (MacroToken & { kind: 'macro' }) | null {
  const [, letter = '', digits = '', reverse = '', delimiters = ''] = BODY.exec(body) ?? [];
  const lower = letter.toLowerCase();
  if (letter === '') fault(`%{${body}} is not a macro`);
  else if (!LETTERS.includes(lower)) fault(`%{${body}}: there is no macro letter "${letter}"`);
  else if (EXPLAIN_ONLY.includes(lower) && !crt)
    fault(`%{${body}}: "${letter}" is allowed only in explanation text`);
  // RFC 7208 §7.3: the number of right-hand parts must be nonzero.
  else if (digits !== '' && Number(digits) === 0)
    fault(`%{${body}}: the number of parts must not be zero`);
  else
    return {
      kind: 'macro',
      letter: lower,
      escape: letter !== lower,
      parts: digits === '' ? null : Number(digits),
      reverse: reverse !== '',
      delimiters,
    };
  return null;
}
