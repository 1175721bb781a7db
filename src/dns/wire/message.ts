// Reads a response packet (RFC 1035 §4.1): header, records with their owners, the OPT record (RFC 6891 §6.1.3).
// Rdata stays where it is until someone needs it. Anything malformed makes the whole packet null: an answer that cannot be
// read to its end is no answer. Hostile input: names only point backwards, and nothing is read past the end.
import { CLASS_IN, FLAG, HEADER_SIZE, OPT } from './codes.ts';

export interface WireRecord {
  /** Wire form, lower case. */
  owner: string;
  type: number;
  /** Seconds; RFC 2181 §8: with the top bit set it is 0. */
  ttl: number;
  /** Where the rdata starts and ends in the packet. */
  start: number;
  end: number;
}

export interface WireMessage {
  packet: Buffer;
  authoritative: boolean;
  truncated: boolean;
  recursion: boolean;
  authenticated: boolean;
  /** With the upper eight bits of the OPT record. */
  rcode: number;
  /** There is an OPT record. */
  edns: boolean;
  answers: WireRecord[];
  authority: WireRecord[];
}

/** A name and where it ended. */
export interface WireName {
  name: string;
  next: number;
}

const MAX_NAME = 255;
const POINTER = 0xc0;

/** Reads a possibly compressed name (RFC 1035 §4.1.4) to its lower-case wire form; null when malformed. */
export function readName(packet: Buffer, start: number): WireName | null {
  let name = '';
  let at = start;
  let next = -1;
  // A pointer must lead before every place read so far: that ends every loop.
  let lowest = start;
  for (;;) {
    const length = packet[at];
    if (length === undefined) return null;
    if (length === 0) {
      const wire = `${name}\0`;
      return wire.length > MAX_NAME ? null : { name: wire, next: next < 0 ? at + 1 : next };
    }
    if (length >= POINTER) {
      const low = packet[at + 1];
      if (low === undefined) return null;
      if (next < 0) next = at + 2;
      at = ((length & 0x3f) << 8) | low;
      if (at >= lowest || at < HEADER_SIZE) return null;
      lowest = at;
      continue;
    }
    const end = at + 1 + length;
    if (length > 63 || end > packet.length || name.length + length + 1 >= MAX_NAME) return null;
    name += lowered(packet.toString('latin1', at, end));
    at = end;
  }
}

function lowered(label: string): string {
  return /[A-Z]/.test(label) ? label.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : label;
}

/** Reads a whole packet; null when it is malformed. The question is skipped: `answersQuery` has compared it. */
export function readMessage(packet: Buffer): WireMessage | null {
  if (packet.length < HEADER_SIZE) return null;
  const flags = packet.readUInt16BE(2);
  const message: WireMessage = {
    packet,
    authoritative: (flags & FLAG.AA) !== 0,
    truncated: (flags & FLAG.TC) !== 0,
    recursion: (flags & FLAG.RA) !== 0,
    authenticated: (flags & FLAG.AD) !== 0,
    rcode: flags & 15,
    edns: false,
    answers: [],
    authority: [],
  };
  let at = HEADER_SIZE;
  for (let left = packet.readUInt16BE(4); left > 0; left--) {
    const question = readName(packet, at);
    if (question === null || question.next + 4 > packet.length) return null;
    at = question.next + 4;
  }
  // A truncated packet is asked again over TCP, whatever its rest looks like.
  if (message.truncated) return message;
  for (const [offset, section] of [
    [6, message.answers],
    [8, message.authority],
    [10, null],
  ] as const) {
    for (let left = packet.readUInt16BE(offset); left > 0; left--) {
      const owner = readName(packet, at);
      if (owner === null || owner.next + 10 > packet.length) return null;
      const fixed = owner.next;
      const start = fixed + 10;
      const end = start + packet.readUInt16BE(fixed + 8);
      if (end > packet.length) return null;
      at = end;
      const type = packet.readUInt16BE(fixed);
      if (type === OPT) {
        message.edns = true;
        message.rcode |= packet.readUInt8(fixed + 4) << 4;
      } else if (section !== null && packet.readUInt16BE(fixed + 2) === CLASS_IN) {
        const ttl = packet.readUInt32BE(fixed + 4);
        section.push({ owner: owner.name, type, ttl: ttl > 0x7fff_ffff ? 0 : ttl, start, end });
      }
    }
  }
  return message;
}
