// Why the key of a signature cannot be used (RFC 6376 §3.6.1, §6.1.2; RFC 8301 §3.2): one draft, the first cause that applies. Where the
// record to publish can be computed the draft shows and carries it, always the same one (final-key.ts).
import { parseKeyRecord } from '../../verify/dkim/key-record.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import type { FindingCode } from '../catalog.ts';
import { absentKey } from './absent-key.ts';
import { isBelow, keyFix, keyFixAt, listOf, type KeyFix, type KeyUse } from './final-key.ts';
import { isBase64, joinedKeyRecord, publicKeyOf, readKeyRecord, shortKey } from './repaired-key.ts';
import type { KeySurroundings } from './key-surroundings.ts';
import { holdsPrivateKey } from './key-text.ts';

/** Sizes that verifiers take: RFC 8301 §3.2, and the most that mailassay computes. */
const MIN_BITS = 1024;
const MAX_BITS = 4096;

/** `uses` are all that is signed with the key, first the one that is judged. */
export function keyStatus(uses: readonly KeyUse[], around: KeySurroundings): Draft | null {
  const [use] = uses;
  if (use === undefined) return null;
  const { key, domain, selector, algorithm, auid } = use;
  if (key.records.length === 0 && key.record === null) return absentKey(uses, around);
  const fix = keyFix(uses);
  const foreign = key.alias !== null && !isBelow(key.alias, domain) ? key.alias : null;
  const say = (
    code: FindingCode,
    values: Record<string, string | number | null> = {},
    mended: KeyFix | null = null,
  ): Draft => {
    const one = draft(
      code,
      { name: key.name, domain, selector, foreign, ...values, record: mended?.record ?? null },
      recordLines(use),
      around.subject,
    );
    return withRecords(one, mended?.changes ?? []);
  };

  const exposed = exposedKey(use, around.subject);
  if (exposed !== null) return exposed;
  if (key.records.length > 1) return severalKeys(uses, say, fix);
  const record = key.record ?? key.records[0] ?? '';
  const { tags, parts } = readKeyRecord(record);
  // A wildcard, or a CNAME to the wrong place: some other record answers.
  if (/^\s*"?v=(?:spf1|DMARC1|STSv1|TLSRPTv1|BIMI1)/i.test(record))
    return say('dkim-key-wildcard', { found: record.slice(0, 60) });
  const faults = parseKeyRecord(record).faults;
  const syntax = (): Draft =>
    say(
      'dkim-key-syntax',
      { reason: faults[0]?.text ?? null, backslashes: /\\\s*;/.test(record) ? 'v=DKIM1\\;' : null },
      fix,
    );
  // Web panels escape semicolons: then no tag ends where it should.
  if (/\\\s*;/.test(record)) return syntax();
  const p = tags.get('p');
  // The key is behind quotes or brackets that swallowed p=, or p= is not there at all.
  if (p === undefined)
    return fix !== null && /["'()]/.test(record) ? say('dkim-key-not-base64', {}, fix) : syntax();
  // RFC 6376 §3.6.1: white space inside p= is allowed, and means nothing.
  const bare = p.replace(/[ \t\r\n]+/g, '');
  if (bare === '') return say('dkim-key-revoked');
  if (!isBase64(bare))
    return say('dkim-key-not-base64', { character: /[^A-Za-z0-9+/=\s]/.exec(p)?.[0] ?? null }, fix);
  if (
    parts.some(({ name, value }) => name === 'v' && value !== 'DKIM1') ||
    (tags.has('v') && parts[0]?.name !== 'v')
  )
    return syntax();
  const type = (tags.get('k') ?? 'rsa').toLowerCase();
  const isKey = publicKeyOf(bare, type) !== null;
  // RFC 8463 §4: an Ed25519 key that is wrapped, or whose k= is missing.
  if (!isKey && fix !== null && faults.some(({ text }) => text.includes('Ed25519')))
    return syntax();
  if (!suits(type, algorithm)) return say('dkim-key-type', { type, algorithm }, fix);
  if (!isKey) return fix === null ? say('dkim-key-damaged', { length: bare.length }) : syntax();
  const hashes = listOf(tags.get('h'));
  // RFC 8301 §3.1: whoever signs today signs with SHA-256.
  const hash = algorithm === null ? 'sha256' : (algorithm.toLowerCase().split('-')[1] ?? '');
  if (hashes.length > 0 && !hashes.includes(hash))
    return say('dkim-key-hash', { hashes: hashes.join(':'), algorithm }, fix);
  const services = listOf(tags.get('s'));
  if (services.length > 0 && !services.includes('*') && !services.includes('email'))
    return say('dkim-key-service', { services: services.join(':') }, fix);
  const auidDomain =
    auid === null ? domain.toLowerCase() : auid.slice(auid.lastIndexOf('@') + 1).toLowerCase();
  if (listOf(tags.get('t')).includes('s') && auidDomain !== domain.toLowerCase())
    return say('dkim-key-strict', { auid }, fix);
  if (key.type !== 'rsa') return null;
  if (key.bits !== null && key.bits < MIN_BITS) return say('dkim-key-short', { bits: key.bits });
  if (key.bits !== null && key.bits > MAX_BITS) return say('dkim-key-long', { bits: key.bits });
  if (key.exponent !== null && !isSoundExponent(key.exponent))
    return say('dkim-key-exponent', { exponent: key.exponent });
  return null;
}

type Say = (
  code: FindingCode,
  values?: Record<string, string | number | null>,
  fix?: KeyFix | null,
) => Draft;

/** RFC 6376 §3.6.2.2: more than one record; two halves of one key are the usual cause. */
function severalKeys(uses: readonly KeyUse[], say: Say, fix: KeyFix | null): Draft {
  const key = uses[0]?.key;
  const count = key?.records.length ?? 0;
  const joined = joinedKeyRecord(key?.records ?? []);
  if (key === undefined || joined === null) return say('dkim-key-several', { count }, fix);
  return say(
    'dkim-key-in-pieces',
    { count },
    key.alias === null ? keyFixAt(key.name, joined, uses) : null,
  );
}

/** A private key that was published: whoever has read it can sign (RFC 6376 §8.3). Said of a key that works, too. */
export function exposedKey(
  { key, domain, selector }: Pick<KeyUse, 'key' | 'domain' | 'selector'>,
  subject: string,
): Draft | null {
  const found = key.records.find(holdsPrivateKey);
  if (found === undefined) return null;
  // Never given back whole: only its beginning, which says what kind it is.
  const seen = found
    .replace(/[A-Za-z0-9+/]{12}[A-Za-z0-9+/=]*/g, (run) => `${run.slice(0, 8)}…`)
    .slice(0, 80);
  return draft(
    'dkim-key-private',
    { name: key.name, domain, selector },
    [`${key.name} TXT ${seen}`],
    subject,
  );
}

/** All records at the name; of several it is said which one the signature was verified with. */
export function recordLines({ key }: Pick<KeyUse, 'key'>, isVerified = false): string[] {
  return key.records.map(
    (record) =>
      `${key.name} TXT ${shortKey(record)}${isVerified && key.records.length > 1 && record === key.record ? ' (the signature verifies with this one)' : ''}`,
  );
}

/** RFC 6376 §3.6.1: k= and a= name the same kind of key; without a signature, one of the kinds there are (RFC 8463 §4). */
function suits(type: string, algorithm: string | null): boolean {
  if (algorithm === null) return type === 'rsa' || type === 'ed25519';
  return type === (algorithm.toLowerCase().startsWith('ed25519') ? 'ed25519' : 'rsa');
}

/** RFC 8017 §3.1: odd and at least 3; with 1 anybody can sign. */
function isSoundExponent(text: string): boolean {
  return (
    /^\d{1,10}$/.test(text) &&
    Number(text) >= 3 &&
    Number(text) % 2 === 1 &&
    Number(text) <= 2 ** 32
  );
}
