// Publishes what the findings of a report carry, in the zone of a case.
import type { RecordChange } from '../../src/diagnose/record-change.ts';
import { txt, ZONE, type Given, type Zone } from './given.ts';

/** Throws where a change cannot be made: what it replaces or removes must stand there, and nothing stands beside a CNAME. */
export function published<Situation extends Pick<Given, 'zone'>>(
  given: Situation,
  changes: readonly RecordChange[],
  usual: Zone = ZONE,
): Situation {
  const zone: Record<string, readonly string[] | null> = { ...given.zone };
  const linesAt = (name: string): readonly string[] =>
    (Object.hasOwn(zone, name) ? zone[name] : usual[name]) ?? [];
  const lineOf = (type: string, value: string): string =>
    type === 'TXT' ? txt(value) : `${type} ${value}`;
  const unique = [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
  for (const { action, name, type, value, replaces } of unique) {
    const gone =
      action === 'remove'
        ? lineOf(type, value)
        : replaces === undefined
          ? null
          : lineOf(type, replaces);
    const lines = linesAt(name);
    if (gone !== null && !lines.includes(gone)) throw new Error(`${name} has no ${gone}`);
    const kept = lines.filter((line) => line !== gone);
    zone[name] = action === 'remove' ? kept : [...kept, lineOf(type, value)];
  }
  for (const [name, lines] of Object.entries(zone)) {
    if (lines !== null && lines.length > 1 && lines.some((line) => line.startsWith('CNAME ')))
      throw new Error(`${name} has a CNAME and other records`);
  }
  return { ...given, zone };
}
