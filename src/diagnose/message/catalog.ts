// Finding codes of the message itself (RFC 5322, 8058, 3834, 8601).
import type { CatalogEntry } from '../entry.ts';

export const messageCatalog = {
  'message-from-missing': { severity: 'error', weight: 10, citation: 'RFC 5322 section 3.6.2', silences: ['dmarc-not-evaluated', 'message-from-malformed'] },
  'message-from-several': {
    severity: 'error',
    weight: 10,
    citation: 'RFC 5322 section 3.6',
    silences: ['dmarc-not-evaluated', 'message-from-malformed', 'message-duplicate-field', 'dkim-signed-field-twice', 'dkim-not-oversigned'],
  },
  'message-from-malformed': { severity: 'error', weight: 10, citation: 'RFC 5322 section 3.4', silences: ['dmarc-not-evaluated'] },
  'message-from-many-authors': { severity: 'error', weight: 50, citation: 'RFC 5322 section 3.6.2' },
  'message-duplicate-field': { severity: 'error', weight: 50, citation: 'RFC 5322 section 3.6; Gmail sender guidelines (550 5.7.1)' },
  'message-date-missing': { severity: 'error', weight: 51, citation: 'RFC 5322 section 3.6.1', silences: ['message-date-malformed', 'message-date-off'] },
  'message-date-malformed': { severity: 'error', weight: 51, citation: 'RFC 5322 section 3.3', silences: ['message-date-off'] },
  'message-8bit-header': { severity: 'error', weight: 52, citation: 'RFC 5322 section 2.2; RFC 6532 section 3' },
  'message-long-line': { severity: 'error', weight: 52, citation: 'RFC 5322 section 2.1.1' },
  'message-bare-line-ends': { severity: 'error', weight: 52, citation: 'RFC 5322 section 2.3; RFC 5321 section 2.3.8' },
  'message-unsubscribe-post-value': { severity: 'error', weight: 54, citation: 'RFC 8058 section 3.1' },
  'message-unsubscribe-no-https': { severity: 'error', weight: 54, citation: 'RFC 8058 section 3.1' },
  'message-unsubscribe-unsigned': { severity: 'error', weight: 54, citation: 'RFC 8058 section 4' },
  'message-date-off': { severity: 'warning', weight: 51, citation: 'RFC 5322 section 3.6.1' },
  'message-id-missing': { severity: 'warning', weight: 52, citation: 'RFC 5322 section 3.6.4' },
  'message-id-malformed': { severity: 'warning', weight: 52, citation: 'RFC 5322 section 3.6.4' },
  'message-no-unsubscribe': { severity: 'warning', weight: 54, citation: 'RFC 2369 section 3.2; Gmail and Yahoo sender guidelines' },
  'message-no-one-click': { severity: 'warning', weight: 54, citation: 'RFC 8058 section 3.1; Gmail and Yahoo sender guidelines' },
  'message-forged-results': { severity: 'warning', weight: 55, citation: 'RFC 8601 section 5' },
  'message-html-clipped': { severity: 'notice', weight: 56, citation: 'Gmail shows the first 102 kB' },
  'message-auto-submitted': { severity: 'notice', weight: 57, citation: 'RFC 3834 section 5' },
  'message-incomplete-check': { severity: 'notice', weight: 4, citation: 'RFC 8601 section 2.7' },
  'message-well-formed': { severity: 'ok', weight: 50, citation: 'RFC 5322 section 3.6' },
} as const satisfies Record<string, CatalogEntry>;
