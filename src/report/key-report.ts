// The report about a published key: JSON schema mailassay-key/1, the one shape that text, page and API are drawn from.
import { z } from 'zod';
import type { CheckedKey } from '../judge/check-key.ts';
import { DnsEvidence } from '../dns/dns-evidence.ts';
import type { Language } from '../message/requested-reply.ts';
import { DkimCheck, MisplacedRecord } from '../verify/verification.ts';
import { FindingReport } from './report.ts';
import { recordCheckWords } from '../words/record-check-words.ts';
import { keyWithoutSecret, questionWithoutSecret, withoutSecret } from './private-key.ts';
import { recordFinding } from './record-finding.ts';

export const KeyReport = z.object({
  schema: z.literal('mailassay-key/1'),
  selector: z.string(),
  domain: z.string(),
  /** selector._domainkey.domain */
  name: z.string(),
  language: z.enum(['en', 'id']),
  service: z.object({ name: z.literal('mailassay'), version: z.string() }),
  verdict: z.enum(['pass', 'fail', 'incomplete']),
  headline: z.string(),
  /** Of the DNS question for the key: NOERROR, NXDOMAIN, … */
  status: z.string(),
  key: DkimCheck.shape.key,
  findings: z.array(FindingReport),
  /** Where it was looked for as well, when it is not where it belongs. */
  places: z.array(MisplacedRecord),
  dns: z.array(DnsEvidence),
});
export type KeyReport = z.infer<typeof KeyReport>;

export function keyReport(
  { facts, verdict, findings }: CheckedKey,
  { language, version }: { language: Language; version: string },
): KeyReport {
  const { selector, domain, status, key, places, dns } = facts;
  return {
    schema: 'mailassay-key/1',
    selector,
    domain,
    name: key.name,
    language,
    service: { name: 'mailassay', version },
    verdict,
    headline: recordCheckWords(language).keyHeadline[verdict](key.name),
    status,
    key: keyWithoutSecret(key),
    findings: findings.map((finding) => recordFinding(finding, language)),
    places: places.map((place) => ({ ...place, records: withoutSecret(place.records) })),
    dns: dns.map(questionWithoutSecret),
  };
}
