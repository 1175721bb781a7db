// Puts the service together and takes it apart in order: store, workers, courier, SMTP, web. The route of a message is route.ts.
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '../config/settings.ts';
import { serviceResolver } from '../dns/service-resolver.ts';
import { sharedZoneCounts } from '../dns/zone-limit.ts';
import { createApp } from '../http/app.ts';
import { startWebListener } from '../http/listener.ts';
import { createMetrics } from '../http/metrics.ts';
import { startJudgeAlone } from '../judge/alone.ts';
import { startAnalysisPool } from '../judge/analysis-pool.ts';
import { createProgressFeed } from '../http/progress-feed.ts';
import { startListener } from '../receive/listener.ts';
import { startReplySender } from '../respond/reply-sender.ts';
import { loadReplyKey } from '../respond/signing-key.ts';
import { handleMessage } from '../route/route.ts';
import { replyOnStoreError } from '../route/store-error-reply.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import { version } from '../runtime/version.ts';
import { openStore } from '../store/open-store.ts';
import { startControl } from './control.ts';
import { loadCertificate } from './certificate.ts';
import { watchCertificate } from './certificate-watch.ts';
import { Disposables } from '../runtime/disposables.ts';
import { endOf, measuredFeed, measuredPool, measuredReplies, storeSize } from './measured.ts';
import { warnOfUnpublishedKey } from './published-key.ts';
import { routeEvents } from './route-events.ts';
import { startHousekeeping } from './housekeeping.ts';
import type { RouteDeps } from '../route/deps.ts';
import { unfinishedMessages } from '../route/unfinished.ts';
import { wakeAll } from './wake-all.ts';
import { bindError, dataError } from './startup-errors.ts';

export interface ServiceOptions {
  settings: Settings;
  log: Log;
  clock: Clock;
  ids: Ids;
}

export interface Service extends AsyncDisposable {
  settings: Settings;
  smtpPort: number;
  httpPort: number;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Reads the certificate of STARTTLS anew; it is also looked at every minute. */
  reload(): Promise<void>;
}

/** Of the 35 s that an end may take (SECURITY.md §7): then deliveries and verdicts under way are left for the next start. */
const STOP_MS = 30_000;
/** A balancer that asks /readyz every second sends nobody here any more after this. */
const DRAIN_MS = 3000;

/** Throws StartupError, one line for people, when something outside keeps it from starting. */
export async function startService({
  settings,
  log,
  clock,
  ids,
}: ServiceOptions): Promise<Service> {
  const disposables = new Disposables();
  const abandoning = new AbortController();
  let isReady = false;
  const end = async (): Promise<void> => {
    const late = setTimeout(() => abandoning.abort(), STOP_MS);
    isReady = false;
    if (settings.proxyProtocol.length > 0) await pause(DRAIN_MS);
    await disposables.run().finally(() => clearTimeout(late));
  };
  try {
    const { store, notices } = await openStore(settings, { clock, log });
    disposables.add(store);
    if (notices !== null) disposables.add(notices);
    const tls = await loadCertificate(settings, clock);
    const key = await loadReplyKey(settings);
    const servers = settings.dnsServers ?? [];
    const zoneCounts = settings.limits ? sharedZoneCounts() : null;
    const resolver = disposables.add(serviceResolver({ servers, zoneCounts, clock }));
    const judging = {
      dnsServers: servers,
      dnsbls: settings.dnsbls,
      filters: { spamd: settings.spamd ?? null, rspamd: settings.rspamd ?? null },
      forensics: settings.forensicsBudget,
      localSenders: settings.localSenders,
    };
    if (settings.databaseUrl !== undefined)
      void warnOfUnpublishedKey(settings, key, { resolver, log }).catch(() => undefined);
    let openSessions = (): number => 0;
    const metrics = createMetrics({
      store,
      clock,
      version,
      openSessions: () => openSessions(),
      storeSize: () => storeSize(settings.dataDir),
    });
    metrics.certificateEnds(endOf(tls));
    const pool = measuredPool(
      disposables.add(
        startAnalysisPool({
          ...judging,
          threads: settings.workers,
          zoneCounts,
          lost: (reason) =>
            log.warn({ reason }, 'a judge thread was ended; another takes its place'),
        }),
      ),
      metrics,
    );
    const replySender = disposables.add(
      startReplySender({
        settings,
        store: measuredReplies(store, metrics),
        resolver,
        key,
        clock,
        ids,
        log,
        abandon: abandoning.signal,
      }),
    );

    const live = measuredFeed(createProgressFeed(clock, notices), metrics);

    let parts: RouteDeps;
    const alone = disposables.add(
      startJudgeAlone({ settings: { ...judging, limitsZones: settings.limits } }),
    );
    const pending = disposables.add(unfinishedMessages(() => parts, alone, abandoning.signal));
    let publicUrl = '';
    const app = createApp({
      settings,
      store,
      pool,
      resolver,
      live,
      metrics,
      clock,
      ids,
      log,
      version,
      publicUrl: () => publicUrl,
      async ready() {
        if (!isReady || !pool.isReady) return false;
        return await store.ping().then(
          () => true,
          () => false,
        );
      },
    });
    const web = disposables.add(
      await bound('HTTP_HOST, HTTP_PORT', settings.httpHost, settings.httpPort, () =>
        startWebListener(app, { host: settings.httpHost, port: settings.httpPort }),
      ),
    );
    publicUrl =
      settings.publicUrl ??
      `http://${settings.httpHost.includes(':') ? `[${settings.httpHost}]` : settings.httpHost}:${web.port}`;
    // Before the web listener ends, those who watch are let go.
    disposables.add(live);
    const link = (id: string) => `${publicUrl}/r/${id}`;
    parts = {
      settings,
      store,
      pool,
      resolver,
      replySender: wakeAll(replySender, notices),
      events: routeEvents(live, metrics, { log, clock }),
      clock,
      ids,
      log,
      version,
      postmaster: mailboxOf(settings.postmaster),
      link,
      finishLater: pending.finish,
    };

    const listener = disposables.add(
      await bound('SMTP_HOST, SMTP_PORT', settings.smtpHost, settings.smtpPort, () =>
        startListener({
          settings,
          tls,
          clock,
          log,
          room: pool.room,
          expect: (envelope) => pool.expect({ envelope, host: settings.hostname, at: clock.now() }),
          handle: (mail) => replyOnStoreError(handleMessage(mail, parts), log),
          async knowsToken(token) {
            const page = await store.pageByToken(token);
            return page !== null && page.expiresAt > clock.now();
          },
          announced: live.announced,
          limitHit: (limit) => metrics.limitHit(`smtp-${limit.replaceAll(' ', '-')}`),
          sessionEnded: (...args) => metrics.sessionEnded(...args),
        }),
      ),
    );
    openSessions = () => listener.sessions;
    const certificate = disposables.add(
      watchCertificate({
        settings,
        current: tls,
        use(found) {
          listener.reloadTls(found);
          metrics.certificateEnds(endOf(found));
        },
        clock,
        log,
      }),
    );
    disposables.add(await startControl({ dataDir: settings.dataDir, store, ids, log }));
    disposables.add(
      startHousekeeping({ settings, store, clock, log, purged: (at) => metrics.purged(at) }),
    );
    pending.start();
    isReady = true;
    return {
      settings,
      smtpPort: listener.port,
      httpPort: web.port,
      publicUrl,
      reload: certificate.look,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await disposables.run();
    throw dataError(error, settings.dataDir);
  }
}

function mailboxOf(address: string | undefined): RouteDeps['postmaster'] {
  if (address === undefined) return null;
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}

async function bound<T>(
  setting: string,
  host: string,
  port: number,
  bind: () => Promise<T>,
): Promise<T> {
  try {
    return await bind();
  } catch (error) {
    throw bindError(error, setting, host, port);
  }
}
