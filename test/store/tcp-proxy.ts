// A network between a node and its database that can be cut: with a word (connections are reset), without one (nothing passes any
// more), or in one direction (what the server answers is lost).
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /** `open` passes everything; `reset` refuses and resets; `silent` takes everything and passes nothing; `unanswered` passes what is asked only. */
  mode: 'open' | 'reset' | 'silent' | 'unanswered';
  /** Ends the connections there are, in the sense of the mode. */
  set(mode: TcpProxy['mode']): void;
  /** Octets that the server got since the last change of the mode. */
  asked(): number;
  close(): Promise<void>;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let asked = 0;
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    if (proxy.mode === 'reset') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (octets) => {
      if (proxy.mode !== 'open' && proxy.mode !== 'unanswered') return;
      asked += octets.length;
      upstream.write(octets);
    });
    upstream.on('data', (octets) => {
      if (proxy.mode === 'open') client.write(octets);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const proxy: TcpProxy = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mode: 'open',
    set(mode) {
      // Connections that have lost octets are of no use any more.
      if (mode === 'reset' || proxy.mode !== 'open')
        for (const [client, upstream] of pairs) {
          client.resetAndDestroy();
          upstream.destroy();
        }
      proxy.mode = mode;
      asked = 0;
    },
    asked: () => asked,
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
