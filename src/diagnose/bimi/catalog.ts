// Finding codes of BIMI (draft-brand-indicators-for-message-identification): whoever publishes a logo wants it shown, and learns why it is not.
import type { CatalogEntry } from '../entry.ts';

const DRAFT = 'draft-brand-indicators-for-message-identification';

export const bimiCatalog = {
  'bimi-several': { severity: 'warning', weight: 27, citation: `${DRAFT} section 7.2` },
  'bimi-syntax': { severity: 'warning', weight: 27, citation: `${DRAFT} section 4.2` },
  'bimi-policy': { severity: 'warning', weight: 28, citation: `${DRAFT} section 7.1` },
  'bimi-no-certificate': { severity: 'warning', weight: 28, citation: `${DRAFT} section 4.2; Gmail and Apple want a mark certificate` },
  'bimi-logo-unreachable': { severity: 'warning', weight: 28, citation: `${DRAFT} section 5`, needs: 'survey' },
  'bimi-logo-profile': { severity: 'warning', weight: 28, citation: 'draft-svg-tiny-ps-abrotman section 2', needs: 'survey' },
  'bimi-certificate-unreachable': { severity: 'warning', weight: 28, citation: `${DRAFT} section 5`, needs: 'survey' },
  'bimi-certificate': { severity: 'warning', weight: 28, citation: 'draft-fetch-validation-vmc-wchuang section 5', needs: 'survey' },
  'bimi-none': { severity: 'notice', weight: 90, citation: `${DRAFT} section 4.2`, needs: 'survey' },
  'bimi-declined': { severity: 'notice', weight: 68, citation: `${DRAFT} section 4.2` },
  'bimi-temperror': { severity: 'notice', weight: 8, citation: `${DRAFT} section 7.2` },
  'bimi-record-sound': { severity: 'ok', weight: 18, citation: `${DRAFT} section 4.2` },
} as const satisfies Record<string, CatalogEntry>;
