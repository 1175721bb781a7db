// The receiving end: binds the port, puts the parts together, and ends in order. What becomes of a message is `handle`'s.
import type { Server } from 'node:net';
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { ExpectedMessage } from '../message/received-message.ts';
import type { Envelope } from '../message/envelope.ts';
import { createAdmission } from './admission.ts';
import { addressTest } from '../message/ip-address.ts';
import { memoryBudget } from './message-buffer.ts';
import { SmtpEndpoint, type TlsFiles } from './smtp-server.ts';
import { createAcceptor } from './acceptor.ts';
import { LIMITS } from './session-limits.ts';
import type { HandleMessage } from './message-handler.ts';
import type { Ours } from './recipients.ts';
import type { Session, SessionDeps } from './session.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';

export interface ListenerDeps {
  settings: Pick<
    Settings,
    | 'domain'
    | 'hostname'
    | 'smtpHost'
    | 'smtpPort'
    | 'xclient'
    | 'proxyProtocol'
    | 'limits'
    | 'maxSize'
    | 'postmaster'
    | 'acceptDomains'
  > &
    Pick<Ours, 'takesAll'>;
  tls: TlsFiles;
  clock: Clock;
  log: Log;
  handle: HandleMessage;
  /** Resolves when another message can be taken; null when that is so now, which it is without this. */
  room?: () => Promise<void> | null;
  /** A first recipient was accepted: lookups may begin. */
  expect?: (envelope: Envelope) => ExpectedMessage | null;
  /** Whether a t-TOKEN address is known and has not expired; a rejection is answered 451. */
  knowsToken: (token: string) => boolean | Promise<boolean>;
  /** A t-TOKEN recipient was taken, and the message may follow: for those who watch. */
  announced?: (token: string, envelope: Envelope) => void;
  /** A limit was reached by a client: for the figures. */
  limitHit?: (limit: string) => void;
  /** A session ended, with so many refused commands: for the figures. */
  sessionEnded?: (errors: number) => void;
  timers?: Timers;
}

export interface Listener extends AsyncDisposable {
  readonly port: number;
  /** Sessions that are open now. */
  readonly sessions: number;
  /** For the handshakes to come; throws when certificate and key do not fit. */
  reloadTls: (tls: TlsFiles) => void;
  /** New connections get 421, messages under way are finished; resolves after the last session and the last decision, within 35 s. */
  stop(): Promise<void>;
}

/** `::` also where the machine has no IPv6. */
async function bind(server: Server, host: string, port: number): Promise<void> {
  const listen = (address: string) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await listen(host);
  } catch (error) {
    const hasNoIpv6 =
      error instanceof Error &&
      'code' in error &&
      (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL');
    if (host !== '::' || !hasNoIpv6) throw error;
    await listen('0.0.0.0');
  }
}

/** Rejects with the system's error (EADDRINUSE, EACCES, …) when the address cannot be bound. */
export async function startListener({
  settings,
  tls,
  clock,
  log,
  handle,
  knowsToken,
  room = () => null,
  expect = () => null,
  announced = () => {},
  limitHit = () => {},
  sessionEnded = () => {},
  timers = systemTimers,
}: ListenerDeps): Promise<Listener> {
  const sessions = new Map<string, Session>();
  const admission = createAdmission(clock, settings.limits);
  const startedAt = clock.now().toString(36);
  let count = 0;
  /** Messages whose decision is awaited; their clients may be gone. */
  let deciding = 0;
  let isStopping = false;
  let emptied = () => {};
  const isEmpty = () => sessions.size === 0 && deciding === 0;

  const parts: SessionDeps = {
    async handle(mail) {
      deciding += 1;
      try {
        return await handle(mail);
      } finally {
        deciding -= 1;
        if (isEmpty()) emptied();
      }
    },
    recipients: {
      ours: settings,
      knowsToken,
      most: settings.limits ? LIMITS.recipients : LIMITS.recipientsUnlimited,
    },
    room,
    expect,
    announced,
    limitHit,
    maxSize: settings.maxSize,
    limits: settings.limits,
    help: `Mail test@${settings.domain} and read the answer`,
    memory: memoryBudget(),
    clock,
    timers,
    log,
    nextId: () => `${startedAt}-${(count += 1)}`,
    isStopping: () => isStopping,
    ended(id, errors) {
      sessionEnded(errors);
      sessions.delete(id);
      admission.close();
      if (isEmpty()) emptied();
    },
  };
  const endpoint = new SmtpEndpoint(settings.hostname, tls, parts);
  const front = createAcceptor({
    admission,
    mayUseXclient: addressTest(settings.xclient),
    mustSpeakProxy: addressTest(settings.proxyProtocol),
    isStopping: () => isStopping,
    begin(socket, client) {
      const session = endpoint.begin(socket, client);
      sessions.set(session.id, session);
    },
    limitHit,
    timers,
    log,
  });
  await bind(front, settings.smtpHost, settings.smtpPort);
  front.on('error', (error) => {
    log.error({ err: error }, 'listener error');
  });
  const address = front.address();

  const end = async () => {
    isStopping = true;
    const empty = new Promise<void>((resolve) => {
      emptied = resolve;
    });
    for (const session of sessions.values()) session.drain();
    const cancel = timers.after(LIMITS.drainMs, () => {
      for (const session of sessions.values()) session.abort();
      const late = timers.after(LIMITS.lingerMs, emptied);
      void empty.then(late);
    });
    if (!isEmpty()) await empty;
    cancel();
    front.close();
  };
  let ended: Promise<void> | null = null;
  const stop = () => (ended ??= end());

  return {
    port: typeof address === 'object' && address !== null ? address.port : settings.smtpPort,
    get sessions() {
      return sessions.size;
    },
    reloadTls: (files) => endpoint.reloadTls(files),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
