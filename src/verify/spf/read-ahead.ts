// Asks for the records of a whole SPF tree at once, ahead of the evaluation, which goes from term to term (RFC 7208 §4.6.3) and would
// wait for one after the other. It decides nothing and counts nothing; the message's resolver remembers the answers.
import type { Resolver } from '../../dns/resolver.ts';
import { expandTarget, type Session } from './check-session.ts';
import { fetchRecord } from './fetch-record.ts';
import { neverTested } from './node.ts';

const MAX_RECORDS = 15;
const MAX_DEPTH = 10;

/** `resolver` gives up first: what it does not get, the evaluation asks for when it comes there. Never rejects. */
export async function readAhead(
  session: Session,
  domain: string,
  resolver: Resolver,
): Promise<void> {
  const seen = new Set<string>();
  const read = async (name: string, depth: number): Promise<void> => {
    const key = name.toLowerCase();
    if (depth > MAX_DEPTH || seen.size >= MAX_RECORDS || seen.has(key)) return;
    seen.add(key);
    const { text } = await fetchRecord(name, resolver);
    if (text === null) return;
    const record = session.parse(text);
    if (record.errors.length > 0) return;
    const below = record.terms.flatMap((term) => {
      if (term.name !== 'include' && term.name !== 'redirect') return [];
      // %{p} is looked up, and counted, only when the term is reached.
      if (neverTested(record, term) !== null || term.spec === null || term.spec.letters.has('p'))
        return [];
      const target = expandTarget(session, term.spec, name, null);
      return target === 'local-part' || target.name === null ? [] : [target.name];
    });
    await Promise.all(below.map((target) => read(target, depth + 1)));
  };
  await read(domain, 0);
}
