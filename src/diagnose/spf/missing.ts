// No usable record at the domain: none at all (RFC 7208 §4.5), several, or one that stands where or how no receiver reads it.
import { VERSION } from '../../verify/spf/parse-record.ts';
import type { Verification } from '../../verify/verification.ts';
import { draft, type Draft } from '../draft.ts';
import { answers, texts } from '../evidence.ts';
import { recordOf, termsOf, withoutRepeats, isAll } from './edit.ts';
import { senderMechanism } from './corrected.ts';
import { listsSender } from './lists.ts';
import { repairRecord } from './repair.ts';
import { LOOKUP_LIMIT } from './tree.ts';

export function missingRule(facts: Verification): Draft[] {
  const { result, domain, tree } = facts.spf.mailFrom;
  const found = texts(facts, domain) ?? [];
  if (tree?.status === 'several') {
    const records = found.filter((text) => VERSION.test(text));
    return [draft('spf-several', { domain, count: records.length || null, record: merged(records, domain, facts) }, records)];
  }
  if (result !== 'none' || (tree !== null && tree.status !== 'none')) return [];
  const ip = facts.envelope.clientIp;
  const common = { domain, ip };
  // Without a mail it is not known who sends.
  const first = ip === '' ? null : recordOf([senderMechanism(facts, 0).text, '~all']);

  const nearly = found.find((text) => /^[\s"']*v\s*=?\s*spf/i.test(text));
  if (nearly !== undefined) return [draft('spf-version-syntax', { ...common, record: repairRecord(nearly), found: nearly }, [`${domain} TXT ${nearly}`])];

  const senderId = found.find((text) => /^spf2\.0\//i.test(text));
  if (senderId !== undefined) {
    return [draft('spf-sender-id-only', { ...common, found: senderId, record: repairRecord(senderId.replace(/^spf2\.0\/[a-z,]*/i, 'v=spf1')) }, [`${domain} TXT ${senderId}`])];
  }
  const type99 = answers(facts, domain, 'SPF')?.find((text) => /v=spf1/i.test(text));
  if (type99 !== undefined) {
    return [draft('spf-type99-only', { ...common, record: repairRecord(type99.replaceAll('"', '')) }, [`${domain} SPF ${type99}`])];
  }
  const elsewhere = facts.places.find(({ sought, belongs, records }) => sought === 'spf-record' && belongs === domain && records.length > 0 && !isForHeloAlone(records[0] ?? ''));
  if (elsewhere !== undefined) {
    const record = elsewhere.records[0] ?? '';
    return [draft('spf-wrong-name', { ...common, found: elsewhere.name, record: readyToMove(record) ?? first }, [`${elsewhere.name} ${elsewhere.type} ${record}`, `${domain} TXT: no SPF record`])];
  }
  return [draft('spf-none', { ...common, record: first }, [`${domain} TXT: no SPF record`])];
}

/**
 * All mechanisms of all records in order, the sending host unless an ip4: or ip6: lists it (nothing else was evaluated), the most careful `all`
 * of them; null when it would be wrong or cost too much.
 */
function merged(records: string[], domain: string, facts: Verification): string | null {
  const sound = records.map(repairRecord);
  if (sound.length < 2 || sound.includes(null)) return null;
  const terms = withoutRepeats(sound.flatMap((record) => termsOf(record ?? '')));
  if (terms.some((term) => /^(?:redirect|exp)=/i.test(term))) return null;
  const ends = ['?all', '~all', '-all'].find((end) => terms.some((term) => term.toLowerCase() === end)) ?? '~all';
  // What the includes cost is not known here; three each is what the large services need.
  const cost = terms.reduce((sum, term) => sum + (/^[+\-~?]?include:/i.test(term) ? 3 : /^[+\-~?]?(?:a|mx|ptr|exists)(?:[:/]|$)/i.test(term) ? 1 : 0), 0);
  const mechanisms = terms.filter((term) => !isAll(term));
  const listed = mechanisms.some((term) => listsSender(term, null, facts, domain));
  return cost > LOOKUP_LIMIT ? null : recordOf(withoutRepeats([...mechanisms, ...(listed ? [] : [senderMechanism(facts, cost).text]), ends]));
}

/** `v=spf1 a -all` at a host is where it belongs: it vouches for the HELO name (RFC 7208 §2.3), and for no domain's mail. */
function isForHeloAlone(record: string): boolean {
  const terms = termsOf(record);
  return terms.length > 0 && terms.every((term) => isAll(term) || /^\+?a$/i.test(term));
}

/** Bare `a` and `mx` mean another name once the record moves: then it can not be given as it is. */
function readyToMove(record: string): string | null {
  const sound = repairRecord(record);
  return sound === null || termsOf(sound).some((term) => /^[+\-~?]?(?:a|mx|ptr)(?:\/|$)/i.test(term) || term.includes('%')) ? null : sound;
}
