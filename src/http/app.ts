// What the web side answers (DESIGN.md §5): pages, API, health and figures, put together with what holds for all of them
// (SECURITY.md §6). It reads the store and renders; it knows neither sockets nor how a report came about.
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { loadAssets } from '../page/assets.ts';
import { notice, startLink } from '../page/notice.ts';
import type { PageWords } from '../words/en/pages.ts';
import { StoreError } from '../store/store.ts';
import { createApi } from './api/api.ts';
import { clientNamer } from './client-address.ts';
import { addHealth } from './health.ts';
import { webLimits } from './web-limits.ts';
import type { WebApp, WebContext, WebEnv, WebDeps } from './deps.ts';
import { problem } from './problem.ts';
import { addReadingPages } from './reading-pages.ts';
import { addReportPages } from './report-pages.ts';
import { methodsFor } from './allowed-methods.ts';
import { framing, isSecure } from './frame.ts';
import { createSurveys } from './record-checks.ts';
import { addSurveyPages } from './record-check-pages.ts';
import { addTestPages } from './test-pages.ts';

export function createApp(parts: WebDeps): WebApp {
  const { settings, log, metrics } = parts;
  const app: WebApp = new Hono<WebEnv>();
  const clientOf = clientNamer(settings.trustForwarded);

  app.use(async (context, next) => {
    const began = parts.clock.now();
    await next();
    metrics.httpAnswered({
      method: context.req.method,
      // The pattern that answered: nobody's paths are labels. What answers to nothing has only patterns of middleware.
      route: routePath(context, -1).replace(/^\/?\*$/, 'none'),
      status: context.res.status,
      ms: parts.clock.now() - began,
    });
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      strictTransportSecurity:
        settings.hsts === true && isSecure(parts.publicUrl()) ? 'max-age=15552000' : false,
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    }),
  );
  app.use(async (context, next) => {
    context.set(
      'client',
      clientOf(
        context.env.incoming.socket.remoteAddress ?? '',
        context.req.header('x-forwarded-for'),
      ),
    );
    await next();
    // Assets say themselves how long they live.
    if (!context.res.headers.has('cache-control')) context.header('Cache-Control', 'no-store');
    context.header('X-Robots-Tag', 'noindex');
  });

  // Reports do not change; their pages hold what is the reader's own.
  app.use('/api/v1/reports/:id', etag());
  app.use('/r/:name', etag());

  const limits = webLimits(parts);
  const recordChecks = createSurveys(parts);
  app.route('/', createApi({ ...parts, limits, recordChecks }));
  const assets = loadAssets();
  const frame = framing(parts, assets);
  addTestPages(app, { ...parts, limits, frame });
  addReportPages(app, { ...parts, limits, frame });
  addSurveyPages(app, { limits, recordChecks, frame });
  addReadingPages(app, { ...parts, frame });
  addHealth(app, parts);
  app.get('/assets/:name', (context) => {
    const asset = assets.all.get(context.req.path);
    if (asset === undefined) return problem(404, 'Not found', 'There is nothing at this path.');
    return new Response(asset.body, {
      headers: {
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
      },
    });
  });

  /** A person gets a page, a program a problem. */
  const said = (
    context: WebContext,
    status: 404 | 500 | 503,
    told: { title: string; detail: string },
    of: (words: PageWords['notices']) => [string, string],
  ): Response | Promise<Response> => {
    if (
      context.req.path.startsWith('/api/') ||
      !(context.req.header('accept') ?? '').includes('text/html')
    ) {
      return problem(status, told.title, told.detail, status === 503 ? { 'retry-after': '5' } : {});
    }
    const framed = frame(context, '/');
    const [title, lead] = of(framed.words.notices);
    return framed.send({ title, body: notice(title, lead, startLink(framed.words)) }, status);
  };

  const allowed = methodsFor(app);
  app.notFound((context) => {
    const methods = allowed(context.req.path);
    if (methods.length > 0 && !methods.includes(context.req.method))
      return problem(405, 'Method not allowed', `This path answers ${methods.join(', ')}.`, {
        allow: methods.join(', '),
      });
    return said(
      context,
      404,
      { title: 'Not found', detail: 'There is nothing at this path.' },
      (words) => [words.notFound, words.notFoundLead],
    );
  });
  app.onError((error, context) => {
    // What hono itself refuses: a body that is no JSON.
    if (error instanceof HTTPException && error.status < 500)
      return problem(error.status, 'Bad request', `${error.message}.`);
    if (error instanceof StoreError) {
      log.warn({ problem: error.kind, reason: error.message }, 'a web request met store trouble');
      return said(
        context,
        503,
        {
          title: 'Store away',
          detail: 'What is kept cannot be reached just now; try again in a few seconds.',
        },
        (words) => [words.busy, words.busyLead],
      );
    }
    log.error({ err: error }, 'a web request failed');
    return said(
      context,
      500,
      {
        title: 'Internal error',
        detail: 'The request failed here; it is logged. Try again later.',
      },
      (words) => [words.broken, words.brokenLead],
    );
  });
  return app;
}
