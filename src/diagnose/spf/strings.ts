// A TXT record in several strings is read with nothing between them (RFC 7208 §3.3): a blank that was forgotten there makes one term of two.
import { parseRecord } from '../../verify/spf/parse-record.ts';
import type { Verification } from '../../verify/verification.ts';
import { answers, joinStrings, stringsOf } from '../evidence.ts';

/** How a string goes on with a term of its own. */
const BEGINS =
  /^(?:[+\-~?]?(?:(?:a|mx|ptr|ip4|ip6|include|exists)(?:[:/ ]|$)|all(?: |$))|(?:redirect|exp)=)/i;

/** The record with the blanks between its strings put in; the text itself where none was forgotten. */
export function withBlanks(facts: Verification, domain: string, text: string): string {
  const lines = answers(facts, domain, 'TXT') ?? [];
  const strings = lines.filter((line) => joinStrings(line) === text).map(stringsOf)[0] ?? [];
  if (strings.length < 2) return text;
  let joined = '';
  for (const string of strings)
    joined += joined !== '' && !joined.endsWith(' ') && BEGINS.test(string) ? ` ${string}` : string;
  return joined;
}

/** Whether its only mistake is such a blank. */
export function lacksBlank(facts: Verification, domain: string, text: string): boolean {
  const joined = withBlanks(facts, domain, text);
  return joined !== text && parseRecord(joined).errors.length === 0;
}
