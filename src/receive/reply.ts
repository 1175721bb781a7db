// Replies of the endpoint (RFC 5321 §4.2, enhanced codes of RFC 3463 inside the text as RFC 2034 §4 has them). Shapes and
// fitting only; what is answered is decided elsewhere.
import type { SmtpReply } from '../message/smtp-reply.ts';

export function reply(code: number, ...lines: string[]): SmtpReply {
  return { code, lines };
}

/** RFC 5321 §4.5.3.1.5: 512 octets with code, separator and CRLF. */
const MAX_TEXT_LENGTH = 512 - 4 - 2;
const MAX_LINES = 50;

/** One line of printable US-ASCII: whatever else came in is shown as `?`, so that no reply can be split or unreadable. */
function printableLine(line: string): string {
  return line.replace(/[^\x20-\x7e]/gu, '?').slice(0, MAX_TEXT_LENGTH);
}

/** Makes any answer fit for the wire. A code outside 2xx, 4xx and 5xx is a bug and throws. */
export function sanitizeReply({ code, lines }: SmtpReply): SmtpReply {
  if (!Number.isInteger(code) || !/^[245]\d\d$/.test(String(code)))
    throw new RangeError(`not a reply code: ${code}`);
  const last = lines.at(-1) ?? '';
  return { code, lines: [...lines.slice(0, -1).slice(0, MAX_LINES - 1), last].map(printableLine) };
}
