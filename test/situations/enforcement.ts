// How strict a domain's DMARC record is (RFC 9989 §4.7, and RFC 7489 for pct=): no fix may make it stricter by the way.
import { wireToName } from '../../src/dns/names.ts';
import type { Zone } from '../../src/dns/zone.ts';
import { textsAt } from './zone-edit.ts';

const POLICIES = ['none', 'quarantine', 'reject'];

interface Strictness {
  p: number;
  sp: number;
  np: number;
  /** t=y counts as one step less. */
  t: number;
  pct: number;
}

function strictness(record: string): Strictness {
  const tags = new Map<string, string>();
  for (const part of record.split(/;|[\s,|]+(?=[a-z]+\s*=)/i)) {
    const [name = '', ...value] = part.split('=');
    if (!tags.has(name.trim().toLowerCase()))
      tags.set(
        name.trim().toLowerCase(),
        value
          .join('=')
          .replace(/^\W+|[^\w!]+$/g, '')
          .toLowerCase(),
      );
  }
  const rank = (tag: string): number | null => {
    const at = POLICIES.indexOf(tags.get(tag) ?? '');
    return at < 0 ? null : at;
  };
  const p = rank('p') ?? 0;
  const sp = rank('sp') ?? p;
  const np = rank('np') ?? sp;
  // RFC 7489: pct=0 asked for nothing. Any other share was enforcement that the owner had begun, and RFC 9989 receivers take it for all.
  const held = p === 0 || Number(tags.get('pct') ?? 100) === 0;
  return { p, sp, np, t: Math.max(0, p - (tags.get('t') === 'y' ? 1 : 0)), pct: held ? 0 : 100 };
}

const isDmarc = (text: string): boolean => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);

/** Records that were meant for the domain and that no receiver reads: broken, or at another name. */
function writtenFor(zone: Zone, domain: string): string[] {
  return [...zone.nodes.keys()]
    .map(wireToName)
    .filter((name) => name === domain || name.endsWith(`.${domain}`))
    .flatMap((name) => textsAt(zone, name, 'TXT').filter((text) => /\bv\s*=\s*dmarc/i.test(text)));
}

/** Everything that a changed DMARC record makes stricter than it was. */
export function strictnessFaults(before: Zone, after: Zone): string[] {
  const faults: string[] = [];
  for (const wire of after.nodes.keys()) {
    const name = wireToName(wire);
    if (!name.startsWith('_dmarc.')) continue;
    const [record, another] = textsAt(after, name, 'TXT').filter(isDmarc);
    const old = textsAt(before, name, 'TXT');
    if (record === undefined || old.includes(record)) continue;
    if (another !== undefined) faults.push(`two DMARC records at ${name} afterwards`);
    // Of several records none counted: the mildest is what may stand. Where none counted, no more may be asked for than the owner wrote.
    const written = old.some(isDmarc)
      ? old.filter(isDmarc)
      : writtenFor(before, name.replace(/^_dmarc\./, ''));
    const counted = written.map(strictness);
    const now = strictness(record);
    for (const key of ['p', 'sp', 'np', 't', 'pct'] as const) {
      const was = counted.length === 0 ? 0 : Math.min(...counted.map((one) => one[key]));
      if (now[key] > was)
        faults.push(
          `${key}= is stricter than before at ${name}: "${record}" after "${old.join('" and "')}"`,
        );
    }
  }
  return faults;
}
