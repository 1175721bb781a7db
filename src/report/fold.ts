// Folds a header field's value (RFC 5322 §2.2.3): CRLF goes in before a space, so that unfolding gives the same value back,
// inside comments and quoted strings too. Not known here: what the value means.

/** RFC 5322 §2.1.1: a line SHOULD be no longer than 78 characters, without CRLF. */
export const FIELD_WIDTH = 78;

/**
 * Each part begins a line. `used` are the columns that the field's name takes on the first one. A part without a fitting
 * space stays longer than `width`. Joined without the CRLFs the parts stand with one space between them.
 */
export function fold(parts: readonly string[], used: number, width: number = FIELD_WIDTH): string {
  const lines: string[] = [];
  for (const part of parts) {
    // Only at single spaces: a line of nothing but white space would be obsolete syntax (RFC 5322 §4.2).
    const [head = '', ...pieces] = part.split(/(?<=[^ ]) (?=[^ ])/);
    let line = lines.length === 0 ? ' '.repeat(used) + head : ` ${head}`;
    for (const piece of pieces) {
      if (line.length + 1 + piece.length <= width) {
        line += ` ${piece}`;
      } else {
        lines.push(line);
        line = ` ${piece}`;
      }
    }
    lines.push(line);
  }
  return lines.join('\r\n').slice(used);
}

/** RFC 5322 §2.2.3. */
export function unfold(value: string): string {
  return value.replaceAll('\r\n', '');
}
