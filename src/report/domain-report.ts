// The report about a domain: JSON schema mailassay-domain/1, the one shape that text, page and API are drawn from.
import { z } from 'zod';
import type { CheckedDomain } from '../judge/check-domain.ts';
import { BimiCheck } from '../verify/bimi/bimi-check.ts';
import {
  Dane,
  Indicator,
  MailRoute,
  MtaSts,
  PublishedDmarc,
  PublishedSpf,
  TlsRpt,
} from '../verify/domain/domain-facts.ts';
import { DnsEvidence } from '../dns/dns-evidence.ts';
import type { Language } from '../message/requested-reply.ts';
import { FindingReport } from './report.ts';
import { recordFinding } from './record-finding.ts';
import { recordCheckWords } from '../words/record-check-words.ts';

export const DomainReport = z.object({
  schema: z.literal('mailassay-domain/1'),
  domain: z.string(),
  checkedAt: z.string(),
  language: z.enum(['en', 'id']),
  service: z.object({ name: z.literal('mailassay'), version: z.string() }),
  verdict: z.enum(['pass', 'fail', 'incomplete']),
  headline: z.string(),
  /** One word a method. */
  summary: z.object({
    spf: z.string(),
    dmarc: z.string(),
    mx: z.string(),
    mtaSts: z.string(),
    tlsRpt: z.string(),
    dane: z.string(),
    bimi: z.string(),
  }),
  spf: PublishedSpf,
  dmarc: PublishedDmarc,
  mx: MailRoute,
  mtaSts: MtaSts,
  tlsRpt: TlsRpt,
  dane: Dane,
  bimi: BimiCheck.extend({ logo: Indicator.nullable(), certificate: Indicator.nullable() }),
  findings: z.array(FindingReport),
  dns: z.array(DnsEvidence),
  timings: z.record(z.string(), z.number()),
});
export type DomainReport = z.infer<typeof DomainReport>;

export function domainReport(
  { facts, verdict, findings }: CheckedDomain,
  { language, version }: { language: Language; version: string },
): DomainReport {
  const {
    domain,
    at,
    spf,
    dmarc,
    route,
    mtaSts,
    tlsRpt,
    dane,
    bimi,
    logo,
    certificate,
    dns,
    timings,
  } = facts;
  return {
    schema: 'mailassay-domain/1',
    domain,
    checkedAt: new Date(at).toISOString(),
    language,
    service: { name: 'mailassay', version },
    verdict,
    headline: headlineOf(domain, verdict, findings, language),
    summary: {
      // A record that is there and cannot be evaluated in whole is as bad as a broken one.
      spf:
        spf.status === 'found' && (spf.others === 'permerror' || spf.others === 'temperror')
          ? spf.others
          : spf.status,
      dmarc: dmarc.status,
      mx: route.status,
      mtaSts: mtaSts.policy?.mode ?? (mtaSts.status === 'found' ? 'unreachable' : mtaSts.status),
      tlsRpt: tlsRpt.status,
      dane: daneWord(dane),
      bimi: bimi.result,
    },
    spf,
    dmarc,
    mx: route,
    mtaSts,
    tlsRpt,
    dane,
    bimi: { ...bimi, logo, certificate },
    findings: findings.map((finding) => recordFinding(finding, language)),
    dns,
    timings,
  };
}

function headlineOf(
  domain: string,
  verdict: DomainReport['verdict'],
  findings: CheckedDomain['findings'],
  language: Language,
): string {
  const { domainHeadline: words } = recordCheckWords(language);
  if (findings.some(({ code }) => code === 'domain-absent')) return words.absent(domain);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return verdict === 'pass' && warnings > 0
    ? words.passWarnings(domain, warnings)
    : words[verdict](domain);
}

/** none, found (DNSSEC vouches for all that is there), unsigned, unchecked, temperror. */
function daneWord({ validating, hosts }: Dane): string {
  const found = hosts.filter(({ status }) => status === 'found');
  if (found.length === 0)
    return hosts.some(({ status }) => status === 'temperror') ? 'temperror' : 'none';
  if (!validating) return 'unchecked';
  return found.every(({ authenticated }) => authenticated) ? 'found' : 'unsigned';
}
