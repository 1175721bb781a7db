// Finding codes of DNS blocklists (RFC 5782), where the operator has named any (DNSBLS). A list that refuses to answer says nothing about anybody.
import type { CatalogEntry } from '../entry.ts';

export const blocklistCatalog = {
  'connection-dnsbl-listed': { severity: 'error', weight: 10, citation: 'RFC 5782 section 2.1; rules of the list', needs: 'blocklists' },
  'connection-dnsbl-refused': { severity: 'notice', weight: 8, citation: 'RFC 5782 section 2.1; rules of the list', needs: 'blocklists' },
  'connection-dnsbl-unchecked': { severity: 'notice', weight: 8, citation: 'RFC 5782 section 2.1', needs: 'blocklists' },
  'connection-dnsbl-clean': { severity: 'ok', weight: 41, citation: 'RFC 5782 section 2.1', needs: 'blocklists' },
} as const satisfies Record<string, CatalogEntry>;
