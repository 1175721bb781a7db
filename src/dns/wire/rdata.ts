// Rdata out of a packet, by type: RFC 1035 §3.3 and §3.4, RFC 3596 §2.2, RFC 6698 §2.1, RFC 7208 §3.1 (type 99).
// Null when it does not fill its length exactly: a malformed record is never half a record.
import ipaddr from 'ipaddr.js';
import { wireToName } from '../names.ts';
import type { RecordData, RecordType } from '../resolver.ts';
import { readName, type WireRecord } from './message.ts';

/** The data of one record of the given type. */
export function readRdata(
  packet: Buffer,
  record: WireRecord,
  type: RecordType,
): RecordData[RecordType] | null {
  const { start, end } = record;
  const size = end - start;
  switch (type) {
    case 'A':
      return size === 4 ? packet.subarray(start, end).join('.') : null;
    case 'AAAA':
      return size === 16
        ? new ipaddr.IPv6([...packet.subarray(start, end)]).toRFC5952String()
        : null;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return nameAt(packet, start, end);
    case 'MX': {
      const exchange = size < 3 ? null : nameAt(packet, start + 2, end);
      return exchange === null ? null : { preference: packet.readUInt16BE(start), exchange };
    }
    case 'SOA': {
      const mname = readName(packet, start);
      const rname = mname === null ? null : readName(packet, mname.next);
      if (mname === null || rname === null || rname.next + 20 !== end) return null;
      const serial = packet.readUInt32BE(rname.next);
      return {
        mname: wireToName(mname.name),
        rname: wireToName(rname.name),
        serial,
        minimum: packet.readUInt32BE(rname.next + 16),
      };
    }
    case 'TLSA':
      if (size < 4) return null;
      return {
        usage: packet.readUInt8(start),
        selector: packet.readUInt8(start + 1),
        matching: packet.readUInt8(start + 2),
        data: packet.toString('hex', start + 3, end),
      };
    case 'SPF':
    case 'TXT':
      return stringsAt(packet, start, end);
  }
}

function nameAt(packet: Buffer, start: number, end: number): string | null {
  const name = readName(packet, start);
  return name === null || name.next !== end ? null : wireToName(name.name);
}

/** Character-strings; none at all is an empty list, which some zones publish although RFC 1035 §3.3.14 asks for one. */
function stringsAt(packet: Buffer, start: number, end: number): string[] | null {
  const strings: string[] = [];
  let at = start;
  while (at < end) {
    const stop = at + 1 + packet.readUInt8(at);
    if (stop > end) return null;
    strings.push(packet.toString('latin1', at + 1, stop));
    at = stop;
  }
  return strings;
}
