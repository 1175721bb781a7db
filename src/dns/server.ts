// An authoritative DNS server on real sockets, UDP and TCP on one port, that answers from a zone text: for tests and the demo.
// dns2 and dns-packet are not used: they carry names and texts as UTF-8, so octets over 127 and dots inside labels are lost.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { nameToWire, wireToName } from './names.ts';
import type { RecordData, RecordType } from './resolver.ts';
import { CLASS_IN, FLAG, HEADER_SIZE, OPT, RCODE, TYPE_CODE, typeOfCode } from './wire/codes.ts';
import { readName } from './wire/message.ts';
import type { AskedQuestion, Zone } from './zone.ts';
import { lookupZone, type RecordSet, type ZoneAnswer } from './zone/lookup.ts';

export interface DnsServer extends AsyncDisposable {
  readonly port: number;
  readonly questions: readonly AskedQuestion[];
  /** Answers from another zone from now on. */
  setZone(zone: Zone): void;
}

const PLAIN_UDP_SIZE = 512;

interface Query {
  packet: Buffer;
  /** Where the question ends. */
  end: number;
  /** Wire form, lower case. */
  name: string;
  type: RecordType | null;
  /** Octets of UDP the client takes (RFC 6891 §6.2.3). */
  udpSize: number;
  edns: boolean;
}

function readQuery(packet: Buffer): Query | null {
  if (
    packet.length < HEADER_SIZE ||
    (packet.readUInt16BE(2) & FLAG.QR) !== 0 ||
    packet.readUInt16BE(4) !== 1
  )
    return null;
  const question = readName(packet, HEADER_SIZE);
  if (question === null || packet.length < question.next + 4) return null;
  const end = question.next + 4;
  // RFC 6891 §6.1.2: the OPT record has the root as its name.
  const edns =
    packet.readUInt16BE(10) > 0 &&
    packet.length >= end + 11 &&
    packet[end] === 0 &&
    packet.readUInt16BE(end + 1) === OPT;
  const udpSize = edns ? Math.max(PLAIN_UDP_SIZE, packet.readUInt16BE(end + 3)) : PLAIN_UDP_SIZE;
  return {
    packet,
    end,
    name: question.name,
    type: typeOfCode(packet.readUInt16BE(question.next)),
    udpSize,
    edns,
  };
}

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const wireName = (name: string): Buffer =>
  Buffer.from(nameToWire(name.replaceAll('\\046', '.')) ?? '\0', 'latin1');

function rdata(type: RecordType, data: RecordData[RecordType]): Buffer {
  if (Array.isArray(data))
    return Buffer.concat(
      data.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])),
    );
  if (typeof data === 'string')
    return type === 'A' || type === 'AAAA'
      ? Buffer.from(ipaddr.parse(data).toByteArray())
      : wireName(data);
  if ('exchange' in data) return Buffer.concat([uint16(data.preference), wireName(data.exchange)]);
  if ('mname' in data) {
    const numbers = Buffer.alloc(20);
    numbers.writeUInt32BE(data.serial, 0);
    numbers.writeUInt32BE(data.minimum, 16);
    return Buffer.concat([wireName(data.mname), wireName(data.rname), numbers]);
  }
  return Buffer.concat([
    Buffer.from([data.usage, data.selector, data.matching]),
    Buffer.from(data.data, 'hex'),
  ]);
}

function encodeSet(owner: string, type: RecordType, { ttl, data }: RecordSet): Buffer[] {
  return data.map((record) => {
    const octets = rdata(type, record);
    const fixed = Buffer.alloc(10);
    fixed.writeUInt16BE(TYPE_CODE[type], 0);
    fixed.writeUInt16BE(CLASS_IN, 2);
    fixed.writeUInt32BE(ttl, 4);
    fixed.writeUInt16BE(octets.length, 8);
    return Buffer.concat([Buffer.from(owner, 'latin1'), fixed, octets]);
  });
}

const RCODES: Record<ZoneAnswer['status'], number> = {
  NOERROR: RCODE.NOERROR,
  NODATA: RCODE.NOERROR,
  NXDOMAIN: RCODE.NXDOMAIN,
  SERVFAIL: RCODE.SERVFAIL,
  REFUSED: RCODE.REFUSED,
  ERROR: RCODE.FORMERR,
  LOOP: RCODE.NOERROR,
  CHAIN: RCODE.NOERROR,
  TIMEOUT: RCODE.SERVFAIL,
};

/** The response packet; null for no answer at all. */
function respond(
  { packet, end, name, type, edns }: Query,
  zone: Zone,
  most: number,
): Buffer | null {
  const found: ZoneAnswer =
    type === null
      ? { status: 'NODATA', aliases: [], owner: name, set: null, soa: null }
      : lookupZone(zone, name, type);
  if (found.status === 'TIMEOUT') return null;
  const answers = found.aliases.flatMap(({ owner, set }) => encodeSet(owner, 'CNAME', set));
  if (found.set !== null && type !== null) answers.push(...encodeSet(found.owner, type, found.set));
  const authority = found.soa === null ? [] : encodeSet(found.soa.owner, 'SOA', found.soa.set);
  const additional = edns ? [Buffer.from([0, 0, OPT, 0x04, 0xd0, 0, 0, 0, 0, 0, 0])] : [];

  const header = Buffer.alloc(HEADER_SIZE);
  packet.copy(header, 0, 0, 2);
  const flags =
    FLAG.QR | FLAG.AA | FLAG.RA | (packet.readUInt16BE(2) & FLAG.RD) | RCODES[found.status];
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(authority.length, 8);
  header.writeUInt16BE(additional.length, 10);
  const question = packet.subarray(HEADER_SIZE, end);
  const whole = Buffer.concat([header, question, ...answers, ...authority, ...additional]);
  if (whole.length <= most) return whole;
  // RFC 2181 §9: cut, and told so; the client comes back over TCP.
  header.writeUInt16BE(flags | FLAG.TC, 2);
  header.writeUInt32BE(0, 6);
  return Buffer.concat([header, question, ...additional]);
}

/** The answer to a packet, and what it asks; null when it is no question, or none is to come. */
export function answerPacket(
  packet: Buffer,
  zone: Zone,
  overUdp: boolean,
): { reply: Buffer | null; question: AskedQuestion | null } | null {
  const query = readQuery(packet);
  if (query === null) return null;
  return {
    question: query.type === null ? null : { name: wireToName(query.name), type: query.type },
    reply: respond(query, zone, overUdp ? query.udpSize : 0xffff),
  };
}

/** Serves a zone; port 0 lets the system choose one that is free for both. */
export async function startDnsServer(
  initial: Zone,
  { host, port }: { host: string; port: number },
): Promise<DnsServer> {
  let zone = initial;
  const questions: AskedQuestion[] = [];
  const answer = (packet: Buffer, overUdp: boolean): Buffer | null => {
    const answered = answerPacket(packet, zone, overUdp);
    if (answered === null) return null;
    if (answered.question !== null) questions.push(answered.question);
    return answered.reply;
  };

  const { tcp, udp } = await bindBoth(host, port);
  const open = new Set<Socket>();
  udp.on('message', (packet, from) => {
    const reply = answer(packet, true);
    if (reply !== null) udp.send(reply, from.port, from.address);
  });
  udp.on('error', () => {});
  tcp.on('connection', (socket) => {
    open.add(socket);
    let held = Buffer.alloc(0);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
        const reply = answer(held.subarray(2, 2 + held.readUInt16BE(0)), false);
        held = held.subarray(2 + held.readUInt16BE(0));
        if (reply !== null) socket.write(Buffer.concat([uint16(reply.length), reply]));
      }
    });
  });
  return {
    port: udp.address().port,
    questions,
    setZone(next) {
      zone = next;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** UDP and TCP have separate port numbers: a free one of one kind may be taken in the other. */
export async function bindBoth(
  host: string,
  port: number,
): Promise<{ tcp: Server; udp: UdpSocket }> {
  for (let attempt = 1; ; attempt += 1) {
    const tcp = createServer();
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, host, resolve);
    });
    const address = tcp.address();
    const chosen = typeof address === 'object' && address !== null ? address.port : port;
    const udp = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject);
        udp.bind(chosen, host, resolve);
      });
      tcp.removeAllListeners('error');
      tcp.on('error', () => {});
      udp.removeAllListeners('error');
      return { tcp, udp };
    } catch (error) {
      tcp.close();
      udp.close();
      if (port !== 0 || attempt >= 20) throw error;
    }
  }
}
