// A finding about a record that was looked at alone, in words that speak of no mail.
import type { Finding } from '../diagnose/finding.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport } from './report.ts';
import { wordsWithoutMail } from '../words/words.ts';

export function recordFinding(finding: Finding, language: Language): FindingReport {
  const { code, severity, method, citation, evidence, records, values } = finding;
  const { title, why, fix } = wordsWithoutMail(finding, language);
  return { code, severity, method, citation, title, why, evidence, fix, records, values };
}
