// What the text reports about a key and about a domain share: the verdict, the problems with their fixes, what is right. 72 columns. They are not
// mailed, so nothing is left out for want of room.
import { inert } from './foreign.ts';
import { layoutWords } from './layout-words/layout-words.ts';
import { problemLines, titleOf } from './problem.ts';
import type { FindingReport, Language } from './report.ts';
import { wrap } from './wrap.ts';

interface Judged {
  language: Language;
  verdict: 'pass' | 'fail' | 'incomplete';
  headline: string;
  findings: readonly FindingReport[];
}

export function headlineLines({ language, verdict, headline }: Judged): string[] {
  return wrap(inert(headline, 400), { first: `VERDICT: ${layoutWords(language).verdict[verdict]}. `, rest: '' });
}

export function findingLines({ language, findings }: Judged): string[] {
  const { text: words } = layoutWords(language);
  const problems = findings.filter(({ severity }) => severity !== 'ok');
  const right = findings.filter(({ severity }) => severity === 'ok').map(titleOf);
  return [
    ...problems.flatMap((finding, index) => ['', ...problemLines(finding, words, { before: problems.slice(0, index) })]),
    ...(right.length === 0 ? [] : ['', ...wrap(`${right.join('. ')}.`, { first: `${words.right} `, rest: '   ' })]),
  ];
}
