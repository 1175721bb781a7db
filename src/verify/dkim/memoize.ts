// Remembers what was made of a text: reading a public key costs more than verifying with it, and the same few keys sign most mails.
// Only for what a text alone decides, and only for texts of an honest length, so that nobody can fill the memory.

const MAX_COUNT = 200;
const MAX_LENGTH = 2048;

/** `make`, with the results of the last texts kept; whoever gets one must not change it. */
export function memoizeByText<T>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (text.length > MAX_LENGTH) return made;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_COUNT && oldest !== undefined) kept.delete(oldest);
    kept.set(text, made);
    return made;
  };
}
