// The report about a key as plain text.
import { foreign, foreignName } from './foreign.ts';
import type { KeyReport } from './key-report.ts';
import { findingLines, headlineLines } from './survey-text.ts';
import { surveyWords } from './survey-words/survey-words.ts';
import { columns, padded, wrap } from './wrap.ts';

/** LF line ends, the last line too. */
export function keyText(report: KeyReport): string {
  const { name, key } = report;
  const words = surveyWords(report.language);
  const kind = { rsa: 'RSA', ed25519: 'Ed25519', unknown: '?' }[key.type ?? 'unknown'];
  const flags = [key.testing ? words.testing : '', ...key.flags.map((flag) => foreign(flag, 80))].filter((flag) => flag !== '').join(', ');
  const rows: [string, string][] = [
    [words.label.name, foreignName(name, 300)],
    [words.label.type, key.bits === null ? words.noKey : words.keyType(kind, key.bits, key.exponent)],
    ...(flags === '' ? [] : [[words.label.flags, flags] as [string, string]]),
    ...key.records.map((record): [string, string] => [words.label.record, foreign(record, 1200)]),
  ];
  const width = Math.max(...rows.map(([label]) => columns(label))) + 2;
  const table = rows.flatMap(([label, value]) => wrap(value, { first: `  ${padded(label, width)}`, rest: ' '.repeat(width + 2) }));
  return `${[...headlineLines(report), '', ...table, ...findingLines(report)].join('\n')}\n`;
}
