// What verification states: facts about one message, no opinions and no layout. Each shape is a zod schema, because the
// report's JSON (schema mailassay-report/1) is these shapes and the published JSON schema is made from them.
// Result words are RFC 8601 §2.7's. `null` means "there is none"; a field is never left out to mean something.
import type { MessageFacts } from '../message/message-facts.ts';
import { DnsEvidence } from '../dns/dns-evidence.ts';
import type { Envelope } from '../message/envelope.ts';
import { z } from 'zod';
import type { BimiCheck } from './bimi/bimi-check.ts';
import type { DnsblCheck } from './dnsbl/dnsbl-check.ts';
import type { SpamCheck } from './spam/spam-check.ts';
import type { Transport } from './transport.ts';

export const SPF_RESULTS = [
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'temperror',
  'permerror',
] as const;
export const DKIM_RESULTS = [
  'pass',
  'fail',
  'none',
  'policy',
  'neutral',
  'temperror',
  'permerror',
] as const;
export const DMARC_RESULTS = ['pass', 'fail', 'none', 'temperror', 'permerror'] as const;
/** RFC 8617 §10.1 has pass, fail and none; temperror (RFC 8601 §2.7) is what a limit of ours leaves open. */
export const ARC_RESULTS = ['pass', 'fail', 'none', 'temperror'] as const;
/** RFC 8601 §2.7.3, and `none` where the client's real address is hidden. */
export const IPREV_RESULTS = ['pass', 'fail', 'temperror', 'permerror', 'none'] as const;

export const SpfResult = z.enum(SPF_RESULTS);
export type SpfResult = z.infer<typeof SpfResult>;
export const DkimResult = z.enum(DKIM_RESULTS);
export type DkimResult = z.infer<typeof DkimResult>;
export const DmarcResult = z.enum(DMARC_RESULTS);
export type DmarcResult = z.infer<typeof DmarcResult>;
export const ArcResult = z.enum(ARC_RESULTS);
export type ArcResult = z.infer<typeof ArcResult>;
export const IprevResult = z.enum(IPREV_RESULTS);
export type IprevResult = z.infer<typeof IprevResult>;

// ---------------------------------------------------------------- SPF (RFC 7208)

/** One term of a record as it was looked at (RFC 7208 §4.6.1). */
export interface SpfTerm {
  /** As written. */
  text: string;
  /** 0-based offset of the term in the record. */
  position: number;
  kind: 'mechanism' | 'modifier' | 'unknown';
  /** Lower case: all include a mx ptr ip4 ip6 exists redirect exp, or the unknown name. */
  name: string;
  qualifier: '+' | '-' | '~' | '?';
  /** The domain-spec or network after macro expansion; null when the term has none. */
  target: string | null;
  outcome: 'match' | 'no-match' | 'not-reached' | 'error' | 'not-evaluated';
  /** Why, in a few plain words with the values seen: "192.0.2.9 is not in 192.0.2.0/29". */
  why: string;
  /** Terms that query DNS in this term and below it (RFC 7208 §4.6.4), as the whole record would cost, reached or not. */
  cost: number;
  /** Addresses or names the term stands for, where looked up: at most 50. */
  values: string[];
  /** The record that include or redirect leads to. */
  record: SpfNode | null;
}

/** One record of the tree. */
export interface SpfNode {
  domain: string;
  /** The record's text; null when there is none or several. */
  record: string | null;
  status: 'found' | 'none' | 'several' | 'syntax' | 'temperror' | 'loop' | 'limit';
  terms: SpfTerm[];
  /** Lookup terms of this record and all below it, whether or not this message reached them. */
  cost: number;
  /** Void lookups seen in this record and below (RFC 7208 §4.6.4). */
  voids: number;
  /** Every syntax error with its 0-based offset in the record. */
  errors: { position: number; text: string }[];
}

export const SpfTerm: z.ZodType<SpfTerm> = z.object({
  text: z.string(),
  position: z.int(),
  kind: z.enum(['mechanism', 'modifier', 'unknown']),
  name: z.string(),
  qualifier: z.enum(['+', '-', '~', '?']),
  target: z.string().nullable(),
  outcome: z.enum(['match', 'no-match', 'not-reached', 'error', 'not-evaluated']),
  why: z.string(),
  cost: z.int(),
  values: z.array(z.string()),
  get record() {
    return SpfNode.nullable();
  },
});

export const SpfNode: z.ZodType<SpfNode> = z.object({
  domain: z.string(),
  record: z.string().nullable(),
  status: z.enum(['found', 'none', 'several', 'syntax', 'temperror', 'loop', 'limit']),
  get terms() {
    return z.array(SpfTerm);
  },
  cost: z.int(),
  voids: z.int(),
  errors: z.array(z.object({ position: z.int(), text: z.string() })),
});

/** One check_host() (RFC 7208 §4). */
export const SpfCheck = z.object({
  identity: z.enum(['mailfrom', 'helo']),
  result: SpfResult,
  /** The <domain> of check_host(); for a null reverse-path the HELO name. */
  domain: z.string(),
  /** The <sender> of check_host(): postmaster@HELO for a null reverse-path. */
  sender: z.string(),
  /** Why this result, one plain line without a final full stop; never empty. */
  reason: z.string(),
  /** The domain owner's exp= text (foreign text, RFC 7208 §6.2); null without one. */
  explanation: z.string().nullable(),
  /** The term that decided, and the record it stands in. */
  matched: z.object({ record: z.string(), term: z.string(), domain: z.string() }).nullable(),
  /** What this message's evaluation cost. */
  lookups: z.object({ count: z.int(), void: z.int(), limit: z.int() }),
  tree: SpfNode.nullable(),
});
export type SpfCheck = z.infer<typeof SpfCheck>;

// ---------------------------------------------------------------- DKIM (RFC 6376, 8301, 8463)

/** What was changed after signing, as far as it can be proven. */
export const Forensics = z.object({
  keyMatches: z.union([z.boolean(), z.literal('unknown')]),
  headerIntact: z.union([z.boolean(), z.literal('unknown')]),
  bodyIntact: z.boolean(),
  changes: z.array(
    z.object({
      where: z.enum(['body', 'header']),
      kind: z.string(),
      detail: z.string(),
      certainty: z.literal('proven'),
      /** The text that was put in or taken away, cut to one line. */
      text: z.string().optional(),
      /** Lines of that text. */
      lines: z.int().optional(),
      /** The header field it was done to, and its value before and after. */
      field: z.string().optional(),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
  suspects: z.array(z.object({ kind: z.string(), evidence: z.string() })),
  /** RSA: whether b= opens to a digest under the key in DNS. Left out where that cannot be tried. */
  opens: z.boolean().optional(),
  /** The tag of the signature field that was itself altered on the way; left out where none is known to be. */
  damaged: z.enum(['b', 'bh']).optional(),
  /** What decided between a damaged b= and another key. */
  decidedBy: z.string().optional(),
  /** bh= is the hash of an empty body, and the message has a text. */
  emptyBodySigned: z.boolean().optional(),
  /** The last host on the way that still found the signature valid, and the field that says so. */
  intactAt: z.object({ host: z.string(), evidence: z.string() }).optional(),
  /** Candidates tried. */
  tried: z.int(),
  /** As signed and as received, where they differ and it is proven: lines, decoded for reading. */
  diff: z
    .array(
      z.object({
        where: z.enum(['header', 'body']),
        /** Of a field; of a part its number ("1.2"), "" for the whole body. */
        name: z.string(),
        /** Of a part: its type; "header" for the part's own header. */
        type: z.string().optional(),
        hunks: z.array(
          z.object({
            /** First line of `after`, from 1. */
            line: z.int(),
            before: z.array(z.string()),
            after: z.array(z.string()),
            /** Lines that are left out here. */
            omitted: z.int().optional(),
          }),
        ),
      }),
    )
    .optional(),
});
export type Forensics = z.infer<typeof Forensics>;

export const DkimCheck = z.object({
  result: DkimResult,
  /** Why, one plain line without a final full stop; for a pass: what was verified. */
  reason: z.string(),
  /** What most receivers say where the strict reading differs; null where it does not. */
  tolerant: z.object({ result: DkimResult, reason: z.string() }).nullable(),
  domain: z.string(),
  selector: z.string(),
  /** i=, or @d (RFC 6376 §3.5). */
  auid: z.string(),
  /** a= as written. */
  algorithm: z.string(),
  /** c= as it applies, e.g. relaxed/simple. */
  canonicalization: z.string(),
  /** h= names in order, as written. */
  signedHeaders: z.array(z.string()),
  /** Names listed more often than they occur (lower case): adding such a field breaks the signature. */
  oversigned: z.array(z.string()),
  /** Field names of the message that this signature does not cover (lower case, without trace and other signatures). */
  unsigned: z.array(z.string()),
  /** Aligned with the author domain by the DMARC policy's adkim mode (relaxed without a policy). Null when there is no author domain or the walk failed. */
  aligned: z.boolean().nullable(),
  key: z.object({
    /** selector._domainkey.domain */
    name: z.string(),
    /** The record's text as joined; null when there is none. */
    record: z.string().nullable(),
    /** All TXT found at the name, joined each. */
    records: z.array(z.string()),
    /** Where a CNAME of the name leads to; null when the records stand at the name itself, or nothing was found. */
    alias: z.string().nullable(),
    bits: z.int().nullable(),
    /** RSA public exponent as decimal text. */
    exponent: z.string().nullable(),
    type: z.enum(['rsa', 'ed25519', 'unknown']).nullable(),
    /** t=y */
    testing: z.boolean(),
    /** Other t= flags, and h=, s= where given. */
    flags: z.array(z.string()),
  }),
  bodyHash: z.object({ claimed: z.string(), computed: z.string().nullable() }),
  /** The header signature verified on its own, whatever the body hash says (RFC 6376 §6.1.3 step 4). */
  headerIntact: z.boolean().nullable(),
  /** l=: octets signed and octets in the canonical body; null without l=. */
  bodyLength: z.object({ signed: z.number(), total: z.number() }).nullable(),
  /** t= and x= as ISO 8601; null when absent or malformed. */
  signedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  forensics: Forensics.nullable(),
  /** The DKIM-Signature field as received, unfolded, at most 2,000 characters. */
  field: z.string(),
  /** The canonicalized header that was hashed, at most 4,000 characters (for the Port25 layout). */
  canonicalHeader: z.string().nullable(),
});
export type DkimCheck = z.infer<typeof DkimCheck>;

// ---------------------------------------------------------------- DMARC (RFC 9989)

export const DmarcPolicy = z.enum(['none', 'quarantine', 'reject']);
export type DmarcPolicy = z.infer<typeof DmarcPolicy>;

export const DmarcCheck = z.object({
  /** False when the message cannot be evaluated: no, several or malformed author domains. */
  evaluated: z.boolean(),
  result: DmarcResult,
  /** The author domain (A-labels); null when not evaluated. */
  domain: z.string().nullable(),
  organizationalDomain: z.string().nullable(),
  /** Where the record that applies was published. */
  policyDomain: z.string().nullable(),
  /** Its text. */
  record: z.string().nullable(),
  policy: z
    .object({
      p: DmarcPolicy.nullable(),
      sp: DmarcPolicy.nullable(),
      np: DmarcPolicy.nullable(),
      t: z.enum(['y', 'n']),
      psd: z.enum(['y', 'n', 'u']),
      adkim: z.enum(['r', 's']),
      aspf: z.enum(['r', 's']),
      rua: z.string().nullable(),
      ruf: z.string().nullable(),
      /** pct, rf, ri and unknown tags as written. */
      other: z.record(z.string(), z.string()),
    })
    .nullable(),
  /** Which tag gave the policy: p, sp or np; null without a policy. */
  applied: z.enum(['p', 'sp', 'np']).nullable(),
  /** What the domain owner asks for with this message, after np/sp/t: none for a pass. */
  disposition: DmarcPolicy.nullable(),
  alignment: z.object({
    spf: z.object({ domain: z.string(), aligned: z.boolean() }).nullable(),
    dkim: z.array(z.object({ domain: z.string(), selector: z.string(), aligned: z.boolean() })),
  }),
  /** The tree walk (RFC 9989 §4.10): each name asked and what came. */
  walk: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      record: z.string().nullable(),
      note: z.string(),
    }),
  ),
  /** Why this result, one plain line; never empty. */
  reason: z.string(),
  /** RFC 7489's answer (public suffix list), where it differs; null where it does not. */
  legacy: z
    .object({
      result: DmarcResult,
      organizationalDomain: z.string(),
      disposition: DmarcPolicy.nullable(),
      reason: z.string(),
    })
    .nullable(),
});
export type DmarcCheck = z.infer<typeof DmarcCheck>;

// ---------------------------------------------------------------- ARC (RFC 8617)

export const ArcCheck = z.object({
  result: ArcResult,
  reason: z.string(),
  /** Every set judged by itself, lowest instance first. */
  sets: z.array(
    z.object({
      instance: z.int(),
      sealer: z.string().nullable(),
      selector: z.string().nullable(),
      cv: z.string().nullable(),
      seal: z.object({ result: DkimResult, reason: z.string() }),
      messageSignature: z.object({ result: DkimResult, reason: z.string() }),
      /** ARC-Authentication-Results payload, cut at 500 characters. */
      authenticationResults: z.string().nullable(),
    }),
  ),
  /** RFC 8617 §5.2 step 5; 0 when every message signature still passes, null without a chain. */
  oldestPass: z.int().nullable(),
});
export type ArcCheck = z.infer<typeof ArcCheck>;

// ---------------------------------------------------------------- iprev (RFC 8601 §3)

export const IprevCheck = z.object({
  result: IprevResult,
  reason: z.string(),
  ip: z.string(),
  /** The name that resolved back; null when none did. */
  name: z.string().nullable(),
  names: z.array(
    z.object({ name: z.string(), addresses: z.array(z.string()), matches: z.boolean() }),
  ),
});
export type IprevCheck = z.infer<typeof IprevCheck>;

// ---------------------------------------------------------------- records at other names

/** Where something that is missing was looked for as well (verify/misplaced): the evidence behind "published at the wrong name". */
export const MisplacedRecord = z.object({
  sought: z.enum([
    'dkim-key',
    'dmarc-record',
    'spf-record',
    'host-address',
    'report-authorization',
    'report-mailbox',
  ]),
  /** Where it belongs: the DNS name a receiver asks. For a host-address the host itself. */
  belongs: z.string(),
  /** Where it was looked for, and the record type asked. */
  name: z.string(),
  type: z.string(),
  /** How `name` comes about: what people do to end up there. */
  relation: z.enum([
    'itself', // the place it belongs, asked with another record type (a dangling CNAME, SPF type 99)
    'mail-host', // under the name of the mail host instead of the domain
    'organization', // under a parent of the domain
    'without-prefix', // without _domainkey, or DMARC at the bare domain
    'plain-prefix', // "dmarc" for "_dmarc", "domainkey" for "_domainkey"
    'domain-twice', // the zone appended once more
    'usual-selector', // unsigned mail: a selector that setup guides use
    'namespace', // _domainkey.domain itself: NXDOMAIN means that no key at all is below it (RFC 8020)
  ]),
  status: z.string(),
  /** What stands there and is of the kind sought, as text; empty when nothing does. */
  records: z.array(z.string()),
});
export type MisplacedRecord = z.infer<typeof MisplacedRecord>;

/** The whole of the facts. */
export interface Verification {
  /** The moment of receipt, milliseconds since the epoch, and our authserv-id: as in VerifyInput. */
  at: number;
  host: string;
  envelope: Envelope;
  message: MessageFacts;
  spf: { mailFrom: SpfCheck; helo: SpfCheck };
  /** Empty when the message is not signed, or no signature was evaluated. At most 10; the rest are counted in `notEvaluated`. */
  dkim: DkimCheck[];
  /** Signatures and ARC sets past the limits of SECURITY.md §1. */
  notEvaluated: { dkim: number; arc: number };
  dmarc: DmarcCheck;
  arc: ArcCheck;
  iprev: IprevCheck;
  /** What blocklists say of the client; empty when the operator named none. */
  dnsbl: DnsblCheck[];
  bimi: BimiCheck;
  transport: Transport;
  /** What spam filters say of the message; empty when the operator has set up none. */
  spam: SpamCheck[];
  /** What proves the reverse-path: SPF pass for MAIL FROM, or the d= of a passing signature aligned with the MAIL FROM domain. */
  proof: { spf: boolean; dkim: string | null };
  /** Organizational domain (RFC 9989 §4.10) of every domain whose walk was made. */
  organizationalDomains: Record<string, string>;
  /** Where missing records were looked for as well; empty when nothing is missing. */
  places: MisplacedRecord[];
  dns: DnsEvidence[];
  /** Milliseconds by part, and `total`. */
  timings: Record<string, number>;
  /** A limit or deadline of ours that left something undecided; null when none was hit. */
  limit: string | null;
}

/** The facts on which the last questions depend: where missing records may stand, and what a better record needs. */
export type KnownFacts = Omit<
  Verification,
  'places' | 'dns' | 'dnsbl' | 'spam' | 'timings' | 'limit'
>;

/** What verification is given. */
export interface VerifyInput {
  /** All octets, CRLF line endings, already past the structure guard. */
  message: Uint8Array;
  envelope: Envelope;
  /** authserv-id (RFC 8601 §2.5) and the %{r} of RFC 7208. */
  host: string;
  /** The moment of receipt, milliseconds since the epoch: expiry, %{t}. */
  at: number;
  /** Who asks, where it is not the client of the envelope: an address whose network the limits of DNS zones count. */
  countedFor?: string;
  /** Further domains whose organizational domain the caller needs (check-auth-USER=DOMAIN). */
  organizationsOf: string[];
}
