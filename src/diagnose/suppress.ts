// Rules silence each other: "no SPF record" leaves nothing to say about SPF. What silences what stands in the catalog.
import { CATALOG, methodOf } from './catalog.ts';
import type { Draft } from './draft.ts';

/** Drops what another draft about the same subject (or about the whole message) has made pointless, and exact repetitions. */
export function suppress(drafts: Draft[]): Draft[] {
  const suppressors = drafts.filter(({ code }) => CATALOG[code].silences !== undefined);
  const seen = new Set<string>();
  const kept: Draft[] = [];
  for (const one of drafts) {
    const key = `${one.code}\n${one.subject}\n${JSON.stringify(one.values)}`;
    if (seen.has(key) || suppressors.some((other) => silences(other, one))) continue;
    seen.add(key);
    kept.push(one);
  }
  return kept;
}

function silences(suppressors: Draft, candidate: Draft): boolean {
  if (suppressors.code === candidate.code) return false;
  const targets = CATALOG[suppressors.code].silences;
  if (
    targets === undefined ||
    (suppressors.subject !== '' && suppressors.subject !== candidate.subject)
  )
    return false;
  return (
    targets.includes(candidate.code) ||
    (targets.includes(methodOf(candidate.code)) &&
      CATALOG[candidate.code].isSilencedByName !== true)
  );
}
