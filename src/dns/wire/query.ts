// One question as a packet, and whether a packet answers it (RFC 1035 §4.1, RFC 6891, RFC 5452 §9.1).
// dns-packet is not used for this: it writes names as UTF-8 and reads them the same way, so octets over 127 are lost.
import type { RecordType } from '../resolver.ts';
import { CLASS_IN, FLAG, HEADER_SIZE, OPT, RCODE, TYPE_CODE } from './codes.ts';

/** EDNS0 payload size: 1232 never needs IP fragments (DNS flag day 2020; RFC 9715 §3.2). */
export const EDNS_SIZE = 1232;
const OPT_SIZE = 11;

/**
 * A recursive query for a wire form of a name. AD is set, which asks for the AD bit of the answer without signatures
 * (RFC 6840 §5.7).
 */
export function encodeQuery(id: number, name: string, type: RecordType, edns: boolean): Buffer {
  const packet = Buffer.alloc(HEADER_SIZE + name.length + 4 + (edns ? OPT_SIZE : 0));
  packet.writeUInt16BE(id, 0);
  packet.writeUInt16BE(FLAG.RD | FLAG.AD, 2);
  packet.writeUInt16BE(1, 4);
  packet.writeUInt16BE(edns ? 1 : 0, 10);
  packet.write(name, HEADER_SIZE, 'latin1');
  const end = HEADER_SIZE + name.length;
  packet.writeUInt16BE(TYPE_CODE[type], end);
  packet.writeUInt16BE(CLASS_IN, end + 2);
  if (edns) {
    packet.writeUInt16BE(OPT, end + 5);
    packet.writeUInt16BE(EDNS_SIZE, end + 7);
  }
  return packet;
}

const UPPER_A = 65;
const UPPER_Z = 90;

/**
 * Whether a packet is the answer to `query`: same id, a response, the same question (names without case). A refusal may come
 * without the question. Anything else is not ours, and waiting goes on (RFC 5452 §9.1).
 */
export function answersQuery(query: Buffer, packet: Buffer): boolean {
  if (packet.length < HEADER_SIZE || packet.readUInt16BE(0) !== query.readUInt16BE(0)) return false;
  const flags = packet.readUInt16BE(2);
  if ((flags & FLAG.QR) === 0 || (flags & FLAG.OPCODE) !== 0) return false;
  const questions = packet.readUInt16BE(4);
  const rcode = flags & 15;
  if (questions === 0)
    return (
      rcode === RCODE.FORMERR ||
      rcode === RCODE.SERVFAIL ||
      rcode === RCODE.NOTIMP ||
      rcode === RCODE.REFUSED
    );
  if (questions !== 1) return false;
  let at = HEADER_SIZE;
  // Length octets are below 64, so folding case over the whole name does not touch them.
  for (; query[at] !== 0; at++) {
    if (at - HEADER_SIZE > 255) return false;
    const octet = packet[at];
    if (octet === undefined) return false;
    if ((octet >= UPPER_A && octet <= UPPER_Z ? octet + 32 : octet) !== query[at]) return false;
  }
  return packet.length >= at + 5 && packet.compare(query, at, at + 5, at, at + 5) === 0;
}
