// The words of a finding in a language. Values go in as they are and are never read as a template again;
// what is foreign in them is made harmless by the layouts (report/foreign.ts).
import type { FindingCode } from '../diagnose/catalog.ts';
import type { Finding } from '../diagnose/finding.ts';
import type { Language } from '../message/requested-reply.ts';
import { en } from './en/findings.ts';
import { withoutMail as enWithoutMail } from './en/published.ts';
import type { FindingWords, Text, WithoutMail, WordCatalog } from './finding-words.ts';
import { id } from './id/findings.ts';
import { withoutMail as idWithoutMail } from './id/published.ts';
import { valuesIn } from './reason-words.ts';

const CATALOGS: Readonly<Record<Language, WordCatalog>> = { en, id };
const WITHOUT_MAIL: Readonly<Record<Language, WithoutMail>> = {
  en: enWithoutMail,
  id: idWithoutMail,
};
/** Not after a percent sign: %{i} is an SPF macro. */
const PLACEHOLDER = /(?<!%)\{([a-zA-Z]+)\}/g;

/** Title, why and fix, filled in. */
export function words(
  { code, values }: Pick<Finding, 'code' | 'values'>,
  language: Language,
): { title: string; why: string; fix: string } {
  return filled(templates(code, language), valuesIn(language, values));
}

/** The same where a record was looked at alone: nothing is said of a mail. */
export function wordsWithoutMail(
  { code, values }: Pick<Finding, 'code' | 'values'>,
  language: Language,
): { title: string; why: string; fix: string } {
  const texts = WITHOUT_MAIL[language][code] ?? templates(code, language);
  return filled(texts, valuesIn(language, values));
}

export function templates(code: FindingCode, language: Language): FindingWords {
  return CATALOGS[language][code];
}

/** Templates as they were read the first time: text and names of values in turn, text first. There are as many as the catalogs hold. */
const read = new Map<string, readonly string[]>();

function piecesOf(template: string): readonly string[] {
  const known = read.get(template);
  if (known !== undefined) return known;
  const pieces = template.split(PLACEHOLDER);
  read.set(template, pieces);
  return pieces;
}

/** The values a template asks for. */
export function placeholders(template: string): string[] {
  return piecesOf(template).filter((_, i) => i % 2 === 1);
}

/** All alternatives of a text, most telling first. */
export function alternatives(text: Text): readonly string[] {
  return typeof text === 'string' ? [text] : text;
}

function filled(
  { title, why, fix }: FindingWords,
  values: Record<string, string>,
): { title: string; why: string; fix: string } {
  return { title: fill(title, values), why: fill(why, values), fix: fill(fix, values) };
}

function fill(text: Text, values: Record<string, string>): string {
  return fillTemplate(chosen(text, values), values);
}

/** The first alternative whose values are all there. */
function chosen(text: Text, values: Readonly<Record<string, string>>): string {
  const all = alternatives(text);
  return (
    all.find((one) => placeholders(one).every((name) => (values[name] ?? '') !== '')) ??
    all.at(-1) ??
    ''
  );
}

/** The values that stand in a finding's title. */
export function usedValues(
  code: FindingCode,
  values: Readonly<Record<string, string>>,
  language: Language,
): string[] {
  return placeholders(chosen(templates(code, language).title, values)).map(
    (name) => values[name] ?? '',
  );
}

/** Each placeholder becomes its value, once: a value that looks like a placeholder stays as it is. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return piecesOf(template)
    .map((piece, i) => (i % 2 === 0 ? piece : (values[piece] ?? '')))
    .join('');
}
