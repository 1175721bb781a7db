// The receiving end: binds the port, puts the parts together, and ends in order. What becomes of a message is `handle`'s.
import type { Server } from 'node:net';
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { createAdmission } from './admission.ts';
import { addressTest } from './client-address.ts';
import { heldMemory } from './collector.ts';
import { Endpoint, type TlsFiles } from './endpoint.ts';
import { createFront } from './front.ts';
import { LIMITS } from './limits.ts';
import type { HandleMail } from './mail.ts';
import type { Session, SessionParts } from './session.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface ListenerParts {
  settings: Pick<Settings, 'domain' | 'hostname' | 'smtpHost' | 'smtpPort' | 'xclient' | 'proxyProtocol' | 'limits' | 'maxSize' | 'postmaster' | 'acceptDomains'>;
  tls: TlsFiles;
  clock: Clock;
  log: Log;
  handle: HandleMail;
  /** Whether a t-TOKEN address is known and has not expired; a rejection is answered 451. */
  knowsToken(token: string): boolean | Promise<boolean>;
  timers?: Timers;
}

export interface Listener extends AsyncDisposable {
  readonly port: number;
  /** Sessions that are open now. */
  readonly sessions: number;
  /** For the handshakes to come; throws when certificate and key do not fit. */
  reloadTls(tls: TlsFiles): void;
  /** New connections get 421, messages under way are finished; resolves when the last session is closed, within 35 s. */
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
    const hasNoIpv6 = error instanceof Error && 'code' in error && (error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL');
    if (host !== '::' || !hasNoIpv6) throw error;
    await listen('0.0.0.0');
  }
}

/** Rejects with the system's error (EADDRINUSE, EACCES, …) when the address cannot be bound. */
export async function startListener({ settings, tls, clock, log, handle, knowsToken, timers = systemTimers }: ListenerParts): Promise<Listener> {
  const sessions = new Set<Session>();
  const admission = createAdmission(clock, settings.limits);
  let isStopping = false;
  let emptied = () => {};

  const parts: SessionParts = {
    handle,
    recipients: { ours: settings, knowsToken, most: settings.limits ? LIMITS.recipients : LIMITS.recipientsUnlimited },
    maxSize: settings.maxSize,
    limits: settings.limits,
    help: `Mail test@${settings.domain} and read the answer`,
    memory: heldMemory(),
    clock,
    timers,
    log,
    isStopping: () => isStopping,
    ended(session) {
      sessions.delete(session);
      admission.close();
      if (sessions.size === 0) emptied();
    },
  };
  const endpoint = new Endpoint(settings.hostname, tls, parts);
  const front = createFront({
    admission,
    mayState: addressTest(settings.xclient),
    mustSpeakProxy: addressTest(settings.proxyProtocol),
    isStopping: () => isStopping,
    begin: (socket, client) => void sessions.add(endpoint.begin(socket, client)),
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
    for (const session of sessions) session.drain();
    const cancel = timers.after(LIMITS.drainMs, () => {
      for (const session of sessions) session.abort();
      const late = timers.after(LIMITS.lingerMs, emptied);
      void empty.then(late);
    });
    if (sessions.size > 0) await empty;
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
