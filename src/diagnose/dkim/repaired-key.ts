// A key record as a person reads it (RFC 6376 §3.6.1): more forgiving than a verifier, in order to say what is wrong with it.
import { createPublicKey, type KeyObject } from 'node:crypto';

export interface KeyTags {
  /** Name (lower case) to value, white space around it removed; the first of each. */
  tags: Map<string, string>;
  /** In order, as written. */
  parts: { name: string; value: string; text: string }[];
}

export function readKeyRecord(record: string): KeyTags {
  const tags = new Map<string, string>();
  const parts = record
    .split(';')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => {
      const [, name = '', value = ''] = /^\s*([^=\s]*)\s*=(.*)$/s.exec(text) ?? [];
      return { name: name.toLowerCase(), value: value.trim(), text };
    });
  for (const { name, value } of parts) if (!tags.has(name)) tags.set(name, value);
  return { tags, parts };
}

/** The record without some tags, or with a tag's value exchanged (undefined removes). Order and spelling of the rest stay. */
export function rewriteKeyRecord(
  record: string,
  changes: Record<string, string | undefined>,
): string {
  return readKeyRecord(record)
    .parts.flatMap(({ name, text }) => {
      if (!Object.hasOwn(changes, name)) return [text];
      const value = changes[name];
      return value === undefined ? [] : [`${name}=${value}`];
    })
    .join('; ');
}

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

export function isBase64(text: string): boolean {
  return BASE64.test(text) && text.replace(/=+$/, '').length % 4 !== 1;
}

/** The public key that a p= value holds, RSA as SubjectPublicKeyInfo or as PKCS #1 (RFC 6376 §3.6.1, RFC 8463 §4); null when it holds none. */
export function publicKeyOf(p: string, type: string): KeyObject | null {
  if (!isBase64(p)) return null;
  const der = Buffer.from(p, 'base64');
  try {
    if (type === 'ed25519')
      return der.length === 32
        ? createPublicKey({
            key: { kty: 'OKP', crv: 'Ed25519', x: der.toString('base64url') },
            format: 'jwk',
          })
        : null;
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return pkcs1(der);
  }
}

function pkcs1(der: Buffer): KeyObject | null {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'pkcs1' });
  } catch {
    // Not a key in any form.
    return null;
  }
}

/** What is left of a p= value when everything is taken out that is not base64: quotes, brackets, line breaks, the lines of a PEM file. */
export function cleanedKey(p: string): string {
  return p
    .replace(/-----[A-Z ]*-----/g, '')
    .replace(/\\[nrt]/g, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
}

/** For evidence: a long key is cut in the middle, because all RSA keys of a size begin alike; what else stands in the record stays. */
export function shortKey(record: string): string {
  return record
    .replace(/([A-Za-z0-9+/]{8})[A-Za-z0-9+/]{20,}([A-Za-z0-9+/]{20}={0,2})/g, '$1…$2')
    .replace(/\s+/g, ' ');
}

/** Several TXT records that together are one key (RFC 6376 §3.6.2.2 wants one record of several strings); null when they are not. */
export function joinedKeyRecord(records: readonly string[]): string | null {
  const head = records.find((record) => /(?:^|;)\s*p\s*=/.test(record));
  if (head === undefined || records.length < 2 || records.length > 4) return null;
  const tails = records.filter((record) => record !== head);
  if (tails.some((record) => /(?:^|;)\s*[a-z]+\s*=[^=]/i.test(record))) return null;
  const p = readKeyRecord(head).tags.get('p') ?? '';
  const type = (readKeyRecord(head).tags.get('k') ?? 'rsa').toLowerCase();
  for (const order of tails.length > 1 ? [tails, tails.toReversed()] : [tails]) {
    const whole = cleanedKey([p, ...order].join(''));
    if (publicKeyOf(whole, type) !== null && publicKeyOf(p, type) === null)
      return rewriteKeyRecord(head, { p: whole });
  }
  return null;
}
