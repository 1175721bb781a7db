// Reads what people paste as a key record (RFC 6376 §3.6.1, RFC 8463 §4): escaped semicolons, quotes, brackets, a PEM file, a wrapped key.
// Says which public key is in it and which tags stand around it. Not known here: signatures, DNS.
import { createPublicKey, type KeyObject } from 'node:crypto';

export interface PastedKey {
  type: 'rsa' | 'ed25519';
  object: KeyObject;
  /** p= as it has to be published: base64 without white space; of Ed25519 the 32 octets alone. */
  p: string;
}

export interface PastedTag {
  /** Lower case. */
  name: string;
  value: string;
}

export interface PastedRecord {
  key: PastedKey;
  /** Tags other than v= and p= that stand before and after the key; the first of each. */
  before: PastedTag[];
  after: PastedTag[];
}

// RFC 8410 §4: SubjectPublicKeyInfo of Ed25519 up to its 32 octets.
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** `p=`, or where it was left out or misspelled, the first octets of a public key in base64. */
const KEY_START =
  /(?:^|[;"'\s(])p\s*(?:[=:]|\s(?=\s*["'(]?MI[GI]))|(?:^|[;"'\s(])(?=MI[GI][A-Za-z0-9+/]{60})/i;
const TAG = /(?:^|[;\s])([a-z][a-z0-9_]*)\s*=\s*([^;]*?)(?=\s*(?:;|$)|\s+[vkhtsgrnp]\s*=)/gi;

/** Null when no public key comes out of it: what is damaged cannot be computed. */
export function readPasted(text: string): PastedRecord | null {
  const record = unescaped(text);
  const start = KEY_START.exec(record);
  if (start === null) return null;
  const [p = '', ...after] = record.slice(start.index + start[0].length).split(';');
  const key = pastedKey(p);
  if (key === null) return null;
  const seen = new Set(['v', 'p']);
  const tags = (part: string): PastedTag[] =>
    [...part.replace(/["'()[\]]/g, ' ').matchAll(TAG)]
      .map(([, name = '', value = '']) => ({ name: name.toLowerCase(), value: value.trim() }))
      .filter(({ name }) => !seen.has(name) && seen.add(name) !== undefined);
  return { key, before: tags(record.slice(0, start.index)), after: tags(after.join(';')) };
}

/** Web panels escape semicolons and quotes as zone files do, and write line ends out. */
function unescaped(text: string): string {
  return text.replace(/\\[nrt]/g, ' ').replace(/\\+/g, '');
}

function pastedKey(written: string): PastedKey | null {
  const text = written.replace(/-----[A-Z0-9 ]*-----/g, '').replace(/[^A-Za-z0-9+/=]/g, '');
  // Base64 ends with its padding, and never with one digit of four.
  const [run = ''] = text.split('=');
  const digits = run.length % 4 === 1 ? run.slice(0, -1) : run;
  if (digits === '' || holdsPrivateKey(written)) return null;
  const pasted = Buffer.from(digits, 'base64');
  // What was pasted behind the end of the key is not a part of it.
  const octets = pasted.subarray(0, derLength(pasted));
  const isBare = octets.length === 32;
  const object = publicKey(isBare ? Buffer.concat([ED25519_PREFIX, octets]) : octets);
  const type = object?.asymmetricKeyType;
  if (object === null || (type !== 'rsa' && type !== 'ed25519')) return null;
  const bare = type === 'ed25519' ? octets.subarray(-32) : octets;
  // A text that is in order is not written in another way.
  return {
    type,
    object,
    p:
      bare.equals(pasted) && /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0
        ? text
        : bare.toString('base64'),
  };
}

/** Octets that a DER SEQUENCE announces, its head included; all there are where it is none, or is cut short. */
function derLength(der: Buffer): number {
  const first = der[1] ?? 0;
  if (der[0] !== 0x30 || der.length < 6) return der.length;
  return Math.min(
    der.length,
    first < 0x80
      ? 2 + first
      : first === 0x81
        ? 3 + (der[2] ?? 0)
        : first === 0x82
          ? 4 + der.readUInt16BE(2)
          : der.length,
  );
}

function publicKey(der: Buffer): KeyObject | null {
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      return createPublicKey({ key: der, format: 'der', type });
    } catch {
      // Not in this form.
    }
  }
  return null;
}

/**
 * Whether a private key stands in the text, even a part of one: PEM, or DER whose first element is a version number (PKCS #1 and #8 begin
 * with INTEGER 0, SEC 1 with INTEGER 1), where a public key has its modulus or its algorithm (RFC 8017 appendix A.1.2, RFC 5958 §2).
 */
export function holdsPrivateKey(text: string): boolean {
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(text)) return true;
  for (const [run] of text.matchAll(/M[A-Za-z0-9+/]{30,}/g)) {
    const der = Buffer.from(run.slice(0, 24), 'base64');
    const first = der[1] ?? 0;
    const content = first < 0x80 ? 2 : 2 + (first & 0x7f);
    if (
      der[0] === 0x30 &&
      content <= 4 &&
      der[content] === 0x02 &&
      der[content + 1] === 0x01 &&
      (der[content + 2] ?? 9) <= 1
    )
      return true;
  }
  return false;
}
