// Every finding code with its severity, method, citation and what it silences. Codes are an interface: they never change meaning.
// A new method adds its group here and its rules in diagnose.ts.
import type { CatalogEntry } from './entry.ts';
import type { Method } from './finding.ts';

/** Finding codes of the connection: reverse DNS (RFC 8601 §3), HELO (RFC 5321 §2.3.5), TLS. Reverse DNS is no RFC's MUST, but every large receiver's rule: a warning by the law of severities. From dynamic addresses no large receiver takes mail at all: an error. */
const connection = {
  'connection-address-hidden': {
    severity: 'warning',
    weight: 1,
    isFirst: true,
    citation: 'RFC 6890 section 2.2',
    silences: ['dmarc-temperror'],
  },
  'connection-dynamic-address': {
    severity: 'error',
    weight: 9,
    citation: 'M3AAWG Sender Best Common Practices; Spamhaus PBL',
    silences: ['connection-generic-ptr', 'connection-no-ptr', 'dmarc-nothing-passed'],
  },
  'connection-no-ptr': {
    severity: 'warning',
    weight: 12,
    citation: 'RFC 1912 section 2.1; Gmail sender guidelines (550 5.7.25)',
  },
  'connection-ptr-mismatch': {
    severity: 'warning',
    weight: 13,
    citation: 'RFC 8601 section 3; Gmail sender guidelines (550 5.7.25)',
  },
  'connection-generic-ptr': {
    severity: 'warning',
    weight: 14,
    citation: 'M3AAWG Sender Best Common Practices; Gmail sender guidelines',
  },
  'connection-helo-not-fqdn': {
    severity: 'error',
    weight: 40,
    citation: 'RFC 5321 section 2.3.5',
    silences: ['connection-helo-unresolvable', 'spf-helo-none'],
  },
  'connection-helo-literal': {
    severity: 'warning',
    weight: 40,
    citation: 'RFC 5321 section 4.1.1.1',
    silences: ['spf-helo-none'],
  },
  'connection-helo-unresolvable': {
    severity: 'warning',
    weight: 41,
    citation: 'RFC 5321 section 2.3.5',
    silences: ['spf-helo-none'],
  },
  'connection-helo-elsewhere': {
    severity: 'notice',
    weight: 41,
    citation: 'RFC 5321 section 4.1.4',
  },
  'connection-no-tls': {
    severity: 'warning',
    weight: 42,
    citation: 'RFC 3207; Gmail sender guidelines',
  },
  'connection-old-tls': { severity: 'error', weight: 42, citation: 'RFC 8996 section 4' },
  'connection-ptr-unchecked': { severity: 'notice', weight: 7, citation: 'RFC 8601 section 2.7.3' },
  'connection-ptr-matches': { severity: 'ok', weight: 40, citation: 'RFC 8601 section 3' },
  'connection-tls': { severity: 'ok', weight: 42, citation: 'RFC 9325 section 3.1.1' },
} as const satisfies Record<string, CatalogEntry>;

export type ConnectionCode = keyof typeof connection;

/** Finding codes of DNS blocklists (RFC 5782), where the operator has named any (DNSBLS). A list that refuses to answer says nothing about anybody. */
const blocklist = {
  'connection-dnsbl-listed': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5782 section 2.1; rules of the list',
    needs: 'blocklists',
  },
  'connection-dnsbl-refused': {
    severity: 'notice',
    weight: 8,
    citation: 'RFC 5782 section 2.1; rules of the list',
    needs: 'blocklists',
  },
  'connection-dnsbl-unchecked': {
    severity: 'notice',
    weight: 8,
    citation: 'RFC 5782 section 2.1',
    needs: 'blocklists',
  },
  'connection-dnsbl-clean': {
    severity: 'ok',
    weight: 41,
    citation: 'RFC 5782 section 2.1',
    needs: 'blocklists',
  },
} as const satisfies Record<string, CatalogEntry>;

export type BlocklistCode = keyof typeof blocklist;

/** permerror is only the symptom of a cause that is told. */
const SPF_SYMPTOMS = ['spf-permerror'];

/** Finding codes of SPF (RFC 7208). */
const spf = {
  // There is something, and it is wrong.
  'spf-several': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 4.5',
    silences: ['spf'],
  },
  'spf-syntax': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 4.6',
    silences: SPF_SYMPTOMS,
  },
  'spf-macro-syntax': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 7.1',
    silences: SPF_SYMPTOMS,
  },
  'spf-include-syntax': {
    severity: 'error',
    weight: 11,
    citation: 'RFC 7208 section 5.2',
    silences: SPF_SYMPTOMS,
  },
  'spf-include-several': {
    severity: 'error',
    weight: 11,
    citation: 'RFC 7208 section 5.2',
    silences: SPF_SYMPTOMS,
  },
  'spf-include-none': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 5.2',
    silences: SPF_SYMPTOMS,
  },
  'spf-redirect-none': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 6.1',
    silences: SPF_SYMPTOMS,
  },
  'spf-loop': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 4.6.4',
    silences: [...SPF_SYMPTOMS, 'spf-too-many-lookups', 'spf-record-too-many-lookups'],
  },
  'spf-too-many-lookups': {
    severity: 'error',
    weight: 11,
    citation: 'RFC 7208 section 4.6.4',
    silences: [...SPF_SYMPTOMS, 'spf-record-too-many-lookups'],
  },
  'spf-too-many-voids': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 7208 section 4.6.4',
    silences: [...SPF_SYMPTOMS, 'spf-record-voids'],
  },
  'spf-too-many-mx': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 7208 section 4.6.4',
    silences: SPF_SYMPTOMS,
  },
  'spf-mx-address': { severity: 'error', weight: 13, citation: 'RFC 5321 section 5.1' },
  'spf-version-syntax': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 4.5',
    silences: ['spf'],
  },
  'spf-type99-only': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 3.1',
    silences: ['spf'],
  },
  'spf-sender-id-only': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 7208 section 4.5; RFC 4406 section 3',
    silences: ['spf'],
  },
  'spf-wrong-name': {
    severity: 'error',
    weight: 11,
    citation: 'RFC 7208 section 3',
    silences: ['spf'],
  },
  'spf-domain-absent': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5321 section 2.3.5; RFC 7208 section 4.3',
    silences: ['spf'],
  },
  // The answer is no.
  'spf-forwarded': {
    severity: 'error',
    weight: 15,
    citation: 'RFC 7208 appendix D; RFC 7960 section 2',
    silences: ['spf-fail', 'spf-softfail', 'spf-neutral'],
  },
  'spf-fail': { severity: 'error', weight: 15, citation: 'RFC 7208 section 8.4' },
  'spf-softfail': { severity: 'error', weight: 16, citation: 'RFC 7208 section 8.5' },
  'spf-neutral': {
    severity: 'error',
    weight: 16,
    citation: 'RFC 7208 section 8.2',
    silences: ['spf-neutral-all', 'spf-no-all'],
  },
  'spf-none': {
    severity: 'error',
    weight: 20,
    citation: 'RFC 7208 section 8.1; Gmail, Yahoo and Microsoft sender rules',
    silences: ['spf'],
  },
  'spf-permerror': { severity: 'error', weight: 30, citation: 'RFC 7208 section 8.7' },
  // It works today, for this message.
  'spf-record-too-many-lookups': {
    severity: 'warning',
    weight: 11,
    citation: 'RFC 7208 section 4.6.4',
  },
  'spf-pass-all': {
    severity: 'warning',
    weight: 12,
    citation: 'RFC 7208 section 5.1',
    silences: ['spf-pass'],
  },
  'spf-too-broad': {
    severity: 'warning',
    weight: 12,
    citation: 'RFC 7208 section 10.1',
    silences: ['spf-pass'],
  },
  'spf-ptr': { severity: 'warning', weight: 25, citation: 'RFC 7208 section 5.5' },
  'spf-no-all': { severity: 'warning', weight: 25, citation: 'RFC 7208 section 4.7' },
  'spf-after-all': { severity: 'warning', weight: 24, citation: 'RFC 7208 section 5.1' },
  'spf-redirect-ignored': { severity: 'warning', weight: 24, citation: 'RFC 7208 section 6.1' },
  'spf-too-many-ptr': { severity: 'warning', weight: 26, citation: 'RFC 7208 section 4.6.4' },
  'spf-record-too-long': { severity: 'warning', weight: 26, citation: 'RFC 7208 section 3.4' },
  'spf-helo-fail': {
    severity: 'warning',
    weight: 27,
    citation: 'RFC 7208 section 2.3',
    isSilencedByName: true,
  },
  'spf-absent-name': { severity: 'notice', weight: 23, citation: 'RFC 7208 section 11.1' },
  'spf-record-voids': { severity: 'notice', weight: 24, citation: 'RFC 7208 section 4.6.4' },
  'spf-neutral-all': { severity: 'notice', weight: 25, citation: 'RFC 7208 section 8.2' },
  'spf-helo-none': { severity: 'notice', weight: 61, citation: 'RFC 7208 section 2.3' },
  'spf-null-reverse-path': { severity: 'notice', weight: 60, citation: 'RFC 7208 section 2.4' },
  'spf-temperror': { severity: 'notice', weight: 5, citation: 'RFC 7208 section 8.6' },
  'spf-pass': { severity: 'ok', weight: 10, citation: 'RFC 7208 section 8.3' },
} as const satisfies Record<string, CatalogEntry>;

export type SpfCode = keyof typeof spf;

/** Finding codes of DKIM (RFC 6376, 8301, 8463). Why one signature failed is one finding: the rules of failure exclude each other. */
const dkim = {
  // The key in DNS.
  'dkim-key-wrong-name': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 3.6.2.1',
    silences: ['dkim-none'],
  },
  'dkim-key-dangling': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.2' },
  'dkim-key-missing': { severity: 'error', weight: 11, citation: 'RFC 6376 section 6.1.2' },
  'dkim-key-not-base64': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-in-pieces': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.2.2' },
  'dkim-key-private': { severity: 'error', weight: 9, citation: 'RFC 6376 section 8.3' },
  'dkim-key-damaged': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-several': { severity: 'error', weight: 11, citation: 'RFC 6376 section 3.6.2.2' },
  'dkim-key-wildcard': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 6.1.2; RFC 4592',
  },
  'dkim-key-syntax': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-revoked': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-type': { severity: 'error', weight: 10, citation: 'RFC 6376 section 6.1.2' },
  'dkim-key-hash': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-service': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-strict': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-short': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 8301 section 3.2',
    silences: ['dkim-key-weak'],
  },
  'dkim-key-long': { severity: 'error', weight: 10, citation: 'RFC 8301 section 3.2' },
  'dkim-key-exponent': { severity: 'error', weight: 10, citation: 'RFC 8017 section 3.1' },
  // The signature.
  'dkim-sha1': { severity: 'error', weight: 10, citation: 'RFC 8301 section 3.1' },
  'dkim-expired': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.5' },
  'dkim-from-unsigned': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.4' },
  'dkim-auid-outside': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.5' },
  'dkim-only-tolerated': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 6376 section 3.2',
    silences: ['dkim-signature-syntax', 'dkim-failed'],
  },
  'dkim-signature-syntax': { severity: 'error', weight: 11, citation: 'RFC 6376 section 6.1.1' },
  // The message was changed after signing.
  'dkim-changed-by-filter': { severity: 'error', weight: 10, citation: 'RFC 6376 section 6.1.3' },
  'dkim-body-changed': { severity: 'error', weight: 11, citation: 'RFC 6376 section 6.1.3' },
  'dkim-header-changed': { severity: 'error', weight: 11, citation: 'RFC 6376 section 6.1.3' },
  'dkim-wrong-key': { severity: 'error', weight: 10, citation: 'RFC 6376 section 6.1.3' },
  'dkim-body-cut': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.4.5' },
  'dkim-failed': { severity: 'error', weight: 30, citation: 'RFC 6376 section 6.1' },
  'dkim-none': {
    severity: 'error',
    weight: 20,
    citation: 'RFC 6376 section 6.3; Gmail, Yahoo and Microsoft sender rules',
  },
  // It passes, but.
  'dkim-key-weak': { severity: 'warning', weight: 10, citation: 'RFC 8301 section 3.2' },
  'dkim-ed25519-alone': {
    severity: 'warning',
    weight: 11,
    citation: 'RFC 8463 section 6; Gmail does not verify Ed25519',
  },
  'dkim-body-length': { severity: 'warning', weight: 12, citation: 'RFC 6376 section 8.2' },
  'dkim-fields-unsigned': { severity: 'warning', weight: 22, citation: 'RFC 6376 section 5.4.1' },
  'dkim-signed-in-future': { severity: 'warning', weight: 22, citation: 'RFC 6376 section 3.5' },
  'dkim-signed-field-twice': { severity: 'warning', weight: 22, citation: 'RFC 6376 section 8.15' },
  'dkim-not-aligned': { severity: 'notice', weight: 18, citation: 'RFC 9989 section 4.4' },
  'dkim-another-failed': { severity: 'notice', weight: 20, citation: 'RFC 6376 section 6.1' },
  'dkim-mime-unsigned': { severity: 'notice', weight: 62, citation: 'RFC 6376 section 8.2' },
  'dkim-key-testing': { severity: 'notice', weight: 22, citation: 'RFC 6376 section 3.6.1' },
  'dkim-key-obsolete-tags': { severity: 'notice', weight: 11, citation: 'RFC 6376 appendix E' },
  'dkim-simple': { severity: 'notice', weight: 62, citation: 'RFC 6376 section 3.4' },
  'dkim-not-oversigned': { severity: 'notice', weight: 63, citation: 'RFC 6376 section 8.15' },
  'dkim-not-evaluated': { severity: 'notice', weight: 6, citation: 'RFC 6376 section 6.1' },
  'dkim-temperror': { severity: 'notice', weight: 5, citation: 'RFC 6376 section 6.1.2' },
  'dkim-pass': { severity: 'ok', weight: 11, citation: 'RFC 6376 section 6.1.3' },
} as const satisfies Record<string, CatalogEntry>;

export type DkimCode = keyof typeof dkim;

const DKIM_CHANGES_CITATION = 'RFC 6376 section 6.1.3';

/** Finding codes of what was changed after signing and is proven (FORENSICS.md). RFC 6376 §6.1.3 makes each of them a failure. */
const dkimChanges = {
  'dkim-body-appended': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-body-prepended': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-body-inserted': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-body-parts': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-body-recoded': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3' },
  'dkim-body-rewrapped': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 5.3; RFC 5322 section 2.1.1',
  },
  'dkim-body-links': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-body-white-space': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.4.4' },
  'dkim-body-line-ends': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 5.3; RFC 5321 section 2.3.8',
  },
  'dkim-body-dots': { severity: 'error', weight: 10, citation: 'RFC 5321 section 4.5.2' },
  'dkim-body-from-escaped': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 5.3; RFC 4155',
  },
  'dkim-header-from-rewritten': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-header-subject': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-header-refolded': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.4.2' },
  'dkim-header-removed': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-header-added': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.4.2' },
  'dkim-header-recoded': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 6376 section 5.3; RFC 2047',
  },
  'dkim-header-address': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-header-rewritten': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  // The signature field itself.
  'dkim-signature-damaged': { severity: 'error', weight: 10, citation: DKIM_CHANGES_CITATION },
  'dkim-empty-body-signed': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.7' },
} as const satisfies Record<string, CatalogEntry>;

export type DkimChangesCode = keyof typeof dkimChanges;

/** Finding codes of DMARC (RFC 9989, reports: RFC 9990). A record that is there and broken breaks a MUST; none at all is a receiver's rule. */
const dmarc = {
  'dmarc-several': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 9989 section 4.10',
    silences: ['dmarc-none', 'dmarc-wrong-name'],
  },
  'dmarc-syntax': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 9989 section 4.7',
    silences: ['dmarc-none', 'dmarc-wrong-name'],
  },
  'dmarc-wrong-name': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 9989 section 4.5',
    silences: ['dmarc-none'],
  },
  'dmarc-dangling': {
    severity: 'error',
    weight: 12,
    citation: 'RFC 1034 section 3.6.2; RFC 9989 section 4.10',
    silences: ['dmarc-none', 'dmarc-wrong-name'],
  },
  'dmarc-strict-alignment': {
    severity: 'error',
    weight: 17,
    citation: 'RFC 9989 section 4.4',
    silences: ['dkim-not-aligned', 'dmarc-not-aligned', 'dmarc-nothing-passed'],
  },
  'dmarc-not-aligned': {
    severity: 'error',
    weight: 18,
    citation: 'RFC 9989 section 4.4',
    silences: ['dkim-not-aligned', 'dmarc-nothing-passed'],
  },
  'dmarc-nothing-passed': { severity: 'error', weight: 31, citation: 'RFC 9989 section 5.3' },
  'dmarc-not-evaluated': {
    severity: 'error',
    weight: 31,
    citation: 'RFC 9989 section 5.3',
    silences: ['dmarc-none'],
  },
  'dmarc-none': {
    severity: 'warning',
    weight: 20,
    citation: 'RFC 9989 section 5.1; Gmail, Yahoo and Microsoft sender rules',
  },
  'dmarc-rua-malformed': { severity: 'warning', weight: 23, citation: 'RFC 9989 section 4.6' },
  'dmarc-rua-not-authorized': { severity: 'warning', weight: 23, citation: 'RFC 9990 section 4' },
  'dmarc-rua-no-mailbox': {
    severity: 'warning',
    weight: 23,
    citation: 'RFC 9989 section 4.6; RFC 5321 section 5.1',
  },
  'dmarc-pct-zero': {
    severity: 'warning',
    weight: 22,
    citation: 'RFC 9989 section 4.7 and appendix A.6',
  },
  'dmarc-legacy-differs': {
    severity: 'warning',
    weight: 24,
    citation: 'RFC 9989 section 4.10; RFC 7489 section 3.2',
  },
  'dmarc-reject-on-list': { severity: 'warning', weight: 25, citation: 'RFC 9989 section 7.4' },
  'dmarc-policy-none-blind': {
    severity: 'notice',
    weight: 22,
    citation: 'RFC 9989 section 5.1',
    silences: ['dmarc-policy-none'],
  },
  'dmarc-policy-none': { severity: 'notice', weight: 24, citation: 'RFC 9989 section 5.1' },
  'dmarc-subdomain-weaker': { severity: 'notice', weight: 25, citation: 'RFC 9989 section 4.7' },
  'dmarc-testing': { severity: 'notice', weight: 25, citation: 'RFC 9989 section 4.7' },
  'dmarc-spf-only': {
    severity: 'notice',
    weight: 26,
    citation: 'RFC 9989 section 5.1; RFC 7960 section 2',
  },
  'dmarc-historic-tags': { severity: 'notice', weight: 64, citation: 'RFC 9989 section 4.7' },
  'dmarc-temperror': { severity: 'notice', weight: 5, citation: 'RFC 9989 section 4.10' },
  'dmarc-pass': { severity: 'ok', weight: 12, citation: 'RFC 9989 section 4.4' },
} as const satisfies Record<string, CatalogEntry>;

export type DmarcCode = keyof typeof dmarc;

/** Finding codes of ARC (RFC 8617). */
const arc = {
  'arc-broken': { severity: 'warning', weight: 27, citation: 'RFC 8617 section 5.2' },
  'arc-temperror': { severity: 'notice', weight: 5, citation: 'RFC 8617 section 5.2' },
  'arc-not-evaluated': { severity: 'notice', weight: 6, citation: 'RFC 8617 section 5.2' },
  'arc-historic': {
    severity: 'notice',
    weight: 65,
    citation: 'RFC 8617; the IETF is making it historic',
  },
  'arc-pass': { severity: 'ok', weight: 13, citation: 'RFC 8617 section 5.2' },
} as const satisfies Record<string, CatalogEntry>;

export type ArcCode = keyof typeof arc;

const BIMI_DRAFT = 'draft-brand-indicators-for-message-identification';

/** Finding codes of BIMI (draft-brand-indicators-for-message-identification): whoever publishes a logo wants it shown, and learns why it is not. */
const bimi = {
  'bimi-several': { severity: 'warning', weight: 27, citation: `${BIMI_DRAFT} section 7.2` },
  'bimi-syntax': { severity: 'warning', weight: 27, citation: `${BIMI_DRAFT} section 4.2` },
  'bimi-policy': { severity: 'warning', weight: 28, citation: `${BIMI_DRAFT} section 7.1` },
  'bimi-no-certificate': {
    severity: 'warning',
    weight: 28,
    citation: `${BIMI_DRAFT} section 4.2; Gmail and Apple want a mark certificate`,
  },
  'bimi-logo-unreachable': {
    severity: 'warning',
    weight: 28,
    citation: `${BIMI_DRAFT} section 5`,
    needs: 'survey',
  },
  'bimi-logo-profile': {
    severity: 'warning',
    weight: 28,
    citation: 'draft-svg-tiny-ps-abrotman section 2',
    needs: 'survey',
  },
  'bimi-certificate-unreachable': {
    severity: 'warning',
    weight: 28,
    citation: `${BIMI_DRAFT} section 5`,
    needs: 'survey',
  },
  'bimi-certificate': {
    severity: 'warning',
    weight: 28,
    citation: 'draft-fetch-validation-vmc-wchuang section 5',
    needs: 'survey',
  },
  'bimi-none': {
    severity: 'notice',
    weight: 90,
    citation: `${BIMI_DRAFT} section 4.2`,
    needs: 'survey',
  },
  'bimi-declined': { severity: 'notice', weight: 68, citation: `${BIMI_DRAFT} section 4.2` },
  'bimi-temperror': { severity: 'notice', weight: 8, citation: `${BIMI_DRAFT} section 7.2` },
  'bimi-record-sound': { severity: 'ok', weight: 18, citation: `${BIMI_DRAFT} section 4.2` },
} as const satisfies Record<string, CatalogEntry>;

export type BimiCode = keyof typeof bimi;

/** Finding codes of a domain's mail routing and its transport security: MX (RFC 5321, 7505), MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672). Most of them need a look at the domain itself; those about a sender that nobody can answer are said of mails, too. */
const domain = {
  'domain-absent': {
    severity: 'error',
    weight: 9,
    citation: 'RFC 5321 section 2.3.5',
    silences: ['dmarc-none'],
  },
  'domain-null-mx': { severity: 'error', weight: 45, citation: 'RFC 7505 section 4.2' },
  'domain-no-mail-server': { severity: 'error', weight: 46, citation: 'RFC 5321 section 5.1' },
  'domain-null-mx-mixed': { severity: 'error', weight: 45, citation: 'RFC 7505 section 3' },
  'domain-mx-address': {
    severity: 'error',
    weight: 45,
    citation: 'RFC 1035 section 3.3.9; RFC 5321 section 5.1',
    silences: ['spf-mx-address'],
  },
  'domain-mx-alias': {
    severity: 'error',
    weight: 46,
    citation: 'RFC 2181 section 10.3; RFC 5321 section 5.1',
    needs: 'survey',
  },
  'domain-mta-sts-uncovered': {
    severity: 'error',
    weight: 45,
    citation: 'RFC 8461 section 4.1',
    needs: 'survey',
  },
  'domain-mx-no-address': {
    severity: 'warning',
    weight: 20,
    citation: 'RFC 5321 section 5.1',
    needs: 'survey',
  },
  'domain-mx-private': {
    severity: 'warning',
    weight: 20,
    citation: 'RFC 6890; RFC 5321 section 5.1',
    needs: 'survey',
  },
  'domain-mta-sts-record': {
    severity: 'warning',
    weight: 23,
    citation: 'RFC 8461 section 3.1',
    needs: 'survey',
  },
  'domain-mta-sts-unreachable': {
    severity: 'warning',
    weight: 23,
    citation: 'RFC 8461 section 3.3',
    needs: 'survey',
  },
  'domain-mta-sts-policy': {
    severity: 'warning',
    weight: 23,
    citation: 'RFC 8461 section 3.2',
    needs: 'survey',
  },
  'domain-tls-rpt-record': {
    severity: 'warning',
    weight: 24,
    citation: 'RFC 8460 section 3',
    needs: 'survey',
  },
  'domain-dane-unsigned': {
    severity: 'warning',
    weight: 23,
    citation: 'RFC 7672 section 2.2',
    needs: 'survey',
  },
  'domain-dane-unusable': {
    severity: 'warning',
    weight: 24,
    citation: 'RFC 7672 section 3.1; RFC 6698 section 2.1',
    needs: 'survey',
  },
  'domain-no-mx': {
    severity: 'notice',
    weight: 24,
    citation: 'RFC 5321 section 5.1',
    needs: 'survey',
  },
  'domain-dane-partial': {
    severity: 'notice',
    weight: 25,
    citation: 'RFC 7672 section 2.2',
    needs: 'survey',
  },
  'domain-dane-unchecked': {
    severity: 'notice',
    weight: 7,
    citation: 'RFC 7672 section 2.2',
    needs: 'survey',
  },
  'domain-mta-sts-testing': {
    severity: 'notice',
    weight: 26,
    citation: 'RFC 8461 section 5',
    needs: 'survey',
  },
  'domain-mta-sts-none': {
    severity: 'notice',
    weight: 66,
    citation: 'RFC 8461 section 3',
    needs: 'survey',
  },
  'domain-tls-rpt-none': {
    severity: 'notice',
    weight: 67,
    citation: 'RFC 8460 section 3',
    needs: 'survey',
  },
  'domain-unchecked': {
    severity: 'notice',
    weight: 5,
    citation: 'RFC 5321 section 5.1; RFC 2308 section 7',
    needs: 'survey',
  },
  'domain-parked': {
    severity: 'ok',
    weight: 14,
    citation: 'RFC 7505 section 3; RFC 7208 section 10.1.2',
    needs: 'survey',
  },
  'domain-mx-sound': {
    severity: 'ok',
    weight: 14,
    citation: 'RFC 5321 section 5.1',
    needs: 'survey',
  },
  'domain-mta-sts-sound': {
    severity: 'ok',
    weight: 15,
    citation: 'RFC 8461 section 5',
    needs: 'survey',
  },
  'domain-tls-rpt-sound': {
    severity: 'ok',
    weight: 16,
    citation: 'RFC 8460 section 3',
    needs: 'survey',
  },
  'domain-dane-sound': {
    severity: 'ok',
    weight: 17,
    citation: 'RFC 7672 section 2.2',
    needs: 'survey',
  },
} as const satisfies Record<string, CatalogEntry>;

export type DomainCode = keyof typeof domain;

/** Finding codes of the message itself (RFC 5322, 8058, 3834, 8601). */
const message = {
  'message-from-missing': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5322 section 3.6.2',
    silences: ['dmarc-not-evaluated', 'message-from-malformed'],
  },
  'message-from-several': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5322 section 3.6',
    silences: [
      'dmarc-not-evaluated',
      'message-from-malformed',
      'message-duplicate-field',
      'dkim-signed-field-twice',
      'dkim-not-oversigned',
    ],
  },
  'message-from-malformed': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5322 section 3.4',
    silences: ['dmarc-not-evaluated'],
  },
  'message-from-many-authors': {
    severity: 'error',
    weight: 50,
    citation: 'RFC 5322 section 3.6.2',
  },
  'message-duplicate-field': {
    severity: 'error',
    weight: 50,
    citation: 'RFC 5322 section 3.6; Gmail sender guidelines (550 5.7.1)',
  },
  'message-date-missing': {
    severity: 'error',
    weight: 51,
    citation: 'RFC 5322 section 3.6.1',
    silences: ['message-date-malformed', 'message-date-off'],
  },
  'message-date-malformed': {
    severity: 'error',
    weight: 51,
    citation: 'RFC 5322 section 3.3',
    silences: ['message-date-off'],
  },
  'message-8bit-header': {
    severity: 'error',
    weight: 52,
    citation: 'RFC 5322 section 2.2; RFC 6532 section 3',
  },
  'message-long-line': { severity: 'error', weight: 52, citation: 'RFC 5322 section 2.1.1' },
  'message-bare-line-ends': {
    severity: 'error',
    weight: 52,
    citation: 'RFC 5322 section 2.3; RFC 5321 section 2.3.8',
  },
  'message-unsubscribe-post-value': {
    severity: 'error',
    weight: 54,
    citation: 'RFC 8058 section 3.1',
  },
  'message-unsubscribe-no-https': {
    severity: 'error',
    weight: 54,
    citation: 'RFC 8058 section 3.1',
  },
  'message-unsubscribe-unsigned': { severity: 'error', weight: 54, citation: 'RFC 8058 section 4' },
  'message-date-off': { severity: 'warning', weight: 51, citation: 'RFC 5322 section 3.6.1' },
  'message-id-missing': { severity: 'warning', weight: 52, citation: 'RFC 5322 section 3.6.4' },
  'message-id-malformed': { severity: 'warning', weight: 52, citation: 'RFC 5322 section 3.6.4' },
  'message-no-unsubscribe': {
    severity: 'warning',
    weight: 54,
    citation: 'RFC 2369 section 3.2; Gmail and Yahoo sender guidelines',
  },
  'message-no-one-click': {
    severity: 'warning',
    weight: 54,
    citation: 'RFC 8058 section 3.1; Gmail and Yahoo sender guidelines',
  },
  'message-forged-results': { severity: 'warning', weight: 55, citation: 'RFC 8601 section 5' },
  'message-html-clipped': {
    severity: 'notice',
    weight: 56,
    citation: 'Gmail shows the first 102 kB',
  },
  'message-auto-submitted': { severity: 'notice', weight: 57, citation: 'RFC 3834 section 5' },
  'message-incomplete-check': { severity: 'notice', weight: 4, citation: 'RFC 8601 section 2.7' },
  'message-well-formed': { severity: 'ok', weight: 50, citation: 'RFC 5322 section 3.6' },
} as const satisfies Record<string, CatalogEntry>;

export type MessageCode = keyof typeof message;

/** Finding codes of spam filters, where the operator has named any (SPAMD, RSPAMD). What a filter thinks of a test mail is a hint, not a rule. */
const spam = {
  'message-spam': {
    severity: 'warning',
    weight: 52,
    citation: 'SpamAssassin and rspamd: the score their authors recommend',
    needs: 'spam-filter',
  },
  'message-spam-unchecked': {
    severity: 'notice',
    weight: 8,
    citation: 'SpamAssassin and rspamd: their protocols',
    needs: 'spam-filter',
  },
  'message-ham': {
    severity: 'ok',
    weight: 52,
    citation: 'SpamAssassin and rspamd: the score their authors recommend',
    needs: 'spam-filter',
  },
} as const satisfies Record<string, CatalogEntry>;

export type SpamCode = keyof typeof spam;

/** Finding codes that say of a record alone, without a mail, that it is right or could not be looked at. What is wrong with it has the same code as in the report about a mail. */
const published = {
  'spf-record-sound': {
    severity: 'ok',
    weight: 10,
    citation: 'RFC 7208 section 4.5',
    needs: 'survey',
  },
  'dmarc-record-sound': {
    severity: 'ok',
    weight: 12,
    citation: 'RFC 9989 section 4.7',
    needs: 'survey',
  },
  'dkim-key-sound': {
    severity: 'ok',
    weight: 11,
    citation: 'RFC 6376 section 3.6.1',
    needs: 'survey',
  },
  'dkim-key-unchecked': {
    severity: 'notice',
    weight: 5,
    citation: 'RFC 6376 section 6.1.2',
    needs: 'survey',
  },
} as const satisfies Record<string, CatalogEntry>;

export type PublishedCode = keyof typeof published;

const entries = {
  ...connection,
  ...blocklist,
  ...spf,
  ...dkim,
  ...dkimChanges,
  ...dmarc,
  ...arc,
  ...bimi,
  ...domain,
  ...message,
  ...spam,
  ...published,
};

export type FindingCode = keyof typeof entries;

/** Codes that a report about any mail may hold, whatever the operator has set up. */
export type MailCode = {
  [Code in FindingCode]: (typeof entries)[Code] extends { needs: string } ? never : Code;
}[FindingCode];

/** The entry of every code, in no order that means anything. */
export const CATALOG: Readonly<Record<FindingCode, CatalogEntry>> = entries;

/** All codes, by method and in the order of their catalogs. */
export const FINDING_CODES = Object.keys(entries) as FindingCode[];

export function isMailCode(code: FindingCode): code is MailCode {
  return CATALOG[code].needs === undefined;
}

const METHODS: readonly Method[] = [
  'connection',
  'spf',
  'dkim',
  'dmarc',
  'arc',
  'bimi',
  'domain',
  'message',
  'requirements',
];

/** The method a code belongs to: its first word. */
export function methodOf(code: FindingCode): Method {
  const word = code.slice(0, code.indexOf('-'));
  const method = METHODS.find((name) => name === word);
  if (method === undefined)
    throw new Error(`the finding code ${code} does not begin with a method`);
  return method;
}

export function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(entries, text);
}
