// The words of the reports about a domain and about a key, by language.
import type { Language } from '../message/requested-reply.ts';
import { en, type RecordCheckWords } from './en/record-checks.ts';
import { id } from './id/record-checks.ts';

const WORDS: Readonly<Record<Language, RecordCheckWords>> = { en, id };

export function recordCheckWords(language: Language): RecordCheckWords {
  return WORDS[language];
}
