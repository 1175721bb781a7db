// What an operator did wrong: one line for each fault, the right exit code, never a stack trace.
import { createSocket } from 'node:dgram';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTING_KEYS, variableName } from '../../src/config/load.ts';
import { run, startServe, temporaryFolder, type Run, type Variables } from './serve.ts';
import { letter } from './sender.ts';
import { until } from './world.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await folder?.remove();
});

let used = 0;
const freshFolder = (): string => join(folder.path, `data${(used += 1)}`);

const serve = (variables: Variables, args: string[] = []): Promise<Run> =>
  run(['serve', ...args], {
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: '0',
    HTTP_PORT: '0',
    DATA_DIR: freshFolder(),
    ...variables,
  });

/** Standard error, line by line; nothing in it may look like a program that fell over. */
function faultLines({ stdout, stderr }: Run): string[] {
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error:/m);
  return stderr.trimEnd().split('\n');
}

/** A value that each setting refuses, and what it says it expects. */
const MALFORMED = [
  ['DOMAIN', 'a b', 'a domain name'],
  ['HOSTNAME', 'a..b', 'a domain name'],
  ['PUBLIC_URL', 'ftp://example.org', 'a URL'],
  ['SMTP_HOST', '300.1.1.1', 'an IP address or a host name'],
  ['SMTP_PORT', '65536', 'a port number'],
  ['HTTP_HOST', 'not an address', 'an IP address or a host name'],
  ['HTTP_PORT', '-1', 'a port number'],
  ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ['DNS_SERVERS', 'dns.example.org', 'resolvers'],
  ['RELAY_URL', 'http://relay.example.org', 'smtp://'],
  ['TLS_CERT', '/x.pem', 'both or neither'],
  ['DKIM_SELECTOR', 'a b', 'letters, digits, hyphens and dots'],
  ['REPLY_FROM', 'nobody', 'an address'],
  ['XCLIENT', 'localhost', 'IP addresses or networks'],
  ['PROXY_PROTOCOL', '192.0.2.0/99', 'IP addresses or networks'],
  ['TRUST_FORWARDED', '1', 'IP addresses or networks'],
  ['LOCAL_SENDERS', 'perhaps', 'hidden, judge'],
  ['LIMITS', 'maybe', 'on or off'],
  ['MAX_SIZE', '10 parsec', 'a size'],
  ['RETAIN_REPORTS', '-1', 'a duration'],
  ['RETAIN_MESSAGES', '1y', 'a duration'],
  ['LOG_LEVEL', 'loud', 'expected one of'],
  ['VERDICT_WAIT', 'long', 'a duration'],
  ['REPLY_UNPROVEN', 'perhaps', 'mail, short, reject, silent'],
  ['REPLY_DISOWNED', 'perhaps', 'mail, short, reject, silent'],
  ['POSTMASTER', 'me@example.org,you@example.org', 'an address'],
  ['ACCEPT_DOMAINS', 'example.org b..c', 'domain names'],
  ['WORKERS', 'many', 'a whole number'],
  ['API_TOKENS', 'short', 'at least 16'],
  ['FORENSICS_BUDGET', 'much', 'a time'],
  ['SPAMD', 'spamd', 'host:port'],
  ['RSPAMD', 'localhost', 'a URL'],
  ['DNSBLS', ';', 'domain names'],
  ['METRICS_TOKEN', 'short', 'at least 16'],
  ['OPERATOR_NAME', 'x'.repeat(201), '200 characters'],
  ['IMPRINT_URL', 'imprint', 'a URL'],
  ['PRIVACY_URL', 'privacy', 'a URL'],
  ['ABUSE_CONTACT', 'somebody', 'a mail address, or a URL'],
  ['HSTS', 'maybe', 'on or off'],
  ['SMTP_PROT', '25', 'unknown setting'],
] as const;

describe.concurrent('a malformed setting', () => {
  test('each setting has a row here, save paths', () => {
    const paths = ['MAILASSAY_DATA_DIR', 'MAILASSAY_TLS_KEY', 'MAILASSAY_DKIM_KEY'];
    expect(MALFORMED.map(([name]) => `MAILASSAY_${name}`)).toEqual(
      expect.arrayContaining(
        SETTING_KEYS.map(variableName).filter((name) => !paths.includes(name)),
      ),
    );
  });

  test('all at once: a line each', async () => {
    const ended = await serve(Object.fromEntries(MALFORMED));
    expect(ended.code).toBe(2);
    const lines = faultLines(ended);
    for (const [name, , expected] of MALFORMED) {
      const about = lines.filter((line) =>
        new RegExp(`^mailassay: (?:MAILASSAY_)?${name}\\b`).test(line),
      );
      expect(about, name).toHaveLength(1);
      expect(about[0]).toContain(expected);
    }
    expect(lines).toHaveLength(MALFORMED.length);
  });

  test('alone: one line', async () => {
    for (const [name, value] of [
      ['TLS_KEY', '/x.pem'],
      ['WORKERS', '0'],
      ['DNS_SERVERS', '192.0.2.1:99999'],
    ] as const) {
      const ended = await serve({ [name]: value });
      expect(ended.code).toBe(2);
      const lines = faultLines(ended);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(name);
    }
  });

  test('several: a line each, from the environment, the file and flags', async () => {
    const config = join(folder.path, 'mailassay.conf');
    await writeFile(config, 'MAILASSAY_MAX_SIZE=web\n# a remark\nlimits=maybe\n');
    const ended = await serve({ VERDICT_WAIT: 'x', CONFIG: config }, ['--smtp-port', 'x']);
    expect(ended.code).toBe(2);
    const lines = faultLines(ended);
    expect(lines).toHaveLength(4);
    for (const [index, source] of [
      '--smtp-port',
      `MAILASSAY_MAX_SIZE in ${config}`,
      `limits in ${config}`,
      'MAILASSAY_VERDICT_WAIT',
    ].entries()) {
      expect(
        lines.filter((line) => line.startsWith(`mailassay: ${source}: `)),
        `${index}: ${lines.join('\n')}`,
      ).toHaveLength(1);
    }
  });

  test('an unknown flag, an unknown command, a config file that is not there', async () => {
    for (const ended of await Promise.all([
      serve({}, ['--no-such-flag']),
      run(['no-such-command']),
      serve({ CONFIG: '/nonexistent/file' }),
    ])) {
      expect(ended.code).toBe(2);
      expect(faultLines(ended)[0]).toMatch(/no-such|nonexistent/);
    }
  });
});

describe.concurrent('what is not there or not ours', () => {
  const oneLine = (ended: Run, ...parts: string[]): void => {
    expect(ended.code).toBe(1);
    const lines = faultLines(ended);
    expect(lines).toHaveLength(1);
    for (const part of ['mailassay: ', ...parts]) expect(lines[0]).toContain(part);
  };

  test('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = String(typeof address === 'object' && address !== null ? address.port : 0);
    oneLine(await serve({ SMTP_PORT: port }), `127.0.0.1:${port}`, 'SMTP_PORT', 'already in use');
    oneLine(await serve({ HTTP_PORT: port }), `127.0.0.1:${port}`, 'HTTP_PORT', 'already in use');
    await new Promise((resolve) => server.close(resolve));
  });

  test('an address that is not of this machine', async () => {
    oneLine(
      await serve({ SMTP_HOST: '192.0.2.1' }),
      '192.0.2.1',
      'SMTP_HOST',
      'not an address of this machine',
    );
  });

  test('a data directory that cannot be', async () => {
    oneLine(await serve({ DATA_DIR: '/proc/mailassay' }), '/proc/mailassay', 'cannot be written');
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    oneLine(await serve({ DATA_DIR: file }), file, 'cannot be written');
    oneLine(await serve({ DATA_DIR: join(file, 'below') }), file, 'cannot be written');
  });

  test('a database that is none', async () => {
    const dataDir = freshFolder();
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'mailassay.db'), 'nothing of ours '.repeat(1000));
    oneLine(await serve({ DATA_DIR: dataDir }), 'mailassay.db', 'not a database of mailassay');
  });

  test('a data directory that another one uses', async () => {
    const first = await startServe({ DATA_DIR: freshFolder() });
    try {
      oneLine(
        await serve({ DATA_DIR: first.dataDir }),
        'is in use by another mailassay',
        `pid ${first.pid}`,
      );
      // And the first one goes on.
      expect((await fetch(`${first.web}/readyz`)).status).toBe(200);
    } finally {
      expect(await first.end()).toEqual({ code: 0, signal: null });
    }
  });

  test('keys and certificates', async () => {
    const text = join(folder.path, 'no-key.pem');
    await writeFile(text, 'no key\n');
    oneLine(await serve({ DKIM_KEY: '/nonexistent.pem' }), '/nonexistent.pem', 'DKIM_KEY');
    oneLine(await serve({ DKIM_KEY: text }), text, 'DKIM_KEY', 'not a PEM private key');
    oneLine(
      await serve({ TLS_CERT: '/nonexistent.pem', TLS_KEY: text }),
      '/nonexistent.pem',
      'TLS_CERT',
    );
    oneLine(
      await serve({ TLS_CERT: text, TLS_KEY: text }),
      text,
      'TLS_CERT',
      'must be a PEM certificate',
    );
  });
});

describe.concurrent('DNS servers that do not answer', () => {
  async function silentServer(): Promise<{ address: string; close(): void }> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
  }

  test('serve says so in one line, and goes on', async () => {
    const dns = await silentServer();
    const service = await startServe({ DATA_DIR: freshFolder(), DNS_SERVERS: dns.address });
    await until(() => service.stderr() !== '', 'something is said');
    expect(service.stderr()).toBe(
      `mailassay: no answer from ${dns.address} (DNS_SERVERS): what needs DNS cannot be checked until there is one\n`,
    );
    await until(
      async () => (await fetch(`${service.web}/readyz`)).status === 200,
      'the service is ready',
    );
    expect(await service.end()).toEqual({ code: 0, signal: null });
    dns.close();
  });

  test('check says so, and ends with 3', async () => {
    const dns = await silentServer();
    const ended = await run(
      [
        'check',
        '-',
        '--dns',
        dns.address,
        '--ip',
        '192.0.2.10',
        '--helo',
        'mail.good.example',
        '--mail-from',
        'a@good.example',
      ],
      {},
      { input: await letter() },
    );
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/^VERDICT: INCOMPLETE\./);
    expect(ended.stderr).toBe(
      `mailassay: no answer from ${dns.address} (--dns): what needs DNS cannot be checked until there is one\n`,
    );
    dns.close();
  });
});
