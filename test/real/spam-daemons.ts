// The real daemons from Debian on loopback, each in a folder of its own: spamd (package spamd, rules of SpamAssassin, no network) and rspamd with
// one rule. Not known here: what is asked of them.
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Daemon extends AsyncDisposable {
  port: number;
}

const PATIENCE_MS = 540_000;

/** Where it is installed; null when it is not. */
export function installed(command: string): string | null {
  const found = spawnSync('sh', ['-c', `command -v ${command} || ls /usr/sbin/${command}`], {
    encoding: 'utf8',
  });
  return found.status === 0 ? (found.stdout.trim().split('\n')[0] ?? null) : null;
}

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

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

async function start(
  name: string,
  make: (folder: string, port: number) => Promise<{ command: string; args: string[] }>,
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), `mailassay-${name}-`));
  // The daemon gives up its privileges and still keeps its files here.
  await chmod(folder, 0o777);
  const port = await freePort();
  const { command, args } = await make(folder, port);
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  let isOver = false;
  void ended.then(() => (isOver = true));
  const daemon: Daemon = {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
  const began = performance.now();
  while (!(await listens(port))) {
    if (isOver || performance.now() - began > PATIENCE_MS) {
      await daemon[Symbol.asyncDispose]();
      throw new Error(`${name} does not listen: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return daemon;
}

const isRoot = process.getuid?.() === 0;

export async function startSpamd(command: string): Promise<Daemon> {
  return await start('spamd', (folder, port) =>
    Promise.resolve({
      command,
      // -L: no tests that need the network; -x: no files of users.
      args: [
        '-L',
        '-x',
        '-i',
        '127.0.0.1',
        '-A',
        '127.0.0.1',
        '-p',
        String(port),
        '-m',
        '1',
        '-s',
        'stderr',
        '-H',
        folder,
        `--pidfile=${folder}/pid`,
        ...(isRoot ? ['-u', 'debian-spamd'] : []),
      ],
    }),
  );
}

/** Its only rule. */
export const RSPAMD_RULE = { name: 'TEST_WORDS', words: 'buy now', score: 8 };

export async function startRspamd(command: string): Promise<Daemon> {
  return await start('rspamd', async (folder, port) => {
    const { name, words, score } = RSPAMD_RULE;
    const config = `
options {
  pidfile = "${folder}/pid"; filters = "regexp"; url_tld = "\${SHAREDIR}/effective_tld_names.dat"; disable_hyperscan = true;
  cache_file = "${folder}/cache"; tempdir = "${folder}"; hs_cache_dir = "${folder}/"; control_socket = "${folder}/control mode=0600";
  history_file = "${folder}/history"; stats_file = "${folder}/stats";
  dns { nameserver = ["127.0.0.1:9"]; timeout = 100ms; retransmits = 1; }
}
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
.include "\${CONFDIR}/metrics.conf"
.include "\${CONFDIR}/actions.conf"
modules { path = "\${PLUGINSDIR}"; }
regexp { ${name} { re = "/${words}/{body}"; score = ${score}.0; } }
`;
    await writeFile(join(folder, 'rspamd.conf'), config);
    return {
      command,
      args: [
        '-f',
        '-c',
        join(folder, 'rspamd.conf'),
        ...(isRoot ? ['-u', '_rspamd', '-g', '_rspamd'] : ['-i']),
      ],
    };
  });
}
