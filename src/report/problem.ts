// One problem of the text report: title, what was seen, why it matters, the fix with its records, code and citation; and which findings are problems.
import { fixSentence, recordsToDelete, recordsToPublish, unnamedRecord } from './fix.ts';
import { untrusted, visible } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { bareValue, needsOneLine, zoneLine, zoneRecord } from './record-lines.ts';
import type { FindingReport, RecordReport, Report } from './report.ts';
import { quoteWrap } from './quote-wrap.ts';
import { columns, WIDTH, wrap } from './wrap.ts';

const MAX_EVIDENCE = 3;
const MAX_DELETED = 6;
const TITLE_LIMIT = 300;
const WHY_LIMIT = 300;

/** What is not right, most important first as diagnose ordered it. */
export function problemsOf({ findings }: Pick<Report, 'findings'>): FindingReport[] {
  return findings.filter(({ severity }) => severity !== 'ok');
}

/** The sentence without its final full stop, for lists. */
export function titleOf({ title }: FindingReport): string {
  return untrusted(unfolded(title), TITLE_LIMIT).replace(/\.$/, '');
}

function sentence(text: string): string {
  return /[.!?…:]$/.test(text) ? text : `${text}.`;
}

/** A tab in a header field, or after a comma or the like, is what folding left (RFC 5322 §2.2.3); in a record it may be the fault itself. */
function unfolded(text: string): string {
  return /^[A-Z][A-Za-z-]*: /.test(text)
    ? text.replace(/\t+/g, ' ')
    : text.replace(/(?<=[;,)"'>])\t+/g, ' ');
}

/** Long enough to be tedious the second time. */
const MIN_RECORD = 16;

/** A record that a line shows whole is not shown again in a later one. */
function withoutRepeats(evidence: readonly string[], words: LayoutWords['text']): string[] {
  const records = evidence.map((line) => /^\S+ TXT (.+)$/.exec(line)?.[1] ?? '');
  return evidence.map((line, index) =>
    records
      .slice(0, index)
      .reduce(
        (text, record) =>
          record.length < MIN_RECORD || records[index] === record
            ? text
            : text.replaceAll(record, () => words.theRecord),
        line,
      ),
  );
}

export interface ProblemOptions {
  /** Only title, fix and code. */
  brief?: boolean;
  /** The problems printed at length before, in order: what they show is not shown again. */
  before?: readonly FindingReport[];
}

/** The whole problem. The first line begins with its number, which is one more than there are `before`. */
export function problemLines(
  finding: FindingReport,
  words: LayoutWords['text'],
  { brief = false, before = [] }: ProblemOptions = {},
): string[] {
  const start = `${before.length + 1}. `;
  const indent = ' '.repeat(start.length);
  const seen = brief
    ? []
    : withoutRepeats(finding.evidence.slice(0, MAX_EVIDENCE), words)
        .map(unfolded)
        .map(words.reason);
  const seenIndent = ' '.repeat(start.length + columns(words.seen) + 1);
  return [
    ...wrap(sentence(untrusted(unfolded(finding.title), TITLE_LIMIT)), {
      first: start,
      rest: indent,
    }),
    ...seen.flatMap((line, index) =>
      wrap(untrusted(line), {
        first: index === 0 ? `${indent}${words.seen} ` : seenIndent,
        rest: `${seenIndent}  `,
      }),
    ),
    ...(brief || finding.why === ''
      ? []
      : wrap(sentence(untrusted(finding.why, WHY_LIMIT)), { first: indent })),
    ...fixLines(finding, before, indent, words),
    ...wrap(untrusted(`${finding.code}, ${words.reason(finding.citation)}`, 200), {
      first: indent,
    }),
  ];
}

/** The sentence, then each record that no problem above has shown. A record begins its line: what is copied needs no tidying. */
function fixLines(
  finding: FindingReport,
  before: readonly FindingReport[],
  indent: string,
  words: LayoutWords['text'],
): string[] {
  if (finding.fix === '') return [];
  const same = before.findIndex(({ fix }) => fix === finding.fix) + 1;
  if (same > 0) return [`${indent}${words.fix} ${words.sameFix(same)}`];
  const shownUnder = (record: string): number =>
    before.findIndex((one) => recordsToPublish(one).some(({ value }) => value === record)) + 1;
  const named = (record: string): { inside: string; atEnd: string | null } => {
    const number = shownUnder(record);
    return number === 0
      ? { inside: words.recordBelow, atEnd: null }
      : { inside: words.recordUnder(number), atEnd: words.recordUnder(number) };
  };
  const unnamed = unnamedRecord(finding);
  const isNew = (change: RecordReport): boolean =>
    !before.some(({ records = [] }) =>
      records.some(
        ({ name, type, value }) =>
          name === change.name && type === change.type && value === change.value,
      ),
    );
  return [
    ...quoteWrap(fixSentence({ ...finding, fix: unfolded(finding.fix) }, named), {
      first: `${indent}${words.fix} `,
      rest: indent,
    }),
    ...(unnamed === null ? [] : [visible(unnamed)]),
    ...recordsToPublish(finding)
      .filter(isNew)
      .flatMap((change) => publishLines(change, indent, words)),
    ...deleteLines(recordsToDelete(finding).filter(isNew), indent, words),
  ];
}

function publishLines(change: RecordReport, indent: string, words: LayoutWords['text']): string[] {
  return [
    ...zoneRecord(change),
    ...(needsOneLine(change) ? [`${indent}${words.asOneLine}`, bareValue(change)] : []),
    ...(change.replaces === undefined
      ? []
      : [named(visible(`"${change.replaces}"`), `${indent}${words.replaces} `)]),
  ];
}

function deleteLines(
  changes: readonly RecordReport[],
  indent: string,
  words: LayoutWords['text'],
): string[] {
  const rest = changes.length - MAX_DELETED;
  return [
    ...changes
      .slice(0, MAX_DELETED)
      .map((change) => named(zoneLine(change), `${indent}${words.delete} `)),
    ...(rest > 0 ? [`${indent}${words.linesLeftOut(rest)}`] : []),
  ];
}

/** Names a record that goes, on one line: of a long one the beginning and the end, by which keys are told apart. */
function named(line: string, start: string): string {
  const room = WIDTH - columns(start);
  if (columns(line) <= room) return start + line;
  const all = Array.from(line);
  const tail = Math.min(20, Math.floor(room / 3));
  // No character has less than a column.
  let head = Math.min(all.length - tail, room);
  const short = (): string =>
    `${all.slice(0, head).join('').trimEnd()}…${all.slice(-tail).join('')}`;
  while (head > 1 && columns(short()) > room) head -= 1;
  return start + short();
}
