// The door: takes sockets from the port, learns who is there (PROXY header where the operator demands one), counts, and
// either refuses with one line or begins a session. No SMTP beyond that line.
import { createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../runtime/log.ts';
import type { Admission } from './admission.ts';
import { canonicalAddress } from '../message/ip-address.ts';
import { Client } from './client.ts';
import { REFUSAL_REPLIES, SHUTTING_DOWN } from './fixed-replies.ts';
import { LIMITS } from './session-limits.ts';
import { readProxyHeader } from './proxy-header.ts';
import type { Timers } from '../runtime/timers.ts';

export interface AcceptorDeps {
  admission: Admission;
  mayUseXclient(address: string): boolean;
  mustSpeakProxy(address: string): boolean;
  isStopping(): boolean;
  /** The socket's client is known and let in. The session calls `admission.close()` through its end. */
  begin(socket: Socket, client: Client): void;
  /** A limit was reached by a client: for the figures. */
  limitHit(limit: string): void;
  timers: Timers;
  log: Log;
}

export function createAcceptor(parts: AcceptorDeps): Server {
  const { admission, timers, log } = parts;
  let refusedSockets = 0;

  /** One line and the end; what the other side still sends is not looked at. In a flood, no line either. */
  const refuse = (socket: Socket, text: string) => {
    if (refusedSockets >= LIMITS.refusedSockets) return void socket.destroy();
    refusedSockets += 1;
    const cancel = timers.after(LIMITS.lingerMs, () => socket.destroy());
    socket.once('close', () => {
      refusedSockets -= 1;
      cancel();
    });
    socket.resume();
    socket.end(`421 ${text}\r\n`);
  };

  const admit = (socket: Socket, address: string) => {
    const client = new Client(address, parts.mayUseXclient(address), admission);
    const refusal = client.mayUseXclient ? null : client.count();
    if (refusal === null) return parts.begin(socket, client);
    log.info({ client: address, refusal }, 'connection refused');
    parts.limitHit(refusal);
    admission.close();
    refuse(socket, REFUSAL_REPLIES[refusal]);
  };

  /** Reads the header, puts back what follows it, and goes on with the client it names. */
  const readProxied = (socket: Socket, peer: string) => {
    let bytes: Buffer = Buffer.alloc(0);
    const done = () => {
      cancel();
      socket.removeListener('data', read);
      socket.removeListener('close', closed);
    };
    const fail = (reason: string) => {
      done();
      log.warn({ proxy: peer, reason }, 'no usable PROXY header');
      admission.close();
      refuse(socket, '4.3.0 PROXY protocol header expected');
    };
    const closed = () => {
      done();
      admission.close();
    };
    const read = (chunk: Buffer) => {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      const header = readProxyHeader(bytes);
      if (header.state === 'more') return;
      if (header.state === 'malformed') return fail(header.reason);
      done();
      socket.pause();
      if (bytes.length > header.octets) socket.unshift(bytes.subarray(header.octets));
      admit(socket, header.client?.address ?? peer);
    };
    const cancel = timers.after(LIMITS.proxyHeaderMs, () => fail('none in time'));
    socket.on('data', read);
    socket.once('close', closed);
  };

  return createServer((socket) => {
    // From the first moment on: an RST can come before anybody else listens.
    socket.on('error', (error) => {
      log.debug({ err: error }, 'socket error');
    });
    const peer = canonicalAddress(socket.remoteAddress ?? '');
    if (peer === null) return void socket.destroy();
    if (parts.isStopping()) return refuse(socket, SHUTTING_DOWN);
    if (!admission.open()) {
      log.info({ client: peer, refusal: 'full' }, 'connection refused');
      parts.limitHit('full');
      return refuse(socket, REFUSAL_REPLIES.full);
    }
    if (parts.mustSpeakProxy(peer)) readProxied(socket, peer);
    else admit(socket, peer);
  });
}
