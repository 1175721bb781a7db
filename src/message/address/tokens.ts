// The tokens of address fields: RFC 5322 §3.2 and the obsolete forms of §4.1–4.4 (controls in quoted strings and comments,
// white space between any two tokens), RFC 6532 §3.2 for what is beyond ASCII. One pass, no backtracking, no recursion.
// Comments and white space (CFWS) are checked and dropped. Not known here: which token may stand where.

export interface Token {
  /** An atom, a quoted-string, a domain-literal, or one of `< > @ , ; : .` */
  kind: 'atom' | 'quoted' | 'literal' | '<' | '>' | '@' | ',' | ';' | ':' | '.';
  /** What it says: quotes, brackets and backslashes are gone, white space in a literal too. */
  text: string;
  /** 0-based offset in the text read. */
  at: number;
}

/** Where and why the text is not by the grammar. */
export interface SyntaxProblem {
  /** 0-based offset in the text read. */
  position: number;
  /** One plain line without a final full stop. */
  reason: string;
}

// RFC 5322 §3.2.3 atext, and RFC 6532 UTF8-non-ascii.
const ATOM = /[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~\u0080-\uffff]+/y;
const SPACE = /[ \t]+/y;
// Runs of ordinary characters: qtext, ctext, dtext with the controls of RFC 5322 §4.1 (obs-NO-WS-CTL) and white space.
const QUOTED_RUN = /[^"\\\0\n\r]+/y;
const COMMENT_RUN = /[^()\\\0\n\r]+/y;
const LITERAL_RUN = /[^[\]\\\0\n\r]+/y;

const SINGLE = '<>@,;:.';

/** Reads the text of an unfolded field body (one char a Unicode code unit, or an octet). */
export function addressTokens(
  text: string,
): { tokens: Token[]; problem: null } | { tokens: null; problem: SyntaxProblem } {
  const tokens: Token[] = [];
  let at = 0;

  const run = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const fail = (position: number, reason: string) => ({
    tokens: null,
    problem: { position, reason },
  });

  while (at < text.length) {
    const start = at;
    const char = text.charAt(at);
    if (char === ' ' || char === '\t') {
      run(SPACE);
    } else if (char === '(') {
      // RFC 5322 §3.2.2: comments nest.
      let depth = 0;
      do {
        const next = text.charAt(at);
        if (next === '(') depth++;
        else if (next === ')') depth--;
        else if (next === '\\') at++;
        else if (run(COMMENT_RUN) !== '') continue;
        if (at >= text.length) return fail(start, 'the comment is not closed');
        if (next === '\0' || next === '\n' || next === '\r')
          return fail(at, 'a control character in a comment');
        at++;
      } while (depth > 0);
    } else if (char === '"' || char === '[') {
      const quoted = char === '"';
      const close = quoted ? '"' : ']';
      let said = '';
      at++;
      for (;;) {
        said += run(quoted ? QUOTED_RUN : LITERAL_RUN);
        const next = text.charAt(at);
        if (next === close) break;
        if (next === '\\' && at + 1 < text.length) {
          said += text.charAt(at + 1);
          at += 2;
        } else if (next === '' || next === '\\') {
          return fail(
            start,
            quoted ? 'the quoted string is not closed' : 'the domain literal is not closed',
          );
        } else {
          return fail(
            at,
            next === '['
              ? '"[" inside a domain literal'
              : 'a control character in a quoted string or domain literal',
          );
        }
      }
      at++;
      tokens.push({
        kind: quoted ? 'quoted' : 'literal',
        text: quoted ? said : said.replace(/[ \t]+/g, ''),
        at: start,
      });
    } else if (SINGLE.includes(char)) {
      at++;
      tokens.push({ kind: char as '<' | '>' | '@' | ',' | ';' | ':' | '.', text: char, at: start });
    } else {
      const atom = run(ATOM);
      if (atom === '') return fail(start, outsideReason(char));
      tokens.push({ kind: 'atom', text: atom, at: start });
    }
  }
  return { tokens, problem: null };
}

function outsideReason(char: string): string {
  if (char === ')') return '")" without "("';
  if (char === ']') return '"]" without "["';
  if (char === '\\') return 'a backslash outside quotes';
  return 'a control character';
}
