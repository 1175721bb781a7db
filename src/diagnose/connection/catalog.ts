// Finding codes of the connection: reverse DNS (RFC 8601 §3), HELO (RFC 5321 §2.3.5), TLS.
// Reverse DNS is no RFC's MUST, but every large receiver's rule: a warning by the law of severities. From dynamic addresses no large
// receiver takes mail at all: an error.
import type { CatalogEntry } from '../entry.ts';

export const connectionCatalog = {
  'connection-address-hidden': { severity: 'warning', weight: 1, isFirst: true, citation: 'RFC 6890 section 2.2', silences: ['dmarc-temperror'] },
  'connection-dynamic-address': {
    severity: 'error',
    weight: 9,
    citation: 'M3AAWG Sender Best Common Practices; Spamhaus PBL',
    silences: ['connection-generic-ptr', 'connection-no-ptr', 'dmarc-nothing-passed'],
  },
  'connection-no-ptr': { severity: 'warning', weight: 12, citation: 'RFC 1912 section 2.1; Gmail sender guidelines (550 5.7.25)' },
  'connection-ptr-mismatch': { severity: 'warning', weight: 13, citation: 'RFC 8601 section 3; Gmail sender guidelines (550 5.7.25)' },
  'connection-generic-ptr': { severity: 'warning', weight: 14, citation: 'M3AAWG Sender Best Common Practices; Gmail sender guidelines' },
  'connection-helo-not-fqdn': { severity: 'error', weight: 40, citation: 'RFC 5321 section 2.3.5', silences: ['connection-helo-unresolvable', 'spf-helo-none'] },
  'connection-helo-literal': { severity: 'warning', weight: 40, citation: 'RFC 5321 section 4.1.1.1', silences: ['spf-helo-none'] },
  'connection-helo-unresolvable': { severity: 'warning', weight: 41, citation: 'RFC 5321 section 2.3.5', silences: ['spf-helo-none'] },
  'connection-helo-elsewhere': { severity: 'notice', weight: 41, citation: 'RFC 5321 section 4.1.4' },
  'connection-no-tls': { severity: 'warning', weight: 42, citation: 'RFC 3207; Gmail sender guidelines' },
  'connection-old-tls': { severity: 'error', weight: 42, citation: 'RFC 8996 section 4' },
  'connection-ptr-unchecked': { severity: 'notice', weight: 7, citation: 'RFC 8601 section 2.7.3' },
  'connection-ptr-matches': { severity: 'ok', weight: 40, citation: 'RFC 8601 section 3' },
  'connection-tls': { severity: 'ok', weight: 42, citation: 'RFC 9325 section 3.1.1' },
} as const satisfies Record<string, CatalogEntry>;
