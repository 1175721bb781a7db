// Measures CPU per message from connect to the handler for 15 kB, next to a bare smtp-server: `node test/receive/overhead.ts`.
// Not a test: the figures are for people. Clients run in a process of their own, so that only the server's CPU is counted.
import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { startListener } from '../../src/receive/listener.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { systemTimers } from '../../src/runtime/timers.ts';
import { makeCertificate } from './endpoint-under-test.ts';

const MESSAGES = 500;
const AT_ONCE = 40;
const BODY = `From: a@b.example\r\nSubject: x\r\n\r\n${`${'x'.repeat(74)}\r\n`.repeat(200)}`;

/** One message in one session, waiting for each reply. */
function sendOne(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const steps = [
      'EHLO c\r\n',
      'MAIL FROM:<a@b.example>\r\n',
      'RCPT TO:<test@example.test>\r\n',
      'DATA\r\n',
      `${BODY}.\r\n`,
      'QUIT\r\n',
    ];
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!/^\d{3} [^\r\n]*\r\n$/m.test(text)) return;
      text = '';
      const step = steps.shift();
      if (step !== undefined) socket.write(step);
    });
    socket.on('error', reject);
    socket.on('close', () => (steps.length === 0 ? resolve() : reject(new Error('cut off'))));
  });
}

async function clientProcess(port: number): Promise<void> {
  let left = MESSAGES;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) await sendOne(port);
    }),
  );
}

async function measure(name: string, port: number): Promise<number> {
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(new URL(import.meta.url), [String(port)]);
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`clients ended with ${code}`)),
      );
    });
  await run();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  const perMessage = (user + system) / 1000 / MESSAGES;
  console.log(
    `${name.padEnd(18)} ${perMessage.toFixed(3)} ms a message (user ${(user / 1000 / MESSAGES).toFixed(3)}, system ${(system / 1000 / MESSAGES).toFixed(3)})`,
  );
  return perMessage;
}

const [, , given] = process.argv;
if (given !== undefined) {
  await clientProcess(Number(given));
} else {
  const tls = await makeCertificate('mx.example.test');
  const bare = new SMTPServer({
    ...tls,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    size: 10_485_760,
    logger: false,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => callback(null, `2.0.0 ${Buffer.concat(chunks).length}`));
    },
  });
  bare.on('error', () => {});
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const address = bare.server.address();
  const barePort = typeof address === 'object' && address !== null ? address.port : 0;

  await using listener = await startListener({
    settings: {
      domain: 'example.test',
      hostname: 'mx.example.test',
      smtpHost: '127.0.0.1',
      smtpPort: 0,
      xclient: [],
      proxyProtocol: [],
      limits: false,
      maxSize: 10_485_760,
    },
    tls,
    clock: systemClock,
    timers: systemTimers,
    log: silentLog,
    knowsToken: () => false,
    handle: async (mail) => ({ code: 250, lines: [`2.0.0 ${mail.message.length}`] }),
  });
  const rounds: number[] = [];
  for (let round = 0; round < 3; round++) {
    const theirs = await measure('bare smtp-server', barePort);
    const ours = await measure('receive', listener.port);
    rounds.push(ours - theirs);
  }
  console.log(`difference ${rounds.map((ms) => ms.toFixed(3)).join(', ')} ms`);
  bare.close();
}
