// What stands where the policy for this message is looked for (RFC 9989 §4.10): one record, several, a broken one, one at the wrong name, none.
import type { Verification } from '../../verify/verification.ts';
import { canonical, texts } from '../evidence.ts';
import { authorDomain } from '../message/author.ts';
import { dmarcFault, isDmarc, looksLikeDmarc, type RecordFault } from './repaired-record.ts';

export interface Published {
  kind: 'found' | 'several' | 'broken' | 'elsewhere' | 'none';
  /** The domain that the record is for, and `_dmarc.` before it. */
  domain: string;
  name: string;
  /** Every text there that is or was meant to be a DMARC record; of `elsewhere` the one at the wrong name. */
  records: string[];
  /** Of `elsewhere`: where it stands. */
  found: string | null;
  /** Of `broken`: the first fault. */
  fault: RecordFault | null;
  /** The name is an alias of this one (CNAME): nothing else may stand beside it (RFC 1034 §3.6.2). */
  alias: string | null;
}

/** Null where there is no author domain, or DNS did not tell. */
export function publishedDmarc(facts: Verification): Published | null {
  const { dmarc } = facts;
  const domain = authorDomain(facts);
  if (!dmarc.evaluated || domain === null) return null;
  const broken = brokenRecord(facts);
  if (broken !== null) return broken;
  if (dmarc.record !== null && dmarc.policyDomain !== null && !isRegistrys(facts)) {
    const name = `_dmarc.${dmarc.policyDomain}`;
    const records = (texts(facts, name) ?? []).filter(looksLikeDmarc);
    return {
      ...nothing(facts, dmarc.policyDomain),
      kind: 'found',
      records: records.length > 0 ? records : [dmarc.record],
    };
  }
  if (dmarc.result === 'temperror') return null;
  const place = facts.places.find(
    ({ sought, relation, records }) =>
      sought === 'dmarc-record' && relation !== 'itself' && records.length > 0,
  );
  if (place !== undefined)
    return {
      ...nothing(facts, domain),
      kind: 'elsewhere',
      records: place.records.slice(0, 1),
      found: place.name,
    };
  return nothing(facts, domain);
}

/** RFC 9989 §4.10.1: the policy of a public suffix applies for want of one of the domain's own. It is the registry's, not the reader's. */
export function isRegistrys({ dmarc }: Verification): boolean {
  return dmarc.policy?.psd === 'y' && dmarc.policyDomain !== dmarc.domain;
}

/** RFC 9989 §4.10: of several records none counts; one that does not parse is no record. Looked for at every name of the walk. */
function brokenRecord(facts: Verification): Published | null {
  const { dmarc } = facts;
  const names =
    dmarc.walk.length > 0 ? dmarc.walk.map(({ name }) => name) : [`_dmarc.${dmarc.domain ?? ''}`];
  for (const name of names) {
    const records = (texts(facts, name) ?? []).filter(looksLikeDmarc);
    const sound = records.filter(isDmarc);
    const about = { ...nothing(facts, name.replace(/^_dmarc\./, '')), records };
    if (sound.length > 1) return { ...about, kind: 'several' };
    const record = sound[0] ?? records[0];
    if (record === undefined) continue;
    const fault = dmarcFault(record);
    if (fault !== null) return { ...about, kind: 'broken', fault };
    // Slips of several records at once: each is taken for one, and so none counts.
    return dmarc.record === null && records.length > 1 ? { ...about, kind: 'several' } : null;
  }
  return null;
}

function nothing(facts: Verification, domain: string): Published {
  const name = `_dmarc.${domain}`;
  const alias = facts.places.find(
    (place) =>
      place.sought === 'dmarc-record' &&
      place.type === 'CNAME' &&
      canonical(place.name) === canonical(name) &&
      place.records.length > 0,
  )?.records[0];
  return {
    kind: 'none',
    domain,
    name,
    records: [],
    found: null,
    fault: null,
    alias: alias === undefined ? null : canonical(alias),
  };
}
