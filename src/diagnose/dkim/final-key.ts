// The one record that a key's name should hold, whatever is said about it: every finding about the key shows and carries this one.
// Null where it cannot be computed, or where a signature proves that the key in it is another. A change of DNS never loses a signature.
import { signedDigest } from '../../verify/dkim/forensics/signed-digest.ts';
import { parseKeyRecord } from '../../verify/dkim/key-record.ts';
import { decodeBase64, parseTagList } from '../../verify/dkim/tag-list.ts';
import type { DkimCheck } from '../../verify/verification.ts';
import { publishTxt, type RecordChange } from '../record-change.ts';
import { readPasted, type PastedKey, type PastedTag } from './key-text.ts';

/** A key and what it is used for; algorithm (a=) and auid (i=) are null where no signature is known that uses it. */
export interface KeyUse extends Pick<DkimCheck, 'key' | 'domain' | 'selector'> {
  algorithm: string | null;
  auid: string | null;
  /** The DKIM-Signature field; null without one. */
  field: string | null;
}

export interface KeyFix {
  /** The record as DNS has to hold it. */
  record: string;
  changes: RecordChange[];
}

const MAX_FIELD = 2000;
/** RFC 6376 appendix E: g= is historic; r= and whatever else people take over from DomainKeys means nothing. */
const OBSOLETE = new Set(['g', 'r']);

/** What the name of a key should hold in place of what it holds; null when that is right as it is, or cannot be known. */
export function keyFix(uses: readonly KeyUse[]): KeyFix | null {
  const [first] = uses;
  if (first === undefined) return null;
  const { key, domain } = first;
  const texts = [...new Set(key.records)];
  const holder = key.alias ?? key.name;
  // A CNAME leads to somebody else's zone: that record is theirs to change.
  if (key.alias !== null && !isBelow(key.alias, domain)) return null;
  const record = texts.length === 1 ? finalRecord(texts[0] ?? '', uses) : chosen(texts, uses);
  if (record === null || (texts.length === 1 && texts[0] === record)) return null;
  return { record, changes: publishTxt(holder, record, texts) };
}

/** The same for a key that stands at another name, or came in several records: what `name` should hold. */
export function keyFixAt(
  name: string,
  written: string,
  uses: readonly KeyUse[],
  old: readonly RecordChange[] = [],
): KeyFix | null {
  const record = finalRecord(written, uses);
  return record === null
    ? null
    : { record, changes: [...old, ...publishTxt(name, record, uses[0]?.key.records ?? [])] };
}

/** Of several records the one that the signatures were made with (RFC 6376 §3.6.2.2 allows one); null when that is not known. */
function chosen(texts: readonly string[], uses: readonly KeyUse[]): string | null {
  const keys = texts.flatMap((text) => {
    const pasted = readPasted(text);
    const record = finalRecord(text, uses);
    return pasted === null || record === null
      ? []
      : [{ record, proven: uses.some((use) => isSignedBy(pasted.key, use) === true) }];
  });
  const proven = new Set(keys.filter((one) => one.proven).map(({ record }) => record));
  if (proven.size === 1) return [...proven][0] ?? null;
  const all = new Set(keys.map(({ record }) => record));
  // Beside the only key stands something that is none: it goes.
  return all.size === 1 && texts.filter((text) => parseKeyRecord(text).isKey).length === 1
    ? ([...all][0] ?? null)
    : null;
}

/** One key record put in order: nothing in it that forbids a use it has, that breaks the grammar, or that means nothing any more. */
export function finalRecord(written: string, uses: readonly KeyUse[]): string | null {
  const pasted = readPasted(written);
  if (pasted === null) return null;
  const answers = uses.map((use) => isSignedBy(pasted.key, use));
  if (answers.includes(false) && !answers.includes(true)) return null;
  const { key, before, after } = pasted;
  const kept = (tags: readonly PastedTag[]): string[] =>
    tags.flatMap((tag) => (tag.name === 'k' ? [] : keptTag(tag, uses)));
  const isTyped = key.type === 'ed25519' || [...before, ...after].some(({ name }) => name === 'k');
  const typed = isTyped ? [`k=${key.type}`] : [];
  const at = before.findIndex(({ name }) => name === 'k');
  const head =
    at < 0
      ? [...kept(before), ...typed]
      : [...kept(before.slice(0, at)), ...typed, ...kept(before.slice(at + 1))];
  const whole = ['v=DKIM1', ...head, `p=${key.p}`, ...kept(after)].join('; ');
  if (isSound(whole)) return whole;
  const bare = ['v=DKIM1', ...typed, `p=${key.p}`].join('; ');
  return isSound(bare) ? bare : null;
}

/** A key that is too short is a fault of the key, not of what is written around it. */
function isSound(record: string): boolean {
  return parseKeyRecord(record).faults.every(({ result }) => result === 'policy');
}

function keptTag({ name, value }: PastedTag, uses: readonly KeyUse[]): string[] {
  if (OBSOLETE.has(name)) return [];
  if (name === 't') {
    const forbidsSubdomains = !uses.some(usesSubdomain);
    const flags = listOf(value).filter(
      (flag) => flag !== 'y' && (flag !== 's' || forbidsSubdomains),
    );
    return flags.length === 0 ? [] : [`t=${flags.join(':')}`];
  }
  // RFC 6376 §3.6.1: what h= and s= leave out is forbidden. RFC 8301 §3.1: whoever signs today signs with SHA-256.
  if (name === 'h' && !listOf(value).includes('sha256')) return [];
  if (name === 's' && !listOf(value).some((service) => service === '*' || service === 'email'))
    return [];
  return [`${name}=${value}`];
}

/** RFC 6376 §3.6.1 t=s: i= must be of d= itself. */
function usesSubdomain({ auid, domain }: KeyUse): boolean {
  if (auid === null || auid === '') return false;
  const own = auid.slice(auid.lastIndexOf('@') + 1).toLowerCase();
  return own !== domain.toLowerCase() && own.endsWith(`.${domain.toLowerCase()}`);
}

/** The uses of one key: a signature, and whatever else of the message is signed with the same. */
export function usesOf(signature: DkimCheck, all: readonly DkimCheck[]): KeyUse[] {
  return [
    signature,
    ...all.filter((other) => other !== signature && other.key.name === signature.key.name),
  ];
}

/** Whether b= of a signature opens under a key (RFC 8017 §8.2.2); null when that cannot be said: Ed25519, no signature, a field that was cut. */
export function isSignedBy(key: PastedKey, { field, algorithm }: KeyUse): boolean | null {
  if (field === null || algorithm === null || field.length >= MAX_FIELD) return null;
  if (key.type === 'ed25519') return algorithm.toLowerCase().startsWith('rsa') ? false : null;
  if (algorithm.toLowerCase().startsWith('ed25519')) return false;
  const value = decodeBase64(parseTagList(field.slice(field.indexOf(':') + 1)).tags.get('b') ?? '');
  return value === null ? null : signedDigest(key.object, value).opens;
}

export function isBelow(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

export function listOf(value: string | undefined): string[] {
  return (value ?? '')
    .split(':')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}
