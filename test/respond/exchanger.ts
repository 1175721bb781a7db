// A mail server on loopback that receives replies and shows them: smtp-server with its own words where a test wants a refusal, and
// a server that is written out line by line for what smtp-server would never do.
import { createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { makeCertificate } from '../receive/endpoint-under-test.ts';

export interface Arrival {
  /** null for the null reverse-path. */
  mailFrom: string | null;
  rcptTo: string[];
  helo: string;
  isTls: boolean;
  user: string | null;
  text: string;
}

export interface Exchanger extends AsyncDisposable {
  port: number;
  host: string;
  arrivals: Arrival[];
  /** Sessions that were begun. */
  sessions(): number;
  /** Resolves once so many mails are there. */
  arrived(count: number): Promise<void>;
}

/** Made once: nobody checks it. */
const certificate = makeCertificate('mx.example.org');

/** Thrown by a hook: the SMTP reply. */
export function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

export interface ExchangerOptions extends Omit<
  SMTPServerOptions,
  'onData' | 'onRcptTo' | 'onConnect' | 'onMailFrom'
> {
  host?: string;
  port?: number;
  /** Each may return a refusal. */
  onConnect?: () => Error | null;
  onMailFrom?: () => Error | null;
  onRcptTo?: (address: string) => Error | null;
  /** May take its time. */
  onArrival?: (count: number) => Error | null | Promise<Error | null>;
}

export async function openExchanger({
  host = '127.0.0.1',
  port = 0,
  onConnect,
  onMailFrom,
  onRcptTo,
  onArrival,
  ...options
}: ExchangerOptions = {}): Promise<Exchanger> {
  const arrivals: Arrival[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let sessions = 0;
  const server = new SMTPServer({
    ...(await certificate),
    authOptional: true,
    disableReverseLookup: true,
    ...options,
    onConnect(_session, callback) {
      sessions += 1;
      callback(onConnect?.() ?? null);
    },
    onMailFrom(_address, _session, callback) {
      callback(onMailFrom?.() ?? null);
    },
    onRcptTo({ address }, _session, callback) {
      callback(onRcptTo?.(address) ?? null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      const arrived = (error: Error | null): void => {
        if (error !== null) {
          callback(error);
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        arrivals.push({
          mailFrom: mailFrom === false || mailFrom.address === '' ? null : mailFrom.address,
          rcptTo: rcptTo.map(({ address }) => address),
          helo: String(session.hostNameAppearsAs),
          isTls: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
          text: Buffer.concat(chunks).toString('latin1'),
        });
        callback(null, 'taken');
        for (const { count, resolve } of waiting) if (arrivals.length >= count) resolve();
      };
      stream.on(
        'end',
        () => void Promise.resolve(onArrival?.(arrivals.length) ?? null).then(arrived),
      );
    },
  });
  server.on('error', () => {
    // A client that goes away is the client's affair.
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const bound = server.server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    host,
    arrivals,
    sessions: () => sessions,
    arrived: (count) =>
      new Promise((resolve) =>
        arrivals.length >= count ? resolve() : waiting.push({ count, resolve }),
      ),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface Scripted extends AsyncDisposable {
  port: number;
  /** Commands, and the final dots. */
  lines: string[];
  /** What came between DATA and the dot. */
  texts: string[];
}

/** Answers line by line with what `answer` says: text to write, or null to close. Within DATA only the final dot is asked about; TLS is never spoken. */
export async function openScripted(
  answer: (line: string) => string | null,
  { host = '127.0.0.1', port = 0, greeting = '220 scripted.example ESMTP' as string | null } = {},
): Promise<Scripted> {
  const lines: string[] = [];
  const texts: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.setEncoding('latin1');
    if (greeting === null) {
      socket.end();
      return;
    }
    socket.write(`${greeting}\r\n`);
    let held = '';
    let isData = false;
    let isHandshake = false;
    socket.on('data', (chunk: string) => {
      if (isHandshake) {
        socket.end('this is no TLS\r\n');
        return;
      }
      held += chunk;
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end);
        held = held.slice(end + 2);
        if (isData && line !== '.') {
          texts.push(`${texts.pop() ?? ''}${line}\r\n`);
          continue;
        }
        isData = false;
        lines.push(line);
        const reply = answer(line);
        if (reply === null) {
          socket.destroy();
          return;
        }
        isData = line === 'DATA' && reply.startsWith('354');
        if (isData) texts.push('');
        isHandshake = line === 'STARTTLS' && reply.startsWith('220');
        if (reply !== '') socket.write(`${reply}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    lines,
    texts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Dripping extends AsyncDisposable {
  sessions(): number;
  /** Resolves once so many sessions have begun. */
  begun(count: number): Promise<void>;
}

/** Begins a greeting in each session and never comes to its end. */
export async function openDripping({
  host,
  port,
}: {
  host: string;
  port: number;
}): Promise<Dripping> {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let sessions = 0;
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.write('220-please\r\n220-wait');
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return {
    sessions: () => sessions,
    begun: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (sessions >= count) resolve();
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
