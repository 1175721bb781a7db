// Strict readers of the two header fields, written from the ABNF and sharing nothing with the code under test: RFC 8601 §2.2 with
// RFC 2045 §5.1 values, RFC 7208 §9.1, comments and quoted strings of RFC 5322 §3.2. Whatever does not match throws.

export interface ReadResult {
  method: string;
  result: string;
  reason: string | null;
  /** ptype.property and its value, in order. */
  properties: [string, string][];
  comments: string[];
}

class Reader {
  readonly text: string;
  at = 0;
  comments: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  fail(what: string): never {
    throw new SyntaxError(`${what} at ${this.at}: ${this.text.slice(this.at, this.at + 40)}`);
  }

  peek(): string {
    return this.text.charAt(this.at);
  }

  done(): boolean {
    return this.at >= this.text.length;
  }

  match(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  take(pattern: RegExp, what: string): string {
    return this.match(pattern) ?? this.fail(`no ${what}`);
  }

  /** [CFWS]; true when there was some. */
  cfws(): boolean {
    const start = this.at;
    for (;;) {
      if (this.match(/[ \t]+/) !== null) continue;
      if (this.peek() !== '(') return this.at > start;
      this.comments.push(this.comment());
    }
  }

  comment(): string {
    this.take(/\(/, 'comment');
    let content = '';
    for (;;) {
      const piece = this.match(/[\x21-\x27\x2a-\x5b\x5d-\x7e \t]+/);
      if (piece !== null) content += piece;
      else if (this.peek() === '(') content += `(${this.comment()})`;
      else if (this.peek() === '\\')
        content += this.take(/\\[\x20-\x7e\t]/, 'quoted-pair').slice(1);
      else break;
    }
    this.take(/\)/, 'end of comment');
    return content;
  }

  quotedString(): string {
    this.take(/"/, 'quoted-string');
    let content = '';
    for (;;) {
      const piece = this.match(/[\x21\x23-\x5b\x5d-\x7e \t]+/);
      if (piece !== null) content += piece;
      else if (this.peek() === '\\')
        content += this.take(/\\[\x20-\x7e\t]/, 'quoted-pair').slice(1);
      else break;
    }
    this.take(/"/, 'end of quoted-string');
    return content;
  }

  /** RFC 2045 §5.1 value: token or quoted-string. */
  value(): string {
    return this.peek() === '"'
      ? this.quotedString()
      : this.take(/[!#$%&'*+.0-9A-Z^_`a-z{|}~-]+/, 'token');
  }

  /** pvalue = [CFWS] ( ( value / [ [ local-part ] "@" ] domain-name ) [CFWS] ) */
  pvalue(): string {
    const atext = "[!#$%&'*+/=?^_`{|}~0-9A-Za-z-]+";
    const address = this.match(
      new RegExp(
        `(?:${atext}(?:\\.${atext})*)?@[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?(?:\\.[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?)+(?=[ \\t(;]|$)`,
      ),
    );
    return address ?? this.value();
  }

  keyword(what: string): string {
    return this.take(/[0-9A-Za-z](?:[0-9A-Za-z-]*[0-9A-Za-z])?/, what);
  }
}

/** Takes the folds out as RFC 5322 §2.2.3 does, after checking that they are folds and nothing else is a control. */
export function unfolded(value: string): string {
  const text = value.replace(/\r\n(?=[ \t]+[^ \t\r\n])/g, '');
  if (!/^[\x20-\x7e]*$/.test(text))
    throw new SyntaxError(`a character that is no printable US-ASCII: ${JSON.stringify(text)}`);
  return text;
}

export function readAuthenticationResults(value: string): { host: string; results: ReadResult[] } {
  const reader = new Reader(unfolded(value));
  reader.cfws();
  const host = reader.value();
  if (reader.cfws() && reader.match(/\d+/) !== null) reader.cfws();
  const results: ReadResult[] = [];
  while (!reader.done()) {
    reader.comments = [];
    reader.take(/;/, 'semicolon');
    reader.cfws();
    const method = reader.keyword('method');
    reader.cfws();
    reader.take(/=/, 'equals sign');
    reader.cfws();
    const result = reader.keyword('result');
    const read: ReadResult = { method, result, reason: null, properties: [], comments: [] };
    while (reader.cfws() && !reader.done() && reader.peek() !== ';') {
      const name = reader.keyword('ptype');
      reader.cfws();
      if (name === 'reason' && reader.peek() === '=') {
        if (read.reason !== null || read.properties.length > 0) reader.fail('reason out of place');
        reader.take(/=/, 'equals sign');
        reader.cfws();
        read.reason = reader.value();
        continue;
      }
      if (!['smtp', 'header', 'body', 'policy'].includes(name))
        reader.fail(`unknown ptype ${name}`);
      reader.take(/\./, 'dot');
      reader.cfws();
      const property = reader.keyword('property');
      reader.cfws();
      reader.take(/=/, 'equals sign');
      reader.cfws();
      read.properties.push([`${name}.${property}`, reader.pvalue()]);
    }
    read.comments = reader.comments;
    results.push(read);
  }
  if (results.length === 0) reader.fail('no resinfo');
  return { host, results };
}

export function readReceivedSpf(value: string): {
  result: string;
  comment: string | null;
  pairs: Record<string, string>;
} {
  const reader = new Reader(unfolded(value));
  reader.cfws();
  const result = reader.take(/pass|fail|softfail|neutral|none|temperror|permerror/, 'result');
  reader.take(/[ \t]+/, 'FWS');
  let comment: string | null = null;
  if (reader.peek() === '(') {
    comment = reader.comment();
    reader.take(/[ \t]+/, 'FWS');
  }
  const pairs: Record<string, string> = {};
  while (!reader.done()) {
    const key = reader.take(/[A-Za-z][A-Za-z0-9_.-]*/, 'key');
    if (Object.hasOwn(pairs, key)) reader.fail(`${key} twice`);
    reader.cfws();
    reader.take(/=/, 'equals sign');
    reader.cfws();
    const atext = "[!#$%&'*+/=?^_`{|}~0-9A-Za-z-]+";
    pairs[key] =
      reader.peek() === '"'
        ? reader.quotedString()
        : reader.take(new RegExp(`${atext}(?:\\.${atext})*`), 'dot-atom');
    reader.cfws();
    if (reader.done()) break;
    reader.take(/;/, 'semicolon');
    reader.cfws();
  }
  return { result, comment, pairs };
}
