// Programs of these tests: run to their end, or until the tests end. Only what was started here is ever signalled.
import { spawn, spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';

const PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

export interface Ended {
  code: number | null;
  /** Standard output and standard error, as they came. */
  output: string;
}

export async function run(
  command: string,
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Ended> {
  const child = spawn(command, args, { env: { PATH, LC_ALL: 'C' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('latin1').on('data', (text: string) => (output += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

/** As `run`, but anything but success is an error. */
export async function succeed(command: string, args: readonly string[]): Promise<string> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${output}`);
  return output;
}

const atExit = new Set<() => void>();
process.once('exit', () => {
  for (const end of atExit) end();
});

/** Done when the tests end, and also when they are cut off. */
export function endWith(command: string, args: readonly string[]): () => void {
  const end = (): void => {
    atExit.delete(end);
    spawnSync(command, args, { env: { PATH } });
  };
  atExit.add(end);
  return end;
}

export interface Daemon {
  output(): string;
  end(): Promise<void>;
}

/** Starts a program that stays in the foreground; resolves when its port takes connections. */
export async function startDaemon(
  command: string,
  args: readonly string[],
  port: number,
): Promise<Daemon> {
  const child = spawn(command, args, { env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const kill = (): void => void child.kill('SIGTERM');
  atExit.add(kill);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const isOver = ended.then(() => {
    throw new Error(`${command} ended: ${output}`);
  });
  isOver.catch(() => {});
  await Promise.race([listens(port), isOver]);
  return {
    output: () => output,
    async end() {
      atExit.delete(kill);
      kill();
      await ended;
    },
  };
}

/** Resolves when a port of loopback takes connections. */
export async function listens(port: number): Promise<void> {
  const end = performance.now() + 300_000;
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    if (performance.now() > end) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Ports that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
