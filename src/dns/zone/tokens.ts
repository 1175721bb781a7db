// Splits master-file text (RFC 1035 §5.1) into entries of tokens: quotes, comments, parentheses over several lines.
// Knows nothing of names, types or time: a token keeps its escapes until someone reads it as a name or as a string.

export interface Token {
  /** Octets (latin1) with escapes unresolved, without the quotes. */
  raw: string;
  quoted: boolean;
}

export interface Entry {
  /** 1-based, of the first token. */
  line: number;
  tokens: Token[];
}

/** What a zone's author wrote wrong: a mistake of ours or of an operator, not of a sender. */
export class ZoneSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, text: string) {
    super(`line ${line}: ${text}`);
    this.name = 'ZoneSyntaxError';
    this.line = line;
  }
}

const TOKEN = /\r?\n|[ \t\r\f]+|;[^\n]*|[()]|"((?:[^"\\\n]|\\[^\n])*)"|((?:[^\s;"()\\]|\\[^\n])+)/y;

/** The entries of a text; non-ASCII chars are taken as their UTF-8 octets. */
export function zoneEntries(text: string): Entry[] {
  const octets = Buffer.from(text, 'utf8').toString('latin1');
  const entries: Entry[] = [];
  let line = 1;
  let depth = 0;
  let entry: Entry = { line, tokens: [] };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < octets.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(octets);
    if (match === null)
      throw new ZoneSyntaxError(
        line,
        octets[from] === '"' ? 'a quote is not closed on its line' : 'a lone backslash',
      );
    const [whole, quoted, word] = match;
    if (whole === '(') depth += 1;
    else if (whole === ')') depth -= 1;
    else if (quoted !== undefined || word !== undefined) {
      if (entry.tokens.length === 0) entry.line = line;
      entry.tokens.push({ raw: quoted ?? word ?? '', quoted: quoted !== undefined });
    }
    if (depth < 0) throw new ZoneSyntaxError(line, 'a closing parenthesis without an opening one');
    if (!whole.endsWith('\n')) continue;
    line += 1;
    if (depth > 0 || entry.tokens.length === 0) continue;
    entries.push(entry);
    entry = { line, tokens: [] };
  }
  if (depth > 0) throw new ZoneSyntaxError(entry.line, 'a parenthesis is not closed');
  if (entry.tokens.length > 0) entries.push(entry);
  return entries;
}

const ESCAPE = /\\(\d{3}|[^])/g;

/** Resolves `\DDD` and `\X`; null when DDD is over 255. */
export function unescapeToken(raw: string): string | null {
  if (!raw.includes('\\')) return raw;
  let sound = true;
  const text = raw.replace(ESCAPE, (_, what: string) => {
    if (what.length === 1) return what;
    if (Number(what) > 255) sound = false;
    return String.fromCharCode(Number(what) & 255);
  });
  return sound ? text : null;
}

const LABEL = /((?:[^.\\]|\\\d{3}|\\[^])*)(\.|$)/y;

/** The labels of a name token (escapes resolved) and whether it ended in a dot; null when it is no name. */
export function tokenLabels(raw: string): { labels: string[]; absolute: boolean } | null {
  if (raw === '.') return { labels: [], absolute: true };
  const labels: string[] = [];
  LABEL.lastIndex = 0;
  for (;;) {
    const match = LABEL.exec(raw);
    const label = unescapeToken(match?.[1] ?? '');
    if (match === null || label === null || label === '') return null;
    labels.push(label);
    if (LABEL.lastIndex >= raw.length) return { labels, absolute: match[2] === '.' };
  }
}
