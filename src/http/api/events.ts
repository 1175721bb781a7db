// /api/v1/tests/ID/events: what happens to a test as Server-Sent Events (WHATWG HTML §9.2): `step` as each thing is known, `received`,
// `report`. Who comes late or comes back (Last-Event-ID, or ?after=) gets what there is, then what happens.
import { createRoute, z } from '@hono/zod-openapi';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { ProgressEvent } from '../progress-feed.ts';
import { reportLine, type ReportLine } from '../report-line.ts';
import type { TestAddress } from '../../store/store.ts';
import { RECHECK_MS, standing } from '../test-addresses.ts';
import { problem } from '../problem.ts';
import { type Api, type ApiApp, findPage, noSuchTest, problems, raw } from './api-deps.ts';
import { IdParams } from './shapes.ts';

/** Proxies close what is silent for longer. */
const SIGN_OF_LIFE_MS = 15_000;
const MAX_MS = 3_600_000;

const eventsRoute = createRoute({
  method: 'get',
  path: '/api/v1/tests/{id}/events',
  operationId: 'watchTest',
  summary: 'What happens to a test, as Server-Sent Events',
  description:
    'Events: `step` {arrival, step, result, detail} (`arrival` tells messages apart that come at the same time), `received` {arrival, id, receivedAt}, `report` {id, verdict, summary, subject, receivedAt, link} (read the report by its id, which is also the event id), `end` (the test was deleted).',
  tags: ['tests'],
  request: {
    params: IdParams,
    query: z.object({
      after: z
        .string()
        .optional()
        .openapi({
          description: 'Id of the last report that is known',
          param: { name: 'after', in: 'query' },
        }),
    }),
    headers: z.object({ 'last-event-id': z.string().optional() }),
  },
  responses: {
    200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems(404, 429),
  },
});

export function addEvents(app: ApiApp, api: Api): void {
  app.openapi(eventsRoute, async (context) => {
    const page = await findPage(context.req.valid('param').id, api);
    if (page === null) return raw(noSuchTest());
    const place = api.limits.place({ address: context.get('client'), token: null });
    if (place === null)
      return raw(
        problem(429, 'Too many requests', 'You watch many tests already; end some of them first.', {
          'retry-after': '5',
        }),
      );
    const after =
      context.req.valid('header')['last-event-id'] ?? context.req.valid('query').after ?? null;
    // nginx holds back what it takes for a page.
    context.header('X-Accel-Buffering', 'no');
    return raw(
      streamSSE(
        context,
        async (stream) => {
          try {
            await follow(stream, page, after, api);
          } finally {
            place();
          }
        },
        async (error) => api.log.warn({ err: error }, 'watching a test ended'),
      ),
    );
  });
}

async function follow(
  stream: SSEStreamingApi,
  page: TestAddress,
  after: string | null,
  { store, live, clock }: Api,
): Promise<void> {
  const happened: ProgressEvent[] = [];
  let wake = (): void => {};
  const underWay = structuredClone(live.underWay(page.token));
  const stop = live.watch(page.token, (event) => {
    happened.push(event);
    wake();
  });
  stream.onAbort(() => wake());
  const pause = async (ms: number): Promise<void> => {
    if (happened.length > 0 || stream.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const told = new Set<string>();
  const tellReport = async (line: ReportLine): Promise<void> => {
    if (told.has(line.id)) return;
    told.add(line.id);
    await stream.writeSSE({ event: 'report', id: line.id, data: JSON.stringify(line) });
  };
  const tellReports = async (known: string | null): Promise<void> => {
    const { reports } = await standing(page, { store, live });
    const seen = known === null ? -1 : reports.findIndex(({ id }) => id === known);
    for (const report of (seen === -1 ? reports : reports.slice(0, seen)).toReversed()) {
      await tellReport(reportLine(report));
    }
    if (seen !== -1) for (const { id } of reports.slice(seen)) told.add(id);
  };
  const tell = async (event: string, data: unknown): Promise<void> =>
    await stream.writeSSE({ event, data: JSON.stringify(data) });

  try {
    const until = clock.now() + MAX_MS;
    let spoke = clock.now();
    let counts = '';
    // The first octets open the stream for the client.
    await stream.write('retry: 2000\n\n');
    await tellReports(after);
    for (const { key, id, receivedAt, steps } of underWay) {
      for (const step of steps) await tell('step', { arrival: key, ...step });
      if (id !== null && receivedAt !== null)
        await tell('received', {
          arrival: key,
          id,
          receivedAt: new Date(receivedAt).toISOString(),
        });
    }
    while (!stream.aborted && clock.now() < until) {
      const next = happened.shift();
      if (next === undefined) {
        await pause(RECHECK_MS);
        if (happened.length > 0 || stream.aborted) continue;
        // Another node may have received a mail.
        const now = JSON.stringify(await store.countArrivals(page.id));
        if (now !== counts) await tellReports(after);
        counts = now;
        if (clock.now() - spoke < SIGN_OF_LIFE_MS) continue;
        await stream.write(': waiting\n\n');
      } else if (next.event === 'step') await tell('step', { arrival: next.arrival, ...next.step });
      else if (next.event === 'received')
        await tell('received', {
          arrival: next.arrival,
          id: next.id,
          receivedAt: new Date(next.receivedAt).toISOString(),
        });
      else if (next.event === 'report') await tellReport(next.line);
      else {
        // Of a service that stops the client is not told that the test is over: it comes back.
        if (next.event === 'deleted') await tell('end', {});
        return;
      }
      spoke = clock.now();
    }
  } finally {
    stop();
  }
}
