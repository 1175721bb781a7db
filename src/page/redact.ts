// A report that may be shown to strangers, built anew of what may be shown: results, records as they are published in DNS, counts, codes,
// names and addresses of hosts and domains. Not a mailbox, nothing of the message's text or header, no id that opens the whole one. What
// is not named here or in the files beside it is not shown; a finding is told by its code and by values of known names and grammars.
import { authenticationResults } from '../report/authentication-results.ts';
import { headline } from '../report/headline.ts';
import { layoutWords } from '../words/layout-words.ts';
import { receivedSpf } from '../report/received-spf.ts';
import type { Hop, Report } from '../report/report.ts';
import { requirementWords } from '../words/requirement-words.ts';
import {
  mailboxOf,
  sharedArc,
  sharedBimi,
  sharedDkim,
  sharedDmarc,
  sharedIprev,
  sharedQuestion,
  sharedReason,
  sharedSpf,
  sharedTransport,
} from './shared-checks.ts';
import { sharedFinding } from './shared-findings.ts';
import { addressOf, authorDomains, HIDDEN, sharedNames, type SharedNames } from './shared-names.ts';
import { protocol, published, TIME, timeOrNull, wordOf } from './shared-text.ts';

export interface Share {
  id: string;
  link: string;
}

const WORD = /^[a-z][a-z -]{0,40}$/;

export function redact(report: Report, { id, link }: Share): Report {
  const names = sharedNames(report);
  const { language, service, verdict, summary, spf, dkim, dmarc, arc, iprev } = report;
  const envelope = sharedEnvelope(report.envelope, names);
  const results = {
    envelope,
    spf: { mailFrom: sharedSpf(spf.mailFrom, names), helo: sharedSpf(spf.helo, names) },
    dkim: dkim.map((check) => sharedDkim(check, names)),
    dmarc: sharedDmarc(dmarc, names),
    arc: sharedArc(arc, names),
    iprev: sharedIprev(iprev, names),
  };
  const findings = report.findings.map((finding) => sharedFinding(finding, names, language));
  return {
    schema: report.schema,
    id,
    receivedAt: wordOf(report.receivedAt, TIME),
    language,
    service: { name: service.name, version: service.version, host: service.host, link },
    verdict,
    headline:
      verdict === 'pending'
        ? ''
        : headline(verdict, { ...results, limit: null }, findings, layoutWords(language)),
    proven: report.proven,
    standing: report.standing,
    summary: {
      spf: summary.spf,
      dkim: summary.dkim,
      dmarc: summary.dmarc,
      arc: summary.arc,
      iprev: summary.iprev,
      tls: wordOf(summary.tls, /^(?:none|(?:TLSv)?\d(?:\.\d)?)$/),
      bimi: summary.bimi,
      dnsbl: summary.dnsbl,
      spam: summary.spam,
    },
    message: sharedMessage(report.message, names),
    authenticationResults: authenticationResults(
      { ...results, isDkimOpen: summary.dkim === 'temperror' && results.dkim.length === 0 },
      service.host,
    ),
    receivedSpf: receivedSpf(results.spf.mailFrom, envelope, service.host),
    ...results,
    dnsbl: report.dnsbl.map(({ zone, name, listed, codes, reason }) => ({
      zone: names.shown(zone),
      name: name === null ? null : names.shown(name),
      listed,
      codes: codes.map((code) => addressOf(code) ?? HIDDEN),
      text: null,
      reason: sharedReason(reason),
    })),
    bimi: sharedBimi(report.bimi, names),
    transport: sharedTransport(report.transport, names),
    spam: report.spam.map(({ engine, result, score, required, symbols }) => ({
      engine,
      result,
      reason: '',
      score,
      required,
      symbols: symbols.map((symbol) => ({
        name: wordOf(symbol.name, /^[A-Z0-9_]{1,60}$/),
        score: symbol.score,
      })),
    })),
    ...sharedAsks(report),
    findings,
    dns: report.dns.map((question) => sharedQuestion(question, names)),
    timings: Object.fromEntries(
      Object.entries(report.timings).filter(([part]) => /^[a-zA-Z]{1,30}$/.test(part)),
    ),
    response: {
      decision: report.response.decision,
      reason: wordOf(report.response.reason, WORD),
      sentAt: timeOrNull(report.response.sentAt),
    },
  };
}

function sharedEnvelope(
  { clientIp, clientName, helo, mailFrom, rcptTo, tls, smtputf8 }: Report['envelope'],
  names: SharedNames,
): Report['envelope'] {
  return {
    clientIp: addressOf(clientIp) ?? HIDDEN,
    clientName: clientName === null ? null : names.shown(clientName),
    helo: names.host(helo),
    mailFrom: mailboxOf(mailFrom, names),
    rcptTo: rcptTo.map(() => HIDDEN),
    tls:
      tls === null
        ? null
        : {
            version: wordOf(tls.version, /^(?:TLSv1(?:\.\d)?|SSLv\d)$/),
            cipher: wordOf(tls.cipher, /^[A-Z0-9_-]{3,60}$/),
          },
    smtputf8,
  };
}

/** Of the From field the domains alone, of the way the hosts. */
function sharedMessage(
  { from, size, received }: Report['message'],
  names: SharedNames,
): Report['message'] {
  return {
    from: from === null ? null : authorsOf(from, names),
    subject: null,
    date: null,
    messageId: null,
    size,
    sha256: '',
    excerpt: '',
    ...(received === undefined ? {} : { received: received.map((hop) => sharedHop(hop, names)) }),
  };
}

function authorsOf(from: string, names: SharedNames): string {
  const domains = authorDomains(from)
    .map((domain) => names.name(domain))
    .filter((domain) => domain !== null);
  return domains.length === 0
    ? HIDDEN
    : [...new Set(domains)].map((domain) => `${HIDDEN}@${domain}`).join(', ');
}

function sharedHop({ from, by, with: means, at }: Hop, names: SharedNames): Hop {
  const host = (text: string | null): string | null =>
    text === null ? null : (addressOf(text) ?? names.name(text));
  return { from: host(from), by: host(by), with: protocol(means), at: timeOrNull(at) };
}

function sharedAsks({
  requirements,
  criteria,
  language,
}: Report): Pick<Report, 'requirements' | 'criteria'> {
  const words = requirementWords(language);
  const named = (catalog: Readonly<Record<string, string>>, key: string): string =>
    Object.hasOwn(catalog, key) ? (catalog[key] ?? key) : HIDDEN;
  return {
    requirements: requirements.map(({ receiver, item, applies, status, citation }) => ({
      receiver,
      item: wordOf(item, WORD),
      applies,
      status,
      title: named(words.items, item),
      evidence: '',
      citation: published(citation),
    })),
    criteria: criteria.map(({ criterion, status }) => ({
      criterion: wordOf(criterion, WORD),
      status,
      title: named(words.criteria, criterion),
      evidence: '',
    })),
  };
}
