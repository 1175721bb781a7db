// Finding codes of DMARC (RFC 9989, reports: RFC 9990). A record that is there and broken breaks a MUST; none at all is a receiver's rule.
import type { CatalogEntry } from '../entry.ts';

export const dmarcCatalog = {
  'dmarc-several': { severity: 'error', weight: 12, citation: 'RFC 9989 section 4.10', silences: ['dmarc-none', 'dmarc-wrong-name'] },
  'dmarc-syntax': { severity: 'error', weight: 12, citation: 'RFC 9989 section 4.7', silences: ['dmarc-none', 'dmarc-wrong-name'] },
  'dmarc-wrong-name': { severity: 'error', weight: 12, citation: 'RFC 9989 section 4.5', silences: ['dmarc-none'] },
  'dmarc-dangling': { severity: 'error', weight: 12, citation: 'RFC 1034 section 3.6.2; RFC 9989 section 4.10', silences: ['dmarc-none', 'dmarc-wrong-name'] },
  'dmarc-strict-alignment': { severity: 'error', weight: 17, citation: 'RFC 9989 section 4.4', silences: ['dkim-not-aligned', 'dmarc-not-aligned', 'dmarc-nothing-passed'] },
  'dmarc-not-aligned': { severity: 'error', weight: 18, citation: 'RFC 9989 section 4.4', silences: ['dkim-not-aligned', 'dmarc-nothing-passed'] },
  'dmarc-nothing-passed': { severity: 'error', weight: 31, citation: 'RFC 9989 section 5.3' },
  'dmarc-not-evaluated': { severity: 'error', weight: 31, citation: 'RFC 9989 section 5.3', silences: ['dmarc-none'] },
  'dmarc-none': { severity: 'warning', weight: 20, citation: 'RFC 9989 section 5.1; Gmail, Yahoo and Microsoft sender rules' },
  'dmarc-rua-malformed': { severity: 'warning', weight: 23, citation: 'RFC 9989 section 4.6' },
  'dmarc-rua-not-authorized': { severity: 'warning', weight: 23, citation: 'RFC 9990 section 4' },
  'dmarc-rua-no-mailbox': { severity: 'warning', weight: 23, citation: 'RFC 9989 section 4.6; RFC 5321 section 5.1' },
  'dmarc-pct-zero': { severity: 'warning', weight: 22, citation: 'RFC 9989 section 4.7 and appendix A.6' },
  'dmarc-legacy-differs': { severity: 'warning', weight: 24, citation: 'RFC 9989 section 4.10; RFC 7489 section 3.2' },
  'dmarc-reject-on-list': { severity: 'warning', weight: 25, citation: 'RFC 9989 section 7.4' },
  'dmarc-policy-none-blind': { severity: 'notice', weight: 22, citation: 'RFC 9989 section 5.1', silences: ['dmarc-policy-none'] },
  'dmarc-policy-none': { severity: 'notice', weight: 24, citation: 'RFC 9989 section 5.1' },
  'dmarc-subdomain-weaker': { severity: 'notice', weight: 25, citation: 'RFC 9989 section 4.7' },
  'dmarc-testing': { severity: 'notice', weight: 25, citation: 'RFC 9989 section 4.7' },
  'dmarc-spf-only': { severity: 'notice', weight: 26, citation: 'RFC 9989 section 5.1; RFC 7960 section 2' },
  'dmarc-historic-tags': { severity: 'notice', weight: 64, citation: 'RFC 9989 section 4.7' },
  'dmarc-temperror': { severity: 'notice', weight: 5, citation: 'RFC 9989 section 4.10' },
  'dmarc-pass': { severity: 'ok', weight: 12, citation: 'RFC 9989 section 4.4' },
} as const satisfies Record<string, CatalogEntry>;
