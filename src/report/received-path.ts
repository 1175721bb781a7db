// The way a mail took before it came to us, as its Received fields tell it (RFC 5321 §4.4): whoever wrote them may have lied, so
// this is told and never judged by. Read in one pass each; what does not parse is left out.
import type { HeaderField } from '../message/message-facts.ts';
import type { Hop } from './report.ts';

const MAX_HOPS = 30;

/** Without comments (RFC 5322 §3.2.2), which hold anything. */
function withoutComments(text: string): string {
  let depth = 0;
  let rest = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\' && depth > 0) at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) rest += char;
  }
  return rest;
}

function word(text: string, clause: string): string | null {
  return (
    new RegExp(`(?:^|\\s)${clause}\\s+(\\S{1,255})`, 'i').exec(text)?.[1]?.replace(/;$/, '') ?? null
  );
}

function hop(value: string): Hop {
  const at = value.lastIndexOf(';');
  const clauses = withoutComments(at === -1 ? value : value.slice(0, at));
  const time = at === -1 ? NaN : Date.parse(withoutComments(value.slice(at + 1)).trim());
  return {
    from: word(clauses, 'from'),
    by: word(clauses, 'by'),
    with: word(clauses, 'with'),
    at: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
}

/** In the order travelled: the sender's own host first. */
export function receivedPath(fields: readonly HeaderField[]): Hop[] {
  const received = fields
    .filter(({ name }) => name.toLowerCase() === 'received')
    .slice(0, MAX_HOPS);
  return received.map(({ value }) => hop(value)).toReversed();
}
