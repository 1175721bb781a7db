// What the message is (MessageFacts): its fields and author by our own readers, subject and parts by mailparser, octet facts
// counted here. Everything the report says about the message comes from this one value; contents are not kept.
// Not known here: signatures, DNS, what any of it is worth.
import { isAscii } from 'node:buffer';
import { hash } from 'node:crypto';
import type { MessageFacts } from './message-facts.ts';
import { readAuthors } from './address/authors.ts';
import { asBuffer, readFields, type HeaderSection } from './fields.ts';
import { mimeOutline } from './mime-outline.ts';

const MAX_VALUE = 2000;
const MAX_EXCERPT = 4000;
const LF = 10;
const CR = 13;

/** Facts of a message past the structure guard. `section` is its header section, where it was read already. Never rejects. */
export async function messageFacts(
  bytes: Uint8Array,
  section: HeaderSection = readFields(bytes),
): Promise<MessageFacts> {
  const message = asBuffer(bytes);
  const { fields, bodyStart } = section;
  const outline = await mimeOutline(fields, message.subarray(bodyStart));
  const { authors, authorProblem } = readAuthors(fields);
  const from = fields.filter((field) => field.key === 'from').map((field) => field.value);
  const first = (key: string): string | null =>
    fields.find((field) => field.key === key)?.value ?? null;
  return {
    from: from.length === 0 ? null : from.join(' | '),
    subject: outline.subject ?? first('subject'),
    // LIBRARIES.md row 17: mailparser makes a missing or odd Date the present moment.
    date: first('date'),
    messageId: first('message-id'),
    size: message.length,
    sha256: hash('sha256', message, 'hex'),
    fields: fields.map(({ name, value }) => ({
      name,
      value: value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value,
    })),
    authors,
    authorProblem,
    longestLine: longestLine(message),
    bareLineEnds: bareLineEnds(message),
    eightBitHeader: hasEightBit(message.subarray(0, bodyStart)),
    eightBitBody: hasEightBit(message.subarray(bodyStart)),
    parts: outline.parts,
    htmlSize: outline.htmlSize,
    excerpt: excerptOf(message),
  };
}

/** Octets of the longest line without its line end (RFC 5322 §2.1.1). */
export function longestLine(message: Buffer): number {
  let longest = 0;
  for (let start = 0; start <= message.length;) {
    const lineEnd = message.indexOf(LF, start);
    const end = lineEnd < 0 ? message.length : lineEnd;
    const length = end - start - (end > start && message[end - 1] === CR ? 1 : 0);
    if (length > longest) longest = length;
    if (lineEnd < 0) break;
    start = lineEnd + 1;
  }
  return longest;
}

/** CR without LF, and LF without CR. */
export function bareLineEnds(message: Buffer): number {
  let bare = 0;
  for (let at = message.indexOf(LF); at >= 0; at = message.indexOf(LF, at + 1))
    if (at === 0 || message[at - 1] !== CR) bare += 1;
  for (let at = message.indexOf(CR); at >= 0; at = message.indexOf(CR, at + 1))
    if (message[at + 1] !== LF) bare += 1;
  return bare;
}

function hasEightBit(octets: Buffer): boolean {
  return !isAscii(octets);
}

/** The first octets as text, cut at a line or a character. */
function excerptOf(message: Buffer): string {
  return message
    .toString('utf8', 0, Math.min(message.length, MAX_EXCERPT))
    .replace(/\ufffd{1,3}$/, '');
}
