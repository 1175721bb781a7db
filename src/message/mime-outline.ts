// The MIME structure of a message (RFC 2045, 2046) in one pass: which parts it has, where they begin and end, how they are encoded, and how
// much HTML there is. It looks for the lines that may be delimiters and at nothing else of a body, and keeps no contents.
// Agrees with mailparser on what a part is, so that what is counted here is what mail clients show; test/message/mime-outline.test.ts.
import { asBuffer, readFields, type Field } from './fields.ts';
import { readMimeValue, type MimeValue } from './content-type.ts';
import { decodedOctets } from './transfer-encoding.ts';

export interface MimePart {
  /** In lower case; text/plain without one (RFC 2045 §5.2). */
  type: string;
  /** In lower case; 7bit without one. */
  encoding: string;
  charset: string | null;
  /** Offsets in the message of its body, as it is encoded; equal for a multipart, whose body is its parts. */
  start: number;
  end: number;
}

export interface MimeOutline {
  /** In the order of the message, the message itself first. */
  parts: MimePart[];
  /** Octets of the HTML that is shown, decoded, as UTF-8 with LF line ends; 0 without. */
  htmlSize: number;
  /** Why the outline ends early; null when it is whole. */
  problem: string | null;
}

/** Parts, and nesting with them. */
const MAX_PARTS = 150;
const MAX_PART_HEADER = 200 * 1024;
/** White space that a delimiter line may carry (RFC 2046 §5.1.1), within a line of RFC 5322 §2.1.1. */
const MAX_PADDING = 1000;
const LF = 10;
const CR = 13;
const SP = 32;
const HTAB = 9;
const DASH = 45;

/** An entity (RFC 2045 §2.4) whose body is being read. */
interface Entity {
  part: MimePart;
  /** Of a multipart. */
  boundary: string | null;
  parent: Entity | null;
  /** Its closing delimiter has come: what follows is no part of it. */
  isClosed: boolean;
  isHtml: boolean;
  /** Its body is a message that is shown in place (RFC 2046 §5.2.1). */
  isMessage: boolean;
  /** A delimiter came before the empty line that ends its header; in place of the header altogether. */
  isCut: boolean;
  isBare: boolean;
}

/** A line that delimits the parts of `owner`. */
interface Delimiter {
  owner: Entity;
  isClosing: boolean;
  start: number;
  next: number;
}

/** Of a message past the structure guard, whose fields and body are known. */
export function mimeOutline(
  bytes: Uint8Array,
  fields: readonly Field[],
  bodyStart: number,
): MimeOutline {
  const message = asBuffer(bytes);
  const entities: Entity[] = [];
  let problem: string | null = null;
  let at = bodyStart;

  /** The entity whose header begins at `at`, or the innermost message in it; null when that is too much. */
  const open = (parent: Entity | null): Entity | null => {
    for (;;) {
      const header = readPartHeader(message, at, parent);
      if (header === null || entities.length >= MAX_PARTS) {
        problem =
          header === null
            ? `header of a part over ${MAX_PART_HEADER} octets`
            : `more than ${MAX_PARTS} parts`;
        return null;
      }
      const entity = entityOf(header.fields, parent, header.end, header.isCut);
      entity.isBare = header.isCut && header.end === at;
      at = header.end;
      entities.push(entity);
      if (!entity.isMessage) return entity;
    }
  };

  let entity: Entity | null = entityOf(fields, null, bodyStart, false);
  entities.push(entity);
  if (entity.isMessage) entity = open(null);
  while (entity !== null) {
    const delimiter = nextDelimiter(message, at, entity);
    const isLeaf = entity.boundary === null && !entity.part.type.startsWith('multipart/');
    const end = delimiter === null ? message.length : lineEndBefore(message, delimiter.start);
    if (isLeaf) entity.part.end = Math.max(entity.part.start, end);
    if (delimiter === null) break;
    const { owner, isClosing } = delimiter;
    at = delimiter.next;
    // What has not even a whole header is no part, but for the last one.
    if (entity.isBare || (entity.isCut && !isClosing)) entities.pop();
    if (!isClosing) {
      entity = open(owner);
    } else if (entity !== owner) {
      owner.isClosed = true;
      entity = owner;
    }
  }
  let htmlSize = 0;
  for (const { part, isHtml } of entities)
    if (isHtml) htmlSize += textSize(message.subarray(part.start, part.end), part);
  return { parts: entities.map(({ part }) => part), htmlSize, problem };
}

function entityOf(
  fields: readonly Field[],
  parent: Entity | null,
  start: number,
  isCut: boolean,
): Entity {
  const value = (key: string): MimeValue =>
    readMimeValue(fields.find((field) => field.key === key)?.value ?? '');
  const content = value('content-type');
  const disposition = value('content-disposition').value;
  const type = content.value === '' ? 'text/plain' : content.value;
  const encoding = value('content-transfer-encoding').value || '7bit';
  const boundary = content.parameters.get('boundary')?.trimEnd() ?? '';
  return {
    part: { type, encoding, charset: content.parameters.get('charset') || null, start, end: start },
    boundary: !isCut && type.startsWith('multipart/') && ASCII.test(boundary) ? boundary : null,
    parent,
    isClosed: false,
    isHtml: type === 'text/html' && (disposition === '' || disposition === 'inline'),
    isMessage:
      !isCut &&
      type === 'message/rfc822' &&
      disposition === 'inline' &&
      IDENTITY.includes(encoding),
    isCut,
    isBare: false,
  };
}

const ASCII = /^[\u0001-\u007f]+$/;
const IDENTITY = ['7bit', '8bit', 'binary'];

/** The header of a part: it ends with an empty line, before a delimiter, or with the message. Null when it is too long. */
function readPartHeader(
  message: Buffer,
  start: number,
  parent: Entity | null,
): { fields: Field[]; end: number; isCut: boolean } | null {
  const delimiters = delimitersOf(parent, true);
  for (let at = start; at < message.length;) {
    if (at - start > MAX_PART_HEADER) return null;
    if (readDelimiter(message, at, delimiters) !== null)
      return { fields: readFields(message.subarray(start, at)).fields, end: at, isCut: true };
    const lineEnd = message.indexOf(LF, at);
    const next = lineEnd < 0 ? message.length : lineEnd + 1;
    if (lineEnd === at || (lineEnd === at + 1 && message[at] === CR))
      return { fields: readFields(message.subarray(start, next)).fields, end: next, isCut: false };
    at = next;
  }
  const { fields } = readFields(message.subarray(start));
  return { fields, end: message.length, isCut: false };
}

interface Delimiters {
  /** By boundary, the innermost entity first. */
  owners: Map<string, { owner: Entity; depth: number }>;
  /** First octets and lengths of the boundaries, so that most lines are done with at once. */
  first: Uint8Array;
  lengths: ReadonlySet<number>;
  longest: number;
}

/** What may delimit here: a part of this entity, and of all that it is in (RFC 2046 §5.1.2). */
function delimitersOf(entity: Entity | null, isParent: boolean): Delimiters {
  const owners: Delimiters['owners'] = new Map();
  const first = new Uint8Array(256);
  const lengths = new Set<number>();
  let longest = 0;
  let depth = 0;
  for (let owner = entity; owner !== null; owner = owner.parent) {
    const { boundary } = owner;
    const counts = boundary !== null && (isParent || owner !== entity || !owner.isClosed);
    if (!counts || owners.has(boundary)) continue;
    owners.set(boundary, { owner, depth: depth++ });
    first[boundary.charCodeAt(0)] = 1;
    longest = Math.max(longest, boundary.length);
    lengths.add(boundary.length);
  }
  return { owners, first, lengths, longest };
}

function nextDelimiter(message: Buffer, from: number, entity: Entity): Delimiter | null {
  const delimiters = delimitersOf(entity, false);
  if (delimiters.owners.size === 0) return null;
  if (from === 0 || message[from - 1] === LF) {
    const delimiter = readDelimiter(message, from, delimiters);
    if (delimiter !== null) return delimiter;
  }
  for (let at = from; ;) {
    const hit = message.indexOf(LINE_START, at);
    if (hit < 0) return null;
    const delimiter = readDelimiter(message, hit + 1, delimiters);
    if (delimiter !== null) return delimiter;
    at = hit + 1;
  }
}

const LINE_START = Buffer.from('\n--');

/** RFC 2046 §5.1.1: "--", the boundary, "--" at the last one, white space, and the line end. */
function readDelimiter(
  message: Buffer,
  start: number,
  { owners, first, lengths, longest }: Delimiters,
): Delimiter | null {
  if (message[start] !== DASH || message[start + 1] !== DASH) return null;
  if (first[message[start + 2] ?? 0] !== 1) return null;
  const most = Math.min(message.length, start + longest + MAX_PADDING);
  let end = start + 2;
  while (end < most && message[end] !== LF) end++;
  const isLastLine = end === message.length;
  if (end === most && !isLastLine) return null;
  const next = isLastLine ? end : end + 1;
  while (message[end - 1] === CR) end--;
  while (message[end - 1] === SP || message[end - 1] === HTAB) end--;
  const length = end - start - 2;
  if (!lengths.has(length) && !lengths.has(length - 2)) return null;
  const text = message.toString('latin1', start + 2, end);
  // The last line of a message delimits only when it closes.
  const opening = isLastLine ? undefined : owners.get(text);
  const closing = text.endsWith('--') ? owners.get(text.slice(0, -2)) : undefined;
  const isClosing = closing !== undefined && (opening?.depth ?? Infinity) > closing.depth;
  const owner = isClosing ? closing.owner : opening?.owner;
  return owner === undefined ? null : { owner, isClosing, start, next };
}

/** The line end before a delimiter belongs to it (RFC 2046 §5.1.1). */
function lineEndBefore(message: Buffer, start: number): number {
  if (message[start - 1] !== LF) return start;
  return message[start - 2] === CR ? start - 2 : start - 1;
}

/** Octets of a text as UTF-8, without transfer encoding, its line ends one octet each. */
function textSize(body: Buffer, { encoding, charset }: MimePart): number {
  const decoder = decoderOf(charset);
  let size = 0;
  let wasCr = false;
  for (const octets of decodedOctets(body, encoding)) {
    if (octets.length === 0) continue;
    for (let at = octets.indexOf(LF); at >= 0; at = octets.indexOf(LF, at + 1))
      if (at === 0 ? wasCr : octets[at - 1] === CR) size--;
    wasCr = octets.at(-1) === CR;
    size += Buffer.byteLength(decoder.decode(octets, { stream: true }));
  }
  return size + Buffer.byteLength(decoder.decode());
}

/** UTF-8 where none is named, or one that nobody knows. */
function decoderOf(charset: string | null): InstanceType<typeof TextDecoder> {
  const options = { ignoreBOM: true };
  if (charset !== null && !/^(?:us-?)?ascii$/i.test(charset)) {
    try {
      return new TextDecoder(charset, options);
    } catch {
      // Named by the sender: no fault of ours.
    }
  }
  return new TextDecoder('utf-8', options);
}
