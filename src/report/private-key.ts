// A private key that was published in DNS (RFC 6376 §8.3) is not given on by a report: what stays says which one it is.
import { holdsPrivateKey } from '../diagnose/dkim/key-text.ts';
import type { DnsEvidence } from '../dns/dns-evidence.ts';
import type { DkimCheck } from '../verify/verification.ts';

/** Octets of base64 that are left: of the beginning the version and a part of the modulus, of the end a part of the last number. */
const KEPT_FIRST = 24;
const KEPT_LAST = 8;

/** Records of one name: where one holds a private key, the others may be its other pieces. */
export function withoutSecret(records: readonly string[]): string[] {
  // Line ends and the bounds of strings stand between the octets.
  return records.some(
    (record) => holdsPrivateKey(record) || holdsPrivateKey(record.replace(/[\s"\\]/g, '')),
  )
    ? records.map(cut)
    : [...records];
}

export function keyWithoutSecret(key: DkimCheck['key']): DkimCheck['key'] {
  const { record, records } = key;
  const at = record === null ? -1 : records.indexOf(record);
  const shown = withoutSecret(records);
  return {
    ...key,
    record: record === null ? null : (shown[at] ?? withoutSecret([record])[0] ?? null),
    records: shown,
  };
}

export function questionWithoutSecret(question: DnsEvidence): DnsEvidence {
  return question.type === 'TXT'
    ? { ...question, answers: withoutSecret(question.answers) }
    : question;
}

/** Every long value shortened: p= may be missing, or written in another way. */
function cut(record: string): string {
  return record
    .split(';')
    .map((part) => {
      const [, name = '', value = ''] = /^([\s"]*[a-z]{1,10}\s*=)?(.*)$/is.exec(part) ?? [];
      const octets = value.replace(/-----[A-Z0-9 ]*-----/g, '').replace(/[\s"\\]/g, '');
      return octets.length <= KEPT_FIRST + KEPT_LAST
        ? part
        : `${name}${octets.slice(0, KEPT_FIRST)}…${octets.slice(-KEPT_LAST)}`;
    })
    .join(';');
}
