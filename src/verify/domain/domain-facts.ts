// What a domain publishes for its mail: the facts behind `mailassay domain`, the domain page and /api/v1/domains. Each shape is a zod schema,
// because the report's JSON (schema mailassay-domain/1) is made of them. Status words are ours, and the same in every part:
// none = nothing there, temperror = could not be looked up.
import { z } from 'zod';
import type { BimiCheck } from '../bimi/bimi-check.ts';
import type { DnsEvidence } from '../../dns/dns-evidence.ts';
import {
  DmarcCheck,
  DmarcPolicy,
  type MisplacedRecord,
  type SpfCheck,
  SpfNode,
  SpfResult,
} from '../verification.ts';

/** RFC 7208. */
export const PublishedSpf = z.object({
  status: z.enum(['found', 'none', 'several', 'syntax', 'temperror']),
  record: z.string().nullable(),
  /** What an address gets that the record does not list: the whole record is evaluated for it. */
  others: SpfResult,
  reason: z.string(),
  /** Lookup terms and void lookups of the whole record, and how many are allowed (§4.6.4). */
  lookups: z.object({ count: z.int(), limit: z.int(), void: z.int(), voidLimit: z.int() }),
  tree: SpfNode.nullable(),
});
export type PublishedSpf = z.infer<typeof PublishedSpf>;

/** RFC 9989 §4.10: for mail whose author domain is this one. */
export const PublishedDmarc = z.object({
  status: z.enum(['found', 'none', 'not-usable', 'temperror']),
  organizationalDomain: z.string().nullable(),
  policyDomain: z.string().nullable(),
  record: z.string().nullable(),
  /** Its tags. */
  policy: DmarcCheck.shape.policy,
  /** The policy for mail that fails, and the tag it comes from; null without one. */
  applied: z.object({ tag: z.enum(['p', 'sp', 'np']), policy: DmarcPolicy.nullable() }).nullable(),
  reason: z.string(),
  walk: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      record: z.string().nullable(),
      note: z.string(),
    }),
  ),
});
export type PublishedDmarc = z.infer<typeof PublishedDmarc>;

/** RFC 5321 §5.1. */
export const MailHost = z.object({
  name: z.string(),
  preference: z.int(),
  addresses: z.array(z.string()),
  /** The name it is an alias of (RFC 2181 §10.3 forbids that); null when it is none. */
  alias: z.string().nullable(),
  /** address = the MX names an IP address; private = none of its addresses can be reached from outside. */
  status: z.enum(['found', 'none', 'address', 'private', 'temperror']),
});
export type MailHost = z.infer<typeof MailHost>;

export const MailRoute = z.object({
  /** implicit = no MX, but an address (RFC 5321 §5.1); null = the null MX (RFC 7505); absent = the domain does not exist. */
  status: z.enum(['found', 'implicit', 'null', 'none', 'absent', 'temperror']),
  hosts: z.array(MailHost),
  /** A null MX stands beside others (RFC 7505 §3). */
  mixed: z.boolean(),
  /** DNSSEC validated the MX records. */
  authenticated: z.boolean(),
});
export type MailRoute = z.infer<typeof MailRoute>;

/** RFC 8461. */
export const MtaSts = z.object({
  status: z.enum(['none', 'found', 'several', 'syntax', 'temperror']),
  record: z.string().nullable(),
  policy: z
    .object({
      url: z.string(),
      /** Null when it was fetched. */
      trouble: z.string().nullable(),
      /** The trouble is one of the moment, or of ours. */
      undecided: z.boolean(),
      mode: z.enum(['enforce', 'testing', 'none']).nullable(),
      mx: z.array(z.string()),
      /** Seconds. */
      maxAge: z.int().nullable(),
      faults: z.array(z.string()),
      /** MX hosts that no mx line covers: in the mode enforce, senders do not deliver to them. */
      uncovered: z.array(z.string()),
    })
    .nullable(),
});
export type MtaSts = z.infer<typeof MtaSts>;

/** RFC 8460. */
export const TlsRpt = z.object({
  status: z.enum(['none', 'found', 'several', 'syntax', 'temperror']),
  record: z.string().nullable(),
  rua: z.array(z.string()),
});
export type TlsRpt = z.infer<typeof TlsRpt>;

/** RFC 7672. */
export const Dane = z.object({
  /** Whether our resolver validates DNSSEC at all; where not, nothing is known of it. */
  validating: z.boolean(),
  hosts: z.array(
    z.object({
      host: z.string(),
      status: z.enum(['none', 'found', 'temperror']),
      records: z.array(z.string()),
      authenticated: z.boolean(),
      /** Per record, what makes it unusable for mail. */
      faults: z.array(z.string()),
    }),
  ),
});
export type Dane = z.infer<typeof Dane>;

/** What stands at an address that the BIMI record names; null where nothing was fetched. */
export const Indicator = z.object({
  url: z.string(),
  trouble: z.string().nullable(),
  undecided: z.boolean(),
  faults: z.array(z.string()),
});
export type Indicator = z.infer<typeof Indicator>;

export interface DomainFacts {
  domain: string;
  /** Milliseconds since the epoch. */
  at: number;
  spf: PublishedSpf;
  dmarc: PublishedDmarc;
  route: MailRoute;
  mtaSts: MtaSts;
  tlsRpt: TlsRpt;
  dane: Dane;
  bimi: BimiCheck;
  logo: Indicator | null;
  certificate: Indicator | null;
  /** The checks behind `spf` and `dmarc`: what the rules about records read. */
  spfCheck: SpfCheck;
  dmarcCheck: DmarcCheck;
  places: MisplacedRecord[];
  dns: DnsEvidence[];
  timings: Record<string, number>;
  /** A limit of ours that left something open; null when none was hit. */
  limit: string | null;
}
