// What a passing signature vouches for, in one line, and what is odd about it although it passes.
import { isoTime } from './iso-time.ts';
import type { Evidence } from './evaluation-rule.ts';
import type { KeyLookup } from './key-lookup.ts';
import type { KeyRecord } from './key-record.ts';

/** RFC 6376 §3.5 t=: a clock may be a little ahead. */
const CLOCK_SKEW = 300;

export function verifiedReason(
  { signature, body, fieldsSigned, at }: Evidence,
  record: KeyRecord,
  { name, texts }: KeyLookup,
): string {
  const { limit, signedAt } = signature;
  const key = record.type === 'rsa' ? `${record.bits ?? '?'}-bit RSA key` : 'Ed25519 key';
  const unsigned = limit === null || body === null ? 0 : body.total - limit;
  const what = limit === null ? 'the whole body' : `${limit} bytes of the body`;
  const notes = [
    `verified with the ${key} at ${name}: ${fieldsSigned} header ${fieldsSigned === 1 ? 'field' : 'fields'} and ${what}`,
  ];
  if (unsigned > 0) notes.push(`${unsigned} bytes after them are not signed (l=)`);
  if (signedAt !== null && signedAt * 1000 > at + CLOCK_SKEW * 1000)
    notes.push(`it says it was signed in the future, on ${isoTime(signedAt)}`);
  if (record.testing) notes.push('the key record says that DKIM is only being tested (t=y)');
  if (texts.length > 1)
    notes.push(
      `${texts.length} TXT records stand at the name, and which one a receiver takes is undefined (RFC 6376 section 3.6.2.2)`,
    );
  return notes.join('; ');
}
