// What the web side answers (DESIGN.md §5): reports in every form, liveness and readiness. It reads the store and renders;
// it knows neither sockets nor how a report came about.
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { junit } from '../report/junit.ts';
import { reportJson } from '../report/json.ts';
import type { Report } from '../report/report.ts';
import { sarif } from '../report/sarif.ts';
import { textReport } from '../report/text.ts';
import { ID_PATTERN } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import type { SavedReport, Store } from '../store/store.ts';
import { problem } from './problem.ts';

export interface AppParts {
  store: Store;
  log: Log;
  /** True when store and listeners can take work. */
  ready(): Promise<boolean>;
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** The forms a report has, by the ending of its link. */
const FORMS: Record<string, (report: Report) => Response> = {
  '': (report) => new Response(textReport(report), { headers: TEXT }),
  '.txt': (report) => new Response(textReport(report), { headers: TEXT }),
  '.json': (report) => new Response(reportJson(report), { headers: { 'content-type': 'application/json' } }),
  '.junit.xml': (report) => new Response(junit(report), { headers: { 'content-type': 'application/xml; charset=utf-8' } }),
  '.sarif': (report) => new Response(sarif(report), { headers: { 'content-type': 'application/sarif+json' } }),
};

export function createApp({ store, log, ready }: AppParts): Hono {
  const app = new Hono();
  // SECURITY.md §6
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
    context.header('X-Robots-Tag', 'noindex');
  });

  const find = async (id: string): Promise<SavedReport | null> => (ID_PATTERN.test(id) ? await store.report(id) : null);

  app.get('/r/:name', async (context) => {
    const [, id = '', form = ''] = /^([^.]*)(.*)$/.exec(context.req.param('name')) ?? [];
    const render = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
    const saved = render === undefined ? null : await find(id);
    if (render === undefined || saved === null) return new Response('There is no such report, or it is past its time.\n', { status: 404, headers: TEXT });
    if (saved.state === 'pending') {
      return new Response('The verdict is still being worked out. Try again in a few seconds.\n', { status: 202, headers: { ...TEXT, 'retry-after': '3' } });
    }
    return render(saved.report);
  });

  app.get('/api/v1/reports/:id', async (context) => {
    const saved = await find(context.req.param('id'));
    if (saved === null) return problem(404, 'No such report', 'The id is unknown, or the report is past its time.');
    if (saved.state === 'pending') {
      const pending = problem(202, 'Verdict pending', 'The message is stored and its verification goes on; ask again in a few seconds.');
      pending.headers.set('retry-after', '3');
      return pending;
    }
    return new Response(reportJson(saved.report), { headers: { 'content-type': 'application/json' } });
  });

  app.get('/healthz', () => new Response('ok\n', { headers: TEXT }));
  app.get('/readyz', async () => ((await ready()) ? new Response('ready\n', { headers: TEXT }) : new Response('not ready\n', { status: 503, headers: TEXT })));

  app.notFound(() => problem(404, 'Not found', 'There is nothing at this path.'));
  app.onError((error) => {
    log.error({ err: error }, 'a web request failed');
    return problem(500, 'Internal error', 'The request failed here; it is logged. Try again later.');
  });
  return app;
}
