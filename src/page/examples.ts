// Two reports to look at before sending anything: one where all is right and one where something is broken. They are made from cases of
// fixtures/cases and kept as data, so that they need no store.
import { readFileSync } from 'node:fs';
import type { Language } from '../message/requested-reply.ts';
import { inLanguage } from '../report/in-language.ts';
import { Report } from '../report/report.ts';

export const EXAMPLES = { good: '10-all-right', broken: '01-include-without-record' } as const;
export type Example = keyof typeof EXAMPLES;

const read = new Map<Example, Report>();

/** The words are made anew, so that the data holds facts alone. */
export function exampleReport(example: Example, language: Language): Report {
  const report = read.get(example) ?? load(example);
  read.set(example, report);
  const other: Language = language === 'en' ? 'id' : 'en';
  return inLanguage({ ...report, language: other }, language);
}

function load(example: Example): Report {
  const file = new URL(`./assets/example-${example}.json`, import.meta.url);
  return Report.parse(JSON.parse(readFileSync(file, 'utf8')));
}
