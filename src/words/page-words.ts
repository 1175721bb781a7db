// The pages' words by language.
import type { Language } from '../message/requested-reply.ts';
import { en, type PageWords } from './en/pages.ts';
import { id } from './id/pages.ts';

const CATALOGS: Record<Language, PageWords> = { en, id };

export function pageWords(language: Language): PageWords {
  return CATALOGS[language];
}
