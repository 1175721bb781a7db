// For whoever watches over the service: is it alive, can it take work, and the figures.
import type { WebApp, WebDeps } from './deps.ts';

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

export function addHealth(
  app: WebApp,
  { ready, metrics }: Pick<WebDeps, 'ready' | 'metrics'>,
): void {
  app.get('/healthz', () => new Response('ok\n', { headers: TEXT }));
  app.get('/readyz', async () =>
    (await ready())
      ? new Response('ready\n', { headers: TEXT })
      : new Response('not ready\n', { status: 503, headers: TEXT }),
  );
  app.get(
    '/metrics',
    async () =>
      new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } }),
  );
}
