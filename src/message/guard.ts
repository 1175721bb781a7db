// The structure guard (SECURITY.md §1): what no library may see is found before any library does, octet by octet, in one
// linear pass, chunk by chunk; the SMTP endpoint, the HTTP upload and the CLI use the same one. Closes the entry to
// LIBRARIES.md rows 1, 10 and 15 (NUL, bare CR and LF, quadratic unfolding). The first fault of the message counts, so the
// answer does not depend on how the octets were cut into chunks. Not known here: fields, MIME, SMTP dots, who asks.

export type GuardLimit =
  | 'nul'
  | 'bare-cr'
  | 'bare-lf'
  | 'size'
  | 'header-size'
  | 'header-lines'
  | 'fields'
  | 'field-size'
  | 'line-size'
  | 'received';

/** The reply to a message that is not taken (RFC 5321 §4.2, RFC 3463). */
export interface Refusal {
  code: 550 | 552 | 554;
  enhanced: '5.6.0' | '5.3.4' | '5.4.6';
  /** One line of printable ASCII: which limit, where, and by what rule. */
  text: string;
  limit: GuardLimit;
}

export interface StructureGuard {
  /** The next octets of the message; the caller may reuse the chunk. False once there is a fault: it stays, and the octets need not be kept. */
  push(chunk: Uint8Array): boolean;
  /** After the last octet: the refusal, or null when the message may be read. */
  end(): Refusal | null;
}

export const MAX_HEADER_SECTION = 128 * 1024;
export const MAX_HEADER_LINES = 2000;
export const MAX_FIELDS = 1000;
export const MAX_FIELD = 16 * 1024;
/** For fields that honest mail fills: many recipients, and a signature that names many fields or holds copies of them (z=). */
export const MAX_LONG_FIELD = 64 * 1024;
export const MAX_BODY_LINE = 1024 * 1024;
export const MAX_RECEIVED = 100;

const NUL = 0;
const HTAB = 9;
const LF = 10;
const CR = 13;
const SP = 32;
const COLON = 58;
const RECEIVED = 'received';
const LONG_FIELDS: ReadonlySet<string> = new Set(['to', 'cc', 'dkim-signature']);
/** Longer names are none of these. */
const MAX_NAME = 20;

function refusal(limit: GuardLimit, text: string): Refusal {
  const shared = { text, limit };
  if (limit === 'nul' || limit === 'bare-cr' || limit === 'bare-lf')
    return { code: 550, enhanced: '5.6.0', ...shared };
  if (limit === 'received') return { code: 554, enhanced: '5.4.6', ...shared };
  return { code: 552, enhanced: '5.3.4', ...shared };
}

/** A guard for one message. `maxSize` in octets (MAX_SIZE). */
export function structureGuard({ maxSize }: { maxSize: number }): StructureGuard {
  let octets = 0;
  let found: Refusal | null = null;
  let afterCr = false;
  let inHeader = true;
  /** 1-based, of the line being read. */
  let line = 1;
  /** Octets of the line being read, with its CR. */
  let lineLength = 0;
  let fields = 0;
  let fieldLength = 0;
  let received = 0;
  /** The field's name in lower case as far as it is read; null after the colon, or when it can be none that counts. */
  let name: string | null = null;
  let fieldMax = MAX_FIELD;

  const refuse = (limit: GuardLimit, text: string): void => {
    found ??= refusal(limit, text);
  };

  /** One octet of the header section; false when a fault ends the reading. */
  function headerOctet(octet: number, at: number): boolean {
    // RFC 5322 §2.1: the empty line is no field's.
    if ((octet === CR && lineLength === 0) || (octet === LF && lineLength === 1)) return true;
    if (lineLength === 0) {
      // RFC 5322 §2.2.3: a line that begins with white space continues the field before it.
      const continues = (octet === SP || octet === HTAB) && fields > 0;
      if (!continues) {
        fields++;
        fieldLength = 0;
        fieldMax = MAX_FIELD;
      }
      name = continues ? null : '';
      if (fields > MAX_FIELDS) refuse('fields', `more than ${MAX_FIELDS} header fields`);
      else if (line > MAX_HEADER_LINES)
        refuse('header-lines', `more than ${MAX_HEADER_LINES} header lines`);
    }
    if (name !== null && octet !== COLON)
      name = name.length < MAX_NAME ? name + String.fromCharCode(octet).toLowerCase() : null;
    else if (name !== null) {
      // RFC 5322 §4.5.7 has white space there.
      const field = name.trimEnd();
      name = null;
      if (LONG_FIELDS.has(field)) fieldMax = MAX_LONG_FIELD;
      if (field === RECEIVED) received++;
      if (received > MAX_RECEIVED)
        refuse(
          'received',
          `more than ${MAX_RECEIVED} Received fields: a mail loop (RFC 5321 section 6.3)`,
        );
    }
    fieldLength++;
    if (fieldLength > fieldMax)
      refuse('field-size', `header field over ${fieldMax} octets, at line ${line}`);
    else if (at >= MAX_HEADER_SECTION)
      refuse('header-size', `header section over ${MAX_HEADER_SECTION} octets`);
    return found === null;
  }

  function scan(chunk: Uint8Array): void {
    const length = chunk.length;
    for (let i = 0; i < length;) {
      if (!inHeader && !afterCr) {
        // The body is most of a message: this loop looks at each octet once and leaves it only for a fault, a control or a cut
        // line end. Faster than Buffer.indexOf for CR and LF in turn, whose calls cost more than a usual line.
        let from = i - lineLength;
        for (; i < length; i++) {
          const octet = chunk[i] as number; // i < length
          if (octet > CR || octet === HTAB) continue;
          if (octet !== CR || i + 1 >= length || chunk[i + 1] !== LF) break;
          if (i - from > MAX_BODY_LINE) break;
          i++;
          line++;
          from = i + 1;
        }
        lineLength = i - from;
        if (lineLength > MAX_BODY_LINE)
          return refuse('line-size', `body line over ${MAX_BODY_LINE} octets, at line ${line}`);
        if (i >= length) return;
      }
      const octet = chunk[i] as number; // i < length
      const at = octets + i;
      if (octet === NUL)
        return refuse('nul', `NUL at octet ${at + 1}, line ${line} (RFC 5322 section 2.2)`);
      if (afterCr && octet !== LF)
        return refuse(
          'bare-cr',
          `CR without LF before octet ${at + 1}, line ${line} (RFC 5322 section 2.3)`,
        );
      if (octet === LF && !afterCr)
        return refuse(
          'bare-lf',
          `LF without CR at octet ${at + 1}, line ${line} (RFC 5322 section 2.3)`,
        );
      if (inHeader && !headerOctet(octet, at)) return;
      i++;
      if (octet === LF) {
        if (lineLength === 1) inHeader = false;
        line++;
        lineLength = 0;
        afterCr = false;
      } else {
        lineLength++;
        afterCr = octet === CR;
      }
    }
  }

  return {
    push(chunk) {
      if (found === null) {
        const room = maxSize - octets;
        scan(chunk.length > room ? chunk.subarray(0, Math.max(room, 0)) : chunk);
        if (chunk.length > room) refuse('size', `message over ${maxSize} octets`);
      }
      octets += chunk.length;
      return found === null;
    },
    end() {
      if (afterCr)
        refuse('bare-cr', 'CR without LF at the end of the message (RFC 5322 section 2.3)');
      return found;
    },
  };
}
