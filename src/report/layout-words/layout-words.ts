// The layout's words by language.
import type { Language } from '../report.ts';
import { en, type LayoutWords } from './en.ts';
import { id } from './id.ts';

const CATALOGS: Record<Language, LayoutWords> = { en, id };

export function layoutWords(language: Language): LayoutWords {
  return CATALOGS[language];
}
