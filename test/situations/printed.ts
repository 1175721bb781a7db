// What people copy is what the report means: the text, the page and both languages hold each record whole, an SMTP reply no part of one.
import { reportPage } from '../../src/page/report-page.ts';
import { pageWords } from '../../src/words/page-words.ts';
import { inLanguage } from '../../src/report/in-language.ts';
import { problemsOf } from '../../src/report/problem.ts';
import type { FindingReport, Report } from '../../src/report/report.ts';
import { dataReply } from '../../src/report/smtp.ts';
import { textReport } from '../../src/report/text.ts';
import { printedRecords, type Printed } from './master-file.ts';

/** So much of a record in a line that cuts it looks like all of it. */
const PART = 24;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of a page as one selects it. */
function textOf(markup: string): string {
  const entity = (_: string, name: string): string =>
    ENTITIES[name] ??
    String.fromCodePoint(
      /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)),
    );
  return markup.replace(/<[^>]*>/g, '').replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, entity);
}

/** Records that are to be published, each value once. */
function published(
  findings: readonly FindingReport[],
): { name: string; type: string; value: string; code: string }[] {
  const all = findings.flatMap(({ code, records = [] }) =>
    records
      .filter(({ action }) => action !== 'remove')
      .map(({ name, type, value }) => ({ code, name, type, value })),
  );
  return all.filter(
    ({ name, type, value }, index) =>
      all.findIndex(
        (other) => other.name === name && other.type === type && other.value === value,
      ) === index,
  );
}

const clip = (text: string): string =>
  text.length > 100 ? `${text.slice(0, 70)}…${text.slice(-20)}` : text;

function textFaults(report: Report): string[] {
  const text = textReport(report);
  const rows = text.split('\n').map((row) => row.trim());
  const printed = printedRecords(text);
  const wanted = published(report.findings);
  const faults = printed
    .filter(({ problem }) => problem !== null)
    .map(
      ({ lines, problem }) =>
        `layout: text (${report.language}): ${problem}: ${clip(lines[0] ?? '')}`,
    );
  for (const { name, type, value } of printed) {
    if (!wanted.some((one) => one.name === name && one.type === type && one.value === value))
      faults.push(
        `layout: text (${report.language}): prints a record that no finding carries: ${name} ${type} "${clip(value)}"`,
      );
  }
  const told = problemsOf(report).filter(({ code, citation }) =>
    text.replace(/\s+/g, ' ').includes(`${code}, ${citation}`.slice(0, 60)),
  );
  for (const { name, type, value } of published(told)) {
    const isPrinted =
      printed.some((one) => one.name === name && one.type === type && one.value === value) ||
      rows.includes(value) ||
      text.includes(`"${value}"`);
    if (!isPrinted)
      faults.push(
        `layout: text (${report.language}): does not hold ${name} ${type} "${clip(value)}" whole`,
      );
  }
  return faults;
}

async function pageFaults(report: Report): Promise<string[]> {
  const forms = {
    path: '/r/x',
    isShared: false,
    hasSource: true,
    kept: { reports: 86_400_000, messages: 1000 },
    owner: null,
  };
  const page = textOf(String(await reportPage(report, forms, pageWords(report.language))));
  return published(problemsOf(report))
    .filter(({ value }) => !page.includes(value))
    .map(
      ({ name, type, value }) =>
        `layout: page (${report.language}): does not hold ${name} ${type} "${clip(value)}" whole`,
    );
}

function smtpFaults(report: Report): string[] {
  const lines = dataReply(report, { kind: 'assert' }).lines;
  const values = published(report.findings).flatMap(({ type, value }) =>
    type === 'TXT' ? [value] : [],
  );
  const isCut = (line: string, value: string): boolean => {
    const parts = Array.from({ length: Math.floor(value.length / PART) }, (_, index) =>
      value.slice(index * PART, (index + 1) * PART),
    );
    return parts.some((part) => line.includes(part)) && !line.includes(`"${value}"`);
  };
  return lines
    .filter(
      (line) =>
        values.some((value) => isCut(line, value)) &&
        !values.some((value) => line.includes(`"${value}"`)),
    )
    .map((line) => `layout: SMTP reply holds part of a record: ${clip(line)}`);
}

/** The words of a finding against what it carries: the fix names a record exactly when there is one. */
function wordFaults(report: Report, owner: (code: string) => string): string[] {
  return problemsOf(report).flatMap(({ code, fix, records = [] }) => {
    const to = records.filter(({ action, type }) => action !== 'remove' && type === 'TXT');
    const faults = to
      .filter(({ value }) => !fix.includes(value))
      .map(
        ({ value }) =>
          `${owner(code)}: ${code} (${report.language}): the fix does not hold "${clip(value)}"`,
      );
    const named = /"(v=(?:spf1 \S|DMARC1;|DKIM1;)[^"]*)"/.exec(fix)?.[1];
    if (named !== undefined && records.length === 0)
      faults.push(
        `${owner(code)}: ${code} (${report.language}): the fix names a record, and records is empty: "${clip(named)}"`,
      );
    return faults;
  });
}

export async function printFaults(
  english: Report,
  owner: (code: string) => string,
): Promise<string[]> {
  const both = [english, inLanguage(english, 'id')];
  const faults = await Promise.all(
    both.map(async (report) => [
      ...wordFaults(report, owner),
      ...textFaults(report),
      ...(await pageFaults(report)),
      ...smtpFaults(report),
    ]),
  );
  const [first = [], second = []] = faults;
  const plain = (fault: string): string => fault.replace(/\((?:en|id)\)/, '');
  const said = new Set(first.map(plain));
  return [...first, ...second.filter((fault) => !said.has(plain(fault)))];
}

/** The record lines of the English text, for a name server to read. */
export function printedLines(report: Report): Printed[] {
  return printedRecords(textReport(report)).filter(
    ({ type, problem }) => type === 'TXT' && problem === null,
  );
}
