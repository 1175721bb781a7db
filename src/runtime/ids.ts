// The one home of randomness: ids of tests and reports, tokens of leases and addresses.
import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes ids: 26 lower-case characters (Crockford base32) that hold 128 random bits, so that they also fit a local part matched without case. */
export interface Ids {
  next(): string;
}

export const ID_PATTERN = /^[0-9a-hjkmnp-tv-z]{26}$/;

function encode(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return text;
}

const OCTETS = 16;
/** Random octets not used yet: to fetch many costs no more than to fetch a few. */
let fresh = Buffer.alloc(0);

export const randomIds: Ids = {
  next() {
    if (fresh.length === 0) fresh = randomBytes(64 * OCTETS);
    const own = fresh.subarray(0, OCTETS);
    fresh = fresh.subarray(OCTETS);
    return encode(own);
  },
};

/** Counts up from one: for tests and golden files. */
export function countingIds(): Ids {
  let last = 0;
  return {
    next() {
      last += 1;
      const bytes = new Uint8Array(OCTETS);
      new DataView(bytes.buffer).setUint32(12, last);
      return encode(bytes);
    },
  };
}

/** An unpredictable number from 0 to 65535: DNS message ids (RFC 5452 §9.2). */
export function random16(): number {
  return randomInt(0x1_0000);
}
