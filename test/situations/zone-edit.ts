// Publishes what a report advises: an edit of a zone as an administrator makes it, with what DNS itself refuses (RFC 1034 §3.6.2).
import { canonicalName, nameToWire } from '../../src/dns/names.ts';
import type { RecordData, RecordType } from '../../src/dns/resolver.ts';
import { parentOf, type RecordSet, type Zone, type ZoneNode } from '../../src/dns/zone/lookup.ts';
import type { RecordChange } from '../../src/diagnose/record-change.ts';

type Data = RecordData[RecordType];

const TYPES: readonly string[] = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SPF', 'TLSA', 'TXT'];
const MAX_STRING = 255;

interface Edited {
  nodes: Map<string, ZoneNode>;
  aliases: Map<ZoneNode, string>;
}

/** Octets of a text, one char an octet: TXT data is kept so. */
const octets = (text: string): string =>
  /[^\x00-\xff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;

function copyOf({ nodes, aliases }: Zone): Edited {
  const copy: Edited = { nodes: new Map(), aliases: new Map() };
  for (const [wire, node] of nodes) {
    const sets = new Map<RecordType, RecordSet>(
      [...node.sets].map(([type, { ttl, data }]) => [type, { ttl, data: [...data] }]),
    );
    const same: ZoneNode = { sets, failures: new Map(node.failures) };
    copy.nodes.set(wire, same);
    const alias = aliases.get(node);
    if (alias !== undefined) copy.aliases.set(same, alias);
  }
  return copy;
}

function nodeAt(zone: Edited, wire: string): ZoneNode {
  const found = zone.nodes.get(wire);
  if (found !== undefined) return found;
  const made: ZoneNode = { sets: new Map(), failures: new Map() };
  zone.nodes.set(wire, made);
  if (wire !== '\0') nodeAt(zone, parentOf(wire));
  return made;
}

/** A record's data as one text, as `value` has it. */
export function dataText(data: Data): string {
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return data.join('');
  return 'exchange' in data
    ? `${data.preference} ${data.exchange === '' ? '.' : data.exchange}`
    : JSON.stringify(data);
}

function dataOf(type: string, value: string): Data | null {
  if (type === 'TXT' || type === 'SPF') {
    const text = octets(value);
    return text === '' ? [''] : (text.match(new RegExp(`[^]{1,${MAX_STRING}}`, 'g')) ?? []);
  }
  if (type === 'MX') {
    const [, preference, exchange] = /^(\d+)\s+(\S+)$/.exec(value) ?? [];
    return preference === undefined || exchange === undefined
      ? null
      : { preference: Number(preference), exchange: canonicalName(exchange) };
  }
  return type === 'A' || type === 'AAAA' ? value : canonicalName(value);
}

/** Texts of the records that stand at a name. */
export function textsAt({ nodes }: Zone, name: string, type: string): string[] {
  const wire = nameToWire(canonicalName(name));
  const set = wire === null ? undefined : nodes.get(wire)?.sets.get(type as RecordType);
  return (set?.data ?? []).map(dataText);
}

function take(zone: Edited, wire: string, type: RecordType, value: string): string | null {
  const node = zone.nodes.get(wire);
  const set = node?.sets.get(type);
  const at = set?.data.findIndex((data) => [value, octets(value)].includes(dataText(data))) ?? -1;
  if (node === undefined || set === undefined || at < 0) return 'does not stand there';
  set.data.splice(at, 1);
  if (set.data.length > 0) return null;
  node.sets.delete(type);
  if (type === 'CNAME') zone.aliases.delete(node);
  const isEmpty = node.sets.size === 0 && node.failures.size === 0;
  if (isEmpty && ![...zone.nodes.keys()].some((other) => other !== wire && other.endsWith(wire)))
    zone.nodes.delete(wire);
  return null;
}

function put(zone: Edited, wire: string, type: RecordType, value: string): string | null {
  const data = dataOf(type, value);
  if (data === null) return 'is no record data';
  const node = nodeAt(zone, wire);
  if (type !== 'CNAME' && node.sets.has('CNAME')) return 'is refused beside a CNAME';
  if (type === 'CNAME' && node.sets.size > 0) return 'is a CNAME beside other records';
  for (const key of ['all', type] as const)
    if (['NXDOMAIN', 'NODATA'].includes(node.failures.get(key) ?? '')) node.failures.delete(key);
  const set = node.sets.get(type);
  if (set === undefined) node.sets.set(type, { ttl: 300, data: [data] });
  else if (set.data.some((one) => dataText(one) === dataText(data))) return 'stands there already';
  else set.data.push(data);
  if (type === 'CNAME') zone.aliases.set(node, nameToWire(canonicalName(value)) ?? '\0');
  return null;
}

const clip = (text: string): string =>
  text.length > 100 ? `${text.slice(0, 70)}…${text.slice(-20)}` : text;

/** The zone after all changes, each once, and what was wrong with them. First everything goes that is to go. */
export function edited(
  zone: Zone,
  changes: readonly RecordChange[],
): { zone: Zone; faults: string[] } {
  const copy = copyOf(zone);
  const faults: string[] = [];
  const gone = new Set<string>();
  const come = new Set<string>();
  const steps: {
    name: string;
    type: string;
    value: string;
    step: typeof put;
    done: Set<string>;
    what: string;
  }[] = [];
  for (const { action, name, type, value, replaces } of changes) {
    if (action === 'replace' && replaces === undefined)
      faults.push(`${name} ${type}: a replace without "replaces"`);
    const old = action === 'remove' ? value : replaces;
    if (action !== 'add' && old !== undefined)
      steps.push({ name, type, value: old, step: take, done: gone, what: `${action} of` });
  }
  for (const { action, name, type, value } of changes) {
    if (action !== 'remove')
      steps.push({ name, type, value, step: put, done: come, what: 'publishing' });
  }
  for (const { name, type, value, step, done, what } of steps) {
    const wire = nameToWire(canonicalName(name));
    const key = `${canonicalName(name)} ${type} ${value}`;
    if (done.has(key)) continue;
    done.add(key);
    const problem =
      wire === null || name.endsWith('.') || !TYPES.includes(type)
        ? 'is no name and type'
        : step(copy, wire, type as RecordType, value);
    if (problem !== null) faults.push(`${what} ${name} ${type} "${clip(value)}" ${problem}`);
  }
  return { zone: copy, faults };
}

/** What a record is for: of each there is one at a name. */
export function purposeOf({
  name,
  type,
  value,
}: Pick<RecordChange, 'name' | 'type' | 'value'>): string {
  if (type !== 'TXT') return type;
  if (/\._domainkey\./i.test(name)) return 'DKIM key';
  if (/^\s*v\s*=\s*dmarc/i.test(value) || /^_dmarc\./i.test(name)) return 'DMARC record';
  if (/^\s*"?v\s*=\s*spf/i.test(value)) return 'SPF record';
  return /^\s*v\s*=\s*bimi/i.test(value) ? 'BIMI record' : 'TXT record';
}

/** Names for which changes say two different things. */
export function contradictions(changes: readonly RecordChange[]): string[] {
  const finals = new Map<string, Set<string>>();
  for (const change of changes) {
    if (change.action === 'remove' || change.type === 'A' || change.type === 'AAAA') continue;
    const key = `${purposeOf(change)} at ${canonicalName(change.name)}`;
    finals.set(key, (finals.get(key) ?? new Set()).add(change.value));
  }
  return [...finals]
    .filter(([, values]) => values.size > 1)
    .map(
      ([key, values]) =>
        `two final records: ${key}: ${[...values].map((value) => `"${clip(value)}"`).join(' and ')}`,
    );
}
