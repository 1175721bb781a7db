// What an authoritative server answers from a zone text: RFC 1034 §4.3.2, wildcards by RFC 4592, aliases followed.
// One text is one tree from the root down, so that names of several zones can stand side by side; failures set on purpose win.
// Not known here: packets, text syntax, who asks.
import type { RecordData, RecordType } from '../resolver.ts';

/** What a node does instead of answering. */
export const FAILURES = ['SERVFAIL', 'REFUSED', 'TIMEOUT', 'NXDOMAIN', 'NODATA', 'ERROR'] as const;
export type Failure = (typeof FAILURES)[number];

export interface RecordSet {
  /** Seconds; one for the whole set (RFC 2181 §5.2). */
  ttl: number;
  data: RecordData[RecordType][];
}

export interface ZoneNode {
  sets: Map<RecordType, RecordSet>;
  failures: Map<RecordType | 'all', Failure>;
}

/** All nodes by the wire form of their name; empty non-terminals and the root are in it. */
export interface Zone {
  nodes: ReadonlyMap<string, ZoneNode>;
  /** Target of each CNAME node, in wire form. */
  aliases: ReadonlyMap<ZoneNode, string>;
}

export interface ZoneAnswer {
  status: Failure | 'NOERROR' | 'LOOP' | 'CHAIN';
  /** Aliases followed: owner (wire form) and the set it holds. */
  aliases: { owner: string; target: string; set: RecordSet }[];
  /** Wire form of the name the answer is for, after aliases. */
  owner: string;
  /** The records; null unless NOERROR. */
  set: RecordSet | null;
  /** The SOA over `owner` when the answer is negative and one is given (RFC 2308 §3). */
  soa: { owner: string; set: RecordSet } | null;
}

/** Longest chain of aliases that is followed; what is longer is CHAIN. */
export const MAX_CHAIN = 16;

/** Answers one question; `name` is a wire form. */
export function lookupZone(zone: Zone, name: string, type: RecordType): ZoneAnswer {
  const aliases: ZoneAnswer['aliases'] = [];
  const seen = new Set<string>();
  let owner = name;
  for (;;) {
    const node = findNode(zone, owner);
    const failure =
      node === null ? 'NXDOMAIN' : (node.failures.get(type) ?? node.failures.get('all'));
    if (failure !== undefined || node === null)
      return {
        status: failure ?? 'NXDOMAIN',
        aliases,
        owner,
        set: null,
        soa: negativeSoa(zone, owner, failure),
      };
    const set = node.sets.get(type);
    if (set !== undefined) return { status: 'NOERROR', aliases, owner, set, soa: null };
    const target = zone.aliases.get(node);
    const alias = node.sets.get('CNAME');
    // RFC 1034 §3.6.2: an alias answers for every type but its own.
    if (target === undefined || alias === undefined)
      return {
        status: 'NODATA',
        aliases,
        owner,
        set: null,
        soa: negativeSoa(zone, owner, 'NODATA'),
      };
    aliases.push({ owner, target, set: alias });
    seen.add(owner);
    if (seen.has(target)) return { status: 'LOOP', aliases, owner: target, set: null, soa: null };
    if (aliases.length > MAX_CHAIN)
      return { status: 'CHAIN', aliases, owner: target, set: null, soa: null };
    owner = target;
  }
}

function findNode(zone: Zone, name: string): ZoneNode | null {
  const exact = zone.nodes.get(name);
  if (exact !== undefined) return exact;
  let encloser = name;
  do encloser = parentOf(encloser);
  while (!zone.nodes.has(encloser) && encloser !== '\0');
  // RFC 4592 §3.3.1: only the wildcard right below the closest encloser is a source of synthesis.
  return zone.nodes.get(`\x01*${encloser}`) ?? null;
}

function negativeSoa(zone: Zone, name: string, failure: Failure | undefined): ZoneAnswer['soa'] {
  if (failure !== 'NXDOMAIN' && failure !== 'NODATA') return null;
  for (let owner = name; ; owner = parentOf(owner)) {
    const set = zone.nodes.get(owner)?.sets.get('SOA');
    if (set !== undefined) return { owner, set };
    if (owner === '\0') return null;
  }
}

/** The name one label up; the root is its own parent. */
export function parentOf(wire: string): string {
  return wire === '\0' ? wire : wire.slice(1 + wire.charCodeAt(0));
}
