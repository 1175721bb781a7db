// For whoever watches over the service: is it alive, can it take work, and the figures. `doctor` reads from /healthz which service
// answers, and whether the proxy in front of it is named in TRUST_FORWARDED.
import { addressTest, canonicalAddress } from '../message/ip-address.ts';
import { bearer, hashOf, isSecret } from './caller.ts';
import type { WebApp, WebDeps } from './deps.ts';
import { problem } from './problem.ts';

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/** The service domain. */
export const SERVICE_HEADER = 'x-mailassay-domain';
/** What became of X-Forwarded-For: trusted, ignored, or none was sent. */
export const FORWARDED_HEADER = 'x-mailassay-forwarded';

export function addHealth(
  app: WebApp,
  { ready, metrics, settings }: Pick<WebDeps, 'ready' | 'metrics' | 'settings'>,
): void {
  const isTrusted = addressTest(settings.trustForwarded);
  app.get('/healthz', ({ env, req }) => {
    const peer = canonicalAddress(env.incoming.socket.remoteAddress ?? '');
    const forwarded =
      req.header('x-forwarded-for') === undefined
        ? 'none'
        : peer !== null && isTrusted(peer)
          ? 'trusted'
          : 'ignored';
    return new Response('ok\n', {
      headers: { ...TEXT, [SERVICE_HEADER]: settings.domain, [FORWARDED_HEADER]: forwarded },
    });
  });
  app.get('/readyz', async () =>
    (await ready())
      ? new Response('ready\n', { headers: TEXT })
      : new Response('not ready\n', { status: 503, headers: TEXT }),
  );
  const tokenHash = settings.metricsToken === undefined ? null : hashOf(settings.metricsToken);
  app.get('/metrics', async (context) => {
    if (tokenHash !== null && !isSecret(bearer(context) ?? '', tokenHash))
      return problem(401, 'Unauthorized', '/metrics asks for the token of the operator.', {
        'www-authenticate': 'Bearer',
      });
    return new Response(await metrics.text(), {
      headers: { 'content-type': metrics.contentType },
    });
  });
}
