// Rules silence each other: "no SPF record" leaves nothing to say about SPF. What silences what stands in the catalog.
import { CATALOG, methodOf } from './catalog.ts';
import type { Draft } from './draft.ts';

/** Drops what another draft about the same subject (or about the whole message) has made pointless, and exact repetitions. */
export function silence(drafts: Draft[]): Draft[] {
  const loud = drafts.filter(({ code }) => CATALOG[code].silences !== undefined);
  const seen = new Set<string>();
  const kept: Draft[] = [];
  for (const one of drafts) {
    const key = `${one.code}\n${one.subject}\n${JSON.stringify(one.values)}`;
    if (seen.has(key) || loud.some((other) => silences(other, one))) continue;
    seen.add(key);
    kept.push(one);
  }
  return kept;
}

function silences(loud: Draft, quiet: Draft): boolean {
  if (loud.code === quiet.code) return false;
  const targets = CATALOG[loud.code].silences;
  if (targets === undefined || (loud.subject !== '' && loud.subject !== quiet.subject)) return false;
  return targets.includes(quiet.code) || (targets.includes(methodOf(quiet.code)) && CATALOG[quiet.code].isSilencedByName !== true);
}
