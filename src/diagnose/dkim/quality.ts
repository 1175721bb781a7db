// What is weak about a signature that passes, or will not pass everywhere.
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { readKeyRecord, rewriteKeyRecord, shortKey } from './key-record.ts';
import { subjectOf } from './subject.ts';

/** RFC 8301 §3.2: signers SHOULD use at least this many bits. */
const STRONG = 2048;
/** RFC 5322 §3.6: fields a reader sees or acts on; unsigned, anybody on the way can set them. */
const VISIBLE = ['subject', 'date', 'to', 'cc', 'reply-to'];
const MIME = ['mime-version', 'content-type', 'content-transfer-encoding'];
const UNIQUE = ['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version', 'content-type'];
/** Clocks differ. */
const LENIENCY = 300_000;

export function keyQuality({ key, domain, selector }: Pick<DkimCheck, 'key' | 'domain' | 'selector'>, subject: string): Draft[] {
  const about = { name: key.name, domain, selector };
  const drafts: Draft[] = [];
  const record = key.record ?? '';
  if (key.type === 'rsa' && key.bits !== null && key.bits < STRONG) drafts.push(draft('dkim-key-weak', { ...about, bits: key.bits }, [`${key.name} TXT ${shortKey(record)}`], subject));
  if (key.testing) {
    const flags = (readKeyRecord(record).tags.get('t') ?? '')
      .split(':')
      .map((flag) => flag.trim())
      .filter((flag) => flag !== 'y' && flag !== '');
    drafts.push(draft('dkim-key-testing', { ...about, record: rewriteKeyRecord(record, { t: flags.length === 0 ? undefined : flags.join(':') }) }, [`${key.name} TXT ${shortKey(record)}`], subject));
  }
  const { tags } = readKeyRecord(record);
  const obsolete = ['g', 'r'].filter((tag) => tags.has(tag)).map((tag) => `${tag}=`);
  if (obsolete.length > 0) {
    drafts.push(
      draft('dkim-key-obsolete-tags', { ...about, tags: obsolete.join(', '), record: rewriteKeyRecord(record, { g: undefined, r: undefined }) }, [`${key.name} TXT ${shortKey(record)}`], subject),
    );
  }
  return drafts;
}

export function signatureQuality(signature: DkimCheck, facts: Verification): Draft[] {
  const { domain, selector, bodyLength, canonicalization } = signature;
  const about = { domain, selector };
  const drafts: Draft[] = [];
  const add = (code: Draft['code'], values: Record<string, string | number> = {}, evidence: string[] = []): void => {
    drafts.push(draft(code, { ...about, ...values }, evidence, subjectOf(signature)));
  };
  // RFC 6376 §8.2: whatever follows the counted octets is anybody's.
  if (bodyLength !== null) add('dkim-body-length', { signed: bodyLength.signed, total: bodyLength.total }, [`l=${bodyLength.signed}, body ${bodyLength.total}`]);
  if (signature.signedAt !== null && Date.parse(signature.signedAt) > facts.at + LENIENCY) add('dkim-signed-in-future', { signed: signature.signedAt, received: new Date(facts.at).toISOString() });

  const counts = new Map<string, number>();
  for (const { name } of facts.message.fields) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  const signed = signature.signedHeaders.map((name) => name.toLowerCase());
  const unsigned = (names: string[]): string => names.filter((name) => (counts.get(name) ?? 0) > 0 && !signed.includes(name)).join(', ');
  const visible = unsigned(VISIBLE);
  if (visible !== '') add('dkim-fields-unsigned', { fields: visible }, [`h=${signature.signedHeaders.join(':')}`]);
  const mime = unsigned(MIME);
  if (mime !== '') add('dkim-mime-unsigned', { fields: mime }, [`h=${signature.signedHeaders.join(':')}`]);
  const twice = UNIQUE.filter((name) => signed.includes(name) && (counts.get(name) ?? 0) > signed.filter((other) => other === name).length);
  if (twice.length > 0)
    add(
      'dkim-signed-field-twice',
      { fields: twice.join(', ') },
      twice.map((name) => `${name}: ${counts.get(name) ?? 0}`),
    );
  if (!signature.oversigned.includes('from')) add('dkim-not-oversigned', {}, [`h=${signature.signedHeaders.join(':')}`]);
  // One relay that tidies a header breaks a simple signature; it has come through some already.
  if (canonicalization.includes('simple') && (counts.get('received') ?? 0) > 0) add('dkim-simple', { canonicalization }, [`c=${canonicalization}`]);
  return drafts;
}
