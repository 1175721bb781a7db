// The words of the page about the API by language.
import type { Language } from '../message/requested-reply.ts';
import { en, type ApiWords } from './en/api.ts';
import { id } from './id/api.ts';

const CATALOGS: Record<Language, ApiWords> = { en, id };

export function apiWords(language: Language): ApiWords {
  return CATALOGS[language];
}
