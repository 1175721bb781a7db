// Replies of the endpoint (RFC 5321 §4.2, enhanced codes of RFC 3463 inside the text as RFC 2034 §4 has them). Shapes and
// fitting only; what is answered is decided elsewhere.

/** One reply: a code and its lines, each beginning with its enhanced code where there is one. */
export interface Reply {
  code: number;
  lines: string[];
}

export function reply(code: number, ...lines: string[]): Reply {
  return { code, lines };
}

/** RFC 5321 §4.5.3.1.5: 512 octets with code, separator and CRLF. */
const LONGEST_TEXT = 512 - 4 - 2;
const MOST_LINES = 50;

/** One line of printable US-ASCII: whatever else came in is shown as `?`, so that no reply can be split or unreadable. */
function fitLine(line: string): string {
  return line.replace(/[^\x20-\x7e]/gu, '?').slice(0, LONGEST_TEXT);
}

/** Makes any answer fit for the wire. A code outside 2xx, 4xx and 5xx is a bug and throws. */
export function fitReply({ code, lines }: Reply): Reply {
  if (!Number.isInteger(code) || !/^[245]\d\d$/.test(String(code))) throw new RangeError(`not a reply code: ${code}`);
  const last = lines.at(-1) ?? '';
  return { code, lines: [...lines.slice(0, -1).slice(0, MOST_LINES - 1), last].map(fitLine) };
}
