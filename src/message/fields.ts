// The header section as fields (RFC 5322 §2.2, obsolete forms of §4.5 and RFC 6532 included), read once a message and used by all.
// Octets stay octets: a field is its place in the message; name and value are text made from it. Linear in the section.
// Past the structure guard line ends are CR LF; a bare LF is taken as a line end too, so that nothing hides behind one.
// Not known here: what a field means, how addresses or dates look.
import { isUtf8 } from 'node:buffer';

/** One header field. */
export interface Field {
  /** As written, without the white space that RFC 5322 §4.5 allows before the colon. */
  name: string;
  /** The name in lower case. */
  key: string;
  /** Unfolded (RFC 5322 §2.2.3), white space at both ends removed; UTF-8 where the octets are valid UTF-8, else latin1. */
  value: string;
  /** All octets from the name to the line end of the last line. */
  raw: Uint8Array;
  /** The octets after the colon, folded as they are, without the final line end. */
  body: Uint8Array;
  /** Offset of the field in the message. */
  start: number;
}

/** Lines of the header section that belong to no field. */
export interface StrayLine {
  /** Offset in the message. */
  start: number;
  /** At most 200 characters, latin1. */
  text: string;
}

export interface HeaderSection {
  fields: Field[];
  strays: StrayLine[];
  /** Offset of the body: after the empty line, or the end of the message when there is none. */
  bodyStart: number;
}

const LF = 10;
const CR = 13;
const SP = 32;
const HTAB = 9;
const COLON = 58;

// RFC 5322 §3.6.8 ftext; white space before the colon: §4.5.
const NAME = /^([!-9;-~]+)[ \t]*$/;
const STRAY_SHOWN = 200;

/** The octets of a message as a Buffer on the same memory. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Octets of a header field as text: UTF-8 (RFC 6532) where valid, else one character an octet. */
export function octetsToText(octets: Uint8Array): string {
  const buffer = asBuffer(octets);
  return isUtf8(buffer) ? buffer.toString('utf8') : buffer.toString('latin1');
}

/** RFC 5322 §2.2.3: CR LF (or a bare LF) before white space goes away. */
export function unfold(text: string): string {
  return text.includes('\n') ? text.replace(/\r?\n(?=[ \t])/g, '') : text;
}

/** Reads the header section of a message. */
export function readFields(bytes: Uint8Array): HeaderSection {
  const message = asBuffer(bytes);
  const fields: Field[] = [];
  const strays: StrayLine[] = [];
  let at = 0;
  while (at < message.length) {
    const first = message[at];
    if (first === LF) return { fields, strays, bodyStart: at + 1 };
    if (first === CR && message[at + 1] === LF) return { fields, strays, bodyStart: at + 2 };
    const end = unitEnd(message, at);
    const field = readField(message, at, end);
    if (field === null)
      strays.push({
        start: at,
        text: message.toString('latin1', at, Math.min(end, at + STRAY_SHOWN)).trimEnd(),
      });
    else fields.push(field);
    at = end;
  }
  return { fields, strays, bodyStart: message.length };
}

/** Where the line at `start` and the lines that continue it end. */
function unitEnd(message: Buffer, start: number): number {
  for (let at = start; ;) {
    const lineEnd = message.indexOf(LF, at);
    if (lineEnd < 0) return message.length;
    at = lineEnd + 1;
    const next = message[at];
    if (next !== SP && next !== HTAB) return at;
  }
}

function readField(message: Buffer, start: number, end: number): Field | null {
  const raw = message.subarray(start, end);
  const colon = raw.indexOf(COLON);
  if (colon <= 0) return null;
  const name = NAME.exec(raw.toString('latin1', 0, colon))?.[1];
  if (name === undefined) return null;
  let bodyEnd = raw.length;
  if (raw[bodyEnd - 1] === LF) bodyEnd--;
  if (raw[bodyEnd - 1] === CR) bodyEnd--;
  const body = raw.subarray(colon + 1, Math.max(bodyEnd, colon + 1));
  return {
    name,
    key: name.toLowerCase(),
    value: trimSpace(unfold(octetsToText(body))),
    raw,
    body,
    start,
  };
}

/** Takes spaces and tabs off both ends in linear time. */
export function trimSpace(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

const isSpace = (code: number): boolean => code === SP || code === HTAB;
