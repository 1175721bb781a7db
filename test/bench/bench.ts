// `npm run bench`: what one message costs in CPU from connect to stored verdict, beside the naive script, in one run.
// CPU is the kernel's count for the whole server process, threads included. Both are started several times and take turns, many short
// ones, because the machine is not as fast at one moment as at the next, nor a process as well compiled as the next. The ratio is that of
// all they used, with the standard error of the rounds' own ratios.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { startDnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { verificationCost, verificationLine } from './verification.ts';

/** What is delivered: octets, and connections at once. One address may have 20 (SECURITY.md §3); with few, both sides mostly wait, and wake cold. */
const LOADS = [
  { size: 2_000, atOnce: 20 },
  { size: 15_000, atOnce: 20 },
  { size: 100_000, atOnce: 20 },
  { size: 15_000, atOnce: 5 },
];
const STARTS = Number(process.env['BENCH_STARTS'] ?? 3);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 8);
const MESSAGES = Number(process.env['BENCH_MESSAGES'] ?? 60);
/** Messages of each size before anything is counted. */
const WARM_UP = 400;
const TICK_MS = 10;

const key = await readFile(new URL('../../fixtures/keys/rsa2048.pem', import.meta.url), 'utf8');
const keyRecord = (
  await readFile(new URL('../../fixtures/keys/rsa2048.txt', import.meta.url), 'utf8')
).trim();
const strings = (keyRecord.match(/.{1,250}/g) ?? []).map((part) => `"${part}"`).join(' ');

const zone = parseZone(`
example. 300 SOA ns.example. hostmaster.example. 1 7200 900 1209600 300
bench.example. 300 SOA ns.bench.example. hostmaster.bench.example. 1 7200 900 1209600 300
bench.example. 300 MX 10 mail.bench.example.
bench.example. 300 TXT "v=spf1 ip4:127.0.0.0/8 mx -all"
mail.bench.example. 300 A 127.0.0.1
mail.bench.example. 300 TXT "v=spf1 a -all"
_dmarc.bench.example. 300 TXT "v=DMARC1; p=reject"
s._domainkey.bench.example. 300 TXT ${strings}
1.0.0.127.in-addr.arpa. 300 PTR mail.bench.example.
`);

async function message(size: number): Promise<string> {
  const lines: string[] = [];
  for (let octets = 0; octets < size - 900; octets += 74)
    lines.push(
      'The quick brown fox jumps over the lazy dog, and the dog does not mind it.'.slice(0, 72),
    );
  const plain = [
    'From: A <a@bench.example>',
    'To: assert@localhost',
    'Subject: bench',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <b@bench.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain',
    '',
    ...lines,
    '',
  ].join('\r\n');
  const signer = { signingDomain: 'bench.example', selector: 's', privateKey: key };
  const { signatures } = await dkimSign(Buffer.from(plain), {
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    ...signer,
    signatureData: [signer],
  });
  return signatures + plain;
}

/** One message over one connection; resolves to the final reply. */
async function deliver(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('latin1');
  const chunks = socket[Symbol.asyncIterator]();
  let pending = '';
  const reply = async (): Promise<string> => {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(pending);
      if (match !== null) {
        pending = pending.slice(match[0].length);
        return match[0];
      }
      const { value, done } = await chunks.next();
      if (done === true) throw new Error(`the connection ended after ${JSON.stringify(pending)}`);
      pending += String(value);
    }
  };
  await reply();
  for (const command of [
    'EHLO mail.bench.example',
    'MAIL FROM:<a@bench.example>',
    'RCPT TO:<assert@localhost>',
    'DATA',
  ]) {
    socket.write(`${command}\r\n`);
    await reply();
  }
  socket.write(`${text}.\r\n`);
  const final = await reply();
  socket.write('QUIT\r\n');
  await reply();
  // A socket that nobody reads to its end stays open.
  socket.destroy();
  return final;
}

/** Several connections at once: both sides make a client wait 100 ms for the greeting (early talkers), which costs no CPU. */
async function deliverMany(
  port: number,
  text: string,
  { count, atOnce }: { count: number; atOnce: number },
): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const reply = await deliver(port, text);
      if (!reply.startsWith('250')) throw new Error(`not accepted: ${reply}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** Milliseconds of CPU of a process so far. */
async function cpu(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function started(child: ChildProcess, pattern: RegExp): Promise<number> {
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const match = pattern.exec(output);
    if (match?.[1] !== undefined) return Number(match[1]);
  }
  throw new Error(`the server did not start: ${output}`);
}

const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard error of a mean. */
function standardError(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / (values.length - 1));
}

/** Milliseconds of CPU a message, one figure a round. */
interface Figures {
  naive: number[];
  ours: number[];
}

/** Starts both, warms them up, and adds a figure for each round. */
async function measure(
  dnsPort: number,
  folder: string,
  figures: readonly Figures[],
): Promise<void> {
  const naive = spawn(
    process.execPath,
    [new URL('naive.ts', import.meta.url).pathname, String(dnsPort), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const service = spawn(
    process.execPath,
    [new URL('../../src/main.ts', import.meta.url).pathname, 'serve'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        MAILASSAY_SMTP_HOST: '127.0.0.1',
        MAILASSAY_SMTP_PORT: '0',
        MAILASSAY_HTTP_PORT: '0',
        MAILASSAY_DATA_DIR: join(folder, 'data'),
        MAILASSAY_DNS_SERVERS: `127.0.0.1:${dnsPort}`,
        MAILASSAY_LIMITS: 'off',
        MAILASSAY_LOG_LEVEL: 'warn',
      },
    },
  );
  const children = [naive, service];
  const ended = children.map((child) => once(child, 'exit'));
  try {
    const subjects = [
      { of: 'naive', child: naive, port: await started(naive, /^(\d+)\n/) },
      { of: 'ours', child: service, port: await started(service, /SMTP\s+\S+:(\d+)/) },
    ] as const;
    // A service runs for weeks: what is measured is compiled code.
    for (const { size, atOnce } of LOADS)
      for (const { port } of subjects)
        await deliverMany(port, await message(size), {
          count: WARM_UP,
          atOnce: Math.max(atOnce, 20),
        });
    for (const [index, { size, atOnce }] of LOADS.entries()) {
      const text = await message(size);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const { of, child, port } of subjects) {
          const before = await cpu(child.pid ?? 0);
          await deliverMany(port, text, { count: MESSAGES, atOnce });
          figures[index]?.[of].push(((await cpu(child.pid ?? 0)) - before) / MESSAGES);
        }
      }
    }
  } finally {
    for (const child of children) child.kill('SIGTERM');
    await Promise.all(ended);
  }
}

process.stdout.write(`${verificationLine(await verificationCost())}\n`);
process.stdout.write(
  `one message, one RSA-2048 signature, from connect to stored verdict: ms of CPU, mean of ${STARTS * ROUNDS} rounds of ${MESSAGES}\n`,
);

const dns = await startDnsServer(zone, { host: '127.0.0.1', port: 0 });
const figures = LOADS.map((): Figures => ({ naive: [], ours: [] }));
try {
  for (let start = 0; start < STARTS; start += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'mailassay-bench-'));
    try {
      await measure(dns.port, folder, figures);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
} finally {
  await dns[Symbol.asyncDispose]();
}
for (const [index, { naive, ours }] of figures.entries()) {
  const { size = 0, atOnce = 0 } = LOADS[index] ?? {};
  const error = standardError(ours.map((figure, round) => figure / (naive[round] ?? NaN)));
  const ratio = `${(mean(ours) / mean(naive)).toFixed(2)} ± ${error.toFixed(2)}`;
  process.stdout.write(
    `  ${String(size / 1000).padStart(4)} kB, ${String(atOnce).padStart(2)} at once   naive ${mean(naive).toFixed(2)}   mailassay ${mean(ours).toFixed(2)}   ratio ${ratio}\n`,
  );
}
