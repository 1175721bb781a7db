// What the route of a message stands on, put together once by service.ts. Tests put together their own.
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { AnalysisPool } from '../judge/analysis-pool.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Analysis } from '../judge/analyze.ts';
import type { Report } from '../report/report.ts';
import type { Decision } from '../respond/decide.ts';
import type { ReceivedMessage } from '../message/received-message.ts';
import type { QueuedReply, Store } from '../store/store.ts';
import type { OnProgress } from '../verify/progress.ts';

/** Told what happens to a message, for those who watch and for the figures. */
export interface RouteEvents {
  received(test: ReceivedMessage): void;
  /** Where to tell what verification knows meanwhile; null when nobody could watch. */
  follower(test: ReceivedMessage): OnProgress | null;
  /** Its report is kept and can be read. */
  reported(test: ReceivedMessage, report: Report): void;
}

export interface RouteDeps {
  settings: Settings;
  store: Store;
  pool: AnalysisPool;
  /** For the questions that answering asks: does the reverse-path have an MX? */
  resolver: Resolver;
  replySender: { wake(): void };
  events: RouteEvents;
  clock: Clock;
  ids: Ids;
  log: Log;
  version: string;
  /** Where mail for postmaster@ and abuse@ goes; null when it is refused. */
  postmaster: QueuedReply['to'] | null;
  /** Where the report of a test can be read. */
  link: (id: string) => string;
  /** Takes over a kept test whose verdict did not come in time; `judging` is still under way. `decided` when the client was told a verdict and only a search goes on. */
  finishLater(test: ReceivedMessage, judging: Promise<Analysis>, decided?: Decision): void;
}
