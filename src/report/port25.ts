// The layout of Port25's verifier (`check-auth@`, LAYOUTS.md): its summary and detail lines parse with scripts written for it.
// The sentences are ours. The original mail comes last and takes what room is left of 8 KiB.
import { isWithinLimits } from './text-limits.ts';
import { printable } from './untrusted-text.ts';
import { layoutWords } from '../words/layout-words.ts';
import { detailLines } from './port25/details.ts';
import { originalLines } from './port25/original.ts';
import { ruled, SUMMARY_COLUMN } from './port25/shapes.ts';
import type { Report } from './report.ts';
import { sortedSignatures } from './summary.ts';
import { wrap } from './wrap.ts';

const RESULT_WORDS = [
  'none',
  'pass',
  'fail',
  'softfail',
  'policy',
  'neutral',
  'temperror',
  'permerror',
] as const;

/** LF line ends, the last line too. With `brief` the summary lines alone. */
export function port25Report(report: Report, { brief = false }: { brief?: boolean } = {}): string {
  if (brief) return `${summaryLines(report).join('\n')}\n`;
  const words = layoutWords(report.language).port25;
  const { link, host } = report.service;
  const lines = [
    ...words.banner(host).flatMap((line) => wrap(line)),
    ...(link === null ? [] : ['', words.link, printable(link, 400)]),
    '',
    ...ruled('=', 'Summary of Results'),
    ...summaryLines(report),
    '',
    ...ruled('=', 'Details:'),
    '',
    ...detailLines(report, words),
    ...ruled('=', words.explanation),
    '',
    ...RESULT_WORDS.flatMap((word) => [
      `"${word}"`,
      ...wrap(words.words[word], { first: '      ' }),
    ]),
    '',
    ...ruled('=', words.original),
    '',
  ];
  const original = originalLines(report.message.excerpt);
  const shown = original.slice(0, 60);
  while (shown.length > 0 && !isWithinLimits([...lines, ...shown, words.cut], Infinity))
    shown.length -= 1;
  return `${[...lines, ...shown, ...(shown.length < original.length ? [words.cut] : [])].join('\n')}\n`;
}

/** Most that a summary tells apart; a script reads the first, which is the best. */
const MAX_SIGNATURES = 5;

/** ★ The lines that scripts read: one a method, of DKIM one a signature. */
function summaryLines({ summary, dkim }: Report): string[] {
  const signatures =
    dkim.length < 2
      ? [summary.dkim]
      : sortedSignatures(dkim)
          .slice(0, MAX_SIGNATURES)
          .map(({ result }) => result);
  return [
    ['SPF check:', summary.spf],
    ['"iprev" check:', summary.iprev],
    ...signatures.map((result) => ['DKIM check:', result]),
    ['DMARC check:', summary.dmarc],
    ['SpamAssassin check:', summary.spam === 'not-run' ? 'not run' : summary.spam],
  ].map(([label = '', value = '']) => label.padEnd(SUMMARY_COLUMN - 1) + value);
}
