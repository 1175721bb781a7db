// Text that was converted to another character set on its way, all of it or a part's: what is UTF-8 may have been ISO-8859-1 or Windows-1252,
// and the reverse. Where charset= stands in a part's header, it is put back too. Not known here: the message's own header.
import { candidate, type BodyCandidate } from './body-candidate.ts';
import { isMultipart, mimeTree, type MessageType } from './mime-tree.ts';

export function* charsetsUndone(text: string, message: MessageType): Generator<BodyCandidate> {
  if (!/[\x80-\xff]/.test(text)) return;
  for (const { name, convert } of CONVERSIONS) {
    const all = convert(text);
    if (all !== null) yield candidate(all, 'charset-changed', `${name} before`);
    const parts = mimeTree(text, message).filter(
      (part) =>
        part.path !== '' &&
        !isMultipart(part) &&
        part.type.startsWith('text/') &&
        part.charset !== null,
    );
    for (const { header, start, end, path, type } of parts) {
      const content = convert(text.slice(start, end));
      if (content === null) continue;
      for (const charset of [name, name.toUpperCase()]) {
        const fields = text.slice(header, start).replace(/(charset="?)[^\s;"]+/i, `$1${charset}`);
        yield candidate(
          text.slice(0, header) + fields + content + text.slice(end),
          'charset-changed',
          `${name} before in part ${path} (${type})`,
        );
      }
    }
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

const CONVERSIONS: readonly { name: string; convert: (octets: string) => string | null }[] = [
  {
    name: 'utf-8',
    convert: (octets) =>
      fromUtf8(octets) === null ? Buffer.from(octets, 'utf8').toString('latin1') : null,
  },
  {
    name: 'utf-8',
    convert: (octets) =>
      fromUtf8(octets) === null
        ? Buffer.from(
            new TextDecoder('windows-1252').decode(Buffer.from(octets, 'latin1')),
            'utf8',
          ).toString('latin1')
        : null,
  },
  { name: 'iso-8859-1', convert: (octets) => inLatin1(fromUtf8(octets)) },
  { name: 'windows-1252', convert: (octets) => inWindows(fromUtf8(octets)) },
];

function fromUtf8(octets: string): string | null {
  try {
    return utf8.decode(Buffer.from(octets, 'latin1'));
  } catch {
    return null;
  }
}

const inLatin1 = (text: string | null): string | null =>
  text === null || /[^\0-\xff]/.test(text) ? null : text;

/** The 32 places in which Windows-1252 differs from ISO-8859-1. */
const WINDOWS = new Map(
  Array.from({ length: 32 }, (_, at) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + at)),
    String.fromCharCode(0x80 + at),
  ]),
);

function inWindows(text: string | null): string | null {
  if (text === null || !/[^\0-\xff]/.test(text)) return null;
  let out = '';
  for (const character of text) {
    const octet = character <= '\xff' ? character : WINDOWS.get(character);
    if (octet === undefined) return null;
    out += octet;
  }
  return out;
}
