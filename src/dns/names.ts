// Domain names as mailassay carries them, and as a packet does (RFC 1035 §3.1, §2.3.4; RFC 4343 on case).
// Text form: one char an octet (latin1), labels separated by dots, no root dot; every other octet, a backslash too, stands
// for itself, because SPF macros (RFC 7208 §7) put anything into a label. The one thing it cannot say, a dot inside a label
// that came from the wire, is shown as `\046`. Wire form: length-prefixed labels as a latin1 string, lower case: the exact key.
// Not known here: whether a name is a sensible host name.

const MAX_LABEL = 63;
/** Octets of a name in a packet, with the root's length octet. */
const MAX_WIRE = 255;
const ODD = /[^\x01-\xff]/;

/** Lower case for A–Z only: RFC 4343 §3. (`toLowerCase` would turn the octet C0 into E0.) */
export function foldCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : text;
}

/** The text form as it is compared: lower case, without the root dot. */
export function canonicalName(name: string): string {
  return foldCase(name.endsWith('.') ? name.slice(0, -1) : name);
}

/** Joins labels (lower case, any octets, none empty) to the wire form; null when one is too long or the whole is. */
export function labelsToWire(labels: readonly string[]): string | null {
  let wire = '';
  for (const label of labels) {
    if (label.length === 0 || label.length > MAX_LABEL) return null;
    wire += String.fromCharCode(label.length) + label;
  }
  wire += '\0';
  return wire.length > MAX_WIRE ? null : wire;
}

/**
 * The wire form of a canonical name ('' is the root). Null when it cannot be asked: an empty label, a label over 63 or a
 * name over 253 octets, a NUL (libraries cut names there: LIBRARIES.md row 1), or a char that is not one octet.
 */
export function nameToWire(name: string): string | null {
  if (name === '') return '\0';
  if (name.length > MAX_WIRE || ODD.test(name)) return null;
  return labelsToWire(name.split('.'));
}

/** The labels of a wire form. */
export function wireLabels(wire: string): string[] {
  const labels: string[] = [];
  for (let at = 0; ;) {
    const length = wire.charCodeAt(at);
    if (!(length > 0)) return labels;
    labels.push(wire.slice(at + 1, at + 1 + length));
    at += 1 + length;
  }
}

/** The text form of a wire form; a dot inside a label becomes `\046`, so that the label count stays what it was. */
export function wireToName(wire: string): string {
  const labels = wireLabels(wire);
  return (wire.includes('.') ? labels.map((label) => label.replaceAll('.', '\\046')) : labels).join(
    '.',
  );
}

/** A name for people (RFC 4343 §2.1): octets outside printable ASCII as `\DDD`, the root as ".". */
export function displayName(name: string): string {
  if (name === '') return '.';
  return name.replace(/[^!-~]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`);
}

/** A character-string for people and zone lines (RFC 1035 §5.1): quoted, with `\"`, `\\` and `\DDD`. */
export function displayString(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[^ -~]/g, (char) => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`);
  return `"${escaped}"`;
}
