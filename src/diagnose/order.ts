// Most important first: what must be read before all else, then by severity, then by the weight the catalog gives, then as the rules found them.
import { CATALOG } from './catalog.ts';
import type { Draft } from './draft.ts';
import type { Severity } from './finding.ts';

const RANK: Record<Severity, number> = { error: 0, warning: 1, notice: 2, ok: 3 };

export function order(drafts: Draft[]): Draft[] {
  return drafts.toSorted((a, b) => {
    const left = CATALOG[a.code];
    const right = CATALOG[b.code];
    return (
      Number(right.isFirst ?? false) - Number(left.isFirst ?? false) ||
      RANK[left.severity] - RANK[right.severity] ||
      left.weight - right.weight
    );
  });
}
