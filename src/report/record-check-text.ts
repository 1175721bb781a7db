// What the text reports about a key and about a domain share: the verdict, the problems with their fixes, what is right. 72 columns. They are not
// mailed, so nothing is left out for want of room.
import { printable } from './untrusted-text.ts';
import { layoutWords } from '../words/layout-words.ts';
import { problemLines, titleOf } from './problem.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport } from './report.ts';
import { recordCheckWords } from '../words/record-check-words.ts';
import { wrap } from './wrap.ts';

interface Judged {
  language: Language;
  verdict: 'pass' | 'fail' | 'incomplete';
  headline: string;
  findings: readonly FindingReport[];
}

export function headlineLines({ language, verdict, headline }: Judged): string[] {
  return wrap(printable(headline, 400), {
    first: `VERDICT: ${layoutWords(language).verdict[verdict]}. `,
    rest: '',
  });
}

/** What few domains have and none must: named in one line. */
const OPTIONAL: Readonly<Record<string, string>> = {
  'bimi-none': 'BIMI',
  'domain-mta-sts-none': 'MTA-STS',
  'domain-tls-rpt-none': 'TLS-RPT',
};

export function findingLines({ language, findings }: Judged): string[] {
  const { text: words } = layoutWords(language);
  const isOptional = ({ code, severity }: FindingReport): boolean =>
    severity === 'notice' && Object.hasOwn(OPTIONAL, code);
  const problems = findings.filter((finding) => finding.severity !== 'ok' && !isOptional(finding));
  const optional = findings.filter(isOptional).map(({ code }) => OPTIONAL[code] ?? code);
  const right = findings.filter(({ severity }) => severity === 'ok').map(titleOf);
  return [
    ...problems.flatMap((finding, index) => [
      '',
      ...problemLines(finding, words, { before: problems.slice(0, index) }),
    ]),
    ...(right.length === 0
      ? []
      : ['', ...wrap(`${right.join('. ')}.`, { first: `${words.right} `, rest: '   ' })]),
    ...(optional.length === 0
      ? []
      : [
          '',
          ...wrap(
            `${optional.join(', ')} (mailassay explain ${findings.find(isOptional)?.code ?? ''}).`,
            { first: `${recordCheckWords(language).optional} `, rest: '   ' },
          ),
        ]),
  ];
}
