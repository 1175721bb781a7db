// A DKIM key record (RFC 6376 §3.6.1, RFC 8463 §4), judged by itself: what it says, which rules it breaks, and whether the key in it
// is one that may prove anything. LIBRARIES.md row 9: mailauth takes any RSA exponent, and with e=1 anybody can sign.
// Not known here: DNS, the signature it is used for. Used by `mailassay key` too.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { OUR_LIMIT } from '../our-limit.ts';
import { memoizeByText } from './memoize.ts';
import { decodeBase64, parseTagList, withoutFws, type Fault } from './tag-list.ts';

export interface KeyFault extends Fault {
  /** RFC 8601 §2.7.1: a record that cannot be used is permerror; a sound key that is not acceptable is policy; one that we do not evaluate leaves it open. */
  result: 'permerror' | 'policy' | 'temperror';
}

export interface KeyRecord {
  /** The character-strings joined. */
  text: string;
  /** It has p= or begins as a key record does; false for an SPF record that a wildcard put here. */
  isKey: boolean;
  /** k= by name, "rsa" without one (§3.6.1). */
  type: 'rsa' | 'ed25519' | 'unknown';
  /** Null when the octets of p= are no key. */
  key: KeyObject | null;
  /** Modulus for RSA, 256 for Ed25519; null without a key. */
  bits: number | null;
  /** RSA public exponent; null for others. */
  exponent: bigint | null;
  /** A signature that verifies with it says something: not so where anybody can sign, or where the size is beyond what is computed. */
  conclusive: boolean;
  /** t=y */
  testing: boolean;
  /** t=s: the domain of i= must be d= itself. */
  noSubdomains: boolean;
  /** h= and s= in lower case; null when absent. */
  hashes: string[] | null;
  services: string[] | null;
  /** t= flags but y, then h= and s= as written. */
  flags: string[];
  faults: KeyFault[];
}

/** RFC 8301 §3.2: verifiers do not take less than 1024 bits and must take up to 4096; we evaluate no larger ones, OpenSSL none over 16384. */
export const MIN_BITS = 1024;
export const MAX_BITS = 4096;
const MAX_BITS_ANYWHERE = 16_384;
const MAX_EXPONENT = 2n ** 32n;
// RFC 8410 §4: SubjectPublicKeyInfo of Ed25519 up to its 32 octets.
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const splitList = (text: string): string[] =>
  text
    .split(':')
    .map((entry) => withoutFws(entry).toLowerCase())
    .filter((entry) => entry !== '');
const shown = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Judges the text of one TXT record. Never throws. What comes of it is shared with those who ask later. */
export const parseKeyRecord: (text: string) => Readonly<KeyRecord> = memoizeByText(judge);

function judge(text: string): KeyRecord {
  const { tags, names, faults: grammar } = parseTagList(text);
  const faults: KeyFault[] = [];
  const fault = (
    what: string,
    tolerable = false,
    result: KeyFault['result'] = 'permerror',
  ): void => {
    faults.push({ text: what, tolerable, result });
  };
  const version = tags.get('v');
  const type = withoutFws(tags.get('k') ?? 'rsa').toLowerCase();
  const record: KeyRecord = {
    text,
    isKey: tags.has('p') || /^\s*v\s*=\s*DKIM/i.test(text),
    type: type === 'rsa' || type === 'ed25519' ? type : 'unknown',
    key: null,
    bits: null,
    exponent: null,
    conclusive: false,
    testing: false,
    noSubdomains: false,
    hashes: tags.has('h') ? splitList(tags.get('h') ?? '') : null,
    services: tags.has('s') ? splitList(tags.get('s') ?? '') : null,
    flags: [],
    faults,
  };
  const flags = splitList(tags.get('t') ?? '');
  record.testing = flags.includes('y');
  record.noSubdomains = flags.includes('s');
  record.flags = [
    ...flags.filter((flag) => flag !== 'y'),
    ...['h', 's'].flatMap((name) => (tags.has(name) ? [`${name}=${tags.get(name) ?? ''}`] : [])),
  ];

  // §3.6.1 v=: "MUST be the first tag in the record", and its value is an exact string; records of another version "MUST be discarded".
  if (version !== undefined && version !== 'DKIM1')
    fault(
      `v= is ${shown(version)}, not DKIM1${version.toLowerCase() === 'dkim1' ? ' in capitals' : ''}`,
    );
  else if (version !== undefined && names[0] !== 'v') fault('v= is not the first tag', true);

  readKey(tags.get('p'), tags.has('k'), record, fault);

  // §6.1.2 step 5: a record that does not follow the grammar is ignored by a strict reader.
  for (const { text: what, tolerable } of grammar) fault(what, tolerable);
  // §3.6.1 k=: "unrecognized key types MUST be ignored"
  if (record.type === 'unknown') fault(`k=${shown(type)} is not a known key type`);
  // §3.6.1 s=: "Verifiers for a given service type MUST ignore this record if the appropriate type is not listed."
  if (
    record.services !== null &&
    !record.services.includes('email') &&
    !record.services.includes('*')
  ) {
    fault(`s=${shown(tags.get('s') ?? '')} does not allow e-mail`);
  }
  return record;
}

type AddFault = (what: string, tolerable?: boolean, result?: KeyFault['result']) => void;

function readKey(
  p: string | undefined,
  hasType: boolean,
  record: KeyRecord,
  fault: AddFault,
): void {
  if (p === undefined) return fault('p= is missing: there is no key in it');
  // §3.6.1 p=: "An empty value means that this public key has been revoked."
  if (p === '') return fault('p= is empty: the key has been revoked');
  const octets = decodeBase64(p);
  if (octets === null) return fault(`p= is not base64${notBase64(p)}`);
  // A private key gives a public one, too; whoever reads it can sign (RFC 6376 §8.3), so nothing signed with it says anything.
  if (isPrivateKey(octets)) return fault('p= holds a private key, where the public one belongs');
  if (record.type === 'unknown') return;
  // RFC 8463 §4: the 32 octets themselves. Without k= that is an RSA record; most verifiers look at the octets.
  const bare = octets.length === 32 && (record.type === 'ed25519' || !hasType);
  record.key = publicKey(
    bare ? Buffer.concat([ED25519_PREFIX, octets]) : octets,
    !bare && isRsaPublicKey(octets),
  );
  if (record.key === null) {
    return fault(
      `the key in p= is damaged: its ${octets.length} bytes are no ${record.type === 'rsa' ? 'RSA' : 'Ed25519'} public key${cutShort(octets)}`,
    );
  }
  const found = record.key.asymmetricKeyType;
  if (found === 'ed25519') Object.assign(record, { bits: 256, conclusive: true });
  else if (found === 'rsa') judgeRsa(record.key, record, fault);
  if (found === record.type && !(found === 'ed25519' && !bare)) return;
  if (found !== 'rsa' && found !== 'ed25519')
    fault(`the key in p= is of the type ${found ?? 'unknown'}`);
  else if (found === 'ed25519' && record.type === 'ed25519')
    fault('p= holds more than the 32 bytes of an Ed25519 key', true);
  else if (!hasType) fault('p= holds an Ed25519 key, but k=ed25519 is missing', true);
  else fault(`k=${record.type} does not suit the ${found === 'rsa' ? 'RSA' : 'Ed25519'} key in p=`);
  record.type = found === 'rsa' || found === 'ed25519' ? found : 'unknown';
}

function judgeRsa(key: KeyObject, record: KeyRecord, fault: AddFault): void {
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  record.bits = modulusLength ?? null;
  record.exponent = publicExponent ?? null;
  if (modulusLength === undefined || publicExponent === undefined)
    return fault('the RSA key in p= cannot be read');
  // RFC 8017 §3.1: e is between 3 and n-1 and coprime to λ(n), so it is odd. e=1 makes every octet string its own signature.
  if (publicExponent < 3n || publicExponent % 2n === 0n)
    return fault(
      `the RSA exponent is ${publicExponent}: with it anybody can sign`,
      false,
      'policy',
    );
  if (publicExponent > MAX_EXPONENT)
    return fault('the RSA exponent is over 2^32, which verifiers refuse', false, 'policy');
  record.conclusive = modulusLength <= MAX_BITS;
  if (modulusLength < MIN_BITS)
    fault(
      `the RSA key has ${modulusLength} bits; under ${MIN_BITS} nothing counts as signed (RFC 8301 section 3.2)`,
      false,
      'policy',
    );
  if (modulusLength > MAX_BITS_ANYWHERE)
    fault(
      `the RSA key has ${modulusLength} bits; over ${MAX_BITS_ANYWHERE} nobody verifies`,
      false,
      'policy',
    );
  else if (modulusLength > MAX_BITS) {
    fault(
      `the RSA key has ${modulusLength} bits; over ${MAX_BITS} is ${OUR_LIMIT}, and verifiers need not take it (RFC 8301 section 3.2)`,
      false,
      'temperror',
    );
  }
}

function publicKey(octets: Buffer, pkcs1: boolean): KeyObject | null {
  try {
    return createPublicKey({ key: octets, format: 'der', type: pkcs1 ? 'pkcs1' : 'spki' });
  } catch {
    return null;
  }
}

/** §3.6.1 names RSAPublicKey, practice publishes SubjectPublicKeyInfo: the first element of the SEQUENCE tells (INTEGER or SEQUENCE). */
function isRsaPublicKey(octets: Buffer): boolean {
  const second = octets[1] ?? 0;
  return octets[0] === 0x30 && octets[second < 0x80 ? 2 : 2 + (second & 0x7f)] === 0x02;
}

/** RFC 8017 appendix A.1.2, RFC 5958 §2, RFC 5915 §3: private keys begin with a version, INTEGER 0 or 1; public ones with a modulus or an algorithm. */
function isPrivateKey(octets: Buffer): boolean {
  const second = octets[1] ?? 0;
  const at = second < 0x80 ? 2 : 2 + (second & 0x7f);
  return (
    octets[0] === 0x30 &&
    octets[at] === 0x02 &&
    octets[at + 1] === 0x01 &&
    (octets[at + 2] ?? 9) <= 1
  );
}

/** Says so when a DER SEQUENCE is longer than what is there: the record was pasted or split wrongly. */
function cutShort(octets: Buffer): string {
  if (octets[0] !== 0x30 || octets.length < 4) return '';
  const first = octets[1] ?? 0;
  const announced =
    first < 0x80
      ? 2 + first
      : first === 0x81
        ? 3 + (octets[2] ?? 0)
        : first === 0x82
          ? 4 + octets.readUInt16BE(2)
          : 0;
  return announced > octets.length
    ? `, ${announced - octets.length} bytes are missing at the end`
    : '';
}

function notBase64(p: string): string {
  const compact = withoutFws(p);
  const odd = /[^A-Za-z0-9+/=]/.exec(compact)?.[0];
  if (odd !== undefined) return `: it has the character ${shown(odd)}`;
  return /=[^=]/.test(compact) ? ': it goes on after "="' : ': its length cannot be right';
}
