// A message and its session for the spam filters, and servers on loopback that answer as they are told.
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import type { Session } from '../../../src/verify/spam/as-received.ts';

export const SESSION: Session = {
  clientIp: '192.0.2.25',
  clientName: 'mail.example.org',
  helo: 'mail.example.org',
  mailFrom: 'anna@example.org',
  rcptTo: ['test@mailassay.example'],
  host: 'mx.mailassay.example',
  at: Date.UTC(2026, 7, 1, 10),
};

export function letter(body = 'Dear postmaster,\r\n\r\nis our mail set up right?\r\n'): Buffer {
  return Buffer.from(
    `From: Anna <anna@example.org>\r\nTo: test@mailassay.example\r\nSubject: Is our mail set up right?\r\nDate: Sat, 01 Aug 2026 09:59:58 +0000\r\nMessage-ID: <20260801095958.1234@example.org>\r\n\r\n${body}`,
  );
}

/** Every spam filter takes it for spam. */
export const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n';

export interface Served extends AsyncDisposable {
  port: number;
  /** What clients sent, whole, latin1. */
  received: string[];
}

/** Answers once the whole message is there (its length stands in the request), or does as `answer` likes with the socket. */
export async function spamdThat(answer: string | ((socket: Socket) => void)): Promise<Served> {
  const received: string[] = [];
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    let held = '';
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    socket.setEncoding('latin1').on('data', (text: string) => {
      held += text;
      const length = /Content-length: (\d+)\r\n\r\n/i.exec(held);
      if (length === null || held.length - length.index - length[0].length < Number(length[1]))
        return;
      received.push(held);
      if (typeof answer === 'string') socket.end(answer, 'latin1');
      else answer(socket);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** `answer` null never answers. */
export async function rspamdThat(
  answer: { status?: number; body: string } | null,
): Promise<Served & { url: string; fields: Record<string, unknown>[] }> {
  const received: string[] = [];
  const fields: Record<string, unknown>[] = [];
  const server = createHttpServer((request, response) => {
    let held = '';
    request.setEncoding('latin1').on('data', (text: string) => (held += text));
    request.on('end', () => {
      received.push(`${request.method ?? ''} ${request.url ?? ''}\r\n${held}`);
      fields.push(request.headers);
      if (answer !== null)
        response
          .writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
          .end(answer.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    received,
    fields,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
