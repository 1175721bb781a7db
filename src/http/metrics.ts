// The figures for Prometheus (/metrics). Names end in their unit, counters are there as 0 from the start, so that the first event is
// seen by rate(). No address, domain or id is ever a label.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Report } from '../report/report.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';

export interface Metrics {
  /** A message has its report. */
  reported(report: Report): void;
  /** A message came from an address that is not its sender's. */
  clientHidden(): void;
  limitHit(limit: string): void;
  /** What became of one attempt to hand over a reply. */
  replyEnded(outcome: ReplyOutcome): void;
  /** An SMTP session ended; `errors` commands of it were refused. */
  sessionEnded(errors: number): void;
  /** `by` +1: a message waits for a thread (`queued`), or a thread has it (`busy`); -1: no longer. */
  inPool(state: 'queued' | 'busy', by: 1 | -1): void;
  /** `route` is a pattern, never a path. */
  httpAnswered(request: { method: string; route: string; status: number; ms: number }): void;
  streams(by: 1 | -1): void;
  purged(at: number): void;
  /** Milliseconds since the epoch. */
  certificateEnds(at: number): void;
  readonly contentType: string;
  /** The exposition text; asks the store what waits. */
  text(): Promise<string>;
}

export type ReplyOutcome = 'delivered' | 'deferred' | 'given_up';

export interface MetricsDeps {
  store: Pick<Store, 'backlog'>;
  clock: Clock;
  version?: string;
  /** SMTP sessions that are open now. */
  openSessions?: () => number;
  /** Octets of the store; null where that is not known. */
  storeSize?: () => Promise<number | null>;
}

const VERDICTS: readonly Report['verdict'][] = ['pass', 'fail', 'incomplete'];
const OUTCOMES: readonly ReplyOutcome[] = ['delivered', 'deferred', 'given_up'];
/** The results that alerts are made of (RFC 8601 §2.7). */
const RESULTS = ['pass', 'fail', 'none', 'temperror', 'permerror'];
const METHODS = ['spf', 'dkim', 'dmarc', 'arc', 'iprev'] as const;
const DNS_STATUSES = ['NOERROR', 'NODATA', 'NXDOMAIN', 'SERVFAIL', 'REFUSED', 'TIMEOUT'];
/** Names that promtool takes for counters, which they are not. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];
const HTTP_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

export function createMetrics({
  store,
  clock,
  version = '',
  openSessions = () => 0,
  storeSize = () => Promise.resolve(null),
}: MetricsDeps): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Counter<T>({ name: `mailassay_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge<T>({ name: `mailassay_${name}`, help, labelNames: [...labelNames], registers });

  gauge('build_info', 'Version of the service; always 1', ['version', 'node']).set(
    { version, node: process.versions.node },
    1,
  );
  const mails = counter('mails_total', 'Messages with a report, by verdict', ['verdict']);
  const results = counter('method_results_total', 'Results of each method', ['method', 'result']);
  const decisions = counter('reply_decisions_total', 'What was decided about replying', [
    'decision',
    'reason',
  ]);
  const replies = counter('replies_total', 'Attempts to hand over a reply, by what became of it', [
    'outcome',
  ]);
  const limits = counter('limits_hit_total', 'Limits that somebody or something reached', [
    'limit',
  ]);
  const hidden = counter(
    'hidden_clients_total',
    'Messages whose client address is private, so that SPF was not checked',
  );
  const sessions = counter('smtp_sessions_total', 'SMTP sessions that ended');
  const open = gauge('smtp_sessions_open', 'SMTP sessions that are open');
  const rejections = counter(
    'smtp_rejections_total',
    'SMTP commands that were refused, such as recipients that are not ours',
  );
  const pool = gauge('pool_messages', 'Messages that wait for a worker thread or are in one', [
    'state',
  ]);
  const http = new Histogram({
    name: 'mailassay_http_seconds',
    help: 'Time to the answer of a web request, by route, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 60],
    registers,
  });
  const streams = gauge('http_streams_open', 'Event streams that are open');
  const verification = new Histogram({
    name: 'mailassay_verification_seconds',
    help: 'Time to verify a message, DNS included',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
    registers,
  });
  const dns = new Histogram({
    name: 'mailassay_dns_seconds',
    help: 'Time of one DNS lookup, by status',
    labelNames: ['status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    registers,
  });
  const depth = gauge('queue_depth', 'Replies that are owed, tests that wait for their verdict', [
    'queue',
  ]);
  const age = gauge('queue_oldest_seconds', 'How long the oldest of them has waited', ['queue']);
  const up = gauge('store_up', '1 when the store answers');
  const size = gauge('store_bytes', 'Size of the embedded store');
  const purge = gauge(
    'last_purge_seconds',
    'When what is past its time was deleted last (Unix time)',
  );
  const certificate = gauge(
    'certificate_not_after_seconds',
    'When the certificate of SMTP ends (Unix time)',
  );

  for (const verdict of VERDICTS) mails.inc({ verdict }, 0);
  for (const method of METHODS) for (const result of RESULTS) results.inc({ method, result }, 0);
  for (const outcome of OUTCOMES) replies.inc({ outcome }, 0);
  for (const status of DNS_STATUSES) dns.zero({ status });
  for (const state of ['queued', 'busy']) pool.set({ state }, 0);

  return {
    reported({ verdict, summary, response, dns: questions, timings }) {
      mails.inc({ verdict });
      for (const method of METHODS) results.inc({ method, result: summary[method] });
      results.inc({
        method: 'tls',
        result: /^(?:1\.[0-3]|none)$/.test(summary.tls) ? summary.tls : 'other',
      });
      // Reasons are words of ours; a remote server's text only comes later, with a reply that was given up.
      decisions.inc({
        decision: response.decision,
        reason: /^[a-z0-9-]{1,40}$/.test(response.reason) ? response.reason : 'other',
      });
      for (const { status, ms } of questions) dns.observe({ status }, ms / 1000);
      const total = timings['total'];
      if (total !== undefined) verification.observe(total / 1000);
    },
    clientHidden() {
      hidden.inc();
    },
    limitHit(limit) {
      limits.inc({ limit });
    },
    replyEnded(outcome) {
      replies.inc({ outcome });
    },
    sessionEnded(errors) {
      sessions.inc();
      rejections.inc(errors);
    },
    inPool(state, by) {
      pool.inc({ state }, by);
    },
    httpAnswered({ method, route, status, ms }) {
      http.observe(
        {
          route,
          method: HTTP_METHODS.has(method) ? method : 'other',
          status: `${Math.floor(status / 100)}xx`,
        },
        ms / 1000,
      );
    },
    streams(by) {
      streams.inc(by);
    },
    purged(at) {
      purge.set(at / 1000);
    },
    certificateEnds(at) {
      certificate.set(at / 1000);
    },
    contentType: registry.contentType,
    async text() {
      const [backlog, octets] = await Promise.all([
        store.backlog(clock.now()).catch(() => null),
        storeSize().catch(() => null),
      ]);
      up.set(backlog === null ? 0 : 1);
      open.set(openSessions());
      if (octets !== null) size.set(octets);
      if (backlog !== null) {
        for (const queue of ['replies', 'verdicts'] as const) {
          depth.set({ queue }, backlog[queue].count);
          age.set({ queue }, backlog[queue].oldestMs / 1000);
        }
      }
      return await registry.metrics();
    },
  };
}
