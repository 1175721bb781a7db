// One question over TCP (RFC 7766), asked again because the UDP answer was truncated: one connection each, because it is rare.
// The two length octets are RFC 1035 §4.2.2's. Not known here: which server, how often.
import { connect } from 'node:net';
import { answersQuery } from './query.ts';
import type { ServerAddress } from './servers.ts';
import type { Exchange } from './udp.ts';

/** Sends a packet and waits for its answer; `signal` ends it early. Never rejects. */
export function exchangeTcp(
  server: ServerAddress,
  query: Buffer,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Exchange> {
  if (signal.aborted) return Promise.resolve('unreachable');
  return new Promise((resolve) => {
    const socket = connect({ host: server.host, port: server.port, noDelay: true });
    const chunks: Buffer[] = [];
    let received = 0;
    let wanted = 2;

    const finish = (result: Exchange): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(result);
    };
    const abort = (): void => finish('unreachable');
    const timer = setTimeout(() => finish('timeout'), timeoutMs);
    signal.addEventListener('abort', abort, { once: true });

    socket.on('error', abort);
    socket.on('close', abort);
    socket.on('connect', () => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(query.length);
      socket.write(Buffer.concat([length, query]));
    });
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      if (received < wanted) return;
      const data = Buffer.concat(chunks);
      wanted = 2 + data.readUInt16BE(0);
      if (received < wanted) {
        chunks.splice(0, chunks.length, data);
        return;
      }
      const packet = data.subarray(2, wanted);
      finish(answersQuery(query, packet) ? packet : 'unreachable');
    });
  });
}
