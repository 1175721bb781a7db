// The resolver that asks real servers, over loopback sockets: a well-behaved one (src/dns/server.ts), and servers that are wrong in
// every way that is known (odd-server.ts). LIBRARIES.md rows 1, 4, 5 and 18 are about what node:dns makes of these.
import { promises as nodeDns } from 'node:dns';
import { afterEach, describe, expect, it, test } from 'vitest';
import type { RecordType } from '../../src/dns/resolver.ts';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { wireResolver } from '../../src/dns/wire.ts';
import { parseServer } from '../../src/dns/wire/servers.ts';
import { parseZone } from '../../src/dns/zone.ts';
import {
  A_192_0_2_1,
  answerTo,
  startOddServer,
  txtData,
  type OddServer,
  type Reply,
} from './odd-server.ts';

const closers: (() => PromiseLike<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function serve(zone: string): Promise<{ server: DnsServer; address: string }> {
  const server = await startDnsServer(parseZone(zone), { host: '127.0.0.1', port: 0 });
  closers.push(() => server[Symbol.asyncDispose]());
  return { server, address: `127.0.0.1:${server.port}` };
}

async function odd(reply: Reply): Promise<OddServer> {
  const server = await startOddServer(reply);
  closers.push(() => server.close());
  return server;
}

function resolver(...servers: string[]) {
  const made = wireResolver({ servers, timeoutMs: 250, tries: 2 });
  closers.push(() => made[Symbol.asyncDispose]());
  return made;
}

describe('what a zone holds', () => {
  const zone = `
    example.org 300 IN SOA ns.example.org. host.example.org. 7 7200 3600 1209600 60
    example.org 120 TXT "v=spf1 mx -all"
    example.org 90 TXT "beside" "it"
    example.org MX 10 mail.example.org
    example.org MX 0 .
    example.org NS ns.example.org
    mail.example.org A 192.0.2.25
    mail.example.org A 192.0.2.26
    mail.example.org AAAA 2001:db8::25
    25.2.0.192.in-addr.arpa PTR mail.example.org
    _25._tcp.mail.example.org TLSA 3 1 1 AABBCC
    alias.example.org 30 CNAME mail.example.org
    far.example.org 200 CNAME alias.example.org
    dangling.example.org 50 CNAME gone.example.org
    empty-alias.example.org CNAME example.org
    loop.example.org CNAME pool.example.org
    pool.example.org CNAME loop.example.org
    a.chain.example.org CNAME b.chain.example.org
    zero.example.org TXT
    zero.example.org TXT "v=spf1 -all"
    \\043+:@%=/\\000x.odd.example.org A 192.0.2.9
    a+b=c.odd.example.org A 192.0.2.10
    \\255\\254.odd.example.org TXT "\\255\\000\\127"
    dot\\.ted.odd.example.org A 192.0.2.11
    99.example.org SPF "v=spf1 -all"
    bare.test A 192.0.2.1
  `;

  const rows: [
    name: string,
    type: RecordType,
    status: string,
    records: unknown,
    ttl: number | null,
    chain?: string[],
  ][] = [
    ['example.org', 'TXT', 'NOERROR', [['v=spf1 mx -all'], ['beside', 'it']], 90],
    ['EXAMPLE.Org.', 'TXT', 'NOERROR', [['v=spf1 mx -all'], ['beside', 'it']], 90],
    [
      'example.org',
      'MX',
      'NOERROR',
      [
        { preference: 10, exchange: 'mail.example.org' },
        { preference: 0, exchange: '' },
      ],
      300,
    ],
    ['example.org', 'NS', 'NOERROR', ['ns.example.org'], 300],
    [
      'example.org',
      'SOA',
      'NOERROR',
      [{ mname: 'ns.example.org', rname: 'host.example.org', serial: 7, minimum: 60 }],
      300,
    ],
    ['mail.example.org', 'A', 'NOERROR', ['192.0.2.25', '192.0.2.26'], 300],
    ['mail.example.org', 'AAAA', 'NOERROR', ['2001:db8::25'], 300],
    ['25.2.0.192.in-addr.arpa', 'PTR', 'NOERROR', ['mail.example.org'], 300],
    [
      '_25._tcp.mail.example.org',
      'TLSA',
      'NOERROR',
      [{ usage: 3, selector: 1, matching: 1, data: 'aabbcc' }],
      300,
    ],
    ['99.example.org', 'SPF', 'NOERROR', [['v=spf1 -all']], 300],
    // RFC 1034 §3.6.2: aliases; the smallest TTL of the way counts.
    [
      'far.example.org',
      'A',
      'NOERROR',
      ['192.0.2.25', '192.0.2.26'],
      30,
      ['alias.example.org', 'mail.example.org'],
    ],
    ['alias.example.org', 'CNAME', 'NOERROR', ['mail.example.org'], 30],
    ['dangling.example.org', 'A', 'NXDOMAIN', [], 50, ['gone.example.org']],
    ['empty-alias.example.org', 'A', 'NODATA', [], 60, ['example.org']],
    ['a.chain.example.org', 'A', 'NXDOMAIN', [], 60, ['b.chain.example.org']],
    // RFC 2308 §2, §5: which nothing, and for how long.
    ['gone.example.org', 'A', 'NXDOMAIN', [], 60],
    ['mail.example.org', 'TXT', 'NODATA', [], 60],
    ['odd.example.org', 'A', 'NODATA', [], 60],
    ['gone.test', 'A', 'NXDOMAIN', [], null],
    ['bare.test', 'TXT', 'NODATA', [], null],
    // LIBRARIES.md row 5
    ['zero.example.org', 'TXT', 'NOERROR', [[], ['v=spf1 -all']], 300],
    // LIBRARIES.md row 4: any octet but NUL is asked.
    ['a+b=c.odd.example.org', 'A', 'NOERROR', ['192.0.2.10'], 300],
    ['\xff\xfe.odd.example.org', 'TXT', 'NOERROR', [['\xff\x00\x7f']], 300],
    ['"x y"\\.odd.example.org', 'A', 'NXDOMAIN', [], 60],
  ];

  it.each(rows)('%s %s', async (name, type, status, records, ttl, chain = []) => {
    const { server, address } = await serve(zone);
    const answer = await resolver(address).resolve(name, type);
    expect(answer).toMatchObject({
      name: name.toLowerCase().replace(/\.$/, ''),
      type,
      status,
      ttl,
      chain,
      cached: false,
      authenticated: false,
    });
    expect(answer.records).toEqual(records);
    expect(answer.ms).toBeGreaterThanOrEqual(0);
    expect(server.questions).toHaveLength(1);
  });

  // What cannot be put into a packet is not asked (LIBRARIES.md row 1: a NUL).
  it.each([
    ['a NUL', 'a\0.example.org'],
    ['a label of 64 octets', `${'x'.repeat(64)}.example.org`],
    ['254 octets', `${'x'.repeat(63)}.`.repeat(3) + `${'y'.repeat(58)}.abc`],
    ['an empty label', 'a..example.org'],
    ['a leading dot', '.example.org'],
    ['a char that is no octet', 'a\u0100.example.org'],
  ])('%s is BADNAME', async (_, name) => {
    const { server, address } = await serve(zone);
    expect(await resolver(address).resolve(name, 'A')).toMatchObject({
      status: 'BADNAME',
      records: [],
      ttl: null,
    });
    expect(server.questions).toEqual([]);
  });

  test('names of 253 octets and labels of 63 are asked', async () => {
    const name = `${'x'.repeat(63)}.`.repeat(3) + `${'y'.repeat(57)}.abc`;
    const { server, address } = await serve(`${name} A 192.0.2.7`);
    expect(await resolver(address).resolve(name, 'A')).toMatchObject({
      status: 'NOERROR',
      records: ['192.0.2.7'],
    });
    expect(server.questions).toEqual([{ name, type: 'A' }]);
  });

  test('the root is a name', async () => {
    const { address } = await serve('. NS a.root.test\na.root.test A 192.0.2.1');
    expect(await resolver(address).resolve('', 'NS')).toMatchObject({
      status: 'NOERROR',
      records: ['a.root.test'],
    });
  });

  test.each(['loop.example.org', 'pool.example.org'])('a CNAME loop is LOOP: %s', async (name) => {
    const { address } = await serve(zone);
    expect(await resolver(address).resolve(name, 'A')).toMatchObject({
      status: 'LOOP',
      records: [],
      ttl: null,
    });
  });

  test('a chain of sixteen is followed, one of seventeen is CHAIN', async () => {
    const lines = Array.from({ length: 17 }, (_, i) => `c${i}.test CNAME c${i + 1}.test`);
    const { address } = await serve(`${lines.join('\n')}\nc17.test A 192.0.2.1`);
    expect(await resolver(address).resolve('c1.test', 'A')).toMatchObject({ status: 'NOERROR' });
    expect(await resolver(address).resolve('c0.test', 'A')).toMatchObject({ status: 'CHAIN' });
  });

  test.each(['SERVFAIL', 'REFUSED', 'NXDOMAIN', 'NODATA', 'ERROR'] as const)(
    '%s is told as it is, and asked once',
    async (failure) => {
      const { server, address } = await serve(`x.test ${failure}`);
      expect(await resolver(address).resolve('x.test', 'A')).toMatchObject({
        status: failure,
        records: [],
        ttl: null,
      });
      // FORMERR with an OPT record is no sign of a server without EDNS.
      expect(server.questions).toHaveLength(1);
    },
  );
});

describe('sizes (RFC 6891, RFC 7766)', () => {
  test('what does not fit UDP comes over TCP, whole', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => `${i}`.padEnd(255, 'x'));
    const { address, server } = await serve(
      texts.map((text) => `big.test TXT "${text}"`).join('\n'),
    );
    expect(await resolver(address).resolve('big.test', 'TXT')).toMatchObject({
      status: 'NOERROR',
      records: texts.map((text) => [text]),
    });
    expect(server.questions).toHaveLength(2);
  });

  test('1,232 octets still come over UDP', async () => {
    const { address, server } = await serve(
      `fit.test TXT "${'x'.repeat(255)}" "${'y'.repeat(255)}" "${'z'.repeat(255)}" "${'w'.repeat(255)}"`,
    );
    expect(await resolver(address).resolve('fit.test', 'TXT')).toMatchObject({ status: 'NOERROR' });
    expect(server.questions).toHaveLength(1);
  });

  test.each([
    ['300 TXT records', 300, 10],
    ['58 KiB of TXT', 225, 255],
  ])('%s are read over TCP, none left out (SECURITY.md §2)', async (_, count, size) => {
    const texts = Array.from({ length: count }, (_, i) => String(i).padEnd(size, 'x'));
    const { address } = await serve(texts.map((text) => `t.test TXT "${text}"`).join('\n'));
    expect(await resolver(address).resolve('t.test', 'TXT')).toMatchObject({
      status: 'NOERROR',
      records: texts.map((text) => [text]),
    });
  });

  test('a TCP answer in pieces, and one that ends early', async () => {
    const whole = await odd((query, over) =>
      over === 'udp'
        ? [answerTo(query, { flags: 0x8380 })]
        : [answerTo(query, { answers: [A_192_0_2_1] })],
    );
    expect(await resolver(whole.address).resolve('x.test', 'A')).toMatchObject({
      status: 'NOERROR',
      records: ['192.0.2.1'],
    });
    expect(whole.asked.map(({ over }) => over)).toEqual(['udp', 'tcp']);
  });

  test('truncated over TCP, too: nothing is known', async () => {
    const server = await odd((query) => [answerTo(query, { flags: 0x8380 })]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'ERROR',
    });
  });

  test('truncated, and TCP does not answer: nothing is known', async () => {
    const server = await odd((query, over) =>
      over === 'udp' ? [answerTo(query, { flags: 0x8380 })] : [],
    );
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'TIMEOUT',
    });
  });

  test('a question has an OPT record of 1,232 octets, RD and AD', async () => {
    const server = await odd((query) => [answerTo(query, { answers: [A_192_0_2_1] })]);
    await resolver(server.address).resolve('x.test', 'A');
    const packet = server.asked[0]?.packet ?? Buffer.alloc(0);
    expect(packet.readUInt16BE(2)).toBe(0x0120);
    expect(packet.subarray(-11)).toEqual(Buffer.from([0, 0, 41, 0x04, 0xd0, 0, 0, 0, 0, 0, 0]));
  });

  test.each([1, 4])(
    'a server without EDNS (rcode %i, no OPT) is asked again without it',
    async (rcode) => {
      const server = await odd((query) => [
        query.readUInt16BE(10) > 0
          ? answerTo(query, { rcode })
          : answerTo(query, { answers: [A_192_0_2_1] }),
      ]);
      expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
        status: 'NOERROR',
        records: ['192.0.2.1'],
      });
      expect(server.asked).toHaveLength(2);
    },
  );
});

describe('answers that are none (RFC 5452 §9.1)', () => {
  const good = (query: Buffer): Buffer => answerTo(query, { answers: [A_192_0_2_1] });
  const wrong: [string, (query: Buffer) => Buffer][] = [
    [
      'another id',
      (query) => answerTo(query, { id: query.readUInt16BE(0) ^ 1, answers: [A_192_0_2_1] }),
    ],
    [
      'another name',
      (query) =>
        answerTo(query, {
          question: Buffer.from('\x01y\x04test\0\0\x01\0\x01', 'latin1'),
          answers: [A_192_0_2_1],
        }),
    ],
    [
      'another type',
      (query) =>
        answerTo(query, { question: Buffer.from('\x01x\x04test\0\0\x10\0\x01', 'latin1') }),
    ],
    ['a question, not an answer', (query) => query],
    ['nothing', () => Buffer.alloc(0)],
    ['less than a header', () => Buffer.from([1, 2, 3])],
    ['an opcode of its own', (query) => answerTo(query, { flags: 0xa180 })],
    [
      'no question section',
      (query) => {
        const packet = answerTo(query, {});
        packet.writeUInt16BE(0, 4);
        return packet;
      },
    ],
  ];

  test.each(wrong)('%s is ignored, and waiting goes on', async (_, bad) => {
    const server = await odd((query) => [bad(query), good(query)]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'NOERROR',
      records: ['192.0.2.1'],
    });
    expect(server.asked).toHaveLength(1);
  });

  test.each(wrong)('%s alone is TIMEOUT after two tries', async (_, bad) => {
    const server = await odd((query) => [bad(query)]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'TIMEOUT',
      records: [],
      ttl: null,
    });
    expect(server.asked).toHaveLength(2);
  });

  test('the question may come back in other case', async () => {
    const server = await odd((query) => {
      const packet = answerTo(query, { answers: [A_192_0_2_1] });
      packet.write('X', 13, 'latin1');
      return [packet];
    });
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'NOERROR',
    });
  });

  const malformed: [string, (query: Buffer) => Buffer][] = [
    [
      'an answer count that is a lie',
      (query) => {
        const packet = good(query);
        packet.writeUInt16BE(9, 6);
        return packet;
      },
    ],
    ['a record cut short', (query) => good(query).subarray(0, -2)],
    [
      'an A record of five octets',
      (query) => answerTo(query, { answers: [{ type: 1, data: Buffer.alloc(5) }] }),
    ],
    [
      'a pointer to itself',
      (query) => {
        const packet = good(query);
        packet.writeUInt16BE(0xc000 | (packet.length - 16), packet.length - 16);
        return packet;
      },
    ],
    [
      'a label type of its own',
      (query) => {
        const packet = good(query);
        packet.writeUInt8(0x80, packet.length - 16);
        return packet;
      },
    ],
  ];

  test.each(malformed)('%s is ERROR, which is temperror everywhere', async (_, bad) => {
    const server = await odd((query) => [bad(query)]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'ERROR',
      records: [],
    });
  });

  test('a TXT whose strings overrun is ERROR', async () => {
    const server = await odd((query) => [
      answerTo(query, { answers: [{ type: 16, data: Buffer.from('\x09short', 'latin1') }] }),
    ]);
    expect(await resolver(server.address).resolve('x.test', 'TXT')).toMatchObject({
      status: 'ERROR',
    });
  });

  test('records of other names and types in the answer do not count', async () => {
    const server = await odd((query) => [
      answerTo(query, { answers: [{ type: 16, data: txtData('v=spf1 +all') }] }),
    ]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'NODATA',
    });
  });
});

describe('several servers, and none', () => {
  const silent: Reply = () => [];
  const good: Reply = (query) => [answerTo(query, { answers: [A_192_0_2_1] })];
  const broken: Reply = (query) => [answerTo(query, { rcode: 2 })];

  test('silence: the next one is asked, and first from then on', async () => {
    const [first, second] = [await odd(silent), await odd(good)];
    const asks = resolver(first.address, second.address);
    expect(await asks.resolve('x.test', 'A')).toMatchObject({ status: 'NOERROR' });
    expect(await asks.resolve('y.test', 'A')).toMatchObject({ status: 'NOERROR' });
    expect([first.asked.length, second.asked.length]).toEqual([1, 2]);
  });

  test('SERVFAIL: the next one is asked, but the first stays first', async () => {
    const [first, second] = [await odd(broken), await odd(good)];
    const asks = resolver(first.address, second.address);
    expect(await asks.resolve('x.test', 'A')).toMatchObject({ status: 'NOERROR' });
    await asks.resolve('y.test', 'A');
    expect([first.asked.length, second.asked.length]).toEqual([2, 2]);
  });

  test('SERVFAIL from all is SERVFAIL', async () => {
    const [first, second] = [await odd(broken), await odd(broken)];
    expect(await resolver(first.address, second.address).resolve('x.test', 'A')).toMatchObject({
      status: 'SERVFAIL',
    });
  });

  test('nobody listens: TIMEOUT at once', async () => {
    const gone = await odd(silent);
    await closers.pop()?.();
    expect(await resolver(gone.address).resolve('x.test', 'A')).toMatchObject({
      status: 'TIMEOUT',
    });
  });

  test('a referral is no answer (RFC 1034 §4.3.1)', async () => {
    const ns = Buffer.concat([
      Buffer.from([0xc0, 0x0c, 0, 2, 0, 1, 0, 0, 0, 60, 0, 6]),
      Buffer.from('\x02ns\x01x\0', 'latin1'),
    ]);
    const server = await odd((query) => [answerTo(query, { flags: 0x8000, authority: [ns] })]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'REFUSED',
    });
  });

  test('AD is told where it is set, on every step of a chain', async () => {
    const server = await odd((query) => [
      answerTo(query, { flags: 0x81a0, answers: [A_192_0_2_1] }),
    ]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      authenticated: true,
    });
  });

  test('a chain that a server leaves open is asked on', async () => {
    const server = await odd((query) =>
      query.includes(Buffer.from('\x01x\x04test', 'latin1'))
        ? [
            answerTo(query, {
              answers: [{ type: 5, ttl: 7, data: Buffer.from('\x01y\x04test\0', 'latin1') }],
            }),
          ]
        : [answerTo(query, { answers: [A_192_0_2_1] })],
    );
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({
      status: 'NOERROR',
      chain: ['y.test'],
      ttl: 7,
      records: ['192.0.2.1'],
    });
  });

  test('a TTL with its top bit set is 0 (RFC 2181 §8)', async () => {
    const server = await odd((query) => [
      answerTo(query, { answers: [{ ...A_192_0_2_1, ttl: 0x8000_0001 }] }),
    ]);
    expect(await resolver(server.address).resolve('x.test', 'A')).toMatchObject({ ttl: 0 });
  });

  test('300 questions at once, each with its own answer', async () => {
    const { address } = await serve(
      `*.n.test A 192.0.2.1\n${Array.from({ length: 50 }, (_, i) => `k${i}.n.test A 192.0.2.${i + 2}`).join('\n')}`,
    );
    const asks = wireResolver({ servers: [address] });
    closers.push(() => asks[Symbol.asyncDispose]());
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => asks.resolve(`k${i % 100}.n.test`, 'A')),
    );
    expect(answers.map(({ records }) => records[0])).toEqual(
      Array.from({ length: 300 }, (_, i) =>
        i % 100 < 50 ? `192.0.2.${(i % 100) + 2}` : '192.0.2.1',
      ),
    );
  });

  test('after disposal every question is TIMEOUT', async () => {
    const { address } = await serve('x.test A 192.0.2.1');
    const asks = wireResolver({ servers: [address] });
    await asks[Symbol.asyncDispose]();
    expect(await asks.resolve('x.test', 'A')).toMatchObject({ status: 'TIMEOUT' });
  });
});

describe('addresses of servers', () => {
  it.each([
    ['192.0.2.1', { host: '192.0.2.1', port: 53, family: 4 }],
    ['192.0.2.1:5353', { host: '192.0.2.1', port: 5353, family: 4 }],
    ['2001:db8::1', { host: '2001:db8::1', port: 53, family: 6 }],
    ['[2001:db8::1]:5353', { host: '2001:db8::1', port: 5353, family: 6 }],
    ['[2001:db8::1]', { host: '2001:db8::1', port: 53, family: 6 }],
  ])('%s', (text, server) => expect(parseServer(text)).toEqual(server));

  it.each([
    '',
    'ns.example.org',
    '192.0.2.1:0',
    '192.0.2.1:65536',
    '192.0.2.256',
    '[192.0.2.1',
    ':53',
  ])('%s is none', (text) => {
    expect(() => parseServer(text)).toThrow(RangeError);
  });
});

// Each of these fails the day node:dns does it right: then our own packets may not be needed any more.
describe('why node:dns is not asked (LIBRARIES.md)', () => {
  const asked = async (zone: string, name: string, type: 'A' | 'TXT') => {
    const { server, address } = await serve(zone);
    const node = new nodeDns.Resolver();
    node.setServers([address]);
    const result = await node
      .resolve(name, type)
      .catch((error: unknown) => (error as { code: string }).code);
    return { result, questions: server.questions };
  };

  test('row 1: a name is cut at a NUL', async () => {
    expect(await asked('bank.example A 192.0.2.1', 'bank.example\0.attacker.example', 'A')).toEqual(
      { result: ['192.0.2.1'], questions: [{ name: 'bank.example', type: 'A' }] },
    );
  });

  test.each(['a+b', 'a=b', 'a:b', 'a@b', 'a%b'])(
    'row 4: %s is EBADNAME, unasked',
    async (label) => {
      expect(await asked(`${label}.example A 192.0.2.1`, `${label}.example`, 'A')).toEqual({
        result: 'EBADNAME',
        questions: [],
      });
    },
  );

  test('row 5: a TXT of zero strings fails the whole answer', async () => {
    expect(
      (await asked('z.example TXT\nz.example TXT "v=spf1 -all"', 'z.example', 'TXT')).result,
    ).toBe('EBADRESP');
  });
});
