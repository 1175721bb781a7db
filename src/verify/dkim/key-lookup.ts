// The key at a name: each TXT there is judged. RFC 6376 §3.6.2.2 leaves the result undefined when there are several; a wildcard SPF record beside the key must
// not hide it (row 8), so every record that looks like a key counts. Not known here: signatures, budgets, caches.
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import { parseKeyRecord, type KeyRecord } from './key-record.ts';

export interface KeyLookup {
  /** selector._domainkey.domain */
  name: string;
  answer: DnsAnswer<'TXT'>;
  /** Every TXT at the name, its strings joined. */
  texts: string[];
  /** Those that look like key records, sound ones first, else in the order of the answer; at most 10. */
  records: KeyRecord[];
}

const MAX_RECORDS = 10;

/** Asks for the key at a name. */
export async function lookUpKey(name: string, resolver: Resolver): Promise<KeyLookup> {
  const answer = await resolver.resolve(name, 'TXT');
  const texts = answer.records.map((strings) => strings.join(''));
  const records = texts
    .map(parseKeyRecord)
    .filter((record) => record.isKey)
    .slice(0, MAX_RECORDS);
  // Array.prototype.sort is stable, so the order of the answer stays among equals.
  return {
    name,
    answer,
    texts,
    records: records.sort((a, b) => Number(a.faults.length > 0) - Number(b.faults.length > 0)),
  };
}
