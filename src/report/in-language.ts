// A report in another language than it was made in: its words are made anew of the values it keeps. Facts, records and names stay.
import { isFindingCode } from '../diagnose/catalog.ts';
import { headline } from './headline.ts';
import { layoutWords } from '../words/layout-words.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport, Report } from './report.ts';
import { isItem, itemTitle, requirementWords } from '../words/requirement-words.ts';
import { words } from '../words/words.ts';

/** A finding kept by an older version, without its values, keeps its words. */
function reworded(finding: FindingReport, language: Language): FindingReport {
  const { code, values } = finding;
  return values === undefined || !isFindingCode(code)
    ? finding
    : { ...finding, ...words({ code, values }, language) };
}

export function inLanguage(report: Report, language: Language): Report {
  if (report.language === language || report.verdict === 'pending') return report;
  const { criteria } = requirementWords(language);
  return {
    ...report,
    language,
    // The limit of ours that was hit is not kept: where nothing else is undecided, it was one.
    headline: headline(
      report.verdict,
      { ...report, limit: null },
      report.findings,
      layoutWords(language),
    ),
    findings: report.findings.map((finding) => reworded(finding, language)),
    requirements: report.requirements.map((one) => ({
      ...one,
      title: isItem(one.item) ? itemTitle({ ...one, item: one.item }, language) : one.title,
    })),
    criteria: report.criteria.map((one) => ({
      ...one,
      title: named(criteria, one.criterion) ?? one.title,
    })),
  };
}

function named(catalog: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(catalog, key) ? catalog[key] : undefined;
}
