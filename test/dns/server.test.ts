// Our authoritative server (tests and demo) on the wire: what other resolvers than ours get from it.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { promises as nodeDns } from 'node:dns';
import { afterEach, expect, test } from 'vitest';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { readMessage } from '../../src/dns/wire/message.ts';
import { encodeQuery } from '../../src/dns/wire/query.ts';
import { nameToWire } from '../../src/dns/names.ts';
import { parseZone } from '../../src/dns/zone.ts';

let server: DnsServer | null = null;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = null;
});

const serve = async (zone: string, host = '127.0.0.1'): Promise<DnsServer> =>
  (server = await startDnsServer(parseZone(zone), { host, port: 0 }));
const query = (name: string, type: Parameters<typeof encodeQuery>[2], edns = true): Buffer =>
  encodeQuery(0x1234, nameToWire(name) ?? '\0', type, edns);

async function overUdp(port: number, ...packets: Buffer[]): Promise<Buffer> {
  const socket = createSocket('udp4');
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      socket.on('message', resolve).on('error', reject);
      for (const packet of packets) socket.send(packet, port, '127.0.0.1');
    });
  } finally {
    socket.close();
  }
}

test("Node's own resolver reads every type", async () => {
  const { port } = await serve(`
    x.example TXT "one" "two"
    x.example MX 10 mail.x.example
    x.example A 192.0.2.1
    x.example AAAA 2001:db8::1
    x.example NS ns.x.example
    x.example SOA ns.x.example host.x.example 5 1 2 3 4
    alias.example CNAME x.example
    1.2.0.192.in-addr.arpa PTR x.example
  `);
  const node = new nodeDns.Resolver();
  node.setServers([`127.0.0.1:${port}`]);
  expect(await node.resolveTxt('x.example')).toEqual([['one', 'two']]);
  expect(await node.resolveMx('x.example')).toMatchObject([
    { priority: 10, exchange: 'mail.x.example' },
  ]);
  expect(await node.resolve4('alias.example')).toEqual(['192.0.2.1']);
  expect(await node.resolve6('x.example')).toEqual(['2001:db8::1']);
  expect(await node.resolveNs('x.example')).toEqual(['ns.x.example']);
  expect(await node.resolveCname('alias.example')).toEqual(['x.example']);
  expect(await node.resolvePtr('1.2.0.192.in-addr.arpa')).toEqual(['x.example']);
  expect(await node.resolveSoa('x.example')).toMatchObject({
    nsname: 'ns.x.example',
    serial: 5,
    minttl: 4,
  });
  await expect(node.resolve4('gone.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(node.resolveTxt('alias.x.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('without EDNS 512 octets, then TC and nothing else; over TCP all of it, two questions on one connection', async () => {
  const { port } = await serve(
    `big.example TXT "${'x'.repeat(255)}" "${'y'.repeat(255)}" "${'z'.repeat(255)}"\nsmall.example A 192.0.2.1`,
  );
  const cut = readMessage(await overUdp(port, query('big.example', 'TXT', false)));
  expect(cut).toMatchObject({ truncated: true, authoritative: true, answers: [] });
  const whole = await new Promise<Buffer>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const packets = [query('big.example', 'TXT', false), query('small.example', 'A', false)];
      const framed = Buffer.concat(
        packets.flatMap((packet) => [
          Buffer.from([packet.length >> 8, packet.length & 255]),
          packet,
        ]),
      );
      // In two writes that part a question.
      socket.write(framed.subarray(0, 20));
      setImmediate(() => socket.write(framed.subarray(20)));
    });
    let held = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk]);
      const first = held.readUInt16BE(0);
      if (held.length < 4 + first || held.length < 4 + first + held.readUInt16BE(2 + first)) return;
      socket.destroy();
      resolve(held);
    });
  });
  const length = whole.readUInt16BE(0);
  expect(readMessage(whole.subarray(2, 2 + length))?.answers).toHaveLength(1);
  expect(readMessage(whole.subarray(4 + length))?.answers).toHaveLength(1);
});

test('an answer echoes the question as it was asked, and has an OPT record only where one was sent', async () => {
  const { port, questions } = await serve('x.example A 192.0.2.1');
  const asked = query('x.example', 'A');
  asked.write('X', 13, 'latin1');
  const packet = await overUdp(port, asked);
  expect(packet.subarray(12, 12 + 15)).toEqual(asked.subarray(12, 12 + 15));
  expect(readMessage(packet)).toMatchObject({ edns: true, rcode: 0 });
  expect(readMessage(await overUdp(port, query('x.example', 'A', false)))).toMatchObject({
    edns: false,
  });
  expect(questions).toEqual([
    { name: 'x.example', type: 'A' },
    { name: 'x.example', type: 'A' },
  ]);
});

test('what is no question gets no answer, and does no harm', async () => {
  const { port } = await serve('x.example A 192.0.2.1');
  const answer = query('x.example', 'A');
  answer.writeUInt16BE(0x8000, 2);
  const twoQuestions = query('x.example', 'A');
  twoQuestions.writeUInt16BE(2, 4);
  const garbage = [
    Buffer.alloc(0),
    Buffer.from('GET / HTTP/1.0'),
    answer,
    twoQuestions,
    query('x.example', 'A').subarray(0, 20),
    Buffer.alloc(12, 255),
  ];
  expect(
    readMessage(await overUdp(port, ...garbage, query('x.example', 'A')))?.answers,
  ).toHaveLength(1);
});

test('a type it does not know is NODATA', async () => {
  const { port } = await serve(
    'x.example 60 SOA ns.x.example h.x.example 1 1 1 1 1\nx.example A 192.0.2.1',
  );
  const asked = query('x.example', 'A', false);
  asked.writeUInt16BE(257, asked.length - 4);
  expect(readMessage(await overUdp(port, asked))).toMatchObject({ rcode: 0, answers: [] });
});

test('another zone from now on', async () => {
  const running = await serve('x.example A 192.0.2.1');
  expect(readMessage(await overUdp(running.port, query('x.example', 'A')))?.answers).toHaveLength(
    1,
  );
  running.setZone(parseZone('y.example A 192.0.2.1'));
  expect(readMessage(await overUdp(running.port, query('x.example', 'A')))).toMatchObject({
    rcode: 3,
  });
});

test('IPv6 loopback', async () => {
  const { port } = await serve('x.example A 192.0.2.1', '::1');
  const node = new nodeDns.Resolver();
  node.setServers([`[::1]:${port}`]);
  expect(await node.resolve4('x.example')).toEqual(['192.0.2.1']);
});
