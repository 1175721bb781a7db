// The resolver of the benchmark, in a process of its own: UDP and TCP (pipelined, RFC 7766) on one port, every answer after the same
// delay, and when each question came. Its time is nobody's: what was answered once is kept.
import { answerPacket, bindBoth } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { zoneText } from './corpus.ts';
import { now } from './now.ts';

export type DnsOrder = { delay: number } | 'take';

/** Since it was last taken. */
export interface Asked {
  /** When each question came, in milliseconds of the machine's clock. */
  times: number[];
  datagrams: number;
  /** Pieces that were read from TCP connections; each may hold many questions. */
  reads: number;
}

const MAX_KEPT = 20_000;

const zone = parseZone(zoneText());
const kept = new Map<string, Buffer | null>();
let delay = 0;
let asked: Asked = { times: [], datagrams: 0, reads: 0 };

/** All of a packet but its id is the same when the same is asked again. */
function answerTo(packet: Buffer, overUdp: boolean): Buffer | null {
  asked.times.push(now());
  const key = `${overUdp}${packet.toString('latin1', 2)}`;
  let reply = kept.get(key);
  if (reply === undefined) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, (reply = answerPacket(packet, zone, overUdp)?.reply ?? null));
  }
  if (reply === null) return null;
  const own = Buffer.from(reply);
  packet.copy(own, 0, 0, 2);
  return own;
}

const after = (act: () => void): void => void (delay === 0 ? act() : setTimeout(act, delay));

const { tcp, udp } = await bindBoth('127.0.0.1', 0);
udp.on('message', (packet, from) => {
  asked.datagrams += 1;
  const reply = answerTo(packet, true);
  if (reply !== null) after(() => udp.send(reply, from.port, from.address));
});
tcp.on('connection', (socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  let held = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    asked.reads += 1;
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const replies: Buffer[] = [];
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const end = 2 + held.readUInt16BE(0);
      const reply = answerTo(held.subarray(2, end), false);
      held = held.subarray(end);
      if (reply === null) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      replies.push(length, reply);
    }
    if (replies.length > 0) after(() => void socket.write(Buffer.concat(replies)));
  });
});

process.on('message', (order: DnsOrder) => {
  if (order !== 'take') {
    ({ delay } = order);
    process.send?.('done');
    return;
  }
  process.send?.(asked);
  asked = { times: [], datagrams: 0, reads: 0 };
});
process.once('disconnect', () => process.exit());
process.send?.(udp.address().port);
