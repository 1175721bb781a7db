// The header section as DKIM hashes it (RFC 6376 §3.4, §5.4.2): rows of octets that belong to one field name, and the choice of
// rows that an h= list makes. The shape of a row is mailauth's own, so that it can be handed over without another parse.
// Not known here: what a row means, canonicalization.
import { asBuffer, type HeaderSection } from '../../message/fields.ts';

/** A header field as it is hashed. */
export interface HeaderRow {
  /** The name in lower case. */
  key: string;
  /** The name as written. */
  casedKey: string;
  /** All octets of the field without its last line end. */
  line: Buffer;
}

const LF = 10;
const CR = 13;

/**
 * The rows of a header section, in order. A line that is no field and no continuation (`section.strays`) is taken as part of the
 * field above it, as mailauth does: a mail reader may show it there, and octets that are added to a signed field can only
 * break a signature, never make one. Strays above the first field belong to nothing.
 */
export function headerRows(message: Uint8Array, section: HeaderSection): HeaderRow[] {
  const octets = asBuffer(message);
  return section.fields.map((field, index) => {
    const next = section.fields[index + 1]?.start ?? headerEnd(octets, section.bodyStart);
    const end = section.strays.length === 0 ? field.start + field.raw.length : next;
    return {
      key: field.key,
      casedKey: field.name,
      line: octets.subarray(field.start, withoutLineEnd(octets, end)),
    };
  });
}

/** Where the last field's octets end: before the empty line, if there is one. */
function headerEnd(octets: Buffer, bodyStart: number): number {
  const beforeLf = octets[bodyStart - 1] === LF ? bodyStart - 1 : bodyStart;
  const emptyLine = octets[beforeLf - 1] === CR ? beforeLf - 1 : beforeLf;
  return octets[emptyLine - 1] === LF ? emptyLine : bodyStart;
}

function withoutLineEnd(octets: Buffer, end: number): number {
  const beforeLf = octets[end - 1] === LF ? end - 1 : end;
  return octets[beforeLf - 1] === CR ? beforeLf - 1 : beforeLf;
}

/** Rows by lower-case name, each list in message order. */
export type RowIndex = ReadonlyMap<string, readonly HeaderRow[]>;

export function indexRows(rows: readonly HeaderRow[]): RowIndex {
  const index = new Map<string, HeaderRow[]>();
  for (const row of rows) {
    const list = index.get(row.key);
    if (list === undefined) index.set(row.key, [row]);
    else list.push(row);
  }
  return index;
}

/**
 * The rows that an h= list covers, in the list's order. RFC 6376 §5.4.2: each mention of a name takes the next instance from the
 * bottom up, a mention without an instance stands for nothing. The signature `self` is never among them: §5.4 lets h= name
 * DKIM-Signature only for "other preexisting signatures", and its own b= could not have been known when it was signed.
 */
export function signedRows(
  index: RowIndex,
  names: readonly string[],
  self: HeaderRow,
): HeaderRow[] {
  const taken = new Map<string, number>();
  const picked: HeaderRow[] = [];
  for (const name of names) {
    const key = name.toLowerCase();
    const rows = index.get(key);
    if (rows === undefined) continue;
    let at = taken.get(key) ?? rows.length;
    do at--;
    while (rows[at] === self);
    taken.set(key, Math.max(at, 0));
    const row = rows[at];
    if (row !== undefined) picked.push(row);
  }
  return picked;
}
