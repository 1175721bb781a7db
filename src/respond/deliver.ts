// One attempt to hand over a mail (SECURITY.md §5): through the operator's relay, or straight to the recipient's exchangers. A
// stranger chose the recipient, so its servers' addresses are checked after resolution and exactly the checked one is connected to.
// What happened is a value. A server that greets late or drips its answers is left when its time is over. MTA-STS (RFC 8461) and DANE (RFC 7672) are not looked at: TLS is opportunistic (RFC 7435).
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { OutgoingMail } from './assemble.ts';
import { type Route, routeTo, type Target } from './mx.ts';
import { canonicalAddress, isPublicAddress } from '../dns/public-address.ts';
import { smtpSession, type SessionEnd, type SessionPlan } from './smtp-client.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';

const ATTEMPT_MS = 120_000;
const CONNECT_MS = 20_000;
const MAX_SESSIONS = 2;

export type Delivery =
  | { kind: 'sent'; response: string }
  | { kind: 'later'; problem: string }
  /** Nothing was tried: another delivery to this server or its network is under way. */
  | { kind: 'busy' }
  /** For good. `code` is the recipient's server's; null when no server was asked. */
  | { kind: 'refused'; code: number | null; problem: string };

export interface DeliveryDeps {
  settings: Pick<Settings, 'relayUrl' | 'hostname'>;
  resolver: Resolver;
  /** From 0 to below 1. */
  random: () => number;
  /** Takes a server for this delivery before it is connected to; false when another has it. */
  claim?: (target: Target) => boolean;
  /** Ends the attempt early. */
  signal?: AbortSignal;
  timers?: Timers;
  /** Where exchangers listen: 25. */
  port?: number;
  /** Which addresses of exchangers may be connected to: public ones that are not ours. */
  allowAddress?: (address: string) => boolean;
}

export async function deliver(
  mail: OutgoingMail,
  { timers = systemTimers, signal, ...parts }: DeliveryDeps,
): Promise<Delivery> {
  const ending = new AbortController();
  const cancel = timers.after(ATTEMPT_MS, () => ending.abort());
  const attempt = {
    ...parts,
    timers,
    signal: signal === undefined ? ending.signal : AbortSignal.any([ending.signal, signal]),
  };
  try {
    const { relayUrl } = parts.settings;
    return relayUrl === undefined
      ? await toExchangers(mail, attempt)
      : await toRelay(mail, new URL(relayUrl), attempt);
  } finally {
    cancel();
  }
}

interface Attempt extends DeliveryDeps {
  timers: Timers;
  signal: AbortSignal;
}

async function toExchangers(mail: OutgoingMail, attempt: Attempt): Promise<Delivery> {
  const { port = 25, claim = () => true } = attempt;
  const route = await before(attempt.signal, routeOf(mail.to.domain, attempt));
  if (route === null) return { kind: 'later', problem: 'DNS took all the time there is' };
  if (route.kind === 'refused') return { ...route, code: null };
  if (route.kind === 'later') return route;

  let sessions = 0;
  let unwelcome: Delivery | null = null;
  let problem: string | null = null;
  for (const target of route.targets) {
    if (sessions >= MAX_SESSIONS || attempt.signal.aborted) break;
    if (!claim(target)) {
      if (target === route.targets[0]) return { kind: 'busy' };
      problem ??= `${target.name} (${target.address}): another reply is on its way there`;
      continue;
    }
    const end = await oneExchanger(target, port, mail, attempt);
    if (end.kind === 'sent') return end;
    if (end.kind === 'refused') return { ...end, problem: `${target.name} said ${end.problem}` };
    if (end.kind === 'unwelcome') {
      unwelcome = {
        kind: 'refused',
        code: end.code,
        problem: `${target.name} said ${end.problem}`,
      };
      sessions += 1;
      continue;
    }
    problem = `${target.name} (${target.address}): ${end.problem}`;
    if (end.kind === 'later') sessions += 1;
    // Closed after the dot: it may have been taken, so not at once to another (SECURITY.md §5).
    if (end.kind === 'later' && end.begun) break;
  }
  // Turned away by every server that was tried (RFC 5321 §3.1, RFC 7504 §3): that is for good.
  if (problem === null && unwelcome !== null) return unwelcome;
  return { kind: 'later', problem: problem ?? 'no time left' };
}

async function routeOf(
  domain: string,
  { settings, resolver, random, allowAddress }: Attempt,
): Promise<Route> {
  const isAllowed = allowAddress ?? (await othersAddresses(settings.hostname, resolver));
  return await routeTo({ domain, resolver, hostname: settings.hostname, random, isAllowed });
}

/** What comes before the time is over; null when nothing does. */
async function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T | null> {
  if (signal.aborted) return null;
  const { promise, resolve } = Promise.withResolvers<null>();
  const end = (): void => resolve(null);
  signal.addEventListener('abort', end);
  return await Promise.race([work, promise]).finally(() =>
    signal.removeEventListener('abort', end),
  );
}

type ExchangerEnd = SessionEnd | { kind: 'unreached'; problem: string };

async function oneExchanger(
  { address, name }: Target,
  port: number,
  mail: OutgoingMail,
  { settings, signal, timers }: Attempt,
): Promise<ExchangerEnd> {
  const session = async (tls: SessionPlan['tls']): Promise<ExchangerEnd> => {
    const socket = await connected(address, port, signal, timers);
    if (typeof socket === 'string') return { kind: 'unreached', problem: socket };
    return await smtpSession(
      { socket, helo: settings.hostname, tls, verify: false, servername: name, login: null },
      mail,
      signal,
      timers,
    );
  };
  const end = await session('opportunistic');
  // RFC 7435 §3: where encryption fails, mail in the clear is better than none; an unauthenticated TLS keeps no attacker off.
  return end.kind === 'later' && end.isTls && !signal.aborted ? await session('none') : end;
}

async function toRelay(
  mail: OutgoingMail,
  url: URL,
  { settings, signal, timers }: Attempt,
): Promise<Delivery> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isImplicit = url.protocol === 'smtps:';
  const login =
    url.username === '' ? null : { user: decoded(url.username), pass: decoded(url.password) };
  const session = async (tls: SessionPlan['tls'] | null): Promise<SessionEnd> => {
    // The operator chose this host: its name may be one that only the system's resolver knows, its address may be private.
    const socket = await connected(host, relayPort(url, login !== null), signal, timers);
    if (typeof socket === 'string')
      return { kind: 'later', problem: socket, begun: false, isTls: false };
    // A password crosses the public network only to a server that proves its name; inside, own certificates are usual.
    const isPublic = isPublicAddress(socket.remoteAddress ?? '');
    const verify = isPublic && (login !== null || isImplicit);
    const security = tls ?? (isImplicit ? 'implicit' : verify ? 'required' : 'opportunistic');
    return await smtpSession(
      {
        socket,
        helo: settings.hostname,
        tls: security,
        verify,
        servername: isName(host) ? host : null,
        login,
      },
      mail,
      signal,
      timers,
    );
  };
  let end = await session(null);
  if (end.kind === 'later' && end.isTls && !isImplicit && login === null && !signal.aborted)
    end = await session('none');
  if (end.kind === 'sent') return end;
  const problem = `the relay ${url.host} said ${end.problem}`;
  // What the relay has against us (a wrong password, no null reverse-path) is the operator's to repair, and no fault of the recipient's.
  return end.kind === 'refused'
    ? { kind: 'refused', code: end.code, problem }
    : { kind: 'later', problem };
}

/** RFC 8314 §7.3, RFC 6409 §3.1, RFC 5321 §4.5.4.2. */
function relayPort({ port, protocol }: URL, hasLogin: boolean): number {
  if (port !== '') return Number(port);
  if (protocol === 'smtps:') return 465;
  return hasLogin ? 587 : 25;
}

const isName = (host: string): boolean => canonicalAddress(host) === null;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A connected socket, or why there is none. */
function connected(
  host: string,
  port: number,
  signal: AbortSignal,
  timers: Timers,
): Promise<Socket | string> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve('no time left');
      return;
    }
    const socket = connect({ host, port });
    const settle = (result: Socket | string): void => {
      cancel();
      signal.removeEventListener('abort', aborted);
      if (typeof result === 'string') socket.destroy();
      resolve(result);
    };
    const aborted = (): void => settle('no time left');
    const cancel = timers.after(CONNECT_MS, () => settle('no connection within 20 s'));
    signal.addEventListener('abort', aborted);
    socket.once('connect', () => settle(socket));
    // Stays on the socket until somebody else listens: a reset right after connecting must not end the process.
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
  });
}

/**
 * Public addresses that are not our own, as interfaces and DNS have those (behind NAT only DNS knows): mail sent to ourselves
 * would come back.
 */
async function othersAddresses(
  hostname: string,
  resolver: Resolver,
): Promise<(address: string) => boolean> {
  const answers = await Promise.all([
    resolver.resolve(hostname, 'A'),
    resolver.resolve(hostname, 'AAAA'),
  ]);
  const local = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address),
  );
  const own = new Set(
    [...answers.flatMap(({ records }) => records), ...local].map(canonicalAddress),
  );
  return (address) => isPublicAddress(address) && !own.has(canonicalAddress(address));
}
