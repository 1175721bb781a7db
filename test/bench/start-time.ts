// What a start costs: `npm start` until the ports are told, and `mailassay check` of one message.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { letters } from './corpus.ts';
import { COMPILE_CACHE, MAIN, startService, type ServiceOptions } from './machine.ts';

export interface StartTime {
  /** Milliseconds, medians. */
  serve: { wall: number; cpu: number };
  check: { wall: number; cpu: number };
  memory: number;
}

const median = (values: number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** CPU of the children that have ended, in milliseconds. */
async function childrenCpu(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

async function check(args: string[]): Promise<{ wall: number; cpu: number }> {
  const begun = performance.now();
  const before = await childrenCpu();
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, ...COMPILE_CACHE },
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code > 1) throw new Error(`check ended with ${code}`);
  return { wall: performance.now() - begun, cpu: (await childrenCpu()) - before };
}

export async function startTime(
  dnsPort: number,
  folder: string,
  service: ServiceOptions,
  rounds: number,
): Promise<StartTime> {
  const file = join(folder, 'message.eml');
  const [letter] = await letters(15_000, 1);
  if (letter === undefined) throw new Error('no message');
  await writeFile(file, letter.wire.toString('latin1').replace(/^\.\./gm, '.'), 'latin1');
  const session = ['--ip', letter.client, '--helo', letter.helo, '--mail-from', letter.mailFrom];
  const bootstrap = fileURLToPath(new URL('../../src/build/bootstrap.mjs', import.meta.url));
  const serves: { wall: number; cpu: number }[] = [];
  const checks: { wall: number; cpu: number }[] = [];
  const memories: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = await check([bootstrap]);
    const running = await startService(dnsPort, join(folder, 'start'), service);
    serves.push({
      wall: first.wall + running.started.wall,
      cpu: first.cpu + running.started.cpu,
    });
    await running.quiet();
    memories.push((await running.memory()).now);
    await running.end();
    checks.push(await check([MAIN, 'check', file, ...session, '--dns', `127.0.0.1:${dnsPort}`]));
  }
  const both = (times: { wall: number; cpu: number }[]): { wall: number; cpu: number } => ({
    wall: median(times.map(({ wall }) => wall)),
    cpu: median(times.map(({ cpu }) => cpu)),
  });
  return { serve: both(serves), check: both(checks), memory: median(memories) };
}

export function startLine({ serve, check: checked, memory }: StartTime): string {
  const seconds = ({ wall, cpu }: { wall: number; cpu: number }): string =>
    `${(wall / 1000).toFixed(2)} s, ${(cpu / 1000).toFixed(2)} s of CPU`;
  return `start             npm start until the ports are told ${seconds(serve)}, ${(memory / 2 ** 20).toFixed(0)} MB when idle | check FILE ${seconds(checked)}`;
}
