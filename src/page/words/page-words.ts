// The pages' words by language.
import type { Language } from '../../report/report.ts';
import { en, type PageWords } from './en.ts';
import { id } from './id.ts';

const CATALOGS: Record<Language, PageWords> = { en, id };

export function pageWords(language: Language): PageWords {
  return CATALOGS[language];
}
