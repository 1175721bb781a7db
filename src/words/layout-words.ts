// The layout's words by language.
import type { Language } from '../message/requested-reply.ts';
import { en, type LayoutWords } from './en/layouts.ts';
import { id } from './id/layouts.ts';

const CATALOGS: Record<Language, LayoutWords> = { en, id };

export function layoutWords(language: Language): LayoutWords {
  return CATALOGS[language];
}
