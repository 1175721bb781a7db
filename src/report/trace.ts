// The evidence as text: SPF tree, DMARC walk, every DNS question with TTL and milliseconds. For `check --trace` and the page;
// never mailed, so not bound to 80 lines.
import type { DnsEvidence } from '../dns/dns-evidence.ts';
import type { DmarcCheck } from '../verify/verification.ts';
import { untrusted, untrustedName } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { layoutWords } from '../words/layout-words.ts';
import type { Report } from './report.ts';
import { spfTree } from './spf-tree.ts';
import { wrap } from './wrap.ts';

const MAX_ANSWERS = 10;

/** LF line ends, the last line too. */
export function traceText(report: Report): string {
  const { trace: words } = layoutWords(report.language);
  const sections = [
    spfTree(report.spf.mailFrom, words),
    // A null reverse-path is judged as postmaster@HELO: it is the same tree.
    ...(report.envelope.mailFrom === '' ? [] : [spfTree(report.spf.helo, words)]),
    walkLines(report.dmarc, words),
    dnsLines(report.dns, words),
    timingLines(report.timings, words),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function walkLines(
  { domain, walk, organizationalDomain }: DmarcCheck,
  words: LayoutWords['trace'],
): string[] {
  if (domain === null) return [];
  return [
    ...wrap(words.walk(untrustedName(domain, 100))),
    ...walk.flatMap(({ name, status, record, note }) => {
      const found = record === null ? status : untrusted(record, 512);
      return wrap(
        `${untrustedName(name, 100)}  ${untrusted(found, 512)}${note === '' ? '' : `  (${untrusted(words.reason(note))})`}`,
        { first: '  ', rest: '      ' },
      );
    }),
    ...(organizationalDomain === null
      ? []
      : wrap(words.organizational(untrustedName(organizationalDomain, 100)), { first: '  ' })),
  ];
}

function dnsLines(questions: readonly DnsEvidence[], words: LayoutWords['trace']): string[] {
  if (questions.length === 0) return [];
  return [
    words.dns(questions.length),
    ...questions.flatMap(({ name, type, status, answers, ttl, ms, authenticated }) => {
      const facts = [
        status,
        ttl === null ? '' : words.ttl(ttl),
        `${Math.round(ms * 10) / 10} ms`,
        authenticated ? words.validated : '',
      ].filter((text) => text !== '');
      const rest = answers.length - MAX_ANSWERS;
      return [
        ...wrap(
          `${untrustedName(name, 260)} ${untrusted(type, 10)}  ${untrusted(facts.join(', '))}`,
          { first: '  ', rest: '      ' },
        ),
        ...answers
          .slice(0, MAX_ANSWERS)
          .flatMap((answer) => wrap(untrusted(answer, 600), { first: '      ', rest: '        ' })),
        ...(rest > 0 ? [`      … ${words.moreAnswers(rest)}`] : []),
      ];
    }),
  ];
}

function timingLines(timings: Record<string, number>, words: LayoutWords['trace']): string[] {
  const parts = Object.entries(timings).map(
    ([part, ms]) => `${untrustedName(part, 30)} ${Math.round(ms * 10) / 10}`,
  );
  return parts.length === 0 ? [] : wrap(`${words.timings}: ${parts.join(', ')}`, { rest: '  ' });
}
