// Mailboxes of an address field as it stands (RFC 5322 §3.4), with their places, so that one can be written otherwise and the rest stays.
// Forgiving: what it cannot part it leaves out. Not the author reader: that follows the grammar (message/address).
import { trimmed, unfolded } from './header-edit.ts';

export interface Mailbox {
  /** As it stands in the value. */
  start: number;
  end: number;
  /** The display name as written, without white space around it. */
  name: string;
  address: string;
  /** A comment after the address, the old place of the name (RFC 5322 §3.4 note). */
  comment: string | null;
  angle: boolean;
}

export function mailboxes(value: string): Mailbox[] {
  const found: Mailbox[] = [];
  let start = 0;
  let depth = 0;
  let quoting = false;
  let angle = false;
  const end = (at: number): void => {
    const box = mailbox(value, start, at);
    if (box !== null) found.push(box);
    start = at + 1;
  };
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === '\\') at++;
    else if (quoting) quoting = char !== '"';
    else if (char === '"' && depth === 0) quoting = true;
    else if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (char === '<') angle = true;
    else if (char === '>') angle = false;
    else if (angle) continue;
    else if (char === ',' || char === ';') end(at);
    else if (char === ':') start = at + 1;
  }
  end(value.length);
  return found;
}

function mailbox(value: string, from: number, to: number): Mailbox | null {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(value.charAt(start))) start++;
  while (end > start && /\s/.test(value.charAt(end - 1))) end--;
  const text = value.slice(start, end);
  const open = text.lastIndexOf('<');
  if (open >= 0 && text.endsWith('>')) {
    return {
      start,
      end,
      name: trimmed(unfolded(text.slice(0, open))),
      address: trimmed(text.slice(open + 1, -1)),
      comment: null,
      angle: true,
    };
  }
  const match = /^([^\s()"]{1,254})(?:\s{0,20}\(([^()]{0,200})\))?$/.exec(text);
  return match?.[1]?.includes('@') === true
    ? { start, end, name: '', address: match[1], comment: match[2] ?? null, angle: false }
    : null;
}

export const isQuoted = (name: string): boolean =>
  name.length >= 2 && name.startsWith('"') && name.endsWith('"');
export const unquotedName = (name: string): string =>
  isQuoted(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name;
