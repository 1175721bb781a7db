// Why the key of a signature can not be used (RFC 6376 §3.6.1, §6.1.2; RFC 8301 §3.2): one draft, the first cause that applies.
import type { DkimCheck, Place } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { isBase64, joinedKeyRecord, publicKeyOf, readKeyRecord, repairedKeyRecord, rewriteKeyRecord, shortKey } from './key-record.ts';

/** Sizes that verifiers take: RFC 8301 §3.2, and the most that mailassay and many others compute. */
const SHORTEST = 1024;
const LONGEST = 4096;

/** A key and what it is used for; algorithm (a=) and auid (i=) are null where no signature is known that uses it. */
export interface KeyUse extends Pick<DkimCheck, 'key' | 'domain' | 'selector'> {
  algorithm: string | null;
  auid: string | null;
}

export function keyTrouble(use: KeyUse, places: readonly Place[], subject: string): Draft | null {
  const { key, domain, selector, algorithm, auid } = use;
  const about = { name: key.name, domain, selector };
  const say = (code: Draft['code'], values: Record<string, string | number | null> = {}): Draft =>
    draft(
      code,
      { ...about, ...values },
      key.records.map((record) => `${key.name} TXT ${shortKey(record)}`),
      subject,
    );

  if (key.records.length === 0 && key.record === null) return absent(use, places, subject);
  if (key.records.length > 1) {
    const joined = joinedKeyRecord(key.records);
    return joined === null ? say('dkim-key-several', { count: key.records.length }) : say('dkim-key-in-pieces', { count: key.records.length, record: joined });
  }
  const record = key.record ?? key.records[0] ?? '';
  const { tags, parts } = readKeyRecord(record);
  // A wildcard, or a CNAME to the wrong place: some other record answers.
  if (/^\s*"?v=(?:spf1|DMARC1|STSv1|TLSRPTv1|BIMI1)/i.test(record)) return say('dkim-key-wildcard', { found: record.slice(0, 60) });
  const p = tags.get('p');
  const fixed = repairedKeyRecord(record);
  if (p === undefined) return fixed === null ? say('dkim-key-syntax') : say('dkim-key-not-base64', { record: fixed });
  // RFC 6376 §3.6.1: white space inside p= is allowed, and means nothing.
  const bare = p.replace(/[ \t\r\n]+/g, '');
  if (bare === '') return say('dkim-key-revoked');
  const type = (tags.get('k') ?? 'rsa').toLowerCase();
  if (!isBase64(bare)) return say('dkim-key-not-base64', { record: fixed, character: /[^A-Za-z0-9+/=\s]/.exec(p)?.[0] ?? null });
  if (parts.some(({ name, value }) => name === 'v' && value !== 'DKIM1') || (tags.has('v') && parts[0]?.name !== 'v')) {
    return say('dkim-key-syntax', { record: `v=DKIM1; ${rewriteKeyRecord(record, { v: undefined })}` });
  }
  if (!suits(type, algorithm)) return say('dkim-key-type', { type, algorithm });
  if (publicKeyOf(bare, type) === null) return say('dkim-key-damaged', { length: bare.length });
  const hashes = list(tags.get('h'));
  // RFC 8301 §3.1: whoever signs today signs with SHA-256.
  const hash = algorithm === null ? 'sha256' : (algorithm.toLowerCase().split('-')[1] ?? '');
  if (hashes.length > 0 && !hashes.includes(hash)) return say('dkim-key-hash', { hashes: hashes.join(':'), algorithm, record: rewriteKeyRecord(record, { h: undefined }) });
  const services = list(tags.get('s'));
  if (services.length > 0 && !services.includes('*') && !services.includes('email')) {
    return say('dkim-key-service', { services: services.join(':'), record: rewriteKeyRecord(record, { s: undefined }) });
  }
  const auidDomain = auid === null ? domain.toLowerCase() : auid.slice(auid.lastIndexOf('@') + 1).toLowerCase();
  if (list(tags.get('t')).includes('s') && auidDomain !== domain.toLowerCase()) {
    const flags = list(tags.get('t')).filter((flag) => flag !== 's');
    return say('dkim-key-strict', { auid, record: rewriteKeyRecord(record, { t: flags.length === 0 ? undefined : flags.join(':') }) });
  }
  if (key.type !== 'rsa') return null;
  if (key.bits !== null && key.bits < SHORTEST) return say('dkim-key-short', { bits: key.bits });
  if (key.bits !== null && key.bits > LONGEST) return say('dkim-key-long', { bits: key.bits });
  if (key.exponent !== null && !soundExponent(key.exponent)) return say('dkim-key-exponent', { exponent: key.exponent });
  return null;
}

/** RFC 6376 §3.6.1: k= and a= name the same kind of key; without a signature, one of the kinds there are (RFC 8463 §4). */
function suits(type: string, algorithm: string | null): boolean {
  if (algorithm === null) return type === 'rsa' || type === 'ed25519';
  return type === (algorithm.toLowerCase().startsWith('ed25519') ? 'ed25519' : 'rsa');
}

/** RFC 8017 §3.1: odd and at least 3; with 1 anybody can sign. */
function soundExponent(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) >= 3 && Number(text) % 2 === 1 && Number(text) <= 2 ** 32;
}

function list(value: string | undefined): string[] {
  return value === undefined
    ? []
    : value
        .split(':')
        .map((word) => word.trim().toLowerCase())
        .filter((word) => word !== '');
}

/** Nothing at the name: found where people put it by mistake, behind a CNAME that leads nowhere, or not at all. */
function absent({ key, domain, selector }: KeyUse, places: readonly Place[], subject: string): Draft {
  const about = { name: key.name, domain, selector };
  const sought = places.filter((place) => place.sought === 'dkim-key' && place.belongs === key.name);
  const seen = [`${key.name} TXT: no record`, ...sought.map(line)];
  const found = sought.find((place) => place.type === 'TXT' && place.records.length > 0);
  if (found !== undefined) {
    const record = found.records[0] ?? '';
    return draft('dkim-key-wrong-name', { ...about, found: found.name, record: repairedKeyRecord(record) ?? record }, seen, subject);
  }
  const alias = sought.find((place) => place.type === 'CNAME' && place.records.length > 0);
  if (alias !== undefined) return draft('dkim-key-dangling', { ...about, target: alias.records[0] ?? '' }, [`${key.name} CNAME ${alias.records[0] ?? ''}`, ...seen.slice(0, 1)], subject);
  return draft('dkim-key-missing', about, seen, subject);
}

function line({ name, type, records, status }: Place): string {
  return `${name} ${type}${records.length === 0 ? `: ${status}` : ` ${shortKey(records[0] ?? '')}`}`;
}
