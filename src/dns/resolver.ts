// The DNS port: everything above it asks one `Resolver` and gets a value, never an exception.
// What a zone did wrong is a status. Who answers (UDP sockets, a text zone in a test) is not known here.

/** Record types mailassay asks for. */
export type RecordType =
  | 'A'
  | 'AAAA'
  | 'CNAME'
  | 'MX'
  | 'NS'
  | 'PTR'
  | 'SOA'
  | 'SPF'
  | 'TLSA'
  | 'TXT';

/**
 * What became of a question. `NOERROR` has at least one record of the type asked for, `NODATA` none (RFC 2308 §2.2);
 * `LOOP` is a chain of CNAMEs that comes back to itself, `CHAIN` one of more than 16, which we do not follow; `BADNAME` cannot be put into a packet (label over 63, name over 253 octets, empty label, NUL);
 * `BUDGET` was not asked because a limit of ours was reached; `TIMEOUT` got no usable answer in time; `ERROR` is any other rcode or a malformed answer.
 */
export type DnsStatus =
  | 'NOERROR'
  | 'NODATA'
  | 'NXDOMAIN'
  | 'SERVFAIL'
  | 'REFUSED'
  | 'TIMEOUT'
  | 'LOOP'
  | 'CHAIN'
  | 'BADNAME'
  | 'BUDGET'
  | 'ERROR';

/** Record data by type. Names are lower case without the root dot; the root itself is ''. */
export interface RecordData {
  A: string;
  AAAA: string;
  CNAME: string;
  MX: { preference: number; exchange: string };
  NS: string;
  PTR: string;
  SOA: { mname: string; rname: string; serial: number; minimum: number };
  /** Type 99 (RFC 7208 §3.1: obsolete), same shape as TXT. */
  SPF: string[];
  TLSA: { usage: number; selector: number; matching: number; data: string };
  /** Character-strings, one char an octet (latin1), so that no octet is lost. May be an empty array (a TXT of zero strings). */
  TXT: string[];
}

/** One question and what came of it. */
export interface DnsAnswer<T extends RecordType = RecordType> {
  /** The name asked, lower case, without the root dot. */
  name: string;
  type: T;
  status: DnsStatus;
  records: RecordData[T][];
  /** Smallest TTL of the answer in seconds (negative answers: RFC 2308 SOA rule); null when there is none. */
  ttl: number | null;
  /** Milliseconds spent; 0 from the cache. */
  ms: number;
  /** The resolver set AD: DNSSEC validated it. */
  authenticated: boolean;
  cached: boolean;
  /** Names of a CNAME chain that was followed, in order; empty without one. */
  chain: string[];
}

/** Asks one question. Never rejects: trouble is a status. */
export interface Resolver {
  resolve<T extends RecordType>(name: string, type: T): Promise<DnsAnswer<T>>;
  /** The same for one client, whose questions count against the limits of each zone. Absent where zones have no limit. */
  askedBy?: (asker: Asker) => Resolver;
}

/** For whom a question is asked, as far as a zone's limit makes a difference. */
export interface Asker {
  /** The client's network; null for what no client causes. */
  network: string | null;
  /** Zones of the message's own MAIL FROM and From. */
  ownZones: readonly string[];
  /** Questions of each zone that are kept for others: what is asked beside keeps some for what decides. */
  left: number;
}

/** Statuses after which nothing is known (RFC 7208 §2.6.6, RFC 9989 §4.10): temperror, never "no record". */
export function isTemporary(status: DnsStatus): boolean {
  return (
    status === 'SERVFAIL' ||
    status === 'REFUSED' ||
    status === 'TIMEOUT' ||
    status === 'LOOP' ||
    status === 'CHAIN' ||
    status === 'BUDGET' ||
    status === 'ERROR'
  );
}
