// What a response says about the question: records, or which kind of nothing (RFC 2308 §2), along the aliases in it
// (RFC 1034 §3.6.2, RFC 6604 §3). Not known here: sockets, retries, further questions.
import type { DnsStatus, RecordData, RecordType } from '../resolver.ts';
import { MAX_CHAIN } from '../zone/lookup.ts';
import { RCODE, TYPE_CODE } from './codes.ts';
import { readName, type WireMessage, type WireRecord } from './message.ts';
import { readRdata } from './rdata.ts';

export interface ReadAnswer<T extends RecordType> {
  status: DnsStatus;
  records: RecordData[T][];
  /** Seconds, of the records or of the SOA (RFC 2308 §5), aliases included; null without either. */
  ttl: number | null;
  /** Aliases followed, wire forms. */
  chain: string[];
  /** Wire form of the name that must be asked next: the server left the chain open. */
  next: string | null;
}

/**
 * `path` is the way to this question: the name first asked, the aliases followed since, at last the name of this question.
 */
export function readAnswer<T extends RecordType>(
  message: WireMessage,
  path: readonly string[],
  type: T,
): ReadAnswer<T> {
  const chain: string[] = [];
  const failed = (status: DnsStatus): ReadAnswer<T> => ({
    status,
    records: [],
    ttl: null,
    chain,
    next: null,
  });

  if (message.rcode !== RCODE.NOERROR && message.rcode !== RCODE.NXDOMAIN)
    return failed(statusOfRcode(message.rcode));

  let owner = path.at(-1) ?? '';
  let ttl = Number.POSITIVE_INFINITY;
  let set: WireRecord[];
  for (;;) {
    set = message.answers.filter(
      (record) => record.type === TYPE_CODE[type] && record.owner === owner,
    );
    if (set.length > 0) break;
    const alias = message.answers.find(
      (record) => record.type === TYPE_CODE.CNAME && record.owner === owner,
    );
    if (alias === undefined) break;
    const target = readName(message.packet, alias.start);
    if (target === null || target.next !== alias.end) return failed('ERROR');
    owner = target.name;
    const loops = path.includes(owner) || chain.includes(owner);
    chain.push(owner);
    if (loops) return failed('LOOP');
    if (path.length + chain.length - 1 > MAX_CHAIN) return failed('CHAIN');
    ttl = Math.min(ttl, alias.ttl);
  }

  if (set.length > 0 && message.rcode === RCODE.NOERROR) {
    const records = readSet(message.packet, set, type);
    if (records === null) return failed('ERROR');
    for (const record of set) ttl = Math.min(ttl, record.ttl);
    return { status: 'NOERROR', records, ttl, chain, next: null };
  }

  const negative = negativeTtl(message, owner);
  if (negative === 'malformed') return failed('ERROR');
  const open = negative === null && message.rcode === RCODE.NOERROR;
  // A referral is no answer: this server does not recurse for us (RFC 1034 §4.3.1), so nothing is known.
  if (
    open &&
    !message.authoritative &&
    !message.recursion &&
    message.authority.some((record) => record.type === TYPE_CODE.NS)
  ) {
    return failed('REFUSED');
  }
  const next = open && chain.length > 0 ? owner : null;
  return {
    status: message.rcode === RCODE.NXDOMAIN ? 'NXDOMAIN' : 'NODATA',
    records: [],
    // The aliases of an open chain limit what comes at its end.
    ttl: negative !== null ? Math.min(negative, ttl) : next === null ? null : ttl,
    chain,
    next,
  };
}

export function statusOfRcode(rcode: number): DnsStatus {
  if (rcode === RCODE.SERVFAIL) return 'SERVFAIL';
  return rcode === RCODE.REFUSED ? 'REFUSED' : 'ERROR';
}

/** Null when a record is malformed: half of a set would be a wrong answer. The 64 KiB of a packet over TCP are the only bound. */
function readSet<T extends RecordType>(
  packet: Buffer,
  set: readonly WireRecord[],
  type: T,
): RecordData[T][] | null {
  const records: RecordData[T][] = [];
  for (const record of set) {
    const data = readRdata(packet, record, type);
    if (data === null) return null;
    // readRdata gives the shape of the type it was asked for.
    records.push(data as RecordData[T]);
  }
  return records;
}

/** RFC 2308 §5: the lesser of the TTL and the minimum of the SOA over `owner`; null without one. */
function negativeTtl(message: WireMessage, owner: string): number | null | 'malformed' {
  for (const record of message.authority) {
    if (record.type !== TYPE_CODE.SOA || !isWithin(owner, record.owner)) continue;
    const soa = readRdata(message.packet, record, 'SOA');
    if (soa === null || typeof soa === 'string' || !('minimum' in soa)) return 'malformed';
    return Math.min(record.ttl, soa.minimum);
  }
  return null;
}

/** Whether a name is `zone` or below it; label boundaries are kept because both are wire forms. */
function isWithin(name: string, zone: string): boolean {
  let at = 0;
  while (name.length - at > zone.length) at += 1 + name.charCodeAt(at);
  return name.length - at === zone.length && name.endsWith(zone);
}
