// From what rules say to findings: silenced, in order, with what the catalog says of each.
import { CATALOG, methodOf } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { Finding } from './finding.ts';
import { order } from './order.ts';
import { suppress } from './suppress.ts';

export function findingsOf(drafts: Draft[]): Finding[] {
  return order(suppress(drafts)).map(({ code, values, evidence, records }) => {
    const { severity, citation } = CATALOG[code];
    return { code, severity, method: methodOf(code), citation, values, evidence, records };
  });
}
