// What is weak about a signature that passes, or will not pass everywhere.
import type { DkimCheck, Verification } from '../../verify/verification.ts';
import { parseKeyRecord } from '../../verify/dkim/key-record.ts';
import { draft, withRecords, type Draft } from '../draft.ts';
import { keyFix, type KeyUse } from './final-key.ts';
import { readKeyRecord, shortKey } from './repaired-key.ts';
import { subjectOf } from './subject.ts';
import { utc } from './utc.ts';

/** RFC 8301 §3.2: signers MUST use at least 1024 bits, and SHOULD use 2048. */
const MIN_BITS = 1024;
const STRONG = 2048;
/** RFC 5322 §3.6: fields a reader sees or acts on; unsigned, anybody on the way can set them. */
const VISIBLE = ['subject', 'date', 'to', 'cc', 'reply-to'];
const MIME = ['mime-version', 'content-type', 'content-transfer-encoding'];
const UNIQUE = [
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'mime-version',
  'content-type',
];
/** Clocks differ. */
const LENIENCY = 300_000;

/** `uses` are all that is signed with the key, first the one that is judged. */
export function keyQuality(uses: readonly KeyUse[], subject: string): Draft[] {
  const [use] = uses;
  if (use === undefined) return [];
  const { key, domain, selector } = use;
  const about = { name: key.name, domain, selector };
  const drafts: Draft[] = [];
  const seen = [`${key.name} TXT ${shortKey(key.record ?? '')}`];
  if (key.type === 'rsa' && key.bits !== null && key.bits < STRONG)
    drafts.push(draft('dkim-key-weak', { ...about, bits: key.bits }, seen, subject));
  const tidied = (code: Draft['code'], values: Record<string, string> = {}): Draft => {
    const fix = keyFix(uses);
    return withRecords(
      draft(code, { ...about, ...values, alias: key.alias, record: fix?.record }, seen, subject),
      fix?.changes ?? [],
    );
  };
  if (key.testing) drafts.push(tidied('dkim-key-testing'));
  const { tags } = readKeyRecord(key.record ?? '');
  const obsolete = ['g', 'r'].filter((tag) => tags.has(tag)).map((tag) => `${tag}=`);
  if (obsolete.length > 0)
    drafts.push(tidied('dkim-key-obsolete-tags', { tags: obsolete.join(', ') }));
  return drafts;
}

/** What a key will be called once its record is put in order: a repair brings nothing new to light. */
export function repairedQuality(repaired: Draft): Draft[] {
  const record = repaired.values['record'];
  if (record === undefined || repaired.records.length === 0) return [];
  const { type, bits } = parseKeyRecord(record);
  const { name = '', domain = '', selector = '' } = repaired.values;
  if (type !== 'rsa' || bits === null || bits < MIN_BITS || bits >= STRONG) return [];
  return [
    draft(
      'dkim-key-weak',
      { name, domain, selector, bits },
      [`${name} TXT ${shortKey(record)}`],
      repaired.subject,
    ),
  ];
}

export function signatureQuality(signature: DkimCheck, facts: Verification): Draft[] {
  const { domain, selector, bodyLength, canonicalization } = signature;
  const about = { domain, selector };
  const drafts: Draft[] = [];
  const add = (
    code: Draft['code'],
    values: Record<string, string | number | null> = {},
    evidence: string[] = [],
  ): void => {
    drafts.push(draft(code, { ...about, ...values }, evidence, subjectOf(signature)));
  };
  // RFC 6376 §8.2: whatever follows the counted octets is anybody's.
  if (bodyLength !== null) {
    const { signed, total } = bodyLength;
    add(
      'dkim-body-length',
      {
        signed,
        total,
        beyond: total > signed ? total - signed : null,
        nothing: signed === 0 ? 'l=0' : null,
      },
      [`l=${signed}; the body has ${total} bytes`],
    );
  }
  const ahead = signature.signedAt === null ? 0 : Date.parse(signature.signedAt) - facts.at;
  if (signature.signedAt !== null && ahead > LENIENCY)
    add('dkim-signed-in-future', {
      signed: utc(signature.signedAt),
      received: utc(facts.at),
      hours: wholeHours(ahead),
    });

  const counts = new Map<string, number>();
  const written = new Map<string, string>();
  for (const { name } of facts.message.fields) {
    counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
    written.set(name.toLowerCase(), name);
  }
  const shown = (names: readonly string[]): string =>
    names.map((name) => written.get(name) ?? name).join(', ');
  const settings = (names: string): string =>
    names
      .toLowerCase()
      .split(', ')
      .map((name) => `+${name}`)
      .join(',');
  const signed = signature.signedHeaders.map((name) => name.toLowerCase());
  const unsigned = (names: string[]): string =>
    shown(names.filter((name) => (counts.get(name) ?? 0) > 0 && !signed.includes(name)));
  const visible = unsigned(VISIBLE);
  if (visible !== '')
    add('dkim-fields-unsigned', { fields: visible, settings: settings(visible) }, [
      `h=${signature.signedHeaders.join(':')}`,
    ]);
  const mime = unsigned(MIME);
  if (mime !== '')
    add('dkim-mime-unsigned', { fields: mime, settings: settings(mime) }, [
      `h=${signature.signedHeaders.join(':')}`,
    ]);
  const twice = UNIQUE.filter(
    (name) =>
      signed.includes(name) &&
      (counts.get(name) ?? 0) > signed.filter((other) => other === name).length,
  );
  if (twice.length > 0)
    add(
      'dkim-signed-field-twice',
      { fields: shown(twice) },
      twice.map(
        (name) =>
          `${written.get(name) ?? name}: ${counts.get(name) ?? 0} in the header, ${signed.filter((other) => other === name).length} in h=`,
      ),
    );
  if (!signature.oversigned.includes('from'))
    add('dkim-not-oversigned', {}, [`h=${signature.signedHeaders.join(':')}`]);
  // One relay that tidies a header breaks a simple signature; it has come through some already.
  if (canonicalization.includes('simple') && (counts.get('received') ?? 0) > 0)
    add('dkim-simple', { canonicalization }, [`c=${canonicalization}`]);
  return drafts;
}

/** Ahead by whole hours, give or take some minutes: local time that is taken for UTC (RFC 6376 §3.5 counts t= in UTC). */
function wholeHours(milliseconds: number): number | null {
  const hours = Math.round(milliseconds / 3_600_000);
  return hours >= 1 && hours <= 14 && Math.abs(milliseconds - hours * 3_600_000) <= LENIENCY
    ? hours
    : null;
}
