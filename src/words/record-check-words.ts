// The words of the reports about a domain and about a key, by language.
import type { Language } from '../report/report.ts';
import { en, type SurveyWords } from './en/record-checks.ts';
import { id } from './id/record-checks.ts';

const WORDS: Readonly<Record<Language, SurveyWords>> = { en, id };

export function surveyWords(language: Language): SurveyWords {
  return WORDS[language];
}
