// The sections of a Port25 report between summary and explanation: session, SPF, iprev, DKIM, DMARC, SpamAssassin.
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import type { DkimCheck, SpfCheck, SpfNode } from '../../verify/verification.ts';
import { untrusted, untrustedName } from '../untrusted-text.ts';
import type { LayoutWords } from '../../words/en/layouts.ts';
import type { Report } from '../report.ts';
import { sortedSignatures } from '../summary.ts';
import { wrap } from '../wrap.ts';
import { canonicalBodyLines, canonicalHeaderLines } from './original.ts';
import { detail, ruled } from './shapes.ts';
import { sameName, zoneLines } from './zone-lines.ts';

type Words = LayoutWords['port25'];

/** More signatures than this have their line in the JSON report. */
const MAX_SIGNATURES = 2;
/** Of a spam filter; the rest stands in the JSON report. */
const MAX_RULES = 20;

export function detailLines(report: Report, words: Words): string[] {
  const { envelope } = report;
  return [
    ...detail('HELO hostname:', untrustedName(envelope.helo, 255)),
    ...detail('Source IP:', untrustedName(envelope.clientIp, 60)),
    ...detail('mail-from:', untrustedName(envelope.mailFrom, 320)),
    '',
    ...section('SPF', spfLines(report, words)),
    ...section('"iprev"', iprevLines(report, words)),
    ...(report.dkim.length === 0
      ? section('DKIM', [
          ...detail(
            'Result:',
            report.summary.dkim === 'none'
              ? `none (${words.notSigned})`
              : `${report.summary.dkim} (${words.notEvaluated})`,
          ),
          ...detail('ID(s) verified:', ''),
        ])
      : sortedSignatures(report.dkim)
          .slice(0, MAX_SIGNATURES)
          .flatMap((check) => section('DKIM', dkimLines(check, report, words)))),
    ...section('DMARC', dmarcLines(report, words)),
    ...section('SpamAssassin', spamLines(report, words)),
  ];
}

function section(method: string, lines: string[]): string[] {
  return [...ruled('-', `${method} check details:`), ...lines, ''];
}

/** `pass`, or with what is known of a failure: `fail (…)`. */
function result(word: string, note: string): string[] {
  return detail('Result:', note === '' ? word : `${word} (${note})`);
}

function spfLines({ spf: { mailFrom: check }, envelope, dns }: Report, words: Words): string[] {
  const identity =
    envelope.mailFrom === ''
      ? `smtp.helo=${untrustedName(envelope.helo, 255)}`
      : `smtp.mailfrom=${untrustedName(envelope.mailFrom, 320)}`;
  const names = namesOf(check);
  const wanted = ({ name, type, answers }: DnsEvidence): boolean => {
    if (!names.some((one) => sameName(one, name))) return false;
    return type === 'TXT'
      ? answers.length === 0 || answers.some((text) => /v=spf1/i.test(text))
      : ['A', 'AAAA', 'MX'].includes(type);
  };
  return [
    ...result(check.result, check.result === 'pass' ? '' : untrusted(check.reason)),
    ...detail('ID(s) verified:', identity),
    ...zoneLines(dns, wanted, words.noRecords),
  ];
}

/** Whose records an evaluation stood on: the domain, what its terms name, and the records they lead to. */
function namesOf({ domain, tree }: SpfCheck): string[] {
  const names = new Set([domain]);
  const collect = (node: SpfNode | null): void => {
    if (node === null || names.size > 20) return;
    names.add(node.domain);
    for (const { name, target, record } of node.terms) {
      if ((name === 'a' || name === 'mx') && target !== null)
        names.add(target.replace(/\/.*$/, ''));
      collect(record);
    }
  };
  collect(tree);
  return [...names];
}

function iprevLines({ iprev, dns }: Report, words: Words): string[] {
  const note =
    iprev.result === 'pass' && iprev.name !== null
      ? words.matchesName(untrustedName(iprev.name, 255))
      : iprev.names.length === 0
        ? words.noName
        : untrusted(iprev.reason);
  return [
    ...result(iprev.result, note),
    ...detail('ID(s) verified:', `policy.iprev=${untrustedName(iprev.ip, 60)}`),
    ...zoneLines(
      dns,
      ({ name, type }) =>
        type === 'PTR' ||
        ((type === 'A' || type === 'AAAA') && iprev.names.some((one) => sameName(one.name, name))),
      words.noRecords,
    ),
  ];
}

function dkimLines(check: DkimCheck, report: Report, words: Words): string[] {
  const from = untrusted(addressIn(report.message.from ?? ''), 120);
  const note =
    check.result === 'pass'
      ? check.aligned === false
        ? words.notAligned(from)
        : words.matchesFrom(from)
      : untrusted(check.reason);
  const { key } = check;
  const published = /(?:^|;)\s*p\s*=\s*([^;]*)/.exec(key.record ?? '')?.[1]?.trim() ?? '';
  return [
    ...result(check.result, note),
    ...detail('ID(s) verified:', `header.d=${untrustedName(check.domain, 255)}`),
    ...(check.canonicalHeader === null
      ? []
      : ['Canonicalized Headers:', ...canonicalHeaderLines(check.canonicalHeader, 12)]),
    'Canonicalized Body:',
    ...canonicalBodyLines(report.message.excerpt, check.canonicalization, 8),
    ...zoneLines(
      report.dns,
      ({ name, type }) => type === 'TXT' && sameName(name, key.name),
      words.noRecords,
    ),
    // The whole of it stands in the DNS record above; keys of one size begin alike and are told apart by their end.
    ...detail(
      'Public key:',
      [
        untrustedName(key.name, 255),
        key.bits === null ? '' : `${key.bits}-bit ${key.type ?? 'unknown'}`,
        published === '' ? '' : `…${untrusted(published.slice(-16), 32)}`,
      ]
        .filter((text) => text !== '')
        .join(', '),
    ),
  ];
}

/** `user@domain` of `Name <user@domain>`, for reading only: what is judged is read by the grammar elsewhere. */
function addressIn(from: string): string {
  return /<([^<>\s]+)>\s*$/.exec(from)?.[1] ?? from;
}

function dmarcLines({ dmarc, dns }: Report, words: Words): string[] {
  const note = dmarc.result === 'pass' ? '' : untrusted(dmarc.reason);
  return [
    ...result(dmarc.result, note),
    ...detail(
      'ID(s) verified:',
      dmarc.domain === null ? '' : `header.from=${untrustedName(dmarc.domain, 255)}`,
    ),
    ...zoneLines(
      dns,
      ({ name, type }) => type === 'TXT' && /^_dmarc\./i.test(name),
      words.noRecords,
    ),
  ];
}

/** Result, points, and what each rule costs, as SpamAssassin's own report has it; another filter in the same form. */
function spamLines({ spam }: Report, words: Words): string[] {
  if (spam.length === 0) return wrap(words.notRun);
  return spam.flatMap(({ engine, result: word, reason, score, required, symbols }) => {
    const name = engine === 'rspamd' ? 'rspamd' : 'SpamAssassin';
    if (word === 'not-run') return result('not run', untrusted(`${name}: ${reason}`, 120));
    return [
      ...result(word, `${name}: ${score ?? 0} points, ${required ?? 0} required`),
      '',
      ' pts rule name',
      '---- ----------------------------------------------',
      ...symbols
        .slice(0, MAX_RULES)
        .map(
          (symbol) =>
            `${(symbol.score === null ? '' : symbol.score.toFixed(1)).padStart(4)} ${untrustedName(symbol.name, 60)}`,
        ),
    ];
  });
}
