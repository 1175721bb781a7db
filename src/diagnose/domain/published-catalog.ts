// Finding codes that say of a record alone, without a mail, that it is right or could not be looked at. What is wrong with it has the same
// code as in the report about a mail.
import type { CatalogEntry } from '../entry.ts';

export const publishedCatalog = {
  'spf-record-sound': { severity: 'ok', weight: 10, citation: 'RFC 7208 section 4.5', needs: 'survey' },
  'dmarc-record-sound': { severity: 'ok', weight: 12, citation: 'RFC 9989 section 4.7', needs: 'survey' },
  'dkim-key-sound': { severity: 'ok', weight: 11, citation: 'RFC 6376 section 3.6.1', needs: 'survey' },
  'dkim-key-unchecked': { severity: 'notice', weight: 5, citation: 'RFC 6376 section 6.1.2', needs: 'survey' },
} as const satisfies Record<string, CatalogEntry>;
