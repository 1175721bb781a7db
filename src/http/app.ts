// What the web side answers (DESIGN.md §5): pages, API, health and figures, put together with what holds for all of them
// (SECURITY.md §6). It reads the store and renders; it knows neither sockets nor how a report came about.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { StoreTrouble } from '../store/store.ts';
import { createApi } from './api/api.ts';
import { clientNamer } from './client.ts';
import { addHealth } from './health.ts';
import { webLimits } from './limits.ts';
import type { WebEnv, WebParts } from './parts.ts';
import { problem } from './problem.ts';
import { addReportPages } from './report-pages.ts';

export type WebApp = Hono<WebEnv>;

export function createApp(parts: WebParts): WebApp {
  const { settings, log } = parts;
  const app: WebApp = new Hono<WebEnv>();
  const clientOf = clientNamer(settings.trustForwarded);

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
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'DENY',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    }),
  );
  app.use(async (context, next) => {
    context.set('client', clientOf(context.env.incoming.socket.remoteAddress ?? '', context.req.header('x-forwarded-for')));
    await next();
    // Assets say themselves how long they live.
    if (!context.res.headers.has('cache-control')) context.header('Cache-Control', 'no-store');
    context.header('X-Robots-Tag', 'noindex');
  });

  const limits = webLimits(parts);
  app.route('/', createApi(parts, limits));
  addReportPages(app, parts);
  addHealth(app, parts);

  app.notFound(() => problem(404, 'Not found', 'There is nothing at this path.'));
  app.onError((error) => {
    // What hono itself refuses: a body that is no JSON.
    if (error instanceof HTTPException && error.status < 500) return problem(error.status, 'Bad request', `${error.message}.`);
    if (error instanceof StoreTrouble) {
      log.warn({ trouble: error.kind, reason: error.message }, 'a web request met store trouble');
      return problem(503, 'Store away', 'What is kept can not be reached just now; try again in a few seconds.', { 'retry-after': '5' });
    }
    log.error({ err: error }, 'a web request failed');
    return problem(500, 'Internal error', 'The request failed here; it is logged. Try again later.');
  });
  return app;
}
