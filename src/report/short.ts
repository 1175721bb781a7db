// The short report for a sender who has proven nothing (DESIGN.md §1): fixed words and verdicts only, so that nobody can make us
// mail a text of theirs to somebody else. Domain names are the only foreign text. At most 2 KiB.
import { isIP } from 'node:net';
import { isFindingCode } from '../diagnose/catalog.ts';
import { drawTable } from './draw-table.ts';
import { isWithinLimits } from './text-limits.ts';
import { printable, plainDomain } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { layoutWords } from '../words/layout-words.ts';
import { problemsOf } from './problem.ts';
import type { FindingReport, Report } from './report.ts';
import { sortedSignatures } from './summary.ts';
import type { Row } from './table.ts';
import { usedValues, words } from '../words/words.ts';
import { WIDTH, wrap } from './wrap.ts';

const MAX_LINES = 40;
/** 2 KiB less what the composer may add. */
const MAX_OCTETS = 2048 - 64;
const MAX_SIGNATURES = 3;

/** LF line ends, the last line too. */
export function shortReport(report: Report): string {
  const layout = layoutWords(report.language);
  const { host, version, link } = report.service;
  const before = [
    `VERDICT: ${layout.verdict[report.verdict]}.`,
    '',
    ...shortTable(report),
    '',
    ...wrap(layout.short.why),
    '',
  ];
  const after = [
    ...(link === null ? [] : [layout.short.details, printable(link, 400), '']),
    ...wrap(layout.short.bye),
    ...wrap(layout.text.madeBy(version, host)),
  ];
  return `${[...before, ...found(report, before, after, layout), ...after].join('\n')}\n`;
}

/** The verdict lines alone (`+brief`): the same rows, and where the report is. */
export function briefReport(report: Report): string {
  const layout = layoutWords(report.language);
  const { link } = report.service;
  return `${[`VERDICT: ${layout.verdict[report.verdict]}.`, '', ...shortTable(report), ...(link === null ? [] : ['', printable(link, 400)])].join('\n')}\n`;
}

function shortTable({ spf, dkim, dmarc, iprev, summary, envelope }: Report): string[] {
  // A name over half a line is cut off the table whole: part of a name would be another name.
  const row = (method: string, result: string, name: string | null): Row => {
    const domain = plainDomain(name) ?? '';
    return { method, result, subject: domain.length > WIDTH - 24 ? '' : domain, note: '' };
  };
  return drawTable([
    row('SPF', spf.mailFrom.result, spf.mailFrom.domain),
    ...(dkim.length === 0
      ? [row('DKIM', summary.dkim, null)]
      : sortedSignatures(dkim)
          .slice(0, MAX_SIGNATURES)
          .map((one) => row('DKIM', one.result, one.domain))),
    row('DMARC', dmarc.result, dmarc.domain),
    row('PTR', iprev.result, iprev.name),
    ...(envelope.rcptTo.length === 0
      ? []
      : [row('TLS', /^[0-9a-z.]{1,10}$/i.test(summary.tls) ? summary.tls : 'other', null)]),
  ]);
}

const MAX_FOUND = 8;

/** What was found, most important first, as far as there is room. */
function found(
  report: Report,
  before: string[],
  after: string[],
  { short }: LayoutWords,
): string[] {
  const all = problemsOf(report);
  // Each kind once: ten relays' signatures are one thing to know.
  const problems = all
    .filter(({ code }, index) => all.findIndex((other) => other.code === code) === index)
    .slice(0, MAX_FOUND);
  const lines = problems.map((finding, index) =>
    wrap(plainTitle(finding, report.language), { first: `${index + 1}. `, rest: '   ' }),
  );
  for (let count = lines.length; count > 0; count -= 1) {
    const block = [short.found, ...lines.slice(0, count).flat(), ''];
    if (isWithinLimits([...before, ...block, ...after], MAX_LINES, MAX_OCTETS)) return block;
  }
  return [];
}

/** What a value of a title may be: a name, an address, a number. Nobody can say more than that in a mail of ours. */
function isPlain(value: string): boolean {
  return plainDomain(value) !== null || isIP(value) !== 0;
}

/** The most telling title that is our words and plain values; else the code, which is a word of ours that can be looked up. */
function plainTitle(finding: FindingReport, language: Report['language']): string {
  const { code } = finding;
  if (finding.values === undefined || !isFindingCode(code)) return code;
  const values = Object.fromEntries(
    Object.entries(finding.values).filter(([, value]) => isPlain(value)),
  );
  const { title } = words({ code, values }, language);
  return usedValues(code, values, language).every((value) => value !== '') &&
    /^[ !#-;=?-[\]-~]*$/.test(title) &&
    title.length <= 300
    ? `${title} (${code})`
    : code;
}
