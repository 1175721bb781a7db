// The processes of the benchmark: helpers that are not counted, and the two that are: the script and the service. What they use is
// what the kernel says of the whole process, its threads and its children.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const TICK_MS = 10;
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
export const MAIN = here('../../src/main.ts');
/** As `npm start` sets it. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: here('../../node_modules/.cache/mailassay') };

/** A process of ours that does one thing after the other. */
export class Helper {
  readonly #child: ChildProcess;
  constructor(file: string) {
    this.#child = fork(here(file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }
  /** Its next message. */
  async hear<T>(): Promise<T> {
    const [message] = (await once(this.#child, 'message')) as [T];
    return message;
  }
  async ask<T>(order: object | string): Promise<T> {
    const answer = this.hear<T>();
    this.#child.send(order);
    return await answer;
  }
  end(): void {
    this.#child.disconnect();
  }
}

/** utime, stime, cutime, cstime of proc(5), in milliseconds; children that live are added. */
export async function cpuOf(pid: number): Promise<number> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  let total = 0;
  for (const field of fields.slice(11, 15)) total += Number(field) * TICK_MS;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  for (const child of children.split(' ').filter(Boolean))
    total += await cpuOf(Number(child)).catch(() => 0);
  return total;
}

export interface Subject {
  readonly name: 'script' | 'mailassay';
  readonly port: number;
  readonly folder: string;
  /** Milliseconds from its start to the port it told, and of CPU until then. */
  readonly started: { wall: number; cpu: number };
  /** Milliseconds of CPU so far. */
  cpu(): Promise<number>;
  /** Octets of memory: now, and the most since `forgetPeak`. */
  memory(): Promise<{ now: number; peak: number }>;
  forgetPeak(): Promise<void>;
  /** Waits until it does nothing for so long. */
  quiet(milliseconds?: number): Promise<void>;
  end(): Promise<void>;
}

/** None of them outlives the benchmark. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const QUIET_MS = 500;
const MAX_WAIT_MS = 30_000;

async function subject(
  name: Subject['name'],
  folder: string,
  args: string[],
  options: { pattern: RegExp; env?: Record<string, string> },
): Promise<Subject> {
  await mkdir(folder, { recursive: true });
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  const ended = once(child, 'exit');
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.stderr?.on('data', (chunk: Buffer) => {
    if (!String(chunk).startsWith('mailassay: ending;')) process.stderr.write(chunk);
  });
  const pid = child.pid ?? 0;
  let output = '';
  let port: number | null = null;
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    port = Number(options.pattern.exec(output)?.[1] ?? '');
    if (port > 0) break;
  }
  if (port === null || port === 0) throw new Error(`${name} did not start: ${output}`);
  const wall = performance.now() - begun;
  const cpu = (): Promise<number> => cpuOf(pid);
  return {
    name,
    port,
    folder,
    started: { wall, cpu: await cpu() },
    cpu,
    async memory() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      const octets = (field: string): number =>
        Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
      return { now: octets('VmRSS'), peak: octets('VmHWM') };
    },
    async forgetPeak() {
      await writeFile(`/proc/${pid}/clear_refs`, '5').catch(() => {});
    },
    async quiet(milliseconds = QUIET_MS) {
      const latest = performance.now() + MAX_WAIT_MS;
      let before = await cpu();
      for (let still = 0; still < milliseconds && performance.now() < latest;) {
        await pause(100);
        const used = await cpu();
        still = used - before <= TICK_MS ? still + 100 : 0;
        if (still === 0) before = used;
      }
    },
    async end() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function startScript(dnsPort: number, folder: string): Promise<Subject> {
  return subject('script', folder, [here('naive.ts'), String(dnsPort), folder], {
    pattern: /^(\d+)\n/,
  });
}

export interface ServiceOptions {
  sinkPort: number;
  /** Where profiles of all threads are written when it ends; null for none. */
  profile: string | null;
}

export function startService(
  dnsPort: number,
  folder: string,
  { sinkPort, profile }: ServiceOptions,
): Promise<Subject> {
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  return subject('mailassay', folder, [...profiling, MAIN, 'serve'], {
    pattern: /SMTP\s+\S+:(\d+)/,
    env: {
      ...COMPILE_CACHE,
      MAILASSAY_SMTP_HOST: '127.0.0.1',
      MAILASSAY_SMTP_PORT: '0',
      MAILASSAY_HTTP_PORT: '0',
      MAILASSAY_DATA_DIR: folder,
      MAILASSAY_DNS_SERVERS: `127.0.0.1:${dnsPort}`,
      MAILASSAY_RELAY_URL: `smtp://127.0.0.1:${sinkPort}`,
      MAILASSAY_LOCAL_SENDERS: 'judge',
      MAILASSAY_LIMITS: 'off',
      MAILASSAY_LOG_LEVEL: 'warn',
    },
  });
}

/** Octets of the files of a folder. */
export async function sizeOf(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) total += (await stat(join(entry.parentPath, entry.name))).size;
  return total;
}
