// Zones as text, for tests, the demo and offline checks: master-file lines (RFC 1035 §5.1) plus failures on purpose.
//   name [ttl] [IN] TYPE rdata      name SERVFAIL|REFUSED|TIMEOUT|NXDOMAIN|NODATA|ERROR      name TYPE SERVFAIL|…
// Names are absolute with or without the final dot until a $ORIGIN is given, then relative without one. Indentation means
// nothing. A quoted string over 255 octets is cut into several. `zoneResolver` answers in memory and remembers the questions.
import { canonicalName, foldCase, labelsToWire, nameToWire, wireToName } from './names.ts';
import type { DnsAnswer, RecordData, RecordType, Resolver } from './resolver.ts';
import {
  FAILURES,
  lookupZone,
  parentOf,
  type Failure,
  type Zone,
  type ZoneAnswer,
  type ZoneNode,
} from './zone/lookup.ts';
import { parseRdata } from './zone/rdata.ts';
import { tokenLabels, zoneEntries, ZoneSyntaxError, type Token } from './zone/tokens.ts';

export type { Zone } from './zone/lookup.ts';

const TYPES: readonly RecordType[] = [
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'NS',
  'PTR',
  'SOA',
  'SPF',
  'TLSA',
  'TXT',
];
const DEFAULT_TTL = 300;
const MAX_TTL = 0x7fff_ffff;
const UNIT: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

const isType = (word: string): word is RecordType => (TYPES as readonly string[]).includes(word);
const isFailure = (word: string): word is Failure => (FAILURES as readonly string[]).includes(word);

/** Seconds of `300`, `5m`, `1h30m`; null when it is no TTL. */
function readTtl(word: string): number | null {
  if (!/^(?:\d+[smhdw]?)+$/i.test(word)) return null;
  let seconds = 0;
  for (const [, digits, unit = ''] of word.matchAll(/(\d+)([a-z]?)/gi))
    seconds += Number(digits) * (UNIT[unit.toLowerCase()] ?? 1);
  return seconds <= MAX_TTL ? seconds : null;
}

/** Reads a zone text. Throws `ZoneSyntaxError` with the line's number. */
export function parseZone(text: string): Zone {
  const nodes = new Map<string, ZoneNode>();
  const aliases = new Map<ZoneNode, string>();
  let origin: string[] = [];
  let defaultTtl = DEFAULT_TTL;

  const nodeAt = (wire: string): ZoneNode => {
    let node = nodes.get(wire);
    if (node === undefined) {
      node = { sets: new Map(), failures: new Map() };
      nodes.set(wire, node);
      // RFC 4592 §2.2.2: every name above an owner exists too.
      if (wire !== '\0') nodeAt(parentOf(wire));
    }
    return node;
  };
  nodeAt('\0');

  for (const { line, tokens } of zoneEntries(text)) {
    const fail = (what: string): never => {
      throw new ZoneSyntaxError(line, what);
    };
    const labelsOf = ({ raw, quoted }: Token): string[] => {
      if (raw === '@' && !quoted) return origin;
      const name = quoted ? null : tokenLabels(raw);
      if (name === null) return fail(`not a name: ${raw}`);
      return [...name.labels.map(foldCase), ...(name.absolute ? [] : origin)];
    };
    const wireOf = (token: Token): string =>
      labelsToWire(labelsOf(token)) ??
      fail(`a label over 63 or a name over 253 octets: ${token.raw}`);

    const [first, ...rest] = tokens;
    if (first === undefined) continue;
    if (!first.quoted && first.raw.startsWith('$')) {
      const [value, extra] = rest;
      if (value === undefined || extra !== undefined) fail(`${first.raw} needs one value`);
      else if (first.raw.toUpperCase() === '$ORIGIN') origin = labelsOf(value);
      else if (first.raw.toUpperCase() === '$TTL')
        defaultTtl = readTtl(value.raw) ?? fail(`not a TTL: ${value.raw}`);
      else fail(`unknown directive ${first.raw}`);
      continue;
    }

    const wire = wireOf(first);
    let ttl = defaultTtl;
    let word = '';
    let at = 0;
    for (; at < rest.length; at++) {
      word = rest[at]?.quoted ? '' : (rest[at]?.raw.toUpperCase() ?? '');
      const seconds = readTtl(word);
      if (seconds !== null) ttl = seconds;
      else if (word !== 'IN') break;
    }
    const data = rest.slice(at + 1);
    const node = nodeAt(wire);
    if (isFailure(word) && data.length === 0) {
      node.failures.set('all', word);
      continue;
    }
    if (!isType(word)) {
      fail(
        at < rest.length
          ? `not a record type: ${rest[at]?.raw ?? ''}`
          : 'a name without a record type',
      );
      continue;
    }
    const only = data[0];
    if (data.length === 1 && only !== undefined && !only.quoted && isFailure(only.raw)) {
      node.failures.set(word, only.raw);
      continue;
    }
    if (word === 'CNAME' && data[0] !== undefined) aliases.set(node, wireOf(data[0]));
    const value = parseRdata(word, data, { fail, name: (token) => wireToName(wireOf(token)) });
    const set = node.sets.get(word);
    if (set === undefined) node.sets.set(word, { ttl, data: [value] });
    else {
      set.data.push(value);
      set.ttl = Math.min(set.ttl, ttl);
    }
    // RFC 1034 §3.6.2, RFC 2181 §10.1
    if (
      node.sets.has('CNAME') &&
      (node.sets.size > 1 || (node.sets.get('CNAME')?.data.length ?? 0) > 1)
    ) {
      fail('a CNAME stands alone at its name');
    }
  }
  return { nodes, aliases };
}

/** A question that was asked of a zone. */
export interface AskedQuestion {
  /** Lower case, without the root dot. */
  name: string;
  type: RecordType;
}

/** A resolver on a zone text, and what it was asked. */
export interface ZoneResolver extends Resolver {
  /** Every question in order, repeated ones too. */
  readonly questions: readonly AskedQuestion[];
  /** How often a name was asked (of one type, when given). */
  count(name: string, type?: RecordType): number;
  /** Answers from another zone from now on; the questions stay. */
  setZone(zone: Zone | string): void;
}

/** Answers from a zone text in memory: no packets, no waiting (a TIMEOUT comes at once). `authenticated` is what AD would say. */
export function zoneResolver(
  source: Zone | string,
  options: { authenticated?: boolean } = {},
): ZoneResolver {
  let zone = typeof source === 'string' ? parseZone(source) : source;
  const questions: AskedQuestion[] = [];
  return {
    questions,
    count(name, type) {
      const wanted = canonicalName(name);
      return questions.filter(
        (question) => question.name === wanted && (type === undefined || question.type === type),
      ).length;
    },
    setZone(next) {
      zone = typeof next === 'string' ? parseZone(next) : next;
    },
    async resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>> {
      const asked = canonicalName(name);
      const wire = nameToWire(asked);
      const answer: DnsAnswer<T> = {
        name: asked,
        type,
        status: 'BADNAME',
        records: [],
        ttl: null,
        ms: 0,
        authenticated: false,
        cached: false,
        chain: [],
      };
      if (wire === null) return answer;
      questions.push({ name: asked, type });
      const found = lookupZone(zone, wire, type);
      answer.status = found.status;
      answer.chain = found.aliases.map((alias) => wireToName(alias.target));
      answer.ttl = answerTtl(found);
      // The set of a type holds that type's data: parseRdata made it so. Copies, so that no caller changes the zone.
      if (found.set !== null) answer.records = found.set.data.map(copyOf) as RecordData[T][];
      answer.authenticated =
        options.authenticated === true && ['NOERROR', 'NODATA', 'NXDOMAIN'].includes(found.status);
      return answer;
    },
  };
}

function copyOf(data: RecordData[RecordType]): RecordData[RecordType] {
  if (typeof data === 'string') return data;
  return Array.isArray(data) ? data.slice() : { ...data };
}

function answerTtl(found: ZoneAnswer): number | null {
  const chain = found.aliases.map((alias) => alias.set.ttl);
  if (found.set !== null) return Math.min(found.set.ttl, ...chain);
  if (found.soa === null) return null;
  const minimum = found.soa.set.data.map((soa) =>
    typeof soa === 'object' && 'minimum' in soa ? soa.minimum : 0,
  );
  // RFC 2308 §5: the lesser of the SOA's own TTL and its minimum.
  return Math.min(found.soa.set.ttl, ...minimum, ...chain);
}
