// Finding codes of a domain's mail routing and its transport security: MX (RFC 5321, 7505), MTA-STS (RFC 8461), TLS-RPT (RFC 8460), DANE (RFC 7672).
// Most of them need a look at the domain itself; those about a sender that nobody can answer are said of mails, too.
import type { CatalogEntry } from '../entry.ts';

export const domainCatalog = {
  'domain-absent': { severity: 'error', weight: 9, citation: 'RFC 5321 section 2.3.5', silences: ['dmarc-none'] },
  'domain-null-mx': { severity: 'error', weight: 45, citation: 'RFC 7505 section 4.2' },
  'domain-no-mail-server': { severity: 'error', weight: 46, citation: 'RFC 5321 section 5.1' },
  'domain-null-mx-mixed': { severity: 'error', weight: 45, citation: 'RFC 7505 section 3' },
  'domain-mx-address': { severity: 'error', weight: 45, citation: 'RFC 1035 section 3.3.9; RFC 5321 section 5.1', silences: ['spf-mx-address'] },
  'domain-mx-alias': { severity: 'error', weight: 46, citation: 'RFC 2181 section 10.3; RFC 5321 section 5.1', needs: 'survey' },
  'domain-mta-sts-uncovered': { severity: 'error', weight: 45, citation: 'RFC 8461 section 4.1', needs: 'survey' },
  'domain-mx-no-address': { severity: 'warning', weight: 20, citation: 'RFC 5321 section 5.1', needs: 'survey' },
  'domain-mx-private': { severity: 'warning', weight: 20, citation: 'RFC 6890; RFC 5321 section 5.1', needs: 'survey' },
  'domain-mta-sts-record': { severity: 'warning', weight: 23, citation: 'RFC 8461 section 3.1', needs: 'survey' },
  'domain-mta-sts-unreachable': { severity: 'warning', weight: 23, citation: 'RFC 8461 section 3.3', needs: 'survey' },
  'domain-mta-sts-policy': { severity: 'warning', weight: 23, citation: 'RFC 8461 section 3.2', needs: 'survey' },
  'domain-tls-rpt-record': { severity: 'warning', weight: 24, citation: 'RFC 8460 section 3', needs: 'survey' },
  'domain-dane-unsigned': { severity: 'warning', weight: 23, citation: 'RFC 7672 section 2.2', needs: 'survey' },
  'domain-dane-unusable': { severity: 'warning', weight: 24, citation: 'RFC 7672 section 3.1; RFC 6698 section 2.1', needs: 'survey' },
  'domain-no-mx': { severity: 'notice', weight: 24, citation: 'RFC 5321 section 5.1', needs: 'survey' },
  'domain-dane-partial': { severity: 'notice', weight: 25, citation: 'RFC 7672 section 2.2', needs: 'survey' },
  'domain-dane-unchecked': { severity: 'notice', weight: 7, citation: 'RFC 7672 section 2.2', needs: 'survey' },
  'domain-mta-sts-testing': { severity: 'notice', weight: 26, citation: 'RFC 8461 section 5', needs: 'survey' },
  'domain-mta-sts-none': { severity: 'notice', weight: 66, citation: 'RFC 8461 section 3', needs: 'survey' },
  'domain-tls-rpt-none': { severity: 'notice', weight: 67, citation: 'RFC 8460 section 3', needs: 'survey' },
  'domain-unchecked': { severity: 'notice', weight: 5, citation: 'RFC 5321 section 5.1; RFC 2308 section 7', needs: 'survey' },
  'domain-parked': { severity: 'ok', weight: 14, citation: 'RFC 7505 section 3; RFC 7208 section 10.1.2', needs: 'survey' },
  'domain-mx-sound': { severity: 'ok', weight: 14, citation: 'RFC 5321 section 5.1', needs: 'survey' },
  'domain-mta-sts-sound': { severity: 'ok', weight: 15, citation: 'RFC 8461 section 5', needs: 'survey' },
  'domain-tls-rpt-sound': { severity: 'ok', weight: 16, citation: 'RFC 8460 section 3', needs: 'survey' },
  'domain-dane-sound': { severity: 'ok', weight: 17, citation: 'RFC 7672 section 2.2', needs: 'survey' },
} as const satisfies Record<string, CatalogEntry>;
