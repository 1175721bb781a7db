// The report about a domain as plain text: the verdict, a line a method, the problems with their fixes, then the whole SPF tree with what each
// term costs, and the names that were asked for DMARC. It is not mailed: names and records stand in it as they are.
import type { SpfNode } from '../verify/verification.ts';
import type { DomainReport } from './domain-report.ts';
import { drawTable } from './draw-table.ts';
import { printable } from './untrusted-text.ts';
import { findingLines, headlineLines } from './record-check-text.ts';
import type { RecordCheckWords } from '../words/en/record-checks.ts';
import { recordCheckWords } from '../words/record-check-words.ts';
import type { Row } from './table.ts';
import { wrap } from './wrap.ts';

const MAX_TREE_LINES = 200;
const MAX_VALUES = 4;
const DEEPEST = 6;

/** LF line ends, the last line too. */
export function domainText(report: DomainReport): string {
  const words = recordCheckWords(report.language);
  const time = `${report.checkedAt.slice(0, 19).replace('T', ' ')} UTC`;
  return `${[
    ...headlineLines(report),
    '',
    ...drawTable(rows(report, words)),
    ...findingLines(report),
    ...treeLines(report, words),
    ...walkLines(report, words),
    '',
    ...wrap(words.checked(time, report.service.version)),
  ].join('\n')}\n`;
}

function rows(
  { summary, spf, dmarc, mx, mtaSts, tlsRpt, dane, bimi }: DomainReport,
  words: RecordCheckWords,
): Row[] {
  const hosts = mx.hosts.map(({ name }) => nameOf(name, 60)).join(', ');
  const policy =
    dmarc.applied === null ? '' : `${dmarc.applied.tag}=${dmarc.applied.policy ?? 'none'}`;
  const tlsa = dane.hosts
    .filter(({ records }) => records.length > 0)
    .map(({ host }) => nameOf(host, 60))
    .join(', ');
  const row = (method: string, result: string, subject: string, note = ''): Row => ({
    method,
    result,
    subject,
    note,
  });
  return [
    row(
      'SPF',
      summary.spf,
      spf.status === 'found' ? words.lookups(spf.lookups.count, spf.lookups.limit) : '',
      spf.status === 'found' ? words.othersGet(spf.others) : '',
    ),
    row(
      'DMARC',
      summary.dmarc,
      policy,
      dmarc.policyDomain === null
        ? ''
        : words.policyOf(nameOf(`_dmarc.${dmarc.policyDomain}`, 100)),
    ),
    row('MX', summary.mx, hosts, mx.status === 'null' ? words.nowhere : ''),
    row(
      'MTA-STS',
      summary.mtaSts,
      '',
      mtaSts.policy === null
        ? ''
        : printable(mtaSts.policy.trouble ?? `mx: ${mtaSts.policy.mx.join(', ')}`, 120),
    ),
    row('TLS-RPT', summary.tlsRpt, printable(tlsRpt.rua.join(', '), 120)),
    row('DANE', summary.dane, tlsa),
    row(
      'BIMI',
      summary.bimi,
      '',
      bimi.name === null || bimi.result === 'pass' ? '' : printable(words.reason(bimi.reason), 160),
    ),
  ];
}

function treeLines({ domain, spf }: DomainReport, words: RecordCheckWords): string[] {
  if (spf.tree === null || spf.tree.record === null) return [];
  const { count, limit, void: voids, voidLimit } = spf.lookups;
  const lines = nodeLines(spf.tree, 0, words);
  const shown = lines.length <= MAX_TREE_LINES ? lines : [...lines.slice(0, MAX_TREE_LINES), '  …'];
  return ['', ...wrap(words.treeOf(nameOf(domain, 100), count, limit, voids, voidLimit)), ...shown];
}

function nodeLines(node: SpfNode, depth: number, words: RecordCheckWords): string[] {
  const indent = '  '.repeat(Math.min(depth, DEEPEST) + 1);
  const record =
    node.record === null ? `${words.noRecord} (${node.status})` : printable(node.record, 512);
  return [
    ...wrap(`${nameOf(node.domain, 100)}: ${record}`, { first: indent, rest: `${indent}    ` }),
    ...node.errors.flatMap(({ position, text }) =>
      wrap(words.syntaxAt(position, printable(words.reason(text), 200)), {
        first: `${indent}  ! `,
        rest: `${indent}    `,
      }),
    ),
    ...node.terms.flatMap(({ text, cost, values, record: below }) => {
      // What costs nothing and leads nowhere stands in the record above.
      if (cost === 0 && below === null) return [];
      const some = values.slice(0, MAX_VALUES).map((value) => nameOf(value, 60));
      const stands =
        some.length === 0 ? '' : `: ${some.join(', ')}${values.length > MAX_VALUES ? ', …' : ''}`;
      return [
        ...wrap(`${printable(text, 200)}  ${words.costs(cost)}${stands}`, {
          first: `${indent}  `,
          rest: `${indent}      `,
        }),
        ...(below === null ? [] : nodeLines(below, depth + 2, words)),
      ];
    }),
  ];
}

function walkLines({ domain, dmarc }: DomainReport, words: RecordCheckWords): string[] {
  if (dmarc.walk.length === 0) return [];
  return [
    '',
    ...wrap(words.walkOf(nameOf(domain, 100))),
    ...dmarc.walk.flatMap(({ name, status, record, note }) =>
      wrap(
        `${nameOf(name, 100)}  ${printable(record ?? status, 512)}${note === '' ? '' : `  (${printable(words.reason(note), 200)})`}`,
        { first: '  ', rest: '      ' },
      ),
    ),
  ];
}

/** One word, which no line break divides. */
function nameOf(text: string, limit: number): string {
  return printable(text, limit).replaceAll(' ', '\\u{20}');
}
