// A DNS record as somebody copies it: a zone line (RFC 1035 §5.1), a block of whole quoted strings where the line would be too long, and the
// bare value on one line. Nothing is cut, folded or defanged; only characters that cannot be seen are shown as \u{…}.
import { visible } from './untrusted-text.ts';
import type { RecordReport } from './report.ts';
import { columns, WIDTH } from './wrap.ts';

/** RFC 1035 §3.3: a character-string holds at most 255 octets. */
const MAX_STRING_OCTETS = 255;
/** Of a string on a line of its own: indent and quotes take the rest. */
const STRING_COLUMNS = WIDTH - 4;
const NAME_TYPES = ['CNAME', 'MX', 'NS', 'PTR', 'SRV'];

type Named = Pick<RecordReport, 'name' | 'type' | 'value' | 'ttl'>;

/** `NAME. IN TXT "…"` where it fits on a line, else `NAME. IN TXT (`, each string on its own line, `)`. Both are read as they stand by BIND. */
export function zoneRecord(record: Named): string[] {
  const line = zoneLine(record);
  if (
    record.type !== 'TXT' ||
    (columns(line) <= WIDTH && Buffer.byteLength(record.value) <= MAX_STRING_OCTETS)
  )
    return [line];
  return [`${start(record)} (`, ...strings(record.value).map((text) => `  ${text}`), ')'];
}

/** The record on one line, however long. */
export function zoneLine(record: Named): string {
  return `${start(record)} ${record.type === 'TXT' ? `"${atoms(record.value).join('')}"` : rdata(record)}`;
}

/** The value alone on one line: what a form for DNS records takes. */
export function bareValue({ value }: Pick<RecordReport, 'value'>): string {
  return visible(value);
}

/** More string lines than this are tedious to join by hand. */
const MAX_LINES_TO_JOIN = 2;

/** Whether the bare value should stand below the block as well. */
export function needsOneLine(record: Named): boolean {
  return zoneRecord(record).length > MAX_LINES_TO_JOIN + 2;
}

function start({ name, type, ttl }: Named): string {
  return `${ownerName(name)}${ttl === undefined ? '' : ` ${ttl}`} IN ${visible(type)}`;
}

/** RFC 1035 §5.1: `\DDD` for what has a meaning of its own in a zone file. */
function ownerName(name: string): string {
  const text = visible(name.replace(/\.$/, '')).replace(/[^a-z0-9._*\\{}-]/gi, (char) =>
    [...Buffer.from(char)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join(''),
  );
  return `${text}.`;
}

/** Names end with the root's dot. */
function rdata({ type, value }: Named): string {
  const text = visible(value);
  return NAME_TYPES.includes(type) && !text.endsWith('.') ? `${text}.` : text;
}

/** Each character as it stands between quotes. */
function atoms(value: string): string[] {
  return Array.from(value, (char) => (char === '"' || char === '\\' ? `\\${char}` : visible(char)));
}

/** The value as quoted strings that joined are exactly the value; cut after a space where that leaves no word for two lines. */
function strings(value: string): string[] {
  const all = atoms(value);
  const list: string[] = [];
  for (let from = 0; from < all.length;) {
    const end = endOfString(all, from);
    list.push(`"${all.slice(from, end).join('')}"`);
    from = end;
  }
  return list;
}

function endOfString(all: readonly string[], from: number): number {
  const most = mostFrom(all, from);
  if (most === all.length || all[most - 1] === ' ') return most;
  const space = all.lastIndexOf(' ', most - 1);
  if (space < from) return most;
  const nextSpace = all.indexOf(' ', most);
  const wordEnd = nextSpace === -1 ? all.length : nextSpace + 1;
  return mostFrom(all, space + 1) >= wordEnd ? space + 1 : most;
}

/** The end of the longest string that begins at `from`. */
function mostFrom(all: readonly string[], from: number): number {
  let width = 0;
  let octets = 0;
  for (let at = from; at < all.length; at += 1) {
    const atom = all[at] ?? '';
    width += columns(atom);
    octets += Buffer.byteLength(atom);
    if (at > from && (width > STRING_COLUMNS || octets > MAX_STRING_OCTETS)) return at;
  }
  return all.length;
}
