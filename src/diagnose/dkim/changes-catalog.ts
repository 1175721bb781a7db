// Finding codes of what was changed after signing and is proven (FORENSICS.md). RFC 6376 §6.1.3 makes each of them a failure.
import type { CatalogEntry } from '../entry.ts';

const CITATION = 'RFC 6376 section 6.1.3';

export const dkimChangesCatalog = {
  'dkim-body-appended': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-body-prepended': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-body-inserted': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-body-parts': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-body-recoded': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3' },
  'dkim-body-rewrapped': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3; RFC 5322 section 2.1.1' },
  'dkim-body-links': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-body-white-space': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.4.4' },
  'dkim-body-line-ends': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3; RFC 5321 section 2.3.8' },
  'dkim-body-dots': { severity: 'error', weight: 10, citation: 'RFC 5321 section 4.5.2' },
  'dkim-body-from-escaped': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3; RFC 4155' },
  'dkim-header-from-rewritten': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-header-subject': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-header-refolded': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.4.2' },
  'dkim-header-removed': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-header-added': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.4.2' },
  'dkim-header-recoded': { severity: 'error', weight: 10, citation: 'RFC 6376 section 5.3; RFC 2047' },
  'dkim-header-address': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-header-rewritten': { severity: 'error', weight: 10, citation: CITATION },
  // The signature field itself.
  'dkim-signature-damaged': { severity: 'error', weight: 10, citation: CITATION },
  'dkim-empty-body-signed': { severity: 'error', weight: 10, citation: 'RFC 6376 section 3.7' },
} as const satisfies Record<string, CatalogEntry>;
