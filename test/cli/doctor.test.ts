// The check-ups of `doctor`: the whole command against a running service on loopback that is fit, and each check-up where something is missing.
import { createSocket, type Socket } from 'node:dgram';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/settings.ts';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone, zoneResolver } from '../../src/dns/zone.ts';
import type { Check, DoctorContext } from '../../src/cli/doctor/check.ts';
import { clockCheck } from '../../src/cli/doctor/clock.ts';
import { diskCheck } from '../../src/cli/doctor/disk.ts';
import { addressCheck, mxCheck, ownAddresses, ptrChecks } from '../../src/cli/doctor/names.ts';
import { listenerCheck, outsideChecks, visitListener } from '../../src/cli/doctor/ports.ts';
import { dkimCheck, spfChecks } from '../../src/cli/doctor/proofs.ts';
import { blocklistChecks, resolverChecks } from '../../src/cli/doctor/resolver.ts';
import { fixedClock, systemClock } from '../../src/runtime/clock.ts';
import { run, type Serve, startServe, temporaryFolder } from '../service/serve.ts';

const NOW = Date.UTC(2026, 7, 1, 10);
const ZONE: Record<string, readonly string[]> = {
  'test.example': ['MX 10 mx.test.example'],
  'mx.test.example': ['A 203.0.113.5', 'TXT "v=spf1 a -all"'],
  '5.113.0.203.in-addr.arpa': ['PTR mx.test.example'],
};

function patient(
  zone: Record<string, readonly string[] | null> = {},
  flags: Record<string, unknown> = {},
  authenticated = false,
): DoctorContext {
  const text = Object.entries({ ...ZONE, ...zone })
    .flatMap(([name, lines]) => (lines ?? []).map((line) => `${name} ${line}`))
    .join('\n');
  const { settings } = loadSettings({
    flags: {
      domain: 'test.example',
      hostname: 'mx.test.example',
      dnsServers: '192.0.2.53',
      ...flags,
    },
    environment: {},
    file: null,
    otherVariables: new Set(),
  });
  if (settings === null) throw new Error('the settings of the patient are not valid');
  return { settings, resolver: zoneResolver(text, { authenticated }), clock: fixedClock(NOW) };
}

const told = ({ status, text }: Check): string => `${status}: ${text}`;

describe('the whole command', () => {
  let folder: { path: string; remove(): Promise<void> };
  let dns: DnsServer;
  let serve: Serve;
  let variables: Record<string, string>;
  beforeAll(async () => {
    folder = await temporaryFolder();
    dns = await startDnsServer(parseZone('test.example A 127.0.0.1'), {
      host: '127.0.0.1',
      port: 0,
    });
    variables = {
      DOMAIN: 'test.example',
      HOSTNAME: 'mx.test.example',
      DATA_DIR: folder.path,
      DNS_SERVERS: `127.0.0.1:${dns.port}`,
      DNSBLS: 'list.example',
      POSTMASTER: 'operator@test.example',
    };
    const { stdout } = await run(['keygen'], variables);
    const records = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
    const more = [
      'mx.test.example A 127.0.0.1',
      '1.0.0.127.in-addr.arpa PTR mx.test.example',
      '2.0.0.127.list.example A 127.0.0.2',
    ];
    dns.setZone(parseZone([...records, ...more].join('\n')));
    serve = await startServe({ ...variables, DATA_DIR: folder.path });
    variables['SMTP_HOST'] = '127.0.0.1';
    variables['SMTP_PORT'] = String(serve.smtpPort);
  });
  afterAll(async () => {
    await serve.end();
    await dns[Symbol.asyncDispose]();
    await folder.remove();
  });

  test('finds a service fit that publishes what `keygen` prints', async () => {
    const { code, stdout, stderr } = await run(['doctor'], variables);
    expect(stdout.split('\n').filter((line) => line.startsWith('NOT'))).toEqual([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok +port +127\.0\.0\.1:\d+ greets as mx\.test\.example$/m);
    expect(stdout).toMatch(
      /^ok +dkim +the key at mailassay\._domainkey\.test\.example is that of /m,
    );
    expect(stdout).toMatch(/^ok +dnsbl +list\.example answers as it should$/m);
    expect(stdout).toMatch(/\nfit: /);
  });

  test('finds it unfit when one thing is missing, and says what to do in one line', async () => {
    const { code, stdout } = await run(['doctor', '--dkim-selector', 'other'], variables);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^NOT +dkim +there is no key at other\._domainkey\.test\.example \(NXDOMAIN\): publish the record that `mailassay keygen` prints$/m,
    );
    expect(stdout).toMatch(/\nnot fit: 1 of \d+ checks failed\n$/);
  });
});

describe('names', () => {
  test.each<[string, Parameters<typeof patient>, string]>([
    ['lead here', [], 'ok: mail for test.example goes to mx.test.example'],
    [
      'lead here by another name',
      [{ 'test.example': ['MX 10 in.test.example'], 'in.test.example': ['A 203.0.113.5'] }],
      'ok: mail for test.example goes to in.test.example',
    ],
    [
      'lead elsewhere',
      [{ 'test.example': ['MX 10 mx.example.net'], 'mx.example.net': ['A 198.51.100.1'] }],
      'not: mail for test.example goes to mx.example.net, which is not mx.test.example',
    ],
    [
      'lead nowhere',
      [{ 'test.example': null }],
      'not: mail for test.example goes nowhere: publish "test.example. MX 10 mx.test.example."',
    ],
    ['refuse mail', [{ 'test.example': ['MX 0 .'] }], 'not: test.example has a null MX'],
    [
      'are not told',
      [{ 'test.example': ['SERVFAIL'] }],
      'not: DNS gives no answer for the MX of test.example',
    ],
    ['are not set', [{}, { domain: 'localhost' }], 'not: DOMAIN is localhost'],
  ])('%s', async (_, given, start) => {
    const who = patient(...given);
    expect(told(await mxCheck(who, await ownAddresses(who)))).toContain(start);
  });

  test.each<[string, Parameters<typeof patient>, string]>([
    ['public', [{ 'mx.test.example': ['A 8.8.4.4'] }], 'ok: mx.test.example is 8.8.4.4'],
    [
      'private',
      [{ 'mx.test.example': ['A 10.0.0.1'] }],
      'note: mx.test.example is 10.0.0.1: nobody on the Internet can reach that',
    ],
    ['none', [{ 'mx.test.example': null }], 'not: mx.test.example has no address'],
    [
      'not told',
      [{ 'mx.test.example': ['SERVFAIL'] }],
      'not: DNS gives no answer for the address of mx.test.example',
    ],
  ])('an address: %s', async (_, given, start) => {
    const who = patient(...given);
    expect(told(addressCheck(who, await ownAddresses(who)))).toContain(start);
  });

  test.each<[string, Parameters<typeof patient>, string]>([
    ['right', [], 'ok: 203.0.113.5 is called mx.test.example'],
    [
      'missing',
      [{ '5.113.0.203.in-addr.arpa': null }],
      'not: 203.0.113.5 has no PTR record (NXDOMAIN): let the owner of 203.0.113.5',
    ],
    [
      'of the provider',
      [{ '5.113.0.203.in-addr.arpa': ['PTR h5.isp.example'], 'h5.isp.example': ['A 203.0.113.5'] }],
      'not: 203.0.113.5 is called h5.isp.example, but says HELO mx.test.example',
    ],
    [
      'leading elsewhere',
      [{ '5.113.0.203.in-addr.arpa': ['PTR h5.isp.example'] }],
      'not: 203.0.113.5 is called h5.isp.example, but that has no address',
    ],
    [
      'without an address',
      [{ 'mx.test.example': null }],
      'not: without an address of mx.test.example',
    ],
  ])('a PTR record: %s', async (_, given, start) => {
    const who = patient(...given);
    expect((await ptrChecks(who, await ownAddresses(who))).map(told).join('\n')).toContain(start);
  });
});

describe('proofs', () => {
  test.each<[string, Parameters<typeof patient>, string]>([
    ['pass', [], 'ok: HELO mx.test.example from 203.0.113.5'],
    [
      'missing',
      [{ 'mx.test.example': ['A 203.0.113.5'] }],
      'not: HELO mx.test.example from 203.0.113.5 is none',
    ],
    [
      'fail',
      [{ 'mx.test.example': ['A 203.0.113.5', 'TXT "v=spf1 -all"'] }],
      'not: HELO mx.test.example from 203.0.113.5 is fail',
    ],
    [
      'of a relay',
      [{}, { relayUrl: 'smtp://relay.example:25' }],
      'note: answers leave through RELAY_URL',
    ],
  ])('SPF: %s', async (_, given, start) => {
    const who = patient(...given);
    expect((await spfChecks(who, await ownAddresses(who))).map(told).join('\n')).toContain(start);
  });

  const keys = new URL('../../fixtures/keys/', import.meta.url).pathname;
  const NAME = 'mailassay._domainkey.test.example';
  const record = async (name: string): Promise<string> =>
    `TXT ${((await import('../verify/dkim/signer.ts')).recordText(name as 'rsa2048').match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ')}`;

  test('DKIM: the published key against the private one', async () => {
    const check = async (lines: string[] | null, key = 'rsa2048.pem'): Promise<string> =>
      told(await dkimCheck(patient({ [NAME]: lines }, { dkimKey: `${keys}${key}` })));
    expect(await check([await record('rsa2048')])).toMatch(
      /^ok: the key at mailassay\._domainkey\.test\.example is that of /,
    );
    expect(await check([await record('rsa2048b')])).toMatch(
      /^not: the key at mailassay\._domainkey\.test\.example is not that of .*, so no signature of ours verifies/,
    );
    expect(await check([await record('rsa2048'), await record('rsa2048b')])).toMatch(
      /^not: there are 2 TXT records/,
    );
    expect(await check(['TXT "v=DKIM1; p="'])).toMatch(
      /^not: the record at .* cannot be used \(p= is empty: the key has been revoked\)/,
    );
    expect(await check(null)).toMatch(/^not: there is no key at .* \(NXDOMAIN\)/);
    expect(await check([await record('rsa2048')], 'nothing.pem')).toMatch(
      /^not: there is no private key that can be read in .*nothing\.pem: make one with `mailassay keygen`/,
    );
  });
});

describe('ports', () => {
  const greeting = async (
    text: string | null,
    check: (port: number) => Promise<Check[]>,
  ): Promise<string> => {
    const server = createServer((socket) => {
      socket.on('error', () => {}).resume();
      if (text === null) socket.destroy();
      else socket.end(text);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    const found = await check(typeof address === 'object' && address !== null ? address.port : 0);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    return found.map(told).join('\n');
  };
  const listener = async (port: number): Promise<Check[]> => [
    await ((who) => visitListener(who).then((visit) => listenerCheck(who, visit)))(
      patient({}, { smtpHost: '127.0.0.1', smtpPort: port }),
    ),
  ];

  test('the listener greets by its name', async () => {
    expect(await greeting('220-hello\r\n220 mx.test.example ESMTP\r\n', listener)).toMatch(
      /^ok: 127\.0\.0\.1:\d+ greets as mx\.test\.example$/,
    );
    expect(await greeting('220 mail.other.example ESMTP Postfix\r\n', listener)).toMatch(
      /^not: 127\.0\.0\.1:\d+ greets with "220 mail\.other\.example ESMTP Postfix", not as mx\.test\.example/,
    );
    expect(await greeting('554 go away\r\n', listener)).toMatch(
      /^not: .* greets with "554 go away"/,
    );
    expect(await greeting(null, listener)).toMatch(
      /^not: nothing answers at 127\.0\.0\.1:\d+ .*closed without a greeting|ECONNRESET/,
    );
  });

  test('nothing listens', async () => {
    let gone = 0;
    await greeting('', (port) => Promise.resolve(((gone = port), [])));
    expect((await listener(gone)).map(told)).toEqual([
      expect.stringMatching(
        /^not: nothing answers at .*: ECONNREFUSED; start the service with `npm start`$/,
      ),
    ]);
  });

  test('port 25 of a host without a public address is not judged', async () => {
    expect((await outsideChecks(patient(), ['10.0.0.1'])).map(({ status }) => status)).toEqual([
      'note',
    ]);
    expect((await outsideChecks(patient(), null)).map(({ status }) => status)).toEqual(['note']);
  });
});

describe('the clock', () => {
  /** A time server (RFC 5905 §7.3) whose clock is `off` milliseconds from NOW. */
  const timeServer = async (
    off: number,
    first = 0x24,
    stratum = 2,
  ): Promise<{ port: number; socket: Socket }> => {
    const socket = createSocket('udp4');
    socket.on('message', (packet, from) => {
      expect([packet.length, packet.readUInt8(0)]).toEqual([48, 0x23]);
      const answer = Buffer.alloc(48);
      answer.writeUInt8(first, 0);
      answer.writeUInt8(stratum, 1);
      const seconds = (NOW + off) / 1000 + 2_208_988_800;
      answer.writeUInt32BE(Math.floor(seconds), 40);
      answer.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), 44);
      socket.send(answer, from.port, from.address);
    });
    await new Promise<void>((resolve) => {
      socket.bind(0, '127.0.0.1', resolve);
    });
    return { port: socket.address().port, socket };
  };
  const check = async (...server: Parameters<typeof timeServer>): Promise<string> => {
    const { port, socket } = await timeServer(...server);
    const who = patient({ 'pool.ntp.org': ['A 127.0.0.1'] });
    const found = told(await clockCheck(who, { port, timeoutMs: 2000 }));
    socket.close();
    return found;
  };

  test.each<[Parameters<typeof timeServer>, string]>([
    [[0], 'ok: the clock says 2026-08-01T10:00:00Z, 0 s from what pool.ntp.org says'],
    [[1500], 'ok: the clock says 2026-08-01T10:00:00Z, 1.5 s from what pool.ntp.org says'],
    [[-90_000], 'not: the clock says 2026-08-01T10:00:00Z, 90 s ahead of pool.ntp.org'],
    [[3_600_000], 'not: the clock says 2026-08-01T10:00:00Z, 3600 s behind pool.ntp.org'],
    [[0, 0x24, 0], 'note: the clock says 2026-08-01T10:00:00Z; no time server'],
    [[0, 0x23], 'note: the clock says 2026-08-01T10:00:00Z; no time server'],
  ])('%j', async (server, start) => {
    expect(await check(...server)).toContain(start);
  });

  test('without a time server nothing is held against it', async () => {
    expect((await clockCheck({ ...patient(), clock: systemClock })).status).toBe('note');
  });
});

describe('the disk', () => {
  const check = async (settings: Partial<Settings>): Promise<Check> =>
    await diskCheck({ ...patient(), settings: { ...patient().settings, ...settings } });

  test('can be written to, is not there yet, or cannot be made', async () => {
    const folder = await temporaryFolder();
    try {
      expect((await check({ dataDir: folder.path })).status).not.toBe('not');
      expect(told(await check({ dataDir: join(folder.path, 'data') }))).toMatch(
        /^note: .*is not there yet/,
      );
      await writeFile(join(folder.path, 'file'), '');
      expect(told(await check({ dataDir: join(folder.path, 'file') }))).toMatch(
        /^not: .*cannot be written to \(ENOTDIR\)/,
      );
      expect(told(await check({ dataDir: join(folder.path, 'file', 'data') }))).toMatch(
        /^not: .*\((?:ENOTDIR|ENOENT)\)/,
      );
      if (process.getuid?.() !== 0) {
        await mkdir(join(folder.path, 'closed'));
        await chmod(join(folder.path, 'closed'), 0o500);
        expect(told(await check({ dataDir: join(folder.path, 'closed') }))).toMatch(
          /^not: .*\(EACCES\)/,
        );
      }
    } finally {
      await folder.remove();
    }
  });
});

describe('the resolver', () => {
  const check = async (...given: Parameters<typeof patient>): Promise<string[]> =>
    [
      ...(await resolverChecks(patient(...given))).checks,
      ...(await blocklistChecks(patient(...given), ['203.0.113.5'])),
    ].map((one) => `${one.name} ${told(one)}`);

  test('answers, and validates or not', async () => {
    expect(await check({}, {}, true)).toEqual([
      'resolver ok: 192.0.2.53 answers',
      'dnssec ok: the resolver validates',
    ]);
    expect(await check()).toEqual([
      'resolver ok: 192.0.2.53 answers',
      expect.stringMatching(/^dnssec note: the resolver does not validate/),
    ]);
    expect(await check({ '.': ['TIMEOUT'], 'test.example': ['TIMEOUT'] })).toEqual([
      expect.stringMatching(/^resolver not: 192\.0\.2\.53 gives no answer \(TIMEOUT\)/),
    ]);
  });

  test('that is open to all is named', async () => {
    expect(await check({}, { dnsServers: '192.0.2.53,8.8.8.8:53' })).toContainEqual(
      expect.stringMatching(/^resolver note: 8\.8\.8\.8 is Google's, open to all/),
    );
    expect(await check({}, { dnsServers: '[2620:fe::fe]:53' })).toContainEqual(
      expect.stringMatching(/^resolver note: 2620:fe::fe is Quad9's/),
    );
  });

  test.each<[string, Record<string, readonly string[]>, string]>([
    [
      'answers',
      { '2.0.0.127.list.example': ['A 127.0.0.2'] },
      'dnsbl ok: list.example answers as it should',
    ],
    [
      'refuses',
      {
        '2.0.0.127.list.example': ['A 127.255.255.254'],
        '1.0.0.127.list.example': ['A 127.255.255.254'],
      },
      'dnsbl not: list.example refuses to answer this resolver',
    ],
    ['lists nobody', {}, 'dnsbl not: list.example does not list its test entry 127.0.0.2'],
    [
      'lists everybody',
      { '*.0.0.127.list.example': ['A 127.0.0.2'] },
      'dnsbl not: list.example lists 127.0.0.1, so it lists everybody',
    ],
    [
      'does not answer',
      { 'list.example': ['SERVFAIL'], '2.0.0.127.list.example': ['SERVFAIL'] },
      'dnsbl not: list.example: DNS: SERVFAIL; take it out of DNSBLS',
    ],
  ])('a blocklist that %s', async (_, zone, start) => {
    expect(await check(zone, { dnsbls: 'list.example' })).toContainEqual(
      expect.stringContaining(start),
    );
  });

  test('a blocklist that was shut down', async () => {
    expect(await check({}, { dnsbls: 'dnsbl.sorbs.net' })).toContainEqual(
      'dnsbl not: dnsbl.sorbs.net: the list was shut down (2024); it is never asked; take it out of DNSBLS',
    );
  });
});
