// mailassay's own text report (LAYOUTS.md): verdict, table, problems with their fixes, what is right, the header fields, where
// the details are. 72 columns, at most 80 lines: when there are too many problems, the least important are only named.
import { drawTable } from './draw-table.ts';
import { fieldLines } from './field-lines.ts';
import { isWithinLimits } from './text-limits.ts';
import { untrusted, untrustedName, printable } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { layoutWords } from '../words/layout-words.ts';
import { problemLines, problemsOf, titleOf } from './problem.ts';
import type { FindingReport, Report } from './report.ts';
import { requirementLines } from './requirement-lines.ts';
import { rows } from './table.ts';
import { traceText } from './trace.ts';
import { wrap } from './wrap.ts';

export interface TextOptions {
  /** Adds the SPF tree, the DMARC walk and every DNS question: no longer bound to 80 lines. */
  trace?: boolean;
}

/** LF line ends, the last line too. */
export function textReport(report: Report, { trace = false }: TextOptions = {}): string {
  const words = layoutWords(report.language);
  const before = [...verdictLines(report, words), '', ...drawTable(rows(report, words))];
  const after = (short: boolean): string[] => [
    ...rightLines(report, words),
    ...requirementLines(report),
    '',
    ...fieldLines(report, words.text, short),
    '',
    ...footer(report, words),
  ];
  const whole = withProblems(before, after(false), report, words);
  // Where not every problem finds room, the header fields make some: they stand whole in the JSON.
  const { lines } =
    whole.told === whole.of ? whole : withProblems(before, after(true), report, words);
  const text = `${withCodes(lines, report, words).join('\n')}\n`;
  return trace ? `${text}\n${traceText(report)}` : text;
}

/** "VERDICT: FAIL." and what it means; the words after the colon begin with the English one in every language. */
export function verdictLines({ verdict, headline }: Report, words: LayoutWords): string[] {
  return wrap(printable(headline, 300), {
    first: `VERDICT: ${words.verdict[verdict]}. `,
    rest: '',
  });
}

/** Lines that are kept for naming problems once these many are told at length. */
const AT_LENGTH = 2;
const FOR_NAMES = 10;

interface Told {
  lines: string[];
  /** How many of the problems are told at length. */
  told: number;
  of: number;
}

function withProblems(before: string[], after: string[], report: Report, words: LayoutWords): Told {
  const problems = problemsOf(report);
  const of = problems.length;
  if (of === 0)
    return {
      lines: [
        ...before,
        ...(report.verdict === 'pass' ? ['', words.text.noProblem] : []),
        ...after,
      ],
      told: 0,
      of,
    };
  const more = (count: number): string[] =>
    count === 0
      ? []
      : ['', report.service.link === null ? words.text.moreHere(count) : words.text.more(count)];

  // In order, each with as much as there is room for; nothing less important is told at length before something more important.
  const middle: string[] = [];
  let told = 0;
  for (const brief of [false, true]) {
    for (let next = problems[told]; next !== undefined; next = problems[told]) {
      const lines = [
        '',
        ...problemLines(next, words.text, { brief, before: problems.slice(0, told) }),
      ];
      const rest = of - told - 1;
      const names =
        told < AT_LENGTH ? [] : Array.from({ length: Math.min(rest, FOR_NAMES) }, () => '');
      if (!isWithinLimits([...before, ...middle, ...lines, ...names, ...more(rest), ...after]))
        break;
      middle.push(...lines);
      told += 1;
    }
  }
  // The rest by title, as far as that goes.
  let named = told;
  for (let next = problems[named]; next !== undefined; next = problems[named]) {
    const lines = [
      ...(named === told ? ['', words.text.alsoFound] : []),
      ...nameLines(next, named + 1),
    ];
    if (!isWithinLimits([...before, ...middle, ...lines, ...more(of - named - 1), ...after])) break;
    middle.push(...lines);
    named += 1;
  }
  return { lines: [...before, ...middle, ...more(of - named), ...after], told, of };
}

function nameLines(finding: FindingReport, number: number): string[] {
  const start = `${number}. `;
  return wrap(titleOf(finding), { first: start, rest: ' '.repeat(start.length) });
}

const RIGHT: Readonly<Record<string, string>> = {
  'spf-pass': 'SPF',
  'dkim-pass': 'DKIM',
  'dmarc-pass': 'DMARC',
  'arc-pass': 'ARC',
  'connection-ptr-matches': 'PTR',
  'connection-tls': 'TLS',
  'bimi-record-sound': 'BIMI',
};

/** What was checked and is right: the table and the fields below say why. */
function rightLines({ findings }: Report, words: LayoutWords): string[] {
  const known: Readonly<Record<string, string>> = { ...RIGHT, ...words.rightToo };
  const right = findings.filter(({ severity }) => severity === 'ok');
  if (right.length === 0) return [];
  return [
    '',
    ...wrap(
      `${[...new Set(right.map(({ code, method }) => known[code] ?? method.toUpperCase()))].join(', ')}.`,
      { first: `${words.text.right} `, rest: '   ' },
    ),
  ];
}

function footer(
  { id, receivedAt, envelope, iprev, response, service }: Report,
  { text: words }: LayoutWords,
): string[] {
  const time = `${receivedAt.slice(0, 19).replace('T', ' ')} UTC`;
  const name = envelope.clientName ?? iprev.name;
  const from =
    untrustedName(envelope.clientIp, 60) + (name === null ? '' : ` (${untrustedName(name, 60)})`);
  const mailed = response.decision === 'mail' || response.decision === 'short';
  return [
    ...wrap(
      words.judged(
        time,
        from,
        untrustedName(envelope.helo, 60),
        untrusted(`<${envelope.mailFrom}>`, 100),
      ),
      { rest: '  ' },
    ),
    // A saved message had nobody to be answered.
    ...(response.decision === 'none' && service.link !== null
      ? wrap(words.notMailed(untrusted(response.reason, 80)))
      : []),
    // A link that is broken into lines is none: it stands alone and whole.
    ...(service.link === null ? [] : [words.details, printable(service.link, 400)]),
    ...wrap(
      `${(mailed ? words.automatic : words.madeBy)(service.version, service.host)}${service.link === null ? ` (${id})` : ''}`,
      { rest: '  ' },
    ),
  ];
}

/** With the link to the page that explains the codes, where it takes no room from a problem. */
function withCodes(
  lines: readonly string[],
  { service, findings, language }: Report,
  { text: words }: LayoutWords,
): readonly string[] {
  const [, base] = /^(.*)\/r\/[^/]+$/.exec(service.link ?? '') ?? [];
  if (base === undefined || findings.every(({ severity }) => severity === 'ok')) return lines;
  const page = `${base}/explain${language === 'en' ? '' : `?lang=${language}`}`;
  const linked = lines.toSpliced(
    lines.lastIndexOf(words.details),
    0,
    `${words.explained} ${printable(page, 400)}`,
  );
  return isWithinLimits(linked) ? linked : lines;
}
