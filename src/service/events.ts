// Hands what happens on the route to those who watch and to the figures.
import type { Metrics } from '../http/metrics.ts';
import type { Live } from '../live/live.ts';
import type { RouteEvents } from './parts.ts';

export function routeEvents(live: Live, metrics: Metrics): RouteEvents {
  return {
    received: live.received,
    follower: live.follower,
    reported(test, report) {
      metrics.reported(report);
      live.reported(test);
    },
  };
}
