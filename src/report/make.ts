// Makes the report out of facts (verify) and opinions (diagnose): pure, no decisions. Facts go in as they are; foreign text is
// made harmless by each layout on its way out.
import type { Diagnosis, Finding } from '../diagnose/finding.ts';
import type { Verification } from '../verify/verification.ts';
import { authenticationResults } from './authentication-results.ts';
import { headline } from './headline.ts';
import { layoutWords } from '../words/layout-words.ts';
import { keyWithoutSecret, questionWithoutSecret } from './private-key.ts';
import { receivedPath } from './received-path.ts';
import { receivedSpf } from './received-spf.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport, Report, ResponseReport } from './report.ts';
import { isUnread } from '../diagnose/unread.ts';
import { dkimSummary, dnsblSummary, spamSummary, tlsSummary } from './summary.ts';
import { itemTitle, requirementWords } from '../words/requirement-words.ts';
import { words } from '../words/words.ts';

export interface ReportInput {
  id: string;
  /** Milliseconds since the epoch. */
  receivedAt: number;
  language: Language;
  verification: Verification;
  diagnosis: Diagnosis;
  response: ResponseReport;
  /** `link` is where this very report can be read; null when nothing is kept. */
  service: { version: string; host: string; link: string | null };
}

export function makeReport({
  id,
  receivedAt,
  language,
  verification,
  diagnosis,
  response,
  service,
}: ReportInput): Report {
  const { envelope, message, spf, dkim, dmarc, arc, iprev, dnsbl, bimi, transport, spam, proof } =
    verification;
  return {
    schema: 'mailassay-report/1',
    id,
    receivedAt: new Date(receivedAt).toISOString(),
    language,
    service: {
      name: 'mailassay',
      version: service.version,
      host: service.host,
      link: service.link,
    },
    verdict: diagnosis.verdict,
    headline: headline(diagnosis.verdict, verification, diagnosis.findings, layoutWords(language)),
    proven: proof.spf || proof.dkim !== null,
    standing: diagnosis.standing,
    summary: {
      spf: spf.mailFrom.result,
      dkim: dkimSummary(dkim, isUnread(verification) || verification.notEvaluated.dkim > 0),
      dmarc: dmarc.result,
      arc: arc.result,
      iprev: iprev.result,
      tls: tlsSummary(envelope),
      bimi: bimi.result,
      dnsbl: dnsblSummary(dnsbl),
      spam: spamSummary(spam),
    },
    envelope,
    message: {
      from: message.from,
      subject: message.subject,
      date: message.date,
      messageId: message.messageId,
      size: message.size,
      sha256: message.sha256,
      excerpt: message.excerpt,
      received: receivedPath(message.fields),
    },
    authenticationResults: authenticationResults(verification, service.host),
    receivedSpf: receivedSpf(spf.mailFrom, envelope, service.host),
    spf,
    dkim: dkim.map((check) => ({ ...check, key: keyWithoutSecret(check.key) })),
    dmarc,
    arc,
    iprev,
    dnsbl,
    bimi,
    transport,
    spam,
    requirements: diagnosis.requirements.map((one) => ({
      ...one,
      title: itemTitle(one, language),
    })),
    criteria: diagnosis.criteria.map((one) => ({
      ...one,
      title: requirementWords(language).criteria[one.criterion],
    })),
    findings: diagnosis.findings.map((finding) => findingReport(finding, language)),
    dns: verification.dns.map(questionWithoutSecret),
    timings: verification.timings,
    response,
  };
}

function findingReport(finding: Finding, language: Language): FindingReport {
  const { code, severity, method, citation, evidence, records, values } = finding;
  const { title, why, fix } = words(finding, language);
  return { code, severity, method, citation, title, why, evidence, fix, records, values };
}
