// A DNS server for the tests that answers with whatever a test says, over UDP and TCP on one loopback port: the ways servers are wrong.
import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';

/** Packets to send for one query; an empty list is silence. `tcp` is for what came that way. */
export type Reply = (query: Buffer, over: 'udp' | 'tcp') => Buffer[];

export interface OddServer {
  address: string;
  /** Queries so far, with the way they came. */
  asked: { over: 'udp' | 'tcp'; packet: Buffer }[];
  close(): Promise<void>;
}

export async function startOddServer(reply: Reply): Promise<OddServer> {
  const asked: OddServer['asked'] = [];
  const udp = createSocket('udp4');
  const open = new Set<Socket>();
  const tcp = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const packet = chunk.subarray(2);
      asked.push({ over: 'tcp', packet });
      for (const answer of reply(packet, 'tcp')) {
        const length = Buffer.alloc(2);
        length.writeUInt16BE(answer.length);
        socket.write(length);
        socket.write(answer);
      }
    });
  });
  udp.on('message', (packet, from) => {
    asked.push({ over: 'udp', packet });
    for (const answer of reply(packet, 'udp')) udp.send(answer, from.port, from.address);
  });
  for (;;) {
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const address = tcp.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const bound = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(port, '127.0.0.1', () => resolve(true));
    });
    if (bound) {
      return {
        address: `127.0.0.1:${port}`,
        asked,
        async close() {
          for (const socket of open) socket.destroy();
          await Promise.all([
            new Promise<void>((resolve) => udp.close(resolve)),
            new Promise<void>((resolve) => tcp.close(() => resolve())),
          ]);
        },
      };
    }
    await new Promise<void>((resolve) => tcp.close(() => resolve()));
  }
}

/** The end of the question section. */
function questionEnd(query: Buffer): number {
  let at = 12;
  while ((query[at] ?? 0) !== 0) at += 1 + (query[at] ?? 0);
  return at + 5;
}

export interface AnswerParts {
  flags?: number;
  rcode?: number;
  /** Whole records of the answer section; the owner is a pointer to the question. */
  answers?: { type: number; ttl?: number; data: Buffer }[];
  /** Raw records, authority and additional sections. */
  authority?: Buffer[];
  additional?: Buffer[];
  id?: number;
  question?: Buffer;
}

/** A response to a query. */
export function answerTo(
  query: Buffer,
  {
    flags = 0x8180,
    rcode = 0,
    answers = [],
    authority = [],
    additional = [],
    id,
    question,
  }: AnswerParts,
): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id ?? query.readUInt16BE(0), 0);
  header.writeUInt16BE(flags | rcode, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  header.writeUInt16BE(authority.length, 8);
  header.writeUInt16BE(additional.length, 10);
  const records = answers.map(({ type, ttl = 60, data }) => {
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(type, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(ttl, 6);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([
    header,
    question ?? query.subarray(12, questionEnd(query)),
    ...records,
    ...authority,
    ...additional,
  ]);
}

export const txtData = (...strings: string[]): Buffer =>
  Buffer.concat(
    strings.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'latin1')])),
  );
export const A_192_0_2_1 = { type: 1, data: Buffer.from([192, 0, 2, 1]) };
