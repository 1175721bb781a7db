// Many questions on one TCP connection (RFC 7766): only where the server keeps pace, and every question is answered whatever becomes of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Resolver } from '../../src/dns/resolver.ts';
import { answerPacket, bindBoth } from '../../src/dns/server.ts';
import { wireResolver } from '../../src/dns/wire.ts';
import { parseZone } from '../../src/dns/zone.ts';

const closers: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

const zone = parseZone(
  '*.x.example 0 TXT "yes"\nx.example 0 SOA a.x.example b.x.example 1 1 1 1 0',
);
const MAX_WAVES = 40;

type OnTcp = (socket: Socket, queries: Buffer[]) => void;

const framed = (packet: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(packet.length);
  return Buffer.concat([length, packet]);
};
const reply = (query: Buffer): Buffer => answerPacket(query, zone, false)?.reply ?? Buffer.alloc(0);

/** UDP works; over TCP `onTcp` does what it likes with the queries of one read. Null: nobody listens there. */
async function serve(onTcp: OnTcp | null) {
  const { tcp, udp } = await bindBoth('127.0.0.1', 0);
  const seen = { udp: 0, tcp: 0, connections: 0, reads: 0 };
  const open = new Set<Socket>();
  udp.on('message', (packet, { port, address }) => {
    seen.udp += 1;
    const answer = answerPacket(packet, zone, true)?.reply;
    if (answer !== null && answer !== undefined) udp.send(answer, port, address);
  });
  tcp.on('connection', (socket) => {
    open.add(socket);
    seen.connections += 1;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      seen.reads += 1;
      const queries: Buffer[] = [];
      for (let at = 0; at + 2 <= chunk.length; at += 2 + chunk.readUInt16BE(at))
        queries.push(chunk.subarray(at + 2, at + 2 + chunk.readUInt16BE(at)));
      seen.tcp += queries.length;
      onTcp?.(socket, queries);
    });
  });
  if (onTcp === null) tcp.close();
  closers.push(async () => {
    for (const socket of open) socket.destroy();
    udp.close();
    tcp.close();
  });
  const resolver = wireResolver({ servers: [`127.0.0.1:${udp.address().port}`] });
  closers.push(() => resolver[Symbol.asyncDispose]());
  return { seen, resolver };
}

let number = 0;
async function wave(resolver: Resolver, count = 30): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => resolver.resolve(`n${(number += 1)}.x.example`, 'TXT')),
  );
  return [...new Set(answers.map(({ status, records }) => `${status} ${String(records[0])}`))];
}

/** Asks until `isEnough`; every question of every wave is answered. */
async function askUntil(resolver: Resolver, isEnough: () => boolean): Promise<void> {
  for (let waves = 0; !isEnough() && waves < MAX_WAVES; waves += 1)
    expect(await wave(resolver)).toEqual(['NOERROR yes']);
}

test('many questions share a connection and a write, answers may come in any order', async () => {
  const { seen, resolver } = await serve((socket, queries) => {
    socket.write(Buffer.concat(queries.toReversed().map((query) => framed(reply(query)))));
  });
  await askUntil(resolver, () => seen.tcp > 0);
  const { udp } = seen;
  expect(await wave(resolver, 200)).toEqual(['NOERROR yes']);
  expect(seen.udp).toBe(udp);
  expect(seen.connections).toBe(1);
  expect(seen.reads).toBeLessThan(seen.tcp / 4);
});

test('answers in pieces are put together', async () => {
  const { seen, resolver } = await serve((socket, queries) => {
    const octets = Buffer.concat(queries.map((query) => framed(reply(query))));
    for (let at = 0; at < octets.length; at += 701) socket.write(octets.subarray(at, at + 701));
  });
  await askUntil(resolver, () => seen.tcp > 0);
  expect(await wave(resolver, 200)).toEqual(['NOERROR yes']);
});

test('a few questions make no connection', async () => {
  const { seen, resolver } = await serve(() => {});
  expect(await wave(resolver, 30)).toEqual(['NOERROR yes']);
  expect(seen.connections).toBe(0);
});

test('nobody listens on TCP: UDP', async () => {
  const { seen, resolver } = await serve(null);
  for (let waves = 0; waves < 10; waves += 1) expect(await wave(resolver)).toEqual(['NOERROR yes']);
  expect(seen.tcp).toBe(0);
});

test('a connection that ends with questions on it: they are asked over UDP, and no other is made soon', async () => {
  const { seen, resolver } = await serve((socket, queries) => {
    socket.end(framed(reply(queries[0] ?? Buffer.alloc(0))));
  });
  await askUntil(resolver, () => seen.tcp > 0);
  for (let waves = 0; waves < 10; waves += 1) expect(await wave(resolver)).toEqual(['NOERROR yes']);
  expect(seen.connections).toBe(1);
});

test('a server that does not answer there, or one after another: UDP is compared, and takes over', async () => {
  for (const answersFirst of [false, true]) {
    const { seen, resolver } = await serve((socket, queries) => {
      if (answersFirst) socket.write(framed(reply(queries[0] ?? Buffer.alloc(0))));
    });
    await askUntil(resolver, () => seen.tcp > 0);
    const { tcp } = seen;
    expect(await wave(resolver, 60)).toEqual(['NOERROR yes']);
    expect([seen.tcp, seen.connections]).toEqual([tcp, 1]);
  }
});

test('unbound with room for one connection answers three who ask', async () => {
  const { tcp, udp } = await bindBoth('127.0.0.1', 0);
  const { port } = udp.address();
  udp.close();
  tcp.close();
  const zoneServer = await bindBoth('127.0.0.1', 0);
  zoneServer.udp.on('message', (packet, from) => {
    const answer = answerPacket(packet, zone, true)?.reply;
    if (answer !== null && answer !== undefined)
      zoneServer.udp.send(answer, from.port, from.address);
  });
  const folder = await mkdtemp(join(tmpdir(), 'mailassay-unbound-'));
  const file = join(folder, 'unbound.conf');
  await writeFile(
    file,
    `server:
  interface: 127.0.0.1@${port}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  do-daemonize: no
  use-syslog: no
  verbosity: 1
  username: ""
  chroot: ""
  pidfile: ""
  directory: "${folder}"
  module-config: "iterator"
  do-ip6: no
  incoming-num-tcp: 1
remote-control:
  control-enable: no
stub-zone:
  name: "x.example"
  stub-addr: 127.0.0.1@${zoneServer.udp.address().port}
`,
  );
  const unbound = spawn('unbound', ['-d', '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  closers.push(async () => {
    const ended = once(unbound, 'exit');
    unbound.kill();
    await ended;
    zoneServer.udp.close();
    zoneServer.tcp.close();
    await rm(folder, { recursive: true });
  });
  let said = '';
  for await (const chunk of unbound.stderr) {
    said += String(chunk);
    if (said.includes('start of service')) break;
  }
  expect(said).toContain('start of service');
  const resolvers = Array.from({ length: 3 }, () =>
    wireResolver({ servers: [`127.0.0.1:${port}`] }),
  );
  closers.push(() => Promise.all(resolvers.map((one) => one[Symbol.asyncDispose]())));
  for (let waves = 0; waves < 5; waves += 1) {
    const answers = await Promise.all(resolvers.map((one) => wave(one, 60)));
    expect(new Set(answers.flat())).toEqual(new Set(['NOERROR yes']));
  }
}, 30_000);
