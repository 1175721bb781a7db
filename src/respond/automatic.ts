// Mail that no automatic responder may answer (RFC 3834 §2, SECURITY.md §4): from nobody, from programs, through lists, in loops.
// Only reads the envelope and header fields. Not known here: who the sender is, what the verdict says.
import type { HeaderField } from '../message/message-facts.ts';

export type AutomaticReason =
  | 'null-reverse-path'
  | 'auto-submitted'
  | 'precedence'
  | 'list'
  | 'auto-response-suppress'
  | 'loop'
  | 'report'
  | 'too-many-hops';

/** Past this many Received fields a mail goes in circles. */
const MAX_RECEIVED = 30;

export interface Seen {
  mailFrom: string;
  fields: readonly HeaderField[];
  /** The host part of our own Message-IDs. */
  hostname: string;
}

/** Why this mail gets no answer; null when a person may have sent it. */
export function automatic({ mailFrom, fields, hostname }: Seen): AutomaticReason | null {
  if (mailFrom === '') return 'null-reverse-path'; // RFC 3834 §2, RFC 5321 §4.5.5
  let received = 0;
  for (const { name, value } of fields) {
    const reason = fieldReason(name.toLowerCase(), value, hostname.toLowerCase());
    if (reason !== null) return reason;
    if (name.toLowerCase() === 'received' && ++received > MAX_RECEIVED) return 'too-many-hops';
  }
  return null;
}

function fieldReason(name: string, value: string, hostname: string): AutomaticReason | null {
  const first = value
    .replace(/\([^()]*\)/g, ' ')
    .trim()
    .toLowerCase();
  switch (name) {
    case 'auto-submitted': // RFC 3834 §5: a keyword, then parameters
      return /^no\s*(?:;|$)/.test(first) ? null : 'auto-submitted';
    case 'precedence':
      return /^(?:bulk|list|junk)\b/.test(first) ? 'precedence' : null;
    case 'x-auto-response-suppress': // [MS-OXCMAIL] §2.2.3.2.14
      return first
        .split(/[\s,;]+/)
        .some((word) => word === 'all' || word === 'autoreply' || word === 'oof')
        ? 'auto-response-suppress'
        : null;
    case 'x-loop':
      return 'loop';
    case 'content-type': // RFC 6522: delivery reports, dispositions, feedback
      return /^multipart\s*\/\s*report\b/.test(first) ? 'report' : null;
    case 'feedback-type': // RFC 5965 §3.1
      return 'report';
    case 'return-path':
      return /^<\s*>/.test(first) ? 'null-reverse-path' : null;
    case 'in-reply-to':
    case 'references': // our own Message-ID: an answer to an answer
      return [...value.toLowerCase().matchAll(/<reply\.[0-9a-z-]+@([^<>@\s]+)>/g)].some(
        ([, host]) => host === hostname,
      )
        ? 'loop'
        : null;
    default:
      return name.startsWith('list-') ? 'list' : null; // RFC 2369, RFC 2919
  }
}
