// What the message is (MessageFacts): its fields, author and MIME structure by our own readers, an encoded subject by mailparser, octet
// facts counted here. Everything the report says about the message comes from this one value; contents are not kept.
// Not known here: signatures, DNS, what any of it is worth.
import { isAscii } from 'node:buffer';
import { hash } from 'node:crypto';
import type { MessageFacts } from './message-facts.ts';
import { readAuthors } from './address/authors.ts';
import { asBuffer, readFields, type HeaderSection } from './fields.ts';
import { decodedSubject } from './decoded-subject.ts';
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
  const { parts, htmlSize } = mimeOutline(message, fields, bodyStart);
  const { authors, authorProblem } = readAuthors(fields);
  const from = fields.filter((field) => field.key === 'from').map((field) => field.value);
  const first = (key: string): string | null =>
    fields.find((field) => field.key === key)?.value ?? null;
  const subject = first('subject');
  return {
    from: from.length === 0 ? null : from.join(' | '),
    subject: subject === null ? null : await decodedSubject(subject),
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
    ...lineFacts(message),
    eightBitHeader: hasEightBit(message.subarray(0, bodyStart)),
    eightBitBody: hasEightBit(message.subarray(bodyStart)),
    parts,
    htmlSize,
    excerpt: excerptOf(message),
  };
}

/** Octets of the longest line without its line end (RFC 5322 §2.1.1), and line ends that are CR or LF alone. */
export function lineFacts(message: Buffer): { longestLine: number; bareLineEnds: number } {
  const { length } = message;
  let longestLine = 0;
  let bareLineEnds = 0;
  let start = 0;
  for (let at = 0; at < length; at++) {
    const octet = message[at] as number; // at < length
    if (octet > CR || (octet !== LF && octet !== CR)) continue;
    if (octet === CR && message[at + 1] !== LF) {
      bareLineEnds++;
      continue;
    }
    if (octet === LF) bareLineEnds++;
    if (at - start > longestLine) longestLine = at - start;
    if (octet === CR) at++;
    start = at + 1;
  }
  return { longestLine: Math.max(longestLine, length - start), bareLineEnds };
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
