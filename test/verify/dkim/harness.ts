// A signed message from a few words, and what verifySignatures says of it: one message is signed as a plain sender does, a case states
// only what is different. Zones are text, time stands still.
import { zoneResolver, type ZoneResolver } from '../../../src/dns/zone.ts';
import { readFields } from '../../../src/message/fields.ts';
import {
  verifySignatures,
  type SignatureFacts,
} from '../../../src/verify/dkim/verify-signatures.ts';
import type { DkimCheck } from '../../../src/verify/verification.ts';
import { message, recordText, signedField, type KeyName, type Recipe } from './signer.ts';

/** 2026-01-01T00:00:00Z */
export const NOW = Date.UTC(2026, 0, 1);
export const NOW_SECONDS = NOW / 1000;

export const FIELDS = [
  'Received: from a.example.org (a.example.org [192.0.2.1])\r\n\tby mx.example.net; Thu, 1 Jan 2026 00:00:00 +0000',
  'From: Alice <alice@example.org>',
  'To: bob@example.net',
  'Subject: Hello',
  'Date: Thu, 1 Jan 2026 00:00:00 +0000',
  'Message-ID: <1@example.org>',
];

export const BODY = 'Hi Bob,\r\n\r\nhow are  you?\t\r\n\r\n-- \r\nAlice\r\n';

/** A record at a name, quoted for the zone text. */
export const txt = (text: string, name = 'sel._domainkey.example.org'): string =>
  `${name} TXT "${text.replace(/["\\]/g, '\\$&')}"\n`;

export interface Sample {
  /** Tags in order; null leaves one out, others are added before b=. */
  tags?: Record<string, string | null>;
  /** The whole field instead of tags. */
  signature?: string;
  fields?: string[];
  body?: string;
  key?: Recipe['key'];
  /** What the signer really did, where the tags do not say it. */
  signer?: Partial<Pick<Recipe, 'header' | 'bodyForm' | 'hash' | 'names' | 'limit'>>;
  /** Made after signing. */
  changed?: (signed: { fields: string[]; body: string }) => { fields?: string[]; body?: string };
}

const DEFAULT_TAGS: Record<string, string | null> = {
  v: '1',
  a: 'rsa-sha256',
  c: 'relaxed/relaxed',
  d: 'example.org',
  s: 'sel',
  h: 'From:To:Subject:Date:Message-ID',
  bh: '@BH@',
};

/** The signed message of a sample; the signature stands on top. */
export function signedMessage(sample: Sample): string {
  const given = sample.tags ?? {};
  const tags: Record<string, string | null> = {
    ...DEFAULT_TAGS,
    ...given,
    b: given['b'] === undefined ? '@B@' : given['b'],
  };
  const text = Object.entries(tags).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}`],
  );
  const signature = sample.signature ?? `DKIM-Signature: ${text.join('; ')}`;
  const [header = 'simple', bodyForm = 'simple'] = (tags['c'] ?? 'simple/simple')
    .toLowerCase()
    .split('/');
  const fields = sample.fields ?? FIELDS;
  const body = sample.body ?? BODY;
  const recipe: Recipe = {
    fields,
    body,
    signature,
    key: sample.key ?? ((tags['a'] ?? '').startsWith('ed25519') ? 'ed25519' : 'rsa2048'),
    header: header === 'relaxed' ? 'relaxed' : 'simple',
    bodyForm: bodyForm === 'relaxed' ? 'relaxed' : 'simple',
    hash: (tags['a'] ?? '').endsWith('sha1') ? 'sha1' : 'sha256',
    names: (tags['h'] ?? '').split(':'),
    ...(typeof tags['l'] === 'string' && /^[0-9]+$/.test(tags['l'])
      ? { limit: Number(tags['l']) }
      : {}),
    ...sample.signer,
  };
  const signed = { fields: [signedField(recipe), ...fields], body };
  const after = { ...signed, ...sample.changed?.(signed) };
  return message(after.fields, after.body);
}

/** What is said of a message given as latin1 text. */
export function verifyText(
  text: string,
  zone: string | ZoneResolver,
  at = NOW,
): Promise<SignatureFacts> {
  const octets = Buffer.from(text, 'latin1');
  return verifySignatures(
    octets,
    { at, section: readFields(octets) },
    typeof zone === 'string' ? zoneResolver(zone) : zone,
  );
}

export const defaultZone = (key: KeyName = 'rsa2048'): string => txt(recordText(key));

/** The one signature of a message. */
export async function verifyOne(text: string, zone: string, at = NOW): Promise<DkimCheck> {
  const { dkim } = await verifyText(text, zone, at);
  const [check] = dkim;
  if (dkim.length !== 1 || check === undefined)
    throw new Error(`${dkim.length} signatures evaluated`);
  return check;
}
