// The web listener: binds, serves the app, and ends with its open requests answered.
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { WebApp } from './deps.ts';

export interface WebListener extends AsyncDisposable {
  readonly port: number;
}

/** Rejects with the system's error (EADDRINUSE, EACCES, …) when the address cannot be bound. */
export async function startWebListener(
  app: WebApp,
  { host, port }: { host: string; port: number },
): Promise<WebListener> {
  const server: Server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
    getRequestListener(app.fetch),
  );
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', () => {
    // A listener that was bound reports trouble of single connections here; each of them ends on its own.
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Connections that are answered meanwhile would be kept open for the next request.
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const force = setTimeout(() => server.closeAllConnections(), 5_000);
      await closed;
      clearInterval(idle);
      clearTimeout(force);
    },
  };
}
