// The one function that foreign strings go through on their way into text (SECURITY.md §5): names, records, header fields and
// whatever else a sender or a zone chose. What comes out is one line that does what it looks like: nothing in it can start a
// line, turn writing around, hide, or become a link by itself. Not known here: layouts, and HTML (the template engine escapes).

/** SECURITY.md §5. */
export const UNTRUSTED_LIMIT = 200;

/** Cc, Cf (bidi, zero-width, soft hyphen), surrogates, private use and unassigned; line and paragraph separators; spaces that are not U+0020; what renders as nothing. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** Marks stacked on one letter reach into the lines above and below. */
const STACKED = /(?<=\p{M}{3})\p{M}/gu;
/** What follows the `://` of a URL, up to the next space (RFC 3986 §3); link finders also see one in the middle of a word. */
const AFTER_SCHEME = /(?<=:\/\/|\[:\]\/\/)\S+/g;
/** At the beginning of a word: in `a:www.example.org` it is a term of a record, which nothing makes a link of. */
const WWW = /(?<![a-z0-9:=@-])www\.(?=\S)/giu;
const PLAIN = /^[ -~]*$/;

function escaped(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Cut to `limit` UTF-16 units with a final `…`; never inside a code point or an escape. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - 1)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/\\(?:u(?:\{[0-9a-f]{0,6})?)?$/, '')}…`;
}

/**
 * One line in NFC with everything invisible or re-ordering shown as `\u{…}`, at most `limit` characters. For our own sentences
 * that carry foreign values already defanged; foreign text itself goes through `foreign`. Applying it twice changes nothing.
 */
export function printable(text: string, limit: number): string {
  // Composing and escaping look at no more than could be shown: a code point is at most 2 units, and NFC of 4 marks may be 1.
  const head = text.length > limit * 8 ? text.slice(0, limit * 8) : text;
  if (head.length <= limit && PLAIN.test(head)) return head;
  const shown = head.normalize('NFC').replace(UNSEEN, escaped).replace(STACKED, escaped);
  return cut(head.length < text.length ? `${shown}…` : shown, limit);
}

/** Invisible and re-ordering characters shown as `\u{…}`, and nothing else changed: for records that are copied. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, escaped);
}

/** http://a.b/ becomes hxxp://a[.]b/, any other scheme loses its `://`; bare domain names and mailto: stay readable. */
function defang(text: string): string {
  if (!text.includes('://') && !/www\./i.test(text)) return text;
  return text
    .replace(/https?:\/\//gi, (url) => url.replace(/tt/i, 'xx'))
    .replace(/(?<!hxxps?):\/\//gi, '[:]//')
    .replace(AFTER_SCHEME, (rest) => rest.replace(/(?<!\[)\.(?!\])/g, '[.]'))
    .replace(WWW, (www) => www.replace('.', '[.]'));
}

/** A foreign string as text: inert, URLs defanged, at most `limit` characters. Applying it twice changes nothing. */
export function untrusted(text: string, limit: number = UNTRUSTED_LIMIT): string {
  return cut(defang(printable(text, limit * 2)), limit);
}

/** As `foreign`, for what should hold no space (names, addresses): one word that no line break divides. */
export function untrustedName(text: string, limit: number): string {
  const name = untrusted(text, limit);
  return name.includes(' ') ? cut(name.replaceAll(' ', '\\u{20}'), limit) : name;
}

/** As `foreign`, in ASCII alone: for SMTP replies and header fields. */
export function untrustedAscii(text: string, limit: number = UNTRUSTED_LIMIT): string {
  const safe = untrusted(text, limit);
  return PLAIN.test(safe)
    ? safe
    : cut(
        safe
          .replace(/…$/, '...')
          .replaceAll('§', 'section ')
          .replace(/[^ -~]/gu, escaped),
        limit,
      ).replace(/…$/, '~');
}

/** Our own sentences in ASCII. */
export function printableAscii(text: string, limit: number): string {
  const safe = printable(text, limit);
  return PLAIN.test(safe)
    ? safe
    : cut(
        safe
          .replaceAll('…', '...')
          .replaceAll('§', 'section ')
          .replace(/[^ -~]/gu, escaped),
        limit,
      ).replace(/…$/, '~');
}

/** A host or domain name that may stand in a short report: letters, digits, hyphens, underscores; null for anything else. */
export function plainDomain(name: string | null): string | null {
  return name !== null &&
    name.length <= 253 &&
    /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(
      name,
    )
    ? name.toLowerCase()
    : null;
}
