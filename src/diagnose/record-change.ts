// A fix that is a change of DNS, for machines: what to publish, replace or remove. The value is the record as DNS has to hold it, one string,
// never cut, folded or made harmless: who publishes it as it stands gets what was meant.

export interface RecordChange {
  action: 'add' | 'replace' | 'remove';
  /** Full name, in A-labels, without the root dot. */
  name: string;
  /** TXT, A, AAAA, MX, CNAME, PTR, … */
  type: string;
  /** Of TXT: the text with its character-strings joined. Of `remove`: the record that goes. */
  value: string;
  /** Of `replace`: the record that goes. */
  replaces?: string;
  /** Seconds. */
  ttl?: number;
}

/** What makes `value` the only one of its kind at a name: `old` are the TXT records that stand there for the same purpose. */
export function publishTxt(
  name: string,
  value: string,
  old: readonly string[] = [],
): RecordChange[] {
  const gone = old.filter((text) => text !== value);
  const remove = (texts: readonly string[]): RecordChange[] =>
    texts.map((text) => ({ action: 'remove', name, type: 'TXT', value: text }));
  if (gone.length < old.length) return remove(gone);
  const [first, ...others] = gone;
  if (first === undefined) return [{ action: 'add', name, type: 'TXT', value }];
  return [{ action: 'replace', name, type: 'TXT', value, replaces: first }, ...remove(others)];
}
