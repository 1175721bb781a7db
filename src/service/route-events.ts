// Hands what happens on the route to those who watch and to the figures, and warns the operator when client addresses are hidden.
import type { Metrics } from '../http/metrics.ts';
import type { ProgressFeed } from '../http/progress-feed.ts';
import type { Report } from '../report/report.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { isClientHidden } from '../verify/hidden-client.ts';
import type { RouteEvents } from '../route/deps.ts';

/** One warning an hour, however many messages come that way. */
const WARN_EVERY_MS = 3_600_000;

export function routeEvents(
  live: ProgressFeed,
  metrics: Metrics,
  { log, clock }: { log: Log; clock: Clock },
): RouteEvents {
  let warnedAt = Number.NEGATIVE_INFINITY;
  const warnOfHiddenClient = ({ envelope }: Report): void => {
    metrics.clientHidden();
    if (clock.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = clock.now();
    log.warn(
      { client: envelope.clientIp },
      'client addresses are hidden: SPF and reverse DNS are not checked; use host networking, MAILASSAY_PROXY_PROTOCOL or MAILASSAY_XCLIENT (MAILASSAY_LOCAL_SENDERS=judge for a laboratory)',
    );
  };
  return {
    received: live.received,
    follower: live.follower,
    reported(test, report) {
      metrics.reported(report);
      if (isClientHidden(report)) warnOfHiddenClient(report);
      live.reported(test, report);
    },
  };
}
