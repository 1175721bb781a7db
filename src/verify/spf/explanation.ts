// The domain owner's explanation of a fail (RFC 7208 §6.2): one TXT record at exp='s target, US-ASCII, macros expanded. Any trouble
// means that there is none. Its lookups count for nothing (§4.6.4). The text is a stranger's: whoever shows it cleans it.
import { parseMacroString, type MacroString, type SyntaxFault } from './macro-string.ts';
import type { ParsedRecord } from './parse-record.ts';
import { expandTarget, expandText, type Session } from './check-session.ts';
import type { ValidatedNames } from './validated-names.ts';

const MAX_TEXT = 500;

/** The explanation of the record that decided, which stands under `domain`; null without one. At most 500 characters. */
export async function explanation(
  session: Session,
  record: ParsedRecord,
  domain: string,
): Promise<string | null> {
  const spec = record.exp?.spec ?? null;
  if (spec === null) return null;
  const namesFor = (text: MacroString): Promise<ValidatedNames | null> =>
    text.letters.has('p') ? session.names() : Promise.resolve(null);
  const target = expandTarget(session, spec, domain, await namesFor(spec));
  if (target === 'local-part' || target.name === null) return null;
  const answer = await session.resolver.resolve(target.name, 'TXT');
  const [strings, another] = answer.records;
  if (answer.status !== 'NOERROR' || strings === undefined || another !== undefined) return null;
  const faults: SyntaxFault[] = [];
  const text = parseMacroString(strings.join(''), 0, faults, { explain: true });
  if (faults.length > 0) return null;
  const expanded = expandText(session, text, domain, await namesFor(text), { explain: true });
  // The explanation is US-ASCII; a local-part that is not makes it no explanation.
  return expanded === '' || /[^\x20-\x7e]/.test(expanded) ? null : expanded.slice(0, MAX_TEXT);
}
