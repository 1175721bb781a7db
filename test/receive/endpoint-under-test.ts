// A listener on loopback with time in hand, a handler that keeps what it gets, and a log that can be read.
import { startListener, type Listener, type ListenerDeps } from '../../src/receive/listener.ts';
import type { IncomingMessage } from '../../src/message/received-message.ts';
import type { SmtpReply } from '../../src/message/smtp-reply.ts';
import { replyOnStoreError } from '../../src/route/store-error-reply.ts';
import type { Log } from '../../src/runtime/log.ts';
import { selfSignedCertificate } from '../../src/service/self-signed.ts';
import { manualTime, type ManualTime } from './time.ts';

export interface LogLine {
  level: 'error' | 'warn' | 'info' | 'debug';
  text: string;
  fields: Record<string, unknown>;
}

export interface EndpointUnderTest extends AsyncDisposable {
  listener: Listener;
  port: number;
  time: ManualTime;
  mails: IncomingMessage[];
  log: LogLine[];
  /** What the next messages are answered; may be replaced. */
  handle: (mail: IncomingMessage) => Promise<SmtpReply>;
}

export async function makeCertificate(name: string): Promise<{ cert: string; key: string }> {
  const now = Date.now();
  const made = await selfSignedCertificate(name, {
    from: new Date(now - 86_400_000),
    to: new Date(now + 86_400_000),
  });
  return { cert: made.cert, key: made.key };
}

let shared: Promise<{ cert: string; key: string }> | null = null;

export const ACCEPTED: SmtpReply = {
  code: 250,
  lines: ['2.0.0 verdict=pass spf=pass dkim=pass dmarc=pass id=x https://example.test/r/x'],
};

export async function startEndpoint(
  settings: Partial<ListenerDeps['settings']> = {},
  { instantly, ...parts }: Partial<Omit<ListenerDeps, 'settings'>> & { instantly?: number } = {},
): Promise<EndpointUnderTest> {
  shared ??= makeCertificate('mx.example.test');
  const time = manualTime(instantly);
  const log: LogLine[] = [];
  const write = (level: LogLine['level']) => (fields: Record<string, unknown>, text: string) =>
    void log.push({ level, text, fields });
  const recorder: Log = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
  };
  const mails: IncomingMessage[] = [];
  const under = {
    time,
    log,
    mails,
    handle: async () => ACCEPTED,
  } as Omit<EndpointUnderTest, 'listener' | 'port' | typeof Symbol.asyncDispose>;
  const listener = await startListener({
    settings: {
      domain: 'example.test',
      hostname: 'mx.example.test',
      smtpHost: '127.0.0.1',
      smtpPort: 0,
      xclient: [],
      proxyProtocol: [],
      limits: true,
      maxSize: 1_048_576,
      ...settings,
    },
    tls: await shared,
    clock: time.clock,
    timers: time.timers,
    log: recorder,
    handle: async (mail) => {
      mails.push(mail);
      return await replyOnStoreError(under.handle(mail), recorder);
    },
    knowsToken: () => false,
    ...parts,
  });
  return Object.assign(under, {
    listener,
    port: listener.port,
    async [Symbol.asyncDispose]() {
      const stopped = listener.stop();
      // Far enough for what still hangs to be cut off, and then to be given up.
      time.advance(30_000);
      const giveUp = setTimeout(() => time.advance(2_000), 100);
      await stopped;
      clearTimeout(giveUp);
    },
  });
}
