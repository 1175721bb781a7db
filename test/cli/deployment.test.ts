// The deployment chapter, walked on a simulated Internet on loopback: settings file, keygen, DNS, certificate by the renewal hook, service, nginx,
// doctor, a message, the page. The other files of fixtures/deploy are read by the programs they are for.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startDnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { ROOT, startServe, temporaryFolder } from '../service/serve.ts';
import { until } from '../service/world.ts';
import { certificateAuthority } from './certificates.ts';
import { runHere } from './run-here.ts';

const DEPLOY = join(ROOT, 'fixtures/deploy');
const NAME = 'mailtest.example.org';
const execute = promisify(execFile);
let folder: { path: string; remove(): Promise<void> };
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(async () => {
  await folder.remove();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** nginx.conf of the deployment as a whole configuration, its ports and files moved. */
async function nginxConfig(ports: {
  http: number;
  https: number;
  service: number;
}): Promise<string> {
  const tls = join(folder.path, 'tls');
  const site = (await readFile(join(DEPLOY, 'nginx.conf'), 'utf8'))
    .replaceAll(`/etc/letsencrypt/live/${NAME}`, tls)
    .replace(/listen \[::\].*;\n/g, '')
    .replaceAll('listen 80;', `listen 127.0.0.9:${ports.http};`)
    .replaceAll('listen 443 ssl;', `listen 127.0.0.9:${ports.https} ssl;`)
    .replaceAll('127.0.0.1:8025', `127.0.0.1:${ports.service}`);
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder.path}/nginx-${kind};`,
  );
  const path = join(folder.path, 'nginx.conf');
  await writeFile(
    path,
    `daemon off; pid ${folder.path}/nginx.pid; error_log stderr; events {}\nhttp { access_log off; ${places.join(' ')}\n${site}}\n`,
  );
  return path;
}

test('the walk from nothing to a public service', async () => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const data = join(folder.path, 'data');
  const etc = join(folder.path, 'etc');
  const [http, https, smtpPort, httpPort] = await Promise.all([0, 0, 0, 0].map(freePort));
  if (http === undefined || https === undefined || smtpPort === undefined)
    throw new Error('no port');

  // 2. Settings, as the file has them; what differs on loopback is in the environment, which wins.
  const settings = join(folder.path, 'mailassay.env');
  await writeFile(
    settings,
    (await readFile(join(DEPLOY, 'mailassay.env'), 'utf8')).replaceAll('/etc/mailassay', etc),
  );
  await chmod(settings, 0o600);
  const here = { CONFIG: settings, DATA_DIR: data };

  // 3. The key and the records; the printed ones are those of the README.
  const { stdout, code } = await runHere(['keygen'], here);
  expect(code).toBe(0);
  const records = stdout.replace(/^; (\S+ \d+ IN A) .*$/m, '$1 203.0.113.5').split('\n');
  const published = records.filter((line) => line !== '' && !line.startsWith(';'));
  const shown = /<!-- run: records -->\n\s*```text\n([^]*?)```/.exec(readme)?.[1] ?? '';
  expect(
    published.map((line) => line.replace(/p=[A-Za-z0-9+/="' ]{50,}/, 'p=…"')).toSorted(),
  ).toEqual(
    shown
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .toSorted(),
  );
  const dns = await startDnsServer(
    parseZone(
      [
        ...published.map((line) => line.replace('203.0.113.5', '127.0.0.9')),
        `9.0.0.127.in-addr.arpa PTR ${NAME}`,
        'example.net TXT "v=spf1 ip4:192.0.2.10 -all"',
      ].join('\n'),
    ),
    { host: '127.0.0.1', port: 0 },
  );

  // 7. The certificate, by the hook that certbot calls.
  await mkdir(join(folder.path, 'tls'));
  const issued = certificateAuthority(folder.path).issue('site', NAME, 60);
  await cp(issued.cert, join(folder.path, 'tls/fullchain.pem'));
  await cp(issued.key, join(folder.path, 'tls/privkey.pem'));
  const reloaded = join(folder.path, 'reloaded');
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  await execute(join(DEPLOY, 'renew-hook.sh'), [], {
    env: {
      PATH: process.env['PATH'],
      RENEWED_LINEAGE: join(folder.path, 'tls'),
      MAILASSAY_TLS_FOLDER: etc,
      MAILASSAY_TLS_OWNER: user,
      MAILASSAY_RELOAD: `touch ${reloaded}`,
    },
  });
  expect(existsSync(reloaded)).toBe(true);

  // 5. and 6. Service and proxy.
  const network = {
    DOMAIN: NAME,
    DNS_SERVERS: `127.0.0.1:${dns.port}`,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: `${smtpPort}`,
    HTTP_PORT: `${httpPort}`,
    PUBLIC_URL: `https://${NAME}:${https}`,
    XCLIENT: '127.0.0.1',
  };
  const serve = await startServe({ ...here, ...network });
  const config = await nginxConfig({ http, https, service: httpPort ?? 0 });
  const nginx = spawn('nginx', ['-p', folder.path, '-c', config], { stdio: 'ignore' });
  try {
    const seen = await until(async () => {
      const { stdout: page } = await execute('curl', [
        '--silent',
        '--include',
        '--cacert',
        join(folder.path, 'ca.pem'),
        '--resolve',
        `${NAME}:${https}:127.0.0.9`,
        `https://${NAME}:${https}/healthz`,
      ]).catch(() => ({ stdout: '' }));
      return page === '' ? null : page;
    }, 'nginx answers');
    expect(seen).toMatch(/^x-mailassay-domain: mailtest\.example\.org\r$/im);
    expect(seen).toMatch(/^x-mailassay-forwarded: trusted\r$/im);

    // 8. doctor: the page's name leads to nginx. Only that nobody knows the test's certification authority is held against it.
    const doctor = await runHere(['doctor', '--format', 'json'], { ...here, ...network });
    const { checks } = JSON.parse(doctor.stdout) as {
      checks: { name: string; status: string; text: string }[];
    };
    expect(checks.filter(({ status }) => status === 'not').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^browsers do not accept the certificate of https:/),
    ]);

    const { stdout: session } = await execute('swaks', [
      '--server',
      `127.0.0.1:${smtpPort}`,
      '--xclient',
      'ADDR=192.0.2.10 NAME=[UNAVAILABLE]',
      '--from',
      'a@example.net',
      '--to',
      `assert@${NAME}`,
    ]).catch((error: { stdout: string }) => error);
    expect(session).toMatch(/verdict=fail spf=pass dkim=none/);
    expect(session).toContain(`https://${NAME}:${https}/r/`);
  } finally {
    nginx.kill();
    await serve.end();
    await dns[Symbol.asyncDispose]();
  }
});

describe('the files of a deployment are read by the programs they are for', () => {
  test('systemd, haproxy, unbound, nft, sh', async () => {
    const unit = join(folder.path, 'mailassay.service');
    await cp(join(DEPLOY, 'mailassay.service'), unit);
    expect((await execute('systemd-analyze', ['verify', unit])).stderr).toBe('');
    const security = await execute('systemd-analyze', [
      'security',
      '--offline=true',
      '--no-pager',
      unit,
    ]).catch((error: { stdout: string }) => error);
    expect(
      Number(/Overall exposure level for \S+: ([\d.]+)/.exec(security.stdout)?.[1]),
    ).toBeLessThan(3);
    await execute('haproxy', ['-c', '-f', join(DEPLOY, 'haproxy.cfg')]);
    await execute('unbound-checkconf', [join(DEPLOY, 'unbound.conf')]);
    await execute('sh', ['-n', join(DEPLOY, 'renew-hook.sh')]);
  });

  test('compose: client addresses are real, root is read-only, nothing may be done but binding port 25', async () => {
    const { services, configs } = parse(await readFile(join(ROOT, 'compose.yaml'), 'utf8')) as {
      services: Record<string, Record<string, unknown>>;
      configs: { unbound: { content: string } };
    };
    for (const service of Object.values(services))
      expect([service['network_mode'], service['read_only'], service['cap_drop']]).toEqual([
        'host',
        true,
        ['ALL'],
      ]);
    expect(services['mailassay']?.['cap_add']).toEqual(['NET_BIND_SERVICE']);
    const resolver = join(folder.path, 'resolver.conf');
    await writeFile(
      resolver,
      configs.unbound.content.replace(/^ *(?:trust-anchor-file|root-hints):.*\n/gm, ''),
    );
    await execute('unbound-checkconf', [resolver]);
  });

  test('the steps of the container image, followed in a clean folder', async () => {
    const steps = (await readFile(join(ROOT, 'Dockerfile'), 'utf8')).replaceAll('\\\n', ' ');
    expect(steps).toMatch(/^USER node$/m);
    const app = join(folder.path, 'app');
    await mkdir(app);
    for (const [, from = ''] of steps.matchAll(/^COPY (.+) \S+$/gm))
      for (const name of from.split(' '))
        await cp(join(ROOT, name), join(app, name), { recursive: true });
    // What `npm ci` of the image leaves, without asking the registry again.
    expect(steps).toContain('npm ci --omit=dev --omit=optional --ignore-scripts');
    execFileSync('ln', ['-s', join(ROOT, 'node_modules'), join(app, 'node_modules')]);
    const [, command = ''] = /^CMD (\[.*\])$/m.exec(steps) ?? [];
    const [, health = ''] = /^HEALTHCHECK .*CMD (\[.*\])$/m.exec(steps) ?? [];
    const [, ...args] = JSON.parse(command) as string[];
    const serve = await startServe(
      { DATA_DIR: join(folder.path, 'image-data') },
      { command: [process.execPath, [join(app, args[0] ?? ''), ...args.slice(1)]] },
    );
    const [, ...healthArgs] = JSON.parse(health) as string[];
    await execute(process.execPath, healthArgs, {
      env: { PATH: process.env['PATH'], MAILASSAY_HTTP_PORT: new URL(serve.web).port },
    });
    await serve.end();
    await expect(
      execute(process.execPath, healthArgs, {
        env: { PATH: process.env['PATH'], MAILASSAY_HTTP_PORT: new URL(serve.web).port },
      }),
    ).rejects.toMatchObject({ code: 1 });
  });
});
