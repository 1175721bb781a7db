// The report about a key as plain text.
import { untrusted, untrustedName, visible } from './untrusted-text.ts';
import type { KeyReport } from './key-report.ts';
import { zoneRecord } from './record-lines.ts';
import { findingLines, headlineLines } from './record-check-text.ts';
import { recordCheckWords } from '../words/record-check-words.ts';
import { columns, padded, wrap } from './wrap.ts';

/** LF line ends, the last line too. */
export function keyText(report: KeyReport): string {
  const { name, key } = report;
  const words = recordCheckWords(report.language);
  const kind = { rsa: 'RSA', ed25519: 'Ed25519', unknown: '?' }[key.type ?? 'unknown'];
  const flags = [key.testing ? words.testing : '', ...key.flags.map((flag) => untrusted(flag, 80))]
    .filter((flag) => flag !== '')
    .join(', ');
  const rows: [string, string][] = [
    [words.label.name, untrustedName(name, 300)],
    [
      words.label.type,
      key.bits === null ? words.noKey : words.keyType(kind, key.bits, key.exponent),
    ],
    ...(flags === '' ? [] : [[words.label.flags, flags] as [string, string]]),
  ];
  const width = Math.max(...rows.map(([label]) => columns(label))) + 2;
  const table = rows.flatMap(([label, value]) =>
    wrap(value, { first: `  ${padded(label, width)}`, rest: ' '.repeat(width + 2) }),
  );
  return `${[...headlineLines(report), '', ...table, ...recordLines(report), ...findingLines(report)].join('\n')}\n`;
}

/** Each record with its strings as DNS holds them, a string a line: where one was cut wrongly, it shows. */
function recordLines({ key, dns, language }: KeyReport): string[] {
  const { strings: label } = recordCheckWords(language);
  const answers = dns
    .filter(({ name, type }) => type === 'TXT' && name.toLowerCase() === key.name.toLowerCase())
    .flatMap((question) => question.answers);
  return key.records.flatMap((record, index) => {
    const strings = [...(answers[index] ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(
      ([, text = '']) => text,
    );
    if (strings.length < 2)
      return ['', ...zoneRecord({ name: key.name, type: 'TXT', value: record })];
    return [
      '',
      label(strings.map(({ length }) => length).join(', ')),
      `${untrustedName(key.name, 300)}. IN TXT (`,
      ...strings.map((text) => `  "${visible(text)}"`),
      ')',
    ];
  });
}
