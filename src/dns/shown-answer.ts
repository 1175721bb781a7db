// One answer as evidence: records as zone lines have them.
import type { DnsEvidence } from './dns-evidence.ts';
import { displayName, displayString } from './names.ts';
import type { DnsAnswer, RecordData, RecordType } from './resolver.ts';

/** Characters of a question's answers that are kept as evidence; the sets that people publish have a tenth of it. */
const MAX_SHOWN = 16 * 1024;

export function shown(answer: DnsAnswer, at: number, isEarly: boolean): DnsEvidence {
  const { name, type, status, records, ttl, ms, authenticated } = answer;
  const answers: string[] = [];
  let room = MAX_SHOWN;
  for (const record of records) {
    const text = presentation(type, record);
    room -= text.length;
    if (room < 0) break;
    answers.push(text);
  }
  if (answers.length < records.length)
    answers.push(`… ${records.length - answers.length} more, not kept`);
  return {
    name: displayName(name),
    type,
    status,
    answers,
    ttl,
    ms,
    authenticated,
    ...(isEarly ? { at: Math.min(0, at), early: true } : { at: Math.max(0, at) }),
  };
}

/** Record data as zone lines have it (RFC 1035 §5.1). */
export function presentation(type: RecordType, data: RecordData[RecordType]): string {
  if (typeof data === 'string') return type === 'A' || type === 'AAAA' ? data : displayName(data);
  if (Array.isArray(data)) return data.map(displayString).join(' ');
  if ('exchange' in data) return `${data.preference} ${displayName(data.exchange)}`;
  if ('mname' in data)
    return `${displayName(data.mname)} ${displayName(data.rname)} ${data.serial} … ${data.minimum}`;
  return `${data.usage} ${data.selector} ${data.matching} ${data.data}`;
}
