// Why a signature does not count, in a few words for the table: the cause itself where it has words, else the reason that was found.
import type { DkimCheck } from '../verify/verification.ts';
import { untrusted, untrustedName } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';

type Words = LayoutWords['row'];

const MIN_RSA_BITS = 1024;
const REASON_LIMIT = 90;

/** Of a signature that is not usable (permerror, policy, neutral). `receivedAt` is ISO 8601. */
export function unusableCause(check: DkimCheck, receivedAt: string, words: Words): string {
  const { key, algorithm, reason, expiresAt, signedHeaders } = check;
  const late = expiresAt === null ? 0 : (Date.parse(receivedAt) - Date.parse(expiresAt)) / 1000;
  if (reason.startsWith('no key at '))
    return key.records.length === 0 ? words.dkimNoKey : words.dkimNoKeyRecord;
  if (/sha1$/i.test(algorithm) && reason.includes('rsa-sha1')) return words.dkimSha1;
  if (
    key.type === 'rsa' &&
    key.bits !== null &&
    key.bits < MIN_RSA_BITS &&
    reason.includes('under 1024')
  )
    return words.dkimShort(key.bits);
  if (late > 0 && reason.includes('expired')) return words.dkimExpired(duration(late, words));
  if (signedHeaders.length > 0 && reason.startsWith('From is not among'))
    return words.dkimFromUnsigned;
  return faultOfRecord(reason, words) ?? faultOfTag(reason, words) ?? plain(reason, words);
}

function faultOfRecord(reason: string, words: Words): string | null {
  if (/the key has been revoked/.test(reason)) return words.dkimRevoked;
  if (/p= is not base64/.test(reason)) return words.dkimNotBase64;
  return /the key in p= is damaged/.test(reason) ? words.dkimDamaged : null;
}

function faultOfTag(reason: string, words: Words): string | null {
  const missing = [...reason.matchAll(/the required tag ([a-z]+=) is missing/g)].map(
    ([, tag = '']) => tag,
  );
  if (missing.length > 0) return words.dkimTagMissing(missing.join(' '));
  const twice = /^the tag ([a-z]+=) is there twice/.exec(reason)?.[1];
  if (twice !== undefined) return words.dkimTagTwice(twice);
  const unknown = /([a-z]=)"([^"]*)" is not known/.exec(reason);
  return unknown === null
    ? null
    : words.dkimUnknown(untrustedName(`${unknown[1] ?? ''}${unknown[2] ?? ''}`, 30));
}

/** The reason without what the row says already. */
function plain(reason: string, words: Words): string {
  const short = reason
    .replace(/^the key (?:record )?at \S+ (?:can ?not be used|is not accepted): /, '')
    .replace(/ \([^()]*\)$/, '')
    .replace(/^(.{14,}?)[;:] .*$/, '$1');
  return short === '' ? words.dkimUnusable : untrusted(words.reason(short), REASON_LIMIT);
}

function duration(seconds: number, words: Words): string {
  if (seconds >= 2 * 86_400) return words.days(Math.floor(seconds / 86_400));
  if (seconds >= 2 * 3600) return words.hours(Math.floor(seconds / 3600));
  return seconds >= 120
    ? words.minutes(Math.floor(seconds / 60))
    : words.seconds(Math.floor(seconds));
}
