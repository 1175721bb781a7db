// A service as operators run it: a process of its own, told its settings by the environment, watched through what it prints and
// through its sockets. Nothing of src/service is imported here.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Serve {
  smtpPort: number;
  /** Without a slash at the end. */
  web: string;
  dataDir: string;
  pid: number;
  stdout(): string;
  stderr(): string;
  ended: Promise<Ended>;
  /** Signals it and waits for its end. */
  end(signal?: NodeJS.Signals): Promise<Ended>;
}

export type Variables = Record<string, string>;

/** Dozens of processes load the same files: compiled once, they start in half the time. */
const COMPILED = join(ROOT, 'node_modules/.cache/mailassay-tests');

/** What a child process sees: only what is needed to run, so that no setting of the machine's leaks in. */
export function environment(variables: Variables): Record<string, string> {
  const settings = Object.entries(variables).map(([name, value]) => [`MAILASSAY_${name}`, value]);
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    NODE_COMPILE_CACHE: COMPILED,
    ...Object.fromEntries(settings),
  };
}

export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'mailassay-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

function ends(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
}

export interface Run extends Ended {
  stdout: string;
  stderr: string;
}

/** Runs a command line of mailassay to its end. */
export async function run(
  args: readonly string[],
  variables: Variables = {},
  { input = '', cwd = ROOT }: { input?: string | Uint8Array; cwd?: string } = {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), ...args], {
    cwd,
    env: environment(variables),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = await ends(child);
  return { ...ended, stdout, stderr };
}

const running = new Set<ChildProcess>();
// Whatever happens to the tests, no service of theirs outlives them.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts it on ports that the system chooses; resolves when it says that it is ready, rejects with what it said when it ends before. */
export async function startServe(
  variables: Variables & { DATA_DIR: string },
  { command }: { command?: [string, string[]] } = {},
): Promise<Serve> {
  const [file, args] = command ?? [process.execPath, ['src/main.ts', 'serve']];
  const child = spawn(file, args, {
    cwd: ROOT,
    env: environment({
      DOMAIN: 'test.example',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: '0',
      HTTP_PORT: '0',
      WORKERS: '1',
      ...variables,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  const ended = ends(child).finally(() => running.delete(child));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('Ctrl+C ends it.')) resolve();
    });
    void ended.then(({ code, signal }) =>
      reject(new Error(`the service ended with ${code ?? signal} before it was ready: ${stderr}`)),
    );
  });
  return {
    smtpPort: Number(/^ +SMTP +\S+:(\d+)$/m.exec(stdout)?.[1]),
    web: /^ +web +(\S+)$/m.exec(stdout)?.[1] ?? '',
    dataDir: variables.DATA_DIR,
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      return await ended;
    },
  };
}
