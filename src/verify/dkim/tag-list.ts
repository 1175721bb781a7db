// The tag-list of RFC 6376 §3.2, which signatures, seals and key records share. Reads everything that can be read and names each
// place where the grammar is broken, so that a strict and a tolerant verdict come from one parse. Linear in the text.
// Not known here: which tags exist, what their values mean.

export interface TagList {
  /** Value by name (case-sensitive, §3.2), white space at both ends removed, the last one where a name is repeated. */
  tags: ReadonlyMap<string, string>;
  /** Names in order of appearance, repeated ones too. */
  names: readonly string[];
  /** Each breach of the grammar, at most 5. Empty for a valid list. */
  faults: Fault[];
}

/** A rule that is broken. */
export interface Fault {
  /** A few plain words that end a sentence about what breaks it. */
  text: string;
  /** Most verifiers in the field read past it. */
  tolerable: boolean;
}

// §3.2: tag-name = ALPHA *ALNUMPUNC
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const MAX_FAULTS = 5;
const SHOWN = 30;

/** Takes FWS (§2.8) off both ends. */
export function trimFws(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isFws(text.charCodeAt(from))) from++;
  while (to > from && isFws(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

const isFws = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 10;

/** Takes FWS out everywhere: base64 values (§3.5 b=, bh=; §3.6.1 p=) ignore it. */
export function withoutFws(text: string): string {
  return text.replace(/[ \t\r\n]+/g, '');
}

const shown = (text: string): string =>
  JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** Reads a tag-list. Never throws. */
export function parseTagList(text: string): TagList {
  const tags = new Map<string, string>();
  const names: string[] = [];
  const faults: Fault[] = [];
  const fault = (what: string, tolerable = true): void => {
    if (faults.length < MAX_FAULTS && !faults.some((known) => known.text === what))
      faults.push({ text: what, tolerable });
  };
  const specs = text.split(';');
  specs.forEach((spec, position) => {
    const trimmed = trimFws(spec);
    if (trimmed === '') {
      // One semicolon may end the list; an empty tag-spec elsewhere is not in the grammar.
      if (position < specs.length - 1 || specs.length === 1)
        fault(specs.length === 1 ? 'it is empty' : 'there is nothing between two semicolons');
      return;
    }
    const equals = trimmed.indexOf('=');
    // Of five verifiers only mailauth's default mode reads past it; the others give the whole list up.
    if (equals < 0) return fault(`${shown(trimmed)} has no "="`, false);
    const name = trimFws(trimmed.slice(0, equals));
    if (!NAME.test(name)) fault(`${shown(name)} is not a tag name`);
    // §3.2: "Tags with duplicate names MUST NOT occur … the entire tag-list is invalid".
    if (tags.has(name)) fault(`the tag ${name.slice(0, SHOWN)}= is there twice`);
    tags.set(name, trimFws(trimmed.slice(equals + 1)));
    names.push(name);
  });
  return { tags, names, faults };
}

/** Octets of a base64string (§2.10; the padding is optional there), or null when the text is none. FWS is ignored. */
export function decodeBase64(text: string): Buffer | null {
  const compact = withoutFws(text);
  const digits = compact.replace(/={1,2}$/, '');
  if (digits === '' || digits.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(digits)) return null;
  return Buffer.from(digits, 'base64');
}
