// Encoded-words (RFC 2047) read as a mail reader does. Octets of a header are latin1 text, what comes out is Unicode.
// Not known here: how they are written (encoded-forms.ts, respelled-words.ts), fields.

export const WORD =
  /=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z-]{1,20})?\?([QqBb])\?([^? \t\r\n]{0,2000})\?=/g;

export interface DecodedText {
  text: string;
  /** Charsets as they were named; empty when there was no encoded-word. */
  charsets: string[];
}

/** The text of a value; raw octets over 127 are UTF-8 where valid, else latin1. */
export function decodedText(value: string): DecodedText {
  const charsets: string[] = [];
  // §6.2: white space between encoded-words is not shown.
  const joined = value.replace(/(\?=)[ \t\r\n]{1,100}(?==\?[^?\s]{1,40}\?[QqBb]\?)/g, '$1');
  let text = '';
  let at = 0;
  let pending: { charset: string; octets: string } | null = null;
  const flush = (): void => {
    if (pending !== null) text += decodedOctets(pending.octets, pending.charset);
    pending = null;
  };
  for (const match of joined.matchAll(WORD)) {
    const [whole, charset = '', encoding = '', data = ''] = match;
    const between = joined.slice(at, match.index);
    if (between !== '' || (pending as { charset: string } | null)?.charset !== charset) {
      flush();
      text += rawText(between);
    }
    const octets = /q/i.test(encoding)
      ? data
          .replaceAll('_', ' ')
          .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) =>
            String.fromCharCode(Number.parseInt(code, 16)),
          )
      : Buffer.from(data, 'base64').toString('latin1');
    // Some programs cut a character in two; the next word of the same charset has the rest.
    pending = { charset, octets: ((pending as { octets: string } | null)?.octets ?? '') + octets };
    charsets.push(charset);
    at = match.index + whole.length;
  }
  flush();
  return { text: text + rawText(joined.slice(at)), charsets };
}

function rawText(octets: string): string {
  if (!/[\x80-\xff]/.test(octets)) return octets;
  const utf8 = Buffer.from(octets, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? octets : utf8;
}

function decodedOctets(octets: string, charset: string): string {
  try {
    return new TextDecoder(charset).decode(Buffer.from(octets, 'latin1'));
  } catch {
    // A charset that is not known: octet for octet.
    return octets;
  }
}

/** UTF-8 octets of a text, as latin1. */
export const utf8Octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
