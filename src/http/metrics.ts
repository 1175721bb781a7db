// The figures for Prometheus (/metrics): mails by verdict, results of each method, what was answered, what waits, how long DNS and
// verification take, which limits were hit. Names end in their unit. No address, domain or id is ever a label.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Report } from '../report/report.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Store } from '../store/store.ts';

export interface Metrics {
  /** A mail has its report. */
  reported(report: Report): void;
  /** A message came from an address that is not its sender's. */
  clientHidden(): void;
  limitHit(limit: string): void;
  readonly contentType: string;
  /** The exposition text; asks the store what waits. */
  text(): Promise<string>;
}

export function createMetrics({
  store,
  clock,
}: {
  store: Pick<Store, 'backlog'>;
  clock: Clock;
}): Metrics {
  const registers = [new Registry()];
  const [registry] = registers;
  if (registry === undefined) throw new Error('no registry');
  collectDefaultMetrics({ register: registry });

  const mails = new Counter({
    name: 'mailassay_mails_total',
    help: 'Mails with a report, by verdict',
    labelNames: ['verdict'],
    registers,
  });
  const results = new Counter({
    name: 'mailassay_method_results_total',
    help: 'Results of each method',
    labelNames: ['method', 'result'],
    registers,
  });
  const decisions = new Counter({
    name: 'mailassay_reply_decisions_total',
    help: 'What was decided about answering',
    labelNames: ['decision', 'reason'],
    registers,
  });
  const limits = new Counter({
    name: 'mailassay_limits_hit_total',
    help: 'Limits that somebody or something reached',
    labelNames: ['limit'],
    registers,
  });
  const hidden = new Counter({
    name: 'mailassay_hidden_clients_total',
    help: 'Messages whose client address is private, so that SPF was not checked',
    registers,
  });
  const verification = new Histogram({
    name: 'mailassay_verification_seconds',
    help: 'Time to verify a mail, DNS included',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20],
    registers,
  });
  const dns = new Histogram({
    name: 'mailassay_dns_seconds',
    help: 'Time of one DNS question, by what came',
    labelNames: ['status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    registers,
  });
  const depth = new Gauge({
    name: 'mailassay_queue_depth',
    help: 'Replies that are owed, tests that wait for their verdict',
    labelNames: ['queue'],
    registers,
  });
  const age = new Gauge({
    name: 'mailassay_queue_oldest_seconds',
    help: 'How long the oldest of them has waited',
    labelNames: ['queue'],
    registers,
  });
  const up = new Gauge({ name: 'mailassay_store_up', help: '1 when the store answers', registers });

  return {
    reported({ verdict, summary, response, dns: questions, timings }) {
      mails.inc({ verdict });
      for (const method of ['spf', 'dkim', 'dmarc', 'arc', 'iprev'] as const)
        results.inc({ method, result: summary[method] });
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
    contentType: registry.contentType,
    async text() {
      const backlog = await store.backlog(clock.now()).catch(() => null);
      up.set(backlog === null ? 0 : 1);
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
