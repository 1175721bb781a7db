// Finding codes of SPF (RFC 7208).
import type { CatalogEntry } from '../entry.ts';

/** permerror is only the symptom of a cause that is told. */
const SYMPTOMS = ['spf-permerror'];

export const spfCatalog = {
  // There is something, and it is wrong.
  'spf-several': { severity: 'error', weight: 10, citation: 'RFC 7208 section 4.5', silences: ['spf'] },
  'spf-syntax': { severity: 'error', weight: 10, citation: 'RFC 7208 section 4.6', silences: SYMPTOMS },
  'spf-macro-syntax': { severity: 'error', weight: 10, citation: 'RFC 7208 section 7.1', silences: SYMPTOMS },
  'spf-include-syntax': { severity: 'error', weight: 11, citation: 'RFC 7208 section 5.2', silences: SYMPTOMS },
  'spf-include-several': { severity: 'error', weight: 11, citation: 'RFC 7208 section 5.2', silences: SYMPTOMS },
  'spf-include-none': { severity: 'error', weight: 10, citation: 'RFC 7208 section 5.2', silences: SYMPTOMS },
  'spf-redirect-none': { severity: 'error', weight: 10, citation: 'RFC 7208 section 6.1', silences: SYMPTOMS },
  'spf-loop': { severity: 'error', weight: 10, citation: 'RFC 7208 section 4.6.4', silences: [...SYMPTOMS, 'spf-too-many-lookups', 'spf-record-too-many-lookups'] },
  'spf-too-many-lookups': { severity: 'error', weight: 11, citation: 'RFC 7208 section 4.6.4', silences: [...SYMPTOMS, 'spf-record-too-many-lookups'] },
  'spf-too-many-voids': { severity: 'error', weight: 12, citation: 'RFC 7208 section 4.6.4', silences: [...SYMPTOMS, 'spf-record-voids'] },
  'spf-too-many-mx': { severity: 'error', weight: 12, citation: 'RFC 7208 section 4.6.4', silences: SYMPTOMS },
  'spf-mx-address': { severity: 'error', weight: 13, citation: 'RFC 5321 section 5.1' },
  'spf-version-syntax': { severity: 'error', weight: 10, citation: 'RFC 7208 section 4.5', silences: ['spf'] },
  'spf-type99-only': { severity: 'error', weight: 10, citation: 'RFC 7208 section 3.1', silences: ['spf'] },
  'spf-sender-id-only': { severity: 'error', weight: 10, citation: 'RFC 7208 section 4.5; RFC 4406 section 3', silences: ['spf'] },
  'spf-wrong-name': { severity: 'error', weight: 11, citation: 'RFC 7208 section 3', silences: ['spf'] },
  'spf-domain-absent': { severity: 'error', weight: 10, citation: 'RFC 5321 section 2.3.5; RFC 7208 section 4.3', silences: ['spf'] },
  // The answer is no.
  'spf-forwarded': { severity: 'error', weight: 15, citation: 'RFC 7208 appendix D; RFC 7960 section 2', silences: ['spf-fail', 'spf-softfail', 'spf-neutral'] },
  'spf-fail': { severity: 'error', weight: 15, citation: 'RFC 7208 section 8.4' },
  'spf-softfail': { severity: 'error', weight: 16, citation: 'RFC 7208 section 8.5' },
  'spf-neutral': { severity: 'error', weight: 16, citation: 'RFC 7208 section 8.2', silences: ['spf-neutral-all', 'spf-no-all'] },
  'spf-none': { severity: 'error', weight: 20, citation: 'RFC 7208 section 8.1; Gmail, Yahoo and Microsoft sender rules', silences: ['spf'] },
  'spf-permerror': { severity: 'error', weight: 30, citation: 'RFC 7208 section 8.7' },
  // It works today, for this message.
  'spf-record-too-many-lookups': { severity: 'warning', weight: 11, citation: 'RFC 7208 section 4.6.4' },
  'spf-pass-all': { severity: 'warning', weight: 12, citation: 'RFC 7208 section 5.1', silences: ['spf-pass'] },
  'spf-too-broad': { severity: 'warning', weight: 12, citation: 'RFC 7208 section 10.1', silences: ['spf-pass'] },
  'spf-ptr': { severity: 'warning', weight: 25, citation: 'RFC 7208 section 5.5' },
  'spf-no-all': { severity: 'warning', weight: 25, citation: 'RFC 7208 section 4.7' },
  'spf-after-all': { severity: 'warning', weight: 24, citation: 'RFC 7208 section 5.1' },
  'spf-redirect-ignored': { severity: 'warning', weight: 24, citation: 'RFC 7208 section 6.1' },
  'spf-too-many-ptr': { severity: 'warning', weight: 26, citation: 'RFC 7208 section 4.6.4' },
  'spf-record-too-long': { severity: 'warning', weight: 26, citation: 'RFC 7208 section 3.4' },
  'spf-helo-fail': { severity: 'warning', weight: 27, citation: 'RFC 7208 section 2.3', isSilencedByName: true },
  'spf-absent-name': { severity: 'notice', weight: 23, citation: 'RFC 7208 section 11.1' },
  'spf-record-voids': { severity: 'notice', weight: 24, citation: 'RFC 7208 section 4.6.4' },
  'spf-neutral-all': { severity: 'notice', weight: 25, citation: 'RFC 7208 section 8.2' },
  'spf-helo-none': { severity: 'notice', weight: 61, citation: 'RFC 7208 section 2.3' },
  'spf-null-reverse-path': { severity: 'notice', weight: 60, citation: 'RFC 7208 section 2.4' },
  'spf-temperror': { severity: 'notice', weight: 5, citation: 'RFC 7208 section 8.6' },
  'spf-pass': { severity: 'ok', weight: 10, citation: 'RFC 7208 section 8.3' },
} as const satisfies Record<string, CatalogEntry>;
