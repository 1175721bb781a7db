// The rows of the text report's table: one a method, what came out, whose it is, why in a few words. Sentences are layout-words,
// drawing is draw-table.ts.
import { CLIENT_HIDDEN, isClientHidden } from '../verify/hidden-client.ts';
import type { DkimCheck, DmarcCheck, SpfCheck, SpfNode } from '../verify/verification.ts';
import { unusableCause } from './dkim-cause.ts';
import { dmarcFault } from './dmarc-fault.ts';
import { untrusted, untrustedName } from './untrusted-text.ts';
import { policyTag } from './headline.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import type { Report } from './report.ts';
import { sortedSignatures } from './summary.ts';

export interface Row {
  method: string;
  result: string;
  /** Whose it is: a domain, a name. */
  subject: string;
  /** Why, in a few words. */
  note: string;
}

const MAX_SIGNATURES = 3;
const NAME_LIMIT = 60;

export function rows(report: Report, words: LayoutWords): Row[] {
  const { spf, dmarc, arc, iprev, envelope, summary } = report;
  const ptrNote =
    iprev.names.length === 0
      ? words.row.ptrNone(name(iprev.ip))
      : words.row.ptrMismatch(name(iprev.ip));
  return [
    {
      method: 'SPF',
      result: spf.mailFrom.result,
      subject: name(spf.mailFrom.domain),
      note: spfNote(spf.mailFrom, envelope.clientIp, words),
    },
    ...dkimRows(report, words),
    {
      method: 'DMARC',
      result: dmarc.result,
      subject: [dmarc.domain === null ? '' : name(dmarc.domain), policyTag(dmarc) ?? '']
        .join('  ')
        .trim(),
      note: dmarcNote(report, words),
    },
    ...(arc.result === 'none'
      ? []
      : [
          {
            method: 'ARC',
            result: arc.result,
            subject: name(arc.sets.at(-1)?.sealer ?? ''),
            note: arcNote(report, words),
          },
        ]),
    {
      method: 'PTR',
      result: iprev.result,
      subject: name(iprev.name ?? iprev.names[0]?.name ?? ''),
      note: isClientHidden(report)
        ? words.row.clientHidden
        : iprev.result === 'pass'
          ? ''
          : iprev.result === 'temperror'
            ? isLimit(iprev.reason)
              ? words.row.limit
              : words.row.temperror
            : ptrNote,
    },
    // A saved message has no recipients of a session: nothing is known about how it travelled.
    ...(envelope.rcptTo.length === 0
      ? []
      : [{ method: 'TLS', result: untrusted(summary.tls, 20), subject: '', note: '' }]),
    ...outsideRows(report, words),
  ];
}

/** Blocklists and spam filters: only where the operator has set them up, and a logo only where somebody published one. */
function outsideRows({ dnsbl, spam, bimi, summary }: Report, { row }: LayoutWords): Row[] {
  const on = dnsbl.filter(({ listed }) => listed === true).map(({ zone }) => name(zone));
  const told = dnsbl.filter(({ listed }) => typeof listed === 'boolean').length;
  const lists = {
    method: 'DNSBL',
    result: summary.dnsbl,
    subject: on.slice(0, 3).join(', '),
    note: on.length > 0 ? '' : row.lists(told, dnsbl.length),
  };
  return [
    ...(dnsbl.length === 0 ? [] : [lists]),
    ...spam.map(({ engine, result, score, required, reason }) => ({
      method: 'Spam',
      result: result === 'not-run' ? 'not run' : result,
      subject: engine === 'rspamd' ? 'rspamd' : 'SpamAssassin',
      note: result === 'not-run' ? untrusted(reason, 80) : row.points(score ?? 0, required ?? 0),
    })),
    ...(bimi.name === null
      ? []
      : [{ method: 'BIMI', result: bimi.result, subject: name(bimi.domain ?? ''), note: '' }]),
  ];
}

function name(text: string): string {
  return untrustedName(text, NAME_LIMIT);
}

function brokenAt({ arc }: Pick<Report, 'arc'>): number {
  return (
    (
      arc.sets.find(
        ({ seal, messageSignature }) =>
          seal.result !== 'pass' || messageSignature.result !== 'pass',
      ) ?? arc.sets.at(-1)
    )?.instance ?? 0
  );
}

export function spfNote(
  { result, matched, lookups, tree, reason }: SpfCheck,
  clientIp: string,
  { row }: LayoutWords,
): string {
  const ip = name(clientIp);
  const term = untrusted(matched?.term ?? 'all', 80);
  switch (result) {
    case 'pass':
      return row.spfPass(ip, term);
    case 'fail':
      return row.spfFail(ip, term);
    case 'softfail':
      return row.spfSoftfail(ip, term);
    case 'neutral':
      return row.spfNeutral(ip);
    case 'none':
      return reason === CLIENT_HIDDEN
        ? row.clientHidden
        : /does not exist/.test(reason)
          ? row.spfAbsent
          : row.spfNone;
    case 'temperror':
      return isLimit(reason) ? row.limit : row.temperror;
    case 'permerror':
      if (tree?.status === 'several') return row.spfSeveral(Number(/\d+/.exec(reason)?.[0] ?? 0));
      if (lookups.count > lookups.limit) return row.spfTooMany(lookups.count, lookups.limit);
      // RFC 7208 §4.6.4: two void lookups.
      if (lookups.void > 2) return row.spfVoid(lookups.void);
      if (tree?.status === 'syntax' || (tree?.errors.length ?? 0) > 0) return row.spfSyntax;
      return tree === null ? row.spfBroken : brokenTerm(tree, row);
  }
}

/** The term that could not be evaluated, in the outermost record: that is the one its owner can change. */
function brokenTerm({ terms }: SpfNode, row: LayoutWords['row']): string {
  const broken = terms.find(({ outcome }) => outcome === 'error');
  return broken === undefined ? row.spfBroken : row.spfTerm(untrusted(broken.text, 80));
}

function arcNote({ arc, ...report }: Report, { row }: LayoutWords): string {
  if (arc.result !== 'fail' || arc.sets.length === 0) return '';
  // RFC 8617 §5.2: what DNS did not answer breaks the chain as well, but nobody knows whether it is broken.
  return report.findings.some(({ code }) => code === 'arc-temperror')
    ? row.arcUnchecked
    : row.arcBroken(brokenAt({ arc }));
}

function dkimRows(report: Report, words: LayoutWords): Row[] {
  const { dkim: checks, summary, findings } = report;
  if (checks.length === 0) {
    const isSigned = findings.some(({ code }) => code === 'dkim-not-evaluated');
    return [
      {
        method: 'DKIM',
        result: summary.dkim,
        subject: '',
        note: isSigned ? words.row.dkimNotEvaluated : words.row.dkimNone,
      },
    ];
  }
  const shown = sortedSignatures(checks).slice(0, MAX_SIGNATURES);
  const list = shown.map((check) => ({
    method: 'DKIM',
    result: check.result,
    subject: `${check.domain === '' ? '?' : name(check.domain)}  s=${check.selector === '' ? '?' : untrustedName(check.selector, 30)}`,
    note: dkimNote(check, report, words),
  }));
  const rest = checks.length - shown.length;
  return rest === 0
    ? list
    : [...list, { method: '', result: '', subject: words.row.moreSignatures(rest), note: '' }];
}

export function dkimNote(
  check: DkimCheck,
  report: Pick<Report, 'dmarc' | 'receivedAt'>,
  words: LayoutWords,
): string {
  const note = dkimCause(check, report, words);
  const { tolerant } = check;
  return tolerant === null || tolerant.result === check.result
    ? note
    : words.row.tolerated(note, tolerant.result);
}

function dkimCause(
  check: DkimCheck,
  { dmarc, receivedAt }: Pick<Report, 'dmarc' | 'receivedAt'>,
  { row }: LayoutWords,
): string {
  const { result, key, aligned, bodyHash, headerIntact, forensics } = check;
  switch (result) {
    case 'pass': {
      const text =
        key.type === 'ed25519'
          ? 'Ed25519'
          : key.bits === null
            ? row.dkimValid
            : row.dkimKey(key.bits);
      if (aligned === false) return row.dkimPassOther(text);
      if (aligned === null || dmarc.domain === null) return text;
      return check.domain.toLowerCase() === dmarc.domain.toLowerCase()
        ? row.dkimPass(text)
        : row.dkimPassAligned(text, name(dmarc.domain));
    }
    case 'temperror':
      return isLimit(check.reason) ? row.limit : row.temperror;
    case 'none':
      return row.dkimNone;
    case 'fail': {
      if (forensics?.keyMatches === false) return row.dkimWrongKey;
      if (forensics?.damaged !== undefined) return row.dkimFieldDamaged;
      if (forensics?.opens === false) return row.dkimNotOfKey;
      if (forensics?.emptyBodySigned === true) return row.dkimEmptyBody;
      const isBodyChanged =
        forensics === null
          ? bodyHash.computed !== null &&
            bodyHash.computed.replace(/=+$/, '') !== bodyHash.claimed.replace(/\s|=+$/g, '')
          : !forensics.bodyIntact;
      if (isBodyChanged) return row.dkimBody;
      return headerIntact === false ? row.dkimHeader : row.dkimUnusable;
    }
    default:
      return unusableCause(check, receivedAt, row);
  }
}

/** DNS was not asked, as this service had asked enough. */
function isLimit(reason: string): boolean {
  return /\bBUDGET\b|\blimit\b/.test(reason);
}

function dmarcNote(report: Report, { row }: LayoutWords): string {
  const { dmarc, spf, dkim } = report;
  const domain = name(dmarc.domain ?? '');
  const spfPassed = spf.mailFrom.result === 'pass';
  const dkimPassed = dkim.some(({ result }) => result === 'pass');
  if (dmarc.result === 'temperror') {
    if (isClientHidden(report)) return row.clientHidden;
    if (dmarc.policyDomain !== null) return row.dmarcOpen;
    return isLimit(dmarc.reason) ? row.limit : row.temperror;
  }
  if (!dmarc.evaluated) return row.dmarcUnreadable;
  if (dmarc.result === 'pass') return bySpfOrDkim(dmarc, spfPassed, dkim, row);
  if (dmarc.result === 'none' || dmarc.result === 'permerror') return dmarcFaultNote(report, row);
  if (spfPassed && dkimPassed) return row.dmarcBothOther(domain);
  if (spfPassed) return row.dmarcSpfOther(domain);
  return dkimPassed ? row.dmarcDkimOther(domain) : row.dmarcNothing;
}

function dmarcFaultNote({ dmarc, findings }: Report, row: LayoutWords['row']): string {
  const fault = dmarcFault(dmarc, findings);
  if (fault === null) return row.dmarcNone;
  if (fault.kind === 'several') return row.dmarcSeveral(fault.count);
  return fault.kind === 'elsewhere' ? row.dmarcElsewhere : row.dmarcBroken;
}

function bySpfOrDkim(
  { alignment }: DmarcCheck,
  spfPassed: boolean,
  dkim: readonly DkimCheck[],
  row: LayoutWords['row'],
): string {
  const bySpf = spfPassed && alignment.spf?.aligned === true;
  const byDkim = dkim.some(({ result, aligned }) => result === 'pass' && aligned === true);
  return bySpf && byDkim ? row.dmarcBoth : bySpf ? row.dmarcSpf : row.dmarcDkim;
}
