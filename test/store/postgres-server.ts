// A real PostgreSQL for tests, in a temporary folder on a free port, as an unprivileged user. Each test gets a schema of its own.
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** Debian keeps the programs out of PATH. */
function programs(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a))
    : [];
  const found = versions
    .map((version) => join(debian, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
  return found ?? '';
}

const isRoot = process.getuid?.() === 0;
const program = (name: string, args: readonly string[]): [string, string[]] => {
  const file = join(programs(), name);
  // PostgreSQL refuses to run as root.
  return isRoot ? ['runuser', ['-u', 'nobody', '--', file, ...args]] : [file, [...args]];
};

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export interface PostgresServer {
  port: number;
  /** Of the administrator. */
  url: string;
  start(): Promise<void>;
  /** SIGINT: sessions are ended; SIGQUIT: as in a crash. */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  remove(): Promise<void>;
}

const started = new Set<{ folder: string; child: ChildProcess | null }>();
process.once('exit', () => {
  for (const { folder, child } of started) {
    if (child?.pid !== undefined) spawnSync('kill', ['-QUIT', String(child.pid)]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});

/** `settings` are lines of postgresql.conf. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mailassay-postgres-'));
  const data = join(folder, 'data');
  if (isRoot) await run('chown', ['nobody', folder]);
  chmodSync(folder, 0o700);
  const [file, args] = program('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  await run(file, args, { cwd: '/' });
  const port = await freePort();
  const own = { folder, child: null as ChildProcess | null };
  started.add(own);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<void> => {
    const options = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'shared_buffers=32MB',
      'max_connections=200',
      'dynamic_shared_memory_type=mmap',
      'logging_collector=off',
      // Tests end processes, not the machine.
      'fsync=off',
      ...settings,
    ].flatMap((setting) => ['-c', setting]);
    // `setpriv` and `exec` keep the pid that signals go to.
    const postgres = join(programs(), 'postgres');
    const child = isRoot
      ? spawn('setpriv', ['--reuid=nobody', '--clear-groups', postgres, '-D', data, ...options], {
          cwd: '/',
          stdio: ['ignore', 'ignore', 'pipe'],
        })
      : spawn(postgres, ['-D', data, ...options], {
          cwd: '/',
          stdio: ['ignore', 'ignore', 'pipe'],
        });
    let log = '';
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => (log = (log + text).slice(-4000)));
    own.child = child;
    for (;;) {
      const client = new Client({ connectionString: url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> => {
    const { child } = own;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  await start();
  return {
    port,
    url,
    start,
    stop,
    async remove() {
      await stop('SIGQUIT');
      started.delete(own);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

export interface Schema {
  url: string;
  query: <R extends object>(text: string, values?: unknown[]) => Promise<R[]>;
  remove(): Promise<void>;
}

/** An empty schema in the server of the URL; the schema's URL leads there. */
export async function makeSchema(base: string): Promise<Schema> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const administer = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: base });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await administer(`CREATE SCHEMA ${name}`);
  const url = new URL(base);
  url.searchParams.set('options', `-c search_path=${name}`);
  return {
    url: url.href,
    async query<R extends object>(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: base, options: `-c search_path=${name}` });
      await client.connect();
      return (await client.query<R>(text, values).finally(() => client.end())).rows;
    },
    remove: () => administer(`DROP SCHEMA ${name} CASCADE`),
  };
}
