// One deployment on a simulated Internet on loopback: DNS, the running service, proxies, relays. It is sound at first; then it has one mistake at a
// time, and `doctor` must name that one, with exit code 1, and nothing else.
import { execFile } from 'node:child_process';
import { chmod, copyFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { type Serve, startServe, temporaryFolder } from '../service/serve.ts';
import { runHere } from './run-here.ts';
import { certificateAuthority, type CertificateFiles } from './certificates.ts';

type Variables = Record<string, string | undefined>;
interface Found {
  code: number;
  fit: boolean;
  checks: { name: string; status: string; text: string }[];
}

const NAME = 'mx.test.example';
const SECRET = 'correct-horse-battery';
const closing: (() => Promise<unknown>)[] = [];
let folder: string;
let dns: DnsServer;
let serve: Serve;
let sound: Variables;
let zone: string[];
let proxy: number;
let broken: number;
let other: number;
let refusing: number;
let relay: number;
let silentDns: number;
const certificates: Record<string, CertificateFiles> = {};
const https: Record<string, number> = {};

const listening = async (server: Server | ReturnType<typeof createTcpServer>): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  closing.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Passes a request on to the service, and says for whom, as nginx and Caddy do. */
const forward: RequestListener = (request, response) => {
  void fetch(`${serve.web}${request.url ?? '/'}`, {
    headers: { 'x-forwarded-for': '192.0.2.77' },
  }).then(async (answer) => {
    const headers = [...answer.headers].filter(([name]) => !/^(?:transfer|content)-/.test(name));
    response.writeHead(answer.status, Object.fromEntries(headers)).end(await answer.text());
  });
};

beforeAll(async () => {
  const place = await temporaryFolder();
  closing.push(place.remove);
  folder = place.path;
  const authority = certificateAuthority(folder);
  certificates['good'] = authority.issue('good', NAME, 60);
  certificates['expired'] = authority.issue('expired', NAME, -1);
  certificates['ending'] = authority.issue('ending', NAME, 2);
  certificates['other'] = authority.issue('other', 'mail.other.example', 60);
  certificates['own'] = authority.selfSigned('own', NAME);
  dns = await startDnsServer(parseZone(''), { host: '127.0.0.1', port: 0 });
  closing.push(async () => await dns[Symbol.asyncDispose]());
  const silent = await startDnsServer(parseZone('. TIMEOUT\n*. TIMEOUT\ntest.example TIMEOUT'), {
    host: '127.0.0.1',
    port: 0,
  });
  closing.push(async () => await silent[Symbol.asyncDispose]());
  silentDns = silent.port;
  sound = {
    DOMAIN: 'test.example',
    HOSTNAME: NAME,
    DATA_DIR: join(folder, 'data'),
    DNS_SERVERS: `127.0.0.1:${dns.port}`,
    DNSBLS: 'list.example',
    POSTMASTER: 'operator@test.example',
    TLS_CERT: certificates['good'].cert,
    TLS_KEY: certificates['good'].key,
    SMTP_HOST: '127.0.0.1',
  };
  const { stdout } = await runHere(['keygen'], sound);
  zone = [
    ...stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';')),
    `${NAME} A 127.0.0.9`,
    `9.0.0.127.in-addr.arpa PTR ${NAME}`,
    '2.0.0.127.list.example A 127.0.0.2',
  ];
  dns.setZone(parseZone(zone.join('\n')));
  serve = await startServe(sound as Record<string, string> & { DATA_DIR: string });
  closing.push(() => serve.end());
  sound['SMTP_PORT'] = String(serve.smtpPort);
  sound['HTTP_PORT'] = new URL(serve.web).port;
  sound['PUBLIC_URL'] = serve.web;

  proxy = await listening(createServer(forward));
  broken = await listening(
    createServer((_, response) => response.writeHead(502).end('Bad Gateway')),
  );
  other = await listening(createServer((_, response) => response.end('Welcome to nginx!')));
  refusing = await listening(
    createTcpServer((socket) => {
      socket.on('error', () => {}).resume();
      socket.end(`554 ${SECRET} no\r\n`);
    }),
  );
  for (const [name, files] of Object.entries(certificates))
    https[name] = await listening(
      createTlsServer({ cert: readFileSync(files.cert), key: readFileSync(files.key) }, forward),
    );
  const smtp = new SMTPServer({
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) =>
      callback(new Error(`wrong password ${SECRET} of operator`)),
  });
  await new Promise<void>((resolve) => {
    smtp.listen(0, '127.0.0.1', resolve);
  });
  const bound = smtp.server.address();
  relay = typeof bound === 'object' && bound !== null ? bound.port : 0;
  closing.push(
    () =>
      new Promise<void>((resolve) => {
        smtp.close(() => resolve());
      }),
  );
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** `doctor` with other settings than the sound ones, and a zone whose lines of the same name and type are replaced. */
async function doctor(variables: Variables = {}, changed: string[] = []): Promise<Found> {
  const nameAndType = (line: string): string =>
    line.replace(/^(\S+?)\.? (?:\d+ )?(?:IN )?(\S+).*$/, '$1 $2');
  const replaced = new Set(changed.map(nameAndType));
  const rest = zone.filter((line) => !replaced.has(nameAndType(line)));
  dns.setZone(parseZone([...rest, ...changed.filter((line) => !line.endsWith(' -'))].join('\n')));
  const { code, stdout, stderr } = await runHere(['doctor', '--format', 'json'], {
    ...sound,
    ...variables,
  });
  expect([stderr, stdout.includes(SECRET)]).toEqual(['', false]);
  return { code, ...(JSON.parse(stdout) as Omit<Found, 'code'>) };
}

const wrong = ({ checks }: Found): string[] =>
  checks.filter(({ status }) => status === 'not').map(({ name, text }) => `${name}: ${text}`);

test('a sound deployment is fit', async () => {
  const found = await doctor();
  expect(wrong(found)).toEqual([]);
  expect([found.code, found.fit]).toEqual([0, true]);
  expect(found.checks.filter(({ status }) => status === 'note').map(({ name }) => name)).toEqual([
    'address',
    'port 25',
    'clock',
    'dnssec',
  ]);
  expect(found.checks.map(({ text }) => text)).toContain(
    'replies from mailassay@test.example pass DMARC (p=reject)',
  );
});

test.each<[string, string[], string | RegExp]>([
  [
    'a second MX elsewhere',
    [
      'test.example MX 10 mx.test.example',
      'test.example MX 10 mx.isp.example',
      'mx.isp.example A 198.51.100.7',
    ],
    'mx: some of the mail for test.example goes to mx.isp.example (MX 10), which is not mx.test.example: delete that MX record',
  ],
  [
    'a better MX elsewhere',
    [
      'test.example MX 10 mx.test.example',
      'test.example MX 5 mx.isp.example',
      'mx.isp.example A 198.51.100.7',
    ],
    /^mx: mail for test\.example goes first to mx\.isp\.example \(MX 5\)/,
  ],
  [
    'an MX that is a CNAME',
    ['test.example MX 10 in.test.example', 'in.test.example CNAME mx.test.example'],
    /^mx: the MX of test\.example, in\.test\.example, is a CNAME, which RFC 2181 section 10\.3 forbids/,
  ],
  ['no MX', ['test.example MX -'], /^mx: mail for test\.example goes nowhere/],
  ['no PTR', ['9.0.0.127.in-addr.arpa PTR -'], /^ptr: 127\.0\.0\.9 has no PTR record/],
  [
    'SPF that does not pass',
    [`${NAME} TXT "v=spf1 -all"`],
    /^spf: HELO mx\.test\.example from 127\.0\.0\.9 is fail/,
  ],
  [
    'no DMARC',
    ['_dmarc.test.example TXT -'],
    'dmarc: test.example has no DMARC record, so anybody can write in its name: publish "_dmarc.test.example. TXT "v=DMARC1; p=reject""',
  ],
  [
    'a DMARC record that is broken',
    ['_dmarc.test.example TXT "v=DMARC1; q=reject"'],
    /^dmarc: .*test\.example/,
  ],
  [
    'no DKIM key',
    ['mailassay._domainkey.test.example TXT -'],
    /^dkim: there is no key at mailassay\._domainkey\.test\.example/,
  ],
  [
    'our address on a blocklist',
    ['9.0.0.127.list.example A 127.0.0.4'],
    /^listed: our own address 127\.0\.0\.9 is on the blocklist list\.example \("127\.0\.0\.4"\)/,
  ],
  [
    'a blocklist that lists nobody',
    ['2.0.0.127.list.example A -'],
    /^dnsbl: list\.example does not list its test entry/,
  ],
])('in DNS: %s', async (_, lines, expected) => {
  const found = await doctor({}, lines);
  expect(wrong(found)).toEqual([
    typeof expected === 'string' ? expected : expect.stringMatching(expected),
  ]);
  expect([found.code, found.fit]).toEqual([1, false]);
});

test('a key in testing mode', async () => {
  const line = zone.find((one) => one.startsWith('mailassay._domainkey')) ?? '';
  expect(wrong(await doctor({}, [line.replace('k=rsa;', 'k=rsa; t=y;')]))).toEqual([
    expect.stringMatching(/^dkim: .* is in testing mode \(t=y\)/),
  ]);
});

test.each<[string, () => Variables, RegExp]>([
  [
    'replies from another domain',
    () => ({ REPLY_FROM: 'report@elsewhere.example' }),
    /^dmarc: replies from report@elsewhere\.example \(REPLY_FROM\) cannot pass DMARC, since they are signed with d=test\.example/,
  ],
  [
    'SMTP: an expired certificate',
    () => tls('expired'),
    /^tls: the certificate of SMTP \(.*expired\.pem\) expired on 2026/,
  ],
  [
    'SMTP: a certificate near its end',
    () => tls('ending'),
    /^tls: .* expires on .*, in 1 day: renew it/,
  ],
  ['SMTP: a self-signed certificate', () => tls('own'), /^tls: .* is self-signed/],
  [
    'SMTP: a certificate for another name',
    () => tls('other'),
    /^tls: .* is for mail\.other\.example, not for mx\.test\.example/,
  ],
  [
    'SMTP: a certificate that is not there',
    () => ({ TLS_CERT: '/nowhere/cert.pem' }),
    /^tls: cannot read \/nowhere\/cert\.pem \(TLS_CERT\): ENOENT/,
  ],
  ['SMTP: nothing listens', () => ({ SMTP_PORT: '9' }), /^port: nothing answers at 127\.0\.0\.1:9/],
  [
    'web: a name without address',
    () => ({ PUBLIC_URL: 'http://www.test.example' }),
    /^web: www\.test\.example \(PUBLIC_URL\) has no address/,
  ],
  [
    'web: nothing listens',
    () => ({ PUBLIC_URL: 'http://127.0.0.1:9' }),
    /^web: .* cannot be reached \(ECONNREFUSED\)/,
  ],
  [
    'web: another site',
    () => ({ PUBLIC_URL: `http://127.0.0.1:${other}` }),
    /^web: another site answers at .* \(PUBLIC_URL; status 200\)/,
  ],
  [
    'web: a proxy that does not reach the service',
    () => ({ PUBLIC_URL: `http://127.0.0.1:${broken}` }),
    /^web: the proxy at .* says 502/,
  ],
  [
    'web: not set',
    () => ({ PUBLIC_URL: undefined, SMTP_HOST: '0.0.0.0' }),
    /^web: PUBLIC_URL is not set: the links in reports lead to http:\/\/127\.0\.0\.1/,
  ],
  [
    'web: an expired certificate',
    () => web('expired'),
    /^web: the certificate of https:.* expired on/,
  ],
  [
    'web: a certificate that browsers refuse',
    () => web('good'),
    /^web: browsers do not accept the certificate/,
  ],
  [
    'web: a proxy that is not named',
    () => ({ PUBLIC_URL: `http://127.0.0.1:${proxy}`, TRUST_FORWARDED: undefined }),
    /^proxy: a proxy stands in front .* TRUST_FORWARDED/,
  ],
  [
    'a relay that is not there',
    () => ({ RELAY_URL: 'smtp://127.0.0.1:9' }),
    /^relay: 127\.0\.0\.1:9 \(RELAY_URL\) cannot be used \(ECONNREFUSED\)/,
  ],
  [
    'a relay that refuses us',
    () => ({ RELAY_URL: `smtp://operator:${SECRET}@127.0.0.1:${refusing}` }),
    /^relay: .* cannot be used \(.*554 … no/,
  ],
  [
    'a relay that refuses the password',
    () => ({ RELAY_URL: `smtp://operator:${SECRET}@127.0.0.1:${relay}` }),
    /^relay: .* refuses the user name or the password \("535 wrong password … of operator"\)/,
  ],
  [
    'a database that nobody serves',
    () => ({ DATABASE_URL: `postgres://operator:${SECRET}@127.0.0.1:9/mailassay` }),
    /^database: .*127\.0\.0\.1:9/,
  ],
  [
    'one resolver of two does not answer',
    () => ({ DNS_SERVERS: `127.0.0.1:${dns.port},127.0.0.1:${silentDns}` }),
    /^resolver: 127\.0\.0\.1 gives no answer/,
  ],
  [
    'a data directory that cannot be made',
    () => ({ DATA_DIR: '/proc/nowhere/data', DKIM_KEY: join(folder, 'data/dkim.pem') }),
    /^disk: /,
  ],
])('%s', async (_, variables, expected) => {
  const found = await doctor(variables());
  // An expired certificate of our own test authority is also one that nobody knows.
  expect(
    wrong(found).filter((line) => !/browsers do not accept/.test(line) || expected.test(line)),
  ).toContainEqual(expect.stringMatching(expected));
  expect(
    wrong(found).filter((line) => !expected.test(line) && !/^proxy|browsers/.test(line)),
  ).toEqual([]);
  expect(found.code).toBe(1);
});

const tls = (name: string): Variables => ({
  TLS_CERT: certificates[name]?.cert,
  TLS_KEY: certificates[name]?.key,
});
const web = (name: string): Variables => ({
  PUBLIC_URL: `https://${NAME}:${https[name] ?? 0}`.replace(NAME, '127.0.0.1'),
  TRUST_FORWARDED: '127.0.0.1',
});

test.each<[string, string]>([
  ['is silent', 'TIMEOUT'],
  ['refuses us', 'REFUSED'],
])('a resolver that %s is named, and nothing else is blamed for it', async (_, status) => {
  const found = await doctor({}, [
    `. ${status}`,
    `test.example ${status}`,
    ...zone.map((line) => `${line.split(/\.? /)[0] ?? ''} ${status}`),
  ]);
  expect(wrong(found)).toEqual([
    expect.stringMatching(/^resolver: 127\.0\.0\.1 (gives no|refuses)/),
  ]);
  expect(found.code).toBe(1);
});

test('a private key that every user can read', async () => {
  const key = join(folder, 'open.pem');
  await copyFile(join(folder, 'data/dkim.pem'), key);
  await chmod(key, 0o644);
  expect(wrong(await doctor({ DKIM_KEY: key }))).toEqual([
    expect.stringMatching(
      /^files: the private key that signs replies, .*open\.pem, can be read by every user/,
    ),
  ]);
});

test('postmaster@ that is refused, and clients that are all hidden, at the running service', async () => {
  const place = await temporaryFolder();
  const bad = await startServe({
    ...(sound as Record<string, string>),
    DATA_DIR: place.path,
    DKIM_KEY: join(folder, 'data/dkim.pem'),
    POSTMASTER: '',
    PUBLIC_URL: '',
    SMTP_PORT: '0',
    HTTP_PORT: '0',
  });
  const { stdout } = await promisify(execFile)('swaks', [
    '--server',
    `127.0.0.1:${bad.smtpPort}`,
    '--from',
    'a@test.example',
    '--to',
    'test@test.example',
  ]);
  expect(stdout).toContain(' verdict=');
  expect(
    wrong(
      await doctor({
        SMTP_PORT: String(bad.smtpPort),
        HTTP_PORT: new URL(bad.web).port,
        PUBLIC_URL: bad.web,
        POSTMASTER: undefined,
      }),
    ),
  ).toEqual([
    expect.stringMatching(/^postmaster: postmaster@test\.example is refused \("550 /),
    expect.stringMatching(/^clients: of 1 messages 1 came from a private address/),
  ]);
  await bad.end();
  await place.remove();
});
