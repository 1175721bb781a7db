// What the route of a message stands on, put together once by service.ts. Tests put together their own.
import type { Settings } from '../config/settings.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { JudgePool } from '../judge/analysis-pool.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { Judged } from '../judge/analyze.ts';
import type { Report } from '../report/report.ts';
import type { AcceptedTest, OwedReply, Store } from '../store/store.ts';
import type { Tell } from '../verify/progress.ts';

/** Told what happens to a message, for those who watch and for the figures. */
export interface RouteEvents {
  received(test: AcceptedTest): void;
  /** Where to tell what verification knows meanwhile; null when nobody could watch. */
  follower(test: AcceptedTest): Tell | null;
  /** Its report is kept and can be read. */
  reported(test: AcceptedTest, report: Report): void;
}

export interface RouteParts {
  settings: Settings;
  store: Store;
  pool: JudgePool;
  /** For the questions that answering asks: does the reverse-path have an MX? */
  resolver: Resolver;
  courier: { wake(): void };
  events: RouteEvents;
  clock: Clock;
  ids: Ids;
  log: Log;
  version: string;
  /** Where mail for postmaster@ and abuse@ goes; null when it is refused. */
  postmaster: OwedReply['to'] | null;
  /** Where the report of a test can be read. */
  link(id: string): string;
  /** Takes over a kept test whose verdict did not come in time; `judging` is still under way, or waits for a thread until `begun`. */
  finishLater(test: AcceptedTest, judging: Promise<Judged>, begun: Promise<void>): void;
}
