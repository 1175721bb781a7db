// A real https server on loopback for the hosts that a zone names: each with a certificate of its own for its own name. The fetcher is the real
// one; only what it may connect to is widened to loopback.
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { type Fetch, publicFetch } from '../../src/verify/domain/fetch-public.ts';
import type { Resolver } from '../../src/dns/resolver.ts';
import { selfSignedCertificate } from '../../src/service/self-signed.ts';

export interface Page {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export interface Web extends AsyncDisposable {
  port: number;
  /** URL to what is served there. */
  pages: Map<string, Page>;
  /** URLs asked for. */
  asked: string[];
  fetch(resolver: Resolver, milliseconds?: number): Fetch;
}

const VALIDITY = { from: new Date('2000-01-01T00:00:00Z'), to: new Date('2046-01-01T00:00:00Z') };

/** `hosts` have a certificate that counts; any other name is answered with one of them. */
export async function openWeb(hosts: readonly string[]): Promise<Web> {
  const made = new Map(
    await Promise.all(
      hosts.map(async (host) => [host, await selfSignedCertificate(host, VALIDITY)] as const),
    ),
  );
  const [first] = made.values();
  if (first === undefined) throw new Error('a web without hosts');
  const pages = new Map<string, Page>();
  const asked: string[] = [];
  const server = createServer(
    {
      ...first,
      SNICallback: (name, done) => {
        done(null, createSecureContext(made.get(name) ?? first));
      },
    },
    (request, response) => {
      const url = `https://${request.headers.host ?? ''}${request.url ?? ''}`;
      asked.push(url);
      const { status = 200, headers = {}, body = '' } = pages.get(url) ?? { status: 404 };
      response.writeHead(status, headers);
      response.end(body);
    },
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    pages,
    asked,
    fetch: (resolver, milliseconds = 2000) =>
      publicFetch({
        resolver,
        isAllowed: (ip) => ip === '127.0.0.1',
        port,
        authority: [...made.values()].map(({ cert }) => cert).join('\n'),
        milliseconds,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
