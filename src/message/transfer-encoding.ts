// The octets of a MIME part without their transfer encoding (RFC 2045 §6), some kilobytes at a time, so that a large part is never in
// memory twice.

const SLICE = 48 * 1024;
const LF = 10;
const CR = 13;
const SP = 32;
const HTAB = 9;
const EQUALS = 61;

export function* decodedOctets(body: Buffer, encoding: string): Generator<Buffer> {
  if (encoding === 'base64') yield* fromBase64(body);
  else if (encoding === 'quoted-printable') yield* fromQuotedPrintable(body);
  else for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE);
}

/** RFC 2045 §6.8: characters outside of the alphabet are skipped. */
function* fromBase64(body: Buffer): Generator<Buffer> {
  let rest = '';
  for (let at = 0; at < body.length; at += SLICE) {
    const text = rest + body.toString('latin1', at, at + SLICE).replace(/[^A-Za-z0-9+/]+/g, '');
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    yield Buffer.from(text.slice(0, whole), 'base64');
  }
  yield Buffer.from(rest, 'base64');
}

/** RFC 2045 §6.7: soft line breaks and white space at the end of a line go; what is no escape stays as it is. */
function* fromQuotedPrintable(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length;) {
    const lineEnd = body.indexOf(LF, Math.min(at + SLICE, body.length));
    const end = lineEnd < 0 ? body.length : lineEnd + 1;
    yield quotedPrintable(body.subarray(at, end));
    at = end;
  }
}

function quotedPrintable(lines: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(lines.length);
  let length = 0;
  /** Octets of white space, not encoded, that were written last. */
  let blanks = 0;
  for (let at = 0; at < lines.length;) {
    const octet = lines[at] as number; // at < length
    if (octet === EQUALS) {
      const value = hex(lines[at + 1]) * 16 + hex(lines[at + 2]);
      if (value >= 0) {
        decoded[length++] = value;
        blanks = 0;
        at += 3;
        continue;
      }
      const next = lineEndAfter(lines, at + 1);
      if (next > 0) {
        blanks = 0;
        at = next;
        continue;
      }
    } else if (octet === LF || octet === CR) {
      length -= blanks;
      blanks = 0;
    }
    decoded[length++] = octet;
    blanks = isBlank(octet) ? blanks + 1 : 0;
    at++;
  }
  return decoded.subarray(0, length - blanks);
}

const isBlank = (octet: number | undefined): boolean => octet === SP || octet === HTAB;

/** Where the next line begins if only white space is left of this one; 0 if there is more. */
function lineEndAfter(lines: Buffer, from: number): number {
  let at = from;
  while (isBlank(lines[at])) at++;
  if (at >= lines.length) return at;
  if (lines[at] === CR) at++;
  return lines[at] === LF ? at + 1 : 0;
}

/** Below any sum with another digit when it is none. */
function hex(octet: number | undefined): number {
  if (octet === undefined) return -1000;
  if (octet >= 48 && octet <= 57) return octet - 48;
  const lower = octet | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1000;
}
