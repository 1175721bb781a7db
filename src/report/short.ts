// The short report for a sender who has proven nothing (DESIGN.md §1): fixed words and verdicts only, so that nobody can make us
// mail a text of theirs to somebody else. Domain names are the only foreign text. At most 2 KiB.
import { drawTable } from './draw-table.ts';
import { fits } from './fit.ts';
import { inert, plainDomain } from './foreign.ts';
import type { LayoutWords } from './layout-words/en.ts';
import { layoutWords } from './layout-words/layout-words.ts';
import { problemsOf } from './problem.ts';
import type { Report } from './report.ts';
import { sortedSignatures } from './summary.ts';
import type { Row } from './table.ts';
import { WIDTH, wrap } from './wrap.ts';

const MOST_LINES = 40;
/** 2 KiB less what the composer may add. */
const MOST_OCTETS = 2048 - 64;
const MOST_SIGNATURES = 3;

/** LF line ends, the last line too. */
export function shortReport(report: Report): string {
  const words = layoutWords(report.language);
  const { host, version, link } = report.service;
  const before = [`VERDICT: ${words.verdict[report.verdict]}.`, '', ...shortTable(report), '', ...wrap(words.short.why), ''];
  const after = [...(link === null ? [] : [words.short.details, inert(link, 400), '']), ...wrap(words.short.bye), ...wrap(words.text.madeBy(version, host))];
  return `${[...before, ...found(report, before, after, words), ...after].join('\n')}\n`;
}

/** The verdict lines alone (`+brief`): the same rows, and where the report is. */
export function briefReport(report: Report): string {
  const words = layoutWords(report.language);
  const { link } = report.service;
  return `${[`VERDICT: ${words.verdict[report.verdict]}.`, '', ...shortTable(report), ...(link === null ? [] : ['', inert(link, 400)])].join('\n')}\n`;
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
      ? [row('DKIM', 'none', null)]
      : sortedSignatures(dkim)
          .slice(0, MOST_SIGNATURES)
          .map((one) => row('DKIM', one.result, one.domain))),
    row('DMARC', dmarc.result, dmarc.domain),
    row('PTR', iprev.result, iprev.name),
    ...(envelope.rcptTo.length === 0 ? [] : [row('TLS', /^[0-9a-z.]{1,10}$/i.test(summary.tls) ? summary.tls : 'other', null)]),
  ]);
}

/** The codes of what was found: words of ours that can be looked up. */
function found(report: Report, before: string[], after: string[], words: LayoutWords): string[] {
  const codes = problemsOf(report).map(({ code }) => code);
  for (let count = Math.min(codes.length, 8); count > 0; count -= 1) {
    const lines = [...wrap(codes.slice(0, count).join(', '), { first: `${words.short.found} `, rest: '  ' }), ''];
    if (fits([...before, ...lines, ...after], MOST_LINES, MOST_OCTETS)) return lines;
  }
  return [];
}
