// What verify/ states, said in a language: reasons, lines of evidence, and the values of findings that are reasons.
import type { Language } from '../message/requested-reply.ts';
import { reasons as id } from './id/reasons.ts';
import { reasonTranslator } from './translate-reason.ts';

const SAY: Readonly<Record<Language, (english: string) => string>> = {
  en: (english) => english,
  id: reasonTranslator(id),
};

/** Values that hold a reason; all others are the sender's own. */
const REASON_VALUES: ReadonlySet<string> = new Set([
  'reason',
  'fault',
  'keyFault',
  'cause',
  'trouble',
  'problem',
  'note',
]);

/** A reason or a line of evidence in the language. The sender's own values stay as they are. */
export function reasonIn(language: Language, english: string): string {
  return SAY[language](english);
}

export function valuesIn(
  language: Language,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      REASON_VALUES.has(name) ? reasonIn(language, value) : value,
    ]),
  );
}
