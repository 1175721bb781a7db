// What the web side stands on, put together once by the service; tests put together their own.
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { AnalysisPool } from '../judge/analysis-pool.ts';
import type { ProgressFeed } from './progress-feed.ts';
import type { Language } from '../message/requested-reply.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Store } from '../store/store.ts';
import type { Operator } from '../page/operator.ts';
import type { Metrics } from './metrics.ts';

/** What the operator may set; the pages are complete without. */
export interface OperatorSettings extends Operator {
  /** Strict-Transport-Security (RFC 6797), where the service is reached by https. */
  hsts?: boolean | undefined;
}

export interface WebDeps {
  settings: OperatorSettings &
    Pick<
      Settings,
      | 'domain'
      | 'hostname'
      | 'limits'
      | 'apiTokens'
      | 'trustForwarded'
      | 'retainReports'
      | 'retainMessages'
      | 'workers'
      | 'metricsToken'
    >;
  store: Store;
  pool: AnalysisPool;
  /** For checks of what is published. */
  resolver: Resolver;
  live: ProgressFeed;
  metrics: Metrics;
  clock: Clock;
  ids: Ids;
  log: Log;
  version: string;
  /** True when store and listeners can take work. */
  ready(): Promise<boolean>;
  /** Where others reach this service, without a slash at the end; known once the listener is bound. */
  publicUrl: () => string;
}

export interface WebEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The client's address, canonical. */
    client: string;
    /** Of the pages. */
    language: Language;
  };
}

export type WebContext = Context<WebEnv>;

export type WebApp = Hono<WebEnv>;
