// The record as mailauth is shown it. Macros are expanded here, not there (expand.ts says what is wrong there), and a name that
// mailauth would leave unasked or misread ("x.192.0.2.1", a <domain> with "%", …) gets a stand-in, "n1 .name", which its resolver
// turns back (spf-opinion.ts). A stand-in holds a space, which no name of a record without macros can, so that none is mistaken
// for it. Records without macros under plain names, nearly all, are passed on untouched.
import type { ParsedTerm } from '../../../src/verify/spf/parse-term.ts';
import type { ParsedRecord } from '../../../src/verify/spf/parse-record.ts';
import { expandTarget, type Session } from '../../../src/verify/spf/check-session.ts';

/** What a stand-in stands for. */
export type Placeholder =
  | { kind: 'name'; name: string }
  /** Cannot be asked (RFC 7208 §4.8). */
  | { kind: 'malformed' }
  /** %{p} is known only when the term is reached, because asking for it counts. */
  | { kind: 'later'; term: ParsedTerm; domain: string }
  /** A ptr, stood in for by exists: mailauth takes whatever error for no match, a limit of ours too. */
  | { kind: 'ptr'; term: ParsedTerm; domain: string };

export interface Placeholders {
  /** What a name of mailauth's means; undefined when it means itself. */
  get(name: string): Placeholder | undefined;
  /** Settles a stand-in that was known only later: it is counted once, however often mailauth uses the name. */
  settle(shown: string, meaning: Placeholder): void;
  /** How to name `name` to mailauth. */
  nameOf(name: string): string;
  /** The record's text for mailauth; `domain` is the real <domain>. */
  rewriteRecord(record: ParsedRecord, domain: string): string;
}

/** Names that mailauth's isValidTargetName and its macro function leave as they are. */
const PLAIN = /^(?:[a-z0-9_-]{1,63}\.)+(?:[a-z0-9]*[a-z][a-z0-9]*|[a-z0-9]+-[a-z0-9-]*[a-z0-9])$/i;

/** A longer broken record is shown as a short broken one: mailauth's pattern for the top label takes quadratic time to refuse. */
const MAX_BROKEN = 2_000;

function isPlain(name: string): boolean {
  return PLAIN.test(name) && !/[^.]{64}/.test(name);
}

/** An empty book of stand-ins for one evaluation. */
export function placeholders(session: Session): Placeholders {
  const book = new Map<string, Placeholder>();

  // The name in a record's text: the space is written %_ there. Each time a term comes up it gets a stand-in of its own, because
  // it counts each time.
  const written = (standIn: Placeholder): string => {
    const number = book.size + 1;
    book.set(`n${number} .name`, standIn);
    return `n${number}%_.name`;
  };
  const spell = (name: string): string => (isPlain(name) ? name : written({ kind: 'name', name }));

  const restateTerm = (term: ParsedTerm, domain: string): string | null => {
    const named =
      term.spec !== null || (term.kind === 'mechanism' && ['a', 'mx', 'ptr'].includes(term.name));
    if (!named) return term.text;
    // The explanation is ours (explanation.ts).
    if (term.name === 'exp') return null;
    const head = `${term.qualifier}${term.name}`;
    const tail = term.name === 'a' || term.name === 'mx' ? `/${term.prefix4}//${term.prefix6}` : '';
    const build = (name: string): string =>
      term.name === 'redirect' ? `redirect=${name}` : `${head}:${name}${tail}`;
    const later =
      term.spec?.letters.has('p') === true &&
      !(session.foreignLocalPart && (term.spec.letters.has('s') || term.spec.letters.has('l')));
    const proof = (): string => `${term.qualifier}exists:${written({ kind: 'ptr', term, domain })}`;
    if (later)
      return term.name === 'ptr' ? proof() : build(written({ kind: 'later', term, domain }));
    const target = expandTarget(session, term.spec, domain, null);
    // RFC 8616 §4: matches nothing. A redirect has nowhere to go then, as with a malformed name (RFC 7208 §6.1).
    if (target === 'local-part')
      return term.name === 'redirect' ? build(written({ kind: 'malformed' })) : null;
    // ptr never asks for its target, so there is no question in which a stand-in could be turned back.
    if (target.name === null && term.name === 'ptr') return null;
    if (target.name === null) return build(written({ kind: 'malformed' }));
    if (term.name === 'ptr') return proof();
    return build(spell(target.name));
  };

  return {
    get: (name) => book.get(name),
    settle: (shown, meaning) => void book.set(shown, meaning),
    nameOf: (name) => spell(name).replace('%_', ' '),
    rewriteRecord(record, domain) {
      // What is wrong stays wrong: mailauth judges the syntax of the record as it was published.
      if (record.errors.length > 0)
        return record.text.length > MAX_BROKEN ? 'v=spf1 =' : record.text;
      if (
        !record.text.includes('%') &&
        isPlain(domain) &&
        !record.terms.some(({ name }) => name === 'ptr')
      )
        return record.text;
      return [
        'v=spf1',
        ...record.terms.map((term) => restateTerm(term, domain)).filter((text) => text !== null),
      ].join(' ');
    },
  };
}
