// The report: JSON schema mailassay-report/1, the one shape that every layout is drawn from and that the store keeps.
// The published JSON schema, the OpenAPI document and the types all come from here.
import { z } from 'zod';
import { BIMI_RESULTS, BimiCheck } from '../verify/bimi/bimi-check.ts';
import { DnsblCheck } from '../verify/dnsbl/dnsbl-check.ts';
import { SpamCheck } from '../verify/spam/spam-check.ts';
import { Transport } from '../verify/transport.ts';
import { DnsEvidence } from '../dns/dns-evidence.ts';
import { Envelope } from '../message/envelope.ts';
import {
  ArcCheck,
  ArcResult,
  DkimCheck,
  DkimResult,
  DmarcCheck,
  DmarcResult,
  IprevCheck,
  IprevResult,
  SpfCheck,
  SpfResult,
} from '../verify/verification.ts';

/** A change of DNS that a fix asks for. */
export const RecordChange = z.object({
  action: z.enum(['add', 'replace', 'remove']),
  /** Full name, in A-labels, without the root dot. */
  name: z.string(),
  type: z.string(),
  /** The record as DNS has to hold it, one string: of TXT the text with its character-strings joined. Of `remove`: the record that goes. */
  value: z.string(),
  /** Of `replace`: the record that goes. */
  replaces: z.string().optional(),
  /** Seconds. */
  ttl: z.int().optional(),
});

export type RecordReport = z.infer<typeof RecordChange>;

export const FindingReport = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'notice', 'ok']),
  method: z.string(),
  citation: z.string(),
  /** What is wrong, one sentence, in the report's language. */
  title: z.string(),
  /** Why it matters, one or two sentences. */
  why: z.string(),
  evidence: z.array(z.string()),
  /** One imperative sentence; '' only for severity ok. */
  fix: z.string(),
  /** The fix for machines, where it is a change of DNS. Not in reports that version 0.1.0 kept. */
  records: z.array(RecordChange).optional(),
  /** What the words are made of, to say them in another language. */
  values: z.record(z.string(), z.string()).optional(),
});
export type FindingReport = z.infer<typeof FindingReport>;

/** One item of what a large receiver asks of senders. */
export const RequirementReport = z.object({
  receiver: z.enum(['gmail', 'yahoo', 'microsoft', 'apple']),
  item: z.string(),
  /** `bulk`: from about 5,000 messages a day to that receiver. */
  applies: z.enum(['all', 'bulk']),
  status: z.enum(['met', 'unmet', 'unknown']),
  /** The item in the report's language, a few words. */
  title: z.string(),
  evidence: z.string(),
  citation: z.string(),
});
export type RequirementReport = z.infer<typeof RequirementReport>;

/** One of the five criteria: static address, not blocklisted, reverse DNS, SPF, DKIM. */
export const CriterionReport = z.object({
  criterion: z.string(),
  status: z.enum(['met', 'unmet', 'unknown']),
  title: z.string(),
  evidence: z.string(),
});
export type CriterionReport = z.infer<typeof CriterionReport>;

/** What one Received field tells of the way (RFC 5321 §4.4); null what it does not. */
export const Hop = z.object({
  from: z.string().nullable(),
  by: z.string().nullable(),
  with: z.string().nullable(),
  /** ISO 8601. */
  at: z.string().nullable(),
});
export type Hop = z.infer<typeof Hop>;

/** What was decided about the answer (RFC 3834, DESIGN.md §1). */
export const ResponseReport = z.object({
  /** mail = full report mailed, short = short report mailed, reject = 550 with the verdict, none = nothing mailed. */
  decision: z.enum(['mail', 'short', 'reject', 'none', 'pending']),
  /** A word or two: proven, unproven, disowned, null-reverse-path, auto-submitted, list, loop, rate-limit, … */
  reason: z.string(),
  /** ISO 8601 when the reply was handed over; null until then. */
  sentAt: z.string().nullable(),
});
export type ResponseReport = z.infer<typeof ResponseReport>;

export const Report = z.object({
  schema: z.literal('mailassay-report/1'),
  id: z.string(),
  receivedAt: z.string(),
  language: z.enum(['en', 'id']),
  service: z.object({
    name: z.literal('mailassay'),
    version: z.string(),
    host: z.string(),
    link: z.string().nullable(),
  }),
  verdict: z.enum(['pass', 'fail', 'incomplete', 'pending']),
  /** One line: what the verdict means for this mail. */
  headline: z.string(),
  proven: z.boolean(),
  standing: z.enum(['proven', 'unproven', 'disowned']),
  summary: z.object({
    spf: SpfResult,
    dkim: DkimResult,
    dmarc: DmarcResult,
    arc: ArcResult,
    iprev: IprevResult,
    /** TLS version, or none. */
    tls: z.string(),
    bimi: z.enum(BIMI_RESULTS),
    /** not-run: the operator named no list; unknown: none of them told. */
    dnsbl: z.enum(['clean', 'listed', 'unknown', 'not-run']),
    spam: z.enum(['ham', 'spam', 'not-run']),
  }),
  envelope: Envelope,
  message: z.object({
    from: z.string().nullable(),
    subject: z.string().nullable(),
    date: z.string().nullable(),
    messageId: z.string().nullable(),
    size: z.int(),
    sha256: z.string(),
    /** The first octets as text, for the classic layout that quotes the original. */
    excerpt: z.string(),
    /** The way before it came here, in the order travelled. */
    received: z.array(Hop).optional(),
  }),
  /** Field value, without the name, folded with CRLF + SP as a receiver would write it (RFC 8601). */
  authenticationResults: z.string(),
  /** Field value (RFC 7208 §9.1). */
  receivedSpf: z.string(),
  spf: z.object({ mailFrom: SpfCheck, helo: SpfCheck }),
  dkim: z.array(DkimCheck),
  dmarc: DmarcCheck,
  arc: ArcCheck,
  iprev: IprevCheck,
  dnsbl: z.array(DnsblCheck),
  bimi: BimiCheck,
  transport: Transport,
  spam: z.array(SpamCheck),
  requirements: z.array(RequirementReport),
  criteria: z.array(CriterionReport),
  findings: z.array(FindingReport),
  dns: z.array(DnsEvidence),
  timings: z.record(z.string(), z.number()),
  response: ResponseReport,
});
export type Report = z.infer<typeof Report>;
