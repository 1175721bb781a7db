// One BIMI assertion record as text (draft-brand-indicators-for-message-identification §4.2): its tags, and what breaks the grammar.
// Not known here: where it was found, what is at the addresses it names.

export interface AssertionRecord {
  text: string;
  /** l= and a=; null when absent or empty. */
  location: string | null;
  evidence: string | null;
  /** Both are empty: the domain owner declines to take part. */
  declines: boolean;
  faults: string[];
}

const VERSION = /^\s*v\s*=\s*BIMI1\s*(?:;|$)/;

/** Null when the text is no assertion record. */
export function readAssertion(text: string): AssertionRecord | null {
  if (!VERSION.test(text)) return null;
  const faults: string[] = [];
  const tags = new Map<string, string>();
  for (const part of text.split(';').slice(1)) {
    const [, name = '', value = ''] = /^\s*([a-z][a-z0-9_]*)\s*=\s*(.*?)\s*$/is.exec(part) ?? [];
    if (name === '') {
      if (part.trim() !== '') faults.push(`"${part.trim().slice(0, 40)}" is no tag`);
    } else if (tags.has(name.toLowerCase())) faults.push(`${name}= is there twice`);
    else tags.set(name.toLowerCase(), value);
  }
  const location = tags.get('l') ?? null;
  const evidence = tags.get('a') ?? null;
  // §4.2: "l=" is required, and may be empty.
  if (location === null) faults.push('l= is missing');
  for (const [tag, value] of [
    ['l', location],
    ['a', evidence],
  ] as const) {
    if (value !== null && value !== '' && !isHttps(value))
      faults.push(`${tag}=${value.slice(0, 80)} is no https address`);
  }
  return {
    text,
    location: location === '' ? null : location,
    evidence: evidence === '' ? null : evidence,
    declines: (location ?? '') === '' && (evidence ?? '') === '',
    faults,
  };
}

/** §4.2: "the only supported transport is HTTPS". */
function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && !/[\s,]/.test(text);
}
