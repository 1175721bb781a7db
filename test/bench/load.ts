// The senders of the benchmark, in a process of their own: so many connections at once, one message each, each from the address of
// its domain's server. What is answered is counted; nothing here gives up.
import { connect, type Socket } from 'node:net';
import { letters, type Letter } from './corpus.ts';
import { now } from './now.ts';

export interface LoadOrder {
  port: number;
  recipient: string;
  count: number;
  connections: number;
  /** Octets of each message; null for the mixed load. */
  size: number | null;
}

export interface Delivered {
  /** Reply code to the message, or of the step that was refused; 0 when the connection broke. */
  code: number;
  /** The reply says `verdict=pending`. */
  pending: boolean;
  octets: number;
  /** When the connection was opened, when the final dot was sent, when its reply came. */
  start: number;
  dot: number;
  end: number;
}

/** Written as a whole, dot included, like a sender with a quick line; what is larger gets its dot when the rest has left. */
const ONE_WRITE = 256_000;
const DIFFERENT_LARGE = 5;
const TIMEOUT_MS = 60_000;

function deliver(letter: Letter, { port, recipient }: LoadOrder): Promise<Delivered> {
  const { promise, resolve } = Promise.withResolvers<Delivered>();
  const start = now();
  const octets = letter.wire.length;
  let dot = 0;
  let held = '';
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress: letter.client });
  socket.setNoDelay(true);
  socket.setEncoding('latin1');
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
  const commands = [
    `EHLO ${letter.helo}\r\n`,
    `MAIL FROM:<${letter.mailFrom}>\r\n`,
    `RCPT TO:<${recipient}>\r\n`,
    'DATA\r\n',
  ];
  const done = (code: number, text = ''): void => {
    resolve({ code, pending: text.includes('verdict=pending'), octets, start, dot, end: now() });
  };
  const answered = (reply: string): void => {
    const code = Number(reply.slice(0, 3));
    if (dot !== 0 || code >= 400) {
      done(code, reply);
      socket.end('QUIT\r\n');
      return;
    }
    const command = commands.shift();
    if (command !== undefined) {
      socket.write(command);
    } else if (letter.wire.length < ONE_WRITE) {
      dot = now();
      socket.write(Buffer.concat([letter.wire, Buffer.from('.\r\n')]));
    } else {
      socket.write(letter.wire, () => {
        dot = now();
        socket.write('.\r\n');
      });
    }
  };
  socket.on('data', (chunk) => {
    held += String(chunk);
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(held);
      if (match === null) break;
      held = held.slice(match[0].length);
      answered(match[0].slice(match[0].lastIndexOf('\n', match[0].length - 2) + 1));
    }
  });
  socket.on('error', () => done(0));
  socket.on('close', () => done(0));
  return promise;
}

const made = new Map<number | null, Promise<Letter[]>>();

async function run(order: LoadOrder): Promise<Delivered[]> {
  const { size, count, connections } = order;
  let set = made.get(size);
  if (set === undefined)
    made.set(
      size,
      (set =
        size === null ? letters(null) : letters(size, size > ONE_WRITE ? DIFFERENT_LARGE : 40)),
    );
  const all = await set;
  const results: Delivered[] = [];
  let begun = 0;
  const one = async (): Promise<void> => {
    while (begun < count) {
      const letter = all[begun++ % all.length];
      if (letter !== undefined) results.push(await deliver(letter, order));
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  return results;
}

process.on(
  'message',
  (order: LoadOrder) => void run(order).then((results) => process.send?.(results)),
);
process.once('disconnect', () => process.exit());
void letters(null).then((set) => {
  made.set(null, Promise.resolve(set));
  process.send?.('ready');
});
