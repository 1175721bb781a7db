// `npm run bench`: what a message costs, and how long its sender waits, beside the script that anyone would write first (naive.ts).
// Both get the same load in turn, many short rounds, because the machine is not as fast at one moment as at the next. Only their ratio
// means anything elsewhere.
//   --quick            the rows that matter most, in a minute
//   --only A,B         rows whose names begin so (rows.ts), also start and verify
//   --starts N, --rounds N, --minutes N    processes of each side, rounds a process, time after which no further round begins
//   --warm-up N        messages before anything is counted
//   --json             the same as JSON
//   --profile DIR      CPU profiles of the service's threads
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Asked, DnsOrder } from './dns.ts';
import { HEADING, lineOf, resultOf, type Result, type Round } from './figures.ts';
import type { Delivered, LoadOrder } from './load.ts';
import { Helper, sizeOf, startScript, startService, type Subject } from './machine.ts';
import { QUICK, ROWS, type Row } from './rows.ts';
import { startLine, startTime, type StartTime } from './start-time.ts';
import { verificationCost, verificationLine } from './verification.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    starts: { type: 'string' },
    rounds: { type: 'string' },
    minutes: { type: 'string' },
    'warm-up': { type: 'string' },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
});
const { quick } = options;
const starts = Number(options.starts ?? (quick ? 1 : 2));
const rounds = Number(options.rounds ?? (quick ? 2 : 3));
const latest = performance.now() + Number(options.minutes ?? (quick ? 0.8 : 6)) * 60_000;
const only = options.only?.split(',');
const isWanted = (name: string): boolean =>
  only === undefined
    ? !quick || QUICK.has(name)
    : only.some(
        (word) =>
          name === word || (name.startsWith(word) && !ROWS.some((row) => row.name === word)),
      );

/** Messages before anything is counted: a service runs for weeks, so what is measured is compiled code. */
const WARM_UP = Number(options['warm-up'] ?? 400);
const IDLE_MS = 120_000;
/** What is put off until the next try may begin late. */
const QUIET_AFTER_PENDING_MS = 3_000;

const dns = new Helper('dns.ts');
const load = new Helper('load.ts');
const sink = new Helper('sink.ts');
const [dnsPort, , sinkPort] = await Promise.all([
  dns.hear<number>(),
  load.hear<string>(),
  sink.hear<number>(),
]);
const service = { sinkPort, profile: options.profile ?? null };
const folder = await mkdtemp(join(tmpdir(), 'mailassay-bench-'));
let folders = 0;

const say = (line: string): void => void (options.json || process.stdout.write(`${line}\n`));

function start(name: Subject['name']): Promise<Subject> {
  const place = join(folder, String(folders++));
  return name === 'script' ? startScript(dnsPort, place) : startService(dnsPort, place, service);
}

async function send(subject: Subject, row: Row, count = row.count): Promise<Delivered[]> {
  await dns.ask({ delay: row.dns } satisfies DnsOrder);
  const { port } = subject;
  const recipient = row.mailed ? 'test@localhost' : 'assert@localhost';
  const { connections, size } = row;
  return await load.ask({ port, recipient, count, connections, size } satisfies LoadOrder);
}

/** One round; what was put off is counted. */
async function measure(subject: Subject, row: Row): Promise<Round> {
  await subject.forgetPeak();
  await dns.ask<Asked>('take');
  const mailed = await sink.ask<number>('count');
  const before = await subject.cpu();
  const delivered = await send(subject, row);
  const isOwed = row.mailed && subject.name === 'mailassay';
  for (let tries = 0; isOwed && tries < 200; tries++) {
    const taken = await sink.ask<number>('count');
    if (taken - mailed >= delivered.filter(({ code }) => code === 250).length) break;
    await pause(50);
  }
  await subject.quiet(
    delivered.some(({ pending }) => pending) ? QUIET_AFTER_PENDING_MS : undefined,
  );
  const cpu = (await subject.cpu()) - before;
  const { peak } = await subject.memory();
  return { cpu, peak, delivered, asked: await dns.ask<Asked>('take') };
}

interface Disk {
  /** Octets a test, and of its message. */
  script: number;
  mailassay: number;
  message: number;
}

const results: Result[] = [];
let started: StartTime | null = null;
let disk: Disk | null = null;
const wanted = ROWS.filter(({ name }) => isWanted(name));
const verification = (only === undefined ? !quick : isWanted('verify'))
  ? await verificationCost()
  : null;

function conclude(row: Row, pair: readonly [Round[], Round[]]): void {
  const result = resultOf(row, ...pair);
  results.push(result);
  say(lineOf(result));
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

try {
  if (verification !== null) say(verificationLine(verification));
  if (only === undefined ? !quick : isWanted('start')) {
    started = await startTime(dnsPort, folder, { ...service, profile: null }, 3);
    say(startLine(started));
  }
  say(HEADING);
  const [fresh, idle] = (['fresh', 'idle'] as const).map((kind) =>
    wanted.find((row) => row.burst === kind),
  );
  // A burst is one round: what it meets is there once. The same processes are then left alone until the second.
  const bursts: { subject: Subject; rounds: Round[] }[] = [];
  const isBursting = fresh !== undefined || idle !== undefined;
  for (const name of isBursting ? (['script', 'mailassay'] as const) : []) {
    const subject = await start(name);
    const row = ROWS.find(({ burst }) => burst === 'fresh');
    if (row !== undefined) bursts.push({ subject, rounds: [await measure(subject, row)] });
  }
  const concludeBurst = (row: Row): void => {
    const [script, ours] = bursts.map((burst) => burst.rounds.slice(-1));
    if (script !== undefined && ours !== undefined) conclude(row, [script, ours]);
  };
  const burstEnd = performance.now();
  if (fresh !== undefined) concludeBurst(fresh);

  const steady = wanted.filter((row) => row.burst === null);
  const figures = new Map(steady.map((row) => [row, [[], []] as [Round[], Round[]]]));
  for (let number = 0; number < starts && steady.length > 0; number++) {
    if (number > 0 && performance.now() > latest) break;
    const subjects = [await start('script'), await start('mailassay')];
    const [common] = ROWS.filter(({ name }) => name === 'dns0-c20');
    for (const subject of subjects) if (common !== undefined) await send(subject, common, WARM_UP);
    for (const subject of subjects) await subject.quiet();
    for (let round = 0; round < rounds; round++) {
      for (const [row, pair] of figures) {
        if (performance.now() > latest && pair[0].length > 0) continue;
        const [script, ours] = subjects;
        // Each is first as often as second.
        const order = round % 2 === 0 ? [script, ours] : [ours, script];
        for (const subject of order)
          if (subject !== undefined)
            pair[subject.name === 'script' ? 0 : 1].push(await measure(subject, row));
      }
    }
    await Promise.all(subjects.map((subject) => subject.end()));
  }
  for (const [row, pair] of figures) conclude(row, pair);

  if (idle !== undefined) {
    await pause(Math.max(0, burstEnd + IDLE_MS - performance.now()));
    for (const { subject, rounds: done } of bursts) done.push(await measure(subject, idle));
    concludeBurst(idle);
  }
  await Promise.all(bursts.map(({ subject }) => subject.end()));
  const [script, ours] = bursts;
  if (script !== undefined && ours !== undefined) {
    const delivered = ours.rounds.flatMap((round) => round.delivered);
    const tests = delivered.length;
    disk = {
      script: (await sizeOf(script.subject.folder)) / tests,
      mailassay: (await sizeOf(ours.subject.folder)) / tests,
      message: sum(delivered.map(({ octets }) => octets)) / tests,
    };
    const kilobytes = (octets: number): string => (octets / 1000).toFixed(1);
    say(
      `disk              ${kilobytes(disk.script)} / ${kilobytes(disk.mailassay)} kB a test; the message has ${kilobytes(disk.message)} kB`,
    );
  }
} finally {
  for (const helper of [dns, load, sink]) helper.end();
  await rm(folder, { recursive: true, force: true });
}
if (options.json)
  process.stdout.write(
    `${JSON.stringify({ node: process.version, rows: results, start: started, disk, verification }, null, 2)}\n`,
  );
