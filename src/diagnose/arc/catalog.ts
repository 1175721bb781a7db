// Finding codes of ARC (RFC 8617).
import type { CatalogEntry } from '../entry.ts';

export const arcCatalog = {
  'arc-broken': { severity: 'warning', weight: 27, citation: 'RFC 8617 section 5.2' },
  'arc-temperror': { severity: 'notice', weight: 5, citation: 'RFC 8617 section 5.2' },
  'arc-not-evaluated': { severity: 'notice', weight: 6, citation: 'RFC 8617 section 5.2' },
  'arc-historic': { severity: 'notice', weight: 65, citation: 'RFC 8617; the IETF is making it historic' },
  'arc-pass': { severity: 'ok', weight: 13, citation: 'RFC 8617 section 5.2' },
} as const satisfies Record<string, CatalogEntry>;
