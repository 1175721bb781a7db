// One problem of the text report: title, what was seen, why it matters, the fix, code and citation; and which findings are problems.
import { foreign } from './foreign.ts';
import type { LayoutWords } from './layout-words/en.ts';
import type { FindingReport, Report } from './report.ts';
import { quoteWrap } from './quote-wrap.ts';
import { columns, wrap } from './wrap.ts';

const MOST_EVIDENCE = 3;
const TITLE_LIMIT = 300;
const WHY_LIMIT = 300;
/** Long enough for a whole record to publish. */
const FIX_LIMIT = 1200;

/** What is not right, most important first as diagnose ordered it. */
export function problemsOf({ findings }: Pick<Report, 'findings'>): FindingReport[] {
  return findings.filter(({ severity }) => severity !== 'ok');
}

/** The sentence without its final full stop, for lists. */
export function titleOf({ title }: FindingReport): string {
  return foreign(title, TITLE_LIMIT).replace(/\.$/, '');
}

function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** The whole problem, or with `brief` only title, fix and code. The first line begins with its number. */
export function problemLines(finding: FindingReport, number: number, words: LayoutWords['text'], brief: boolean): string[] {
  const start = `${number}. `;
  const indent = ' '.repeat(start.length);
  const seen = brief ? [] : finding.evidence.slice(0, MOST_EVIDENCE);
  const seenIndent = ' '.repeat(start.length + columns(words.seen) + 1);
  return [
    ...wrap(sentence(foreign(finding.title, TITLE_LIMIT)), { first: start, rest: indent }),
    ...seen.flatMap((line, index) => wrap(foreign(line), { first: index === 0 ? `${indent}${words.seen} ` : seenIndent, rest: `${seenIndent}  ` })),
    ...(brief || finding.why === '' ? [] : wrap(sentence(foreign(finding.why, WHY_LIMIT)), { first: indent })),
    ...(finding.fix === '' ? [] : quoteWrap(foreign(finding.fix, FIX_LIMIT), { first: `${indent}${words.fix} `, rest: indent })),
    ...wrap(foreign(`${finding.code}, ${finding.citation}`, 200), { first: indent }),
  ];
}
