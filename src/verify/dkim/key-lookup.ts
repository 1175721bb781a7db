// The keys of a message: every name is asked once and at once (LIBRARIES.md row 11: mailauth asks one after the other), and each TXT
// at it is judged. RFC 6376 §3.6.2.2 leaves the result undefined when there are several; a wildcard SPF record beside the key must
// not hide it (row 8), so every record that looks like a key counts. Not known here: signatures, budgets, caches.
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import { judgeKeyRecord, type KeyRecord } from './key-record.ts';

export interface KeyLookup {
  /** selector._domainkey.domain */
  name: string;
  answer: DnsAnswer<'TXT'>;
  /** Every TXT at the name, its strings joined. */
  texts: string[];
  /** Those that look like key records, sound ones first, else in the order of the answer; at most 10. */
  records: KeyRecord[];
}

const MOST_RECORDS = 10;

/** Asks for keys. `ask` begins a look-up and does not wait; `get` waits for it. */
export interface KeyLookups {
  ask(name: string): void;
  get(name: string): Promise<KeyLookup>;
}

export function keyLookups(resolver: Resolver): KeyLookups {
  const asked = new Map<string, Promise<KeyLookup>>();
  const get = (name: string): Promise<KeyLookup> => {
    let lookup = asked.get(name);
    if (lookup === undefined) asked.set(name, (lookup = lookUp(name, resolver)));
    return lookup;
  };
  return { get, ask: (name) => void get(name) };
}

async function lookUp(name: string, resolver: Resolver): Promise<KeyLookup> {
  const answer = await resolver.resolve(name, 'TXT');
  const texts = answer.records.map((strings) => strings.join(''));
  const records = texts
    .map(judgeKeyRecord)
    .filter((record) => record.isKey)
    .slice(0, MOST_RECORDS);
  // Array.prototype.sort is stable, so the order of the answer stays among equals.
  return { name, answer, texts, records: records.sort((a, b) => Number(a.faults.length > 0) - Number(b.faults.length > 0)) };
}
