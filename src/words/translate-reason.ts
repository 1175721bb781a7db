// Reasons are stated by verify/ in English, with the sender's own values in them. Here they are read by their patterns and said
// in another language; a reason without a pattern stays as it is.

/**
 * What verify/ says, and how it is said in the language. `{count}` is a number, `{ip}` an address or network, `{text}` any text,
 * `{reason}` a reason in its turn; every other placeholder is one word of the sender's. A digit tells two of one kind apart.
 */
export type ReasonPattern = readonly [english: string, translated: string];

/** Reasons are short; longer text is the sender's. */
const MAX_LENGTH = 700;
const MAX_DEPTH = 6;
const PLACEHOLDER = /\{([a-z]+)\d?\}/g;
const GROUPS: Readonly<Record<string, string>> = {
  reason: '(.+)',
  text: '(.+)',
  count: String.raw`(\d+)`,
  ip: String.raw`([\da-fA-F.:]+(?:/\d+)?)`,
};
const WORD = String.raw`(\S+?)`;
/** A header field of the message, or a line of it before and after a change: the sender's words. */
const QUOTED = /^(?:[A-Z][\w-]*: (?!\d+ in the header)|[+-] )/;

interface Compiled {
  pattern: RegExp;
  /** Names of the groups, in order. */
  groups: string[];
  translated: string;
}

function compiled([english, translated]: ReasonPattern): Compiled {
  const groups: string[] = [];
  const literal = english.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  const pattern = literal.replace(PLACEHOLDER, (whole: string, kind: string) => {
    groups.push(whole.slice(1, -1));
    return GROUPS[kind] ?? WORD;
  });
  return { pattern: new RegExp(`^${pattern}$`), groups, translated };
}

/** A function that says a reason in the language of the patterns. The first pattern that fits is taken. */
export function reasonTranslator(patterns: readonly ReasonPattern[]): (english: string) => string {
  const all = patterns.map(compiled);
  const whole = (english: string, depth: number): string | null => {
    for (const { pattern, groups, translated } of all) {
      const found = pattern.exec(english);
      if (found === null) continue;
      const values = new Map(groups.map((name, index) => [name, found[index + 1] ?? '']));
      return translated.replace(PLACEHOLDER, (written: string) => {
        const name = written.slice(1, -1);
        const value = values.get(name) ?? '';
        return name.startsWith('reason') ? translate(value, depth + 1) : value;
      });
    }
    return null;
  };
  const translate = (english: string, depth: number): string => {
    if (english.length > MAX_LENGTH || depth > MAX_DEPTH) return english;
    const said = whole(english, depth);
    if (said !== null) return said;
    const parts = english.split('; ');
    return parts.length === 1
      ? english
      : parts.map((part) => whole(part, depth) ?? part).join('; ');
  };
  return (english) => (QUOTED.test(english) ? english : translate(english, 0));
}
