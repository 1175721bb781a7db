// Which methods a path takes (RFC 9110 §15.5.6), read from the routes themselves.
import type { WebApp } from './deps.ts';

export function methodsFor(app: WebApp): (path: string) => string[] {
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({
      method,
      pattern: new RegExp(
        `^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/:[a-zA-Z]+|\{[a-zA-Z]+\}/g, '[^/]+')}$`,
      ),
    }));
  return (path) => {
    const methods = new Set(
      routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method),
    );
    // hono answers HEAD where there is GET.
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods].toSorted();
  };
}
