// Signs messages for the tests, every odd way a sender can: the signature's text is a template in which @BH@ and @B@ stand for the
// body hash and the value. Written from RFC 6376 §3.4 and §3.7 with other means than the code under test, so that the two can disagree.
import { createHash, createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type KeyName =
  | 'rsa512'
  | 'rsa768'
  | 'rsa1024'
  | 'rsa2048'
  | 'rsa2048b'
  | 'rsa2048e3'
  | 'rsa4096'
  | 'ed25519'
  | 'ed25519b';

const file = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/keys/${name}`, import.meta.url), 'latin1');
const privateKeys = new Map<KeyName, KeyObject>();

export function privateKey(name: KeyName): KeyObject {
  let key = privateKeys.get(name);
  if (key === undefined) privateKeys.set(name, (key = createPrivateKey(file(`${name}.pem`))));
  return key;
}

/** The record's text as it stands beside the key. */
export const recordText = (name: KeyName): string => file(`${name}.txt`).trim();

/** Only its p= value. */
export const publicPart = (name: KeyName): string => recordText(name).replace(/^.*p=/, '');

export interface Recipe {
  /** Fields without line ends, top first. */
  fields: string[];
  body: string;
  /** The signature field, without line end; @BH@ and @B@ are filled in. */
  signature: string;
  key: KeyName | KeyObject;
  header: 'simple' | 'relaxed';
  bodyForm: 'simple' | 'relaxed';
  hash: 'sha256' | 'sha1';
  /** h= as the signer took it; the fields are picked by it. */
  names: string[];
  /** Octets of the canonical body that are hashed. */
  limit?: number;
}

export function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

export const simpleBody = (body: string): string => `${body.replace(/(?:\r\n)+$/, '')}\r\n`;

export function relaxedField(field: string): string {
  const [, name = '', value = ''] = /^([^:]*):([^]*)$/.exec(field) ?? [];
  return `${name.trimEnd().toLowerCase()}:${value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
}

/** §3.7: b= "(including all surrounding whitespace)" is taken as empty. */
const emptied = (field: string): string => field.replace(/[ \t\r\n]*@B@[ \t\r\n]*/, '');

/** The octets that are signed, latin1. */
export function signedOctets({
  fields,
  names,
  header,
  signature,
}: Pick<Recipe, 'fields' | 'names' | 'header' | 'signature'>): string {
  const form = header === 'relaxed' ? relaxedField : (field: string): string => field;
  const left = [...fields];
  let octets = '';
  for (const name of names) {
    const at = left.findLastIndex(
      (field) => field.split(':')[0]?.trimEnd().toLowerCase() === name.trim().toLowerCase(),
    );
    if (at >= 0) octets += `${form(left.splice(at, 1)[0] ?? '')}\r\n`;
  }
  return octets + form(emptied(signature));
}

export function signOctets(
  octets: string,
  key: KeyName | KeyObject,
  hash: 'sha256' | 'sha1',
): string {
  const object = typeof key === 'string' ? privateKey(key) : key;
  const data = Buffer.from(octets, 'latin1');
  if (object.asymmetricKeyType === 'ed25519')
    return sign(null, createHash('sha256').update(data).digest(), object).toString('base64');
  return sign(hash, data, object).toString('base64');
}

export function bodyDigest(
  body: string,
  form: 'simple' | 'relaxed',
  hash: 'sha256' | 'sha1',
  limit?: number,
): string {
  const canonical = form === 'relaxed' ? relaxedBody(body) : simpleBody(body);
  return createHash(hash)
    .update(Buffer.from(canonical, 'latin1').subarray(0, limit))
    .digest('base64');
}

/** The signature field with its values, no line end. */
export function signedField(recipe: Recipe): string {
  const signature = recipe.signature.replace(
    '@BH@',
    bodyDigest(recipe.body, recipe.bodyForm, recipe.hash, recipe.limit),
  );
  return signature.replace(
    '@B@',
    signOctets(signedOctets({ ...recipe, signature }), recipe.key, recipe.hash),
  );
}

/** A message of fields (no line ends) and a body. */
export const message = (fields: readonly string[], body: string): string =>
  `${fields.join('\r\n')}\r\n\r\n${body}`;
