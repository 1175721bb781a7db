// The PROXY protocol header, versions 1 and 2 (HAProxy's proxy-protocol.txt §2.1, §2.2), as a pure reader of the first octets
// of a connection. smtp-server reads version 1 only, which is why this stands in front of it. It trusts nobody: who may
// speak it is the caller's question.
import { isIPv4, isIPv6 } from 'node:net';
import { canonicalAddress } from '../message/ip-address.ts';

export type ProxyHeader =
  /** Not complete yet. */
  | { state: 'more' }
  | { state: 'malformed'; reason: string }
  /** `client` is null where the proxy speaks for itself: LOCAL (health checks), UNKNOWN, or a family without an IP address. */
  | { state: 'read'; octets: number; client: { address: string; port: number } | null };

const SIGNATURE = Buffer.from([
  0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
]);
/** §2.1: the longest line with its CRLF. */
const MAX_LINE_LENGTH = 107;
/** §2.2: any receiver must take 216; what comes with TLVs and certificates stays well below this. */
const MAX_BLOCK_LENGTH = 4096;

const malformed = (reason: string): ProxyHeader => ({ state: 'malformed', reason });

function readLine(bytes: Buffer): ProxyHeader {
  const end = bytes.indexOf('\r\n');
  if (end === -1)
    return bytes.length >= MAX_LINE_LENGTH ? malformed('line over 107 octets') : { state: 'more' };
  if (end + 2 > MAX_LINE_LENGTH) return malformed('line over 107 octets');
  const line = bytes.toString('latin1', 0, end);
  const octets = end + 2;
  // §2.1: whatever follows UNKNOWN is ignored.
  if (/^PROXY UNKNOWN(?: |$)/.test(line)) return { state: 'read', octets, client: null };
  const [, family, source = '', destination = '', port = ''] =
    /^PROXY (TCP4|TCP6) ([0-9A-Fa-f:.]+) ([0-9A-Fa-f:.]+) (\d{1,5}) \d{1,5}$/.exec(line) ?? [];
  const isAddress = family === 'TCP4' ? isIPv4 : isIPv6;
  if (
    family === undefined ||
    !isAddress(source) ||
    !isAddress(destination) ||
    Number(port) > 65_535
  )
    return malformed('not a PROXY line');
  return {
    state: 'read',
    octets,
    client: { address: canonicalAddress(source) ?? source, port: Number(port) },
  };
}

function readBlock(bytes: Buffer): ProxyHeader {
  if (bytes.length < 16) return { state: 'more' };
  const command = bytes.readUInt8(12);
  const family = bytes.readUInt8(13) >> 4;
  const length = bytes.readUInt16BE(14);
  if (command >> 4 !== 2) return malformed('version is not 2');
  if (length > MAX_BLOCK_LENGTH) return malformed('block over 4096 octets');
  if (bytes.length < 16 + length) return { state: 'more' };
  const octets = 16 + length;
  if ((command & 0x0f) === 0) return { state: 'read', octets, client: null };
  if ((command & 0x0f) !== 1) return malformed('unknown command');
  if (family === 1) {
    if (length < 12) return malformed('IPv4 block under 12 octets');
    return {
      state: 'read',
      octets,
      client: { address: bytes.subarray(16, 20).join('.'), port: bytes.readUInt16BE(24) },
    };
  }
  if (family === 2) {
    if (length < 36) return malformed('IPv6 block under 36 octets');
    const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(16 + 2 * i).toString(16));
    return {
      state: 'read',
      octets,
      client: { address: canonicalAddress(groups.join(':')) ?? '::', port: bytes.readUInt16BE(48) },
    };
  }
  // AF_UNSPEC and AF_UNIX name no client that SPF could be asked about.
  return { state: 'read', octets, client: null };
}

/** Reads the header at the start of `bytes`, which may hold less or more than it. */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  const known = Math.min(bytes.length, SIGNATURE.length);
  if (bytes.compare(SIGNATURE, 0, known, 0, known) === 0)
    return bytes.length < SIGNATURE.length ? { state: 'more' } : readBlock(bytes);
  const start = Math.min(bytes.length, 6);
  return bytes.toString('latin1', 0, start) === 'PROXY '.slice(0, start)
    ? readLine(bytes)
    : malformed('no PROXY header');
}
