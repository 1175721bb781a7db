// What the operator hears of the route: one warning an hour when client addresses are hidden, and a count of every message.
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';
import { createProgressFeed } from '../../src/http/progress-feed.ts';
import type { Report } from '../../src/report/report.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { routeEvents } from '../../src/service/route-events.ts';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import { reportOf, verification } from '../report/sample.ts';

const HOUR_MS = 3_600_000;

test('a hidden client address is warned of once an hour, and counted each time', async () => {
  let now = 1_000_000;
  const clock = { now: () => now };
  const warnings: unknown[] = [];
  const metrics = createMetrics({
    store: { backlog: () => Promise.reject(new Error('not asked')) },
    clock,
  });
  const events = routeEvents(createProgressFeed(clock), metrics, {
    log: { ...silentLog, warn: (...line: unknown[]) => warnings.push(line) },
    clock,
  });
  const came = (ip: string, iprev: Report['iprev']['result']): void => {
    const report = reportOf({
      verification: verification(),
      verdict: 'pass',
      standing: 'proven',
      findings: [],
    });
    events.reported(
      { id: report.id, tokens: [], answer: { token: null } } as unknown as ReceivedMessage,
      {
        ...report,
        envelope: { ...report.envelope, clientIp: ip },
        iprev: { ...report.iprev, result: iprev },
      },
    );
  };

  came('192.0.2.25', 'pass');
  expect(warnings).toEqual([]);
  came('172.17.0.1', 'none');
  came('172.17.0.1', 'none');
  expect(warnings).toHaveLength(1);
  now += HOUR_MS;
  came('172.17.0.1', 'none');
  expect(warnings).toHaveLength(2);
  expect(JSON.stringify(warnings)).toContain('MAILASSAY_LOCAL_SENDERS=judge');
  expect(await metrics.text()).toContain('mailassay_hidden_clients_total 3');
});
