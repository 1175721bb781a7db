// LIBRARIES.md row 15: what smtp-server 3.21.6 gets wrong, and why src/receive does it itself. When one of these fails the library has
// been mended, and what stands in for it may go.
import { once } from 'node:events';
import { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { afterEach, describe, expect, test } from 'vitest';
import { SmtpClient } from './smtp-client.ts';

const servers: SMTPServer[] = [];

function bareServer(options: ConstructorParameters<typeof SMTPServer>[0] = {}): SMTPServer {
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    ...options,
  });
  servers.push(server);
  return server;
}

async function listening(server: SMTPServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function inData(port: number): Promise<SmtpClient> {
  const client = await SmtpClient.connect(port);
  await client.reply();
  for (const line of ['EHLO c', 'MAIL FROM:<a@b.example>', 'RCPT TO:<c@d.example>', 'DATA'])
    await client.ask(line);
  return client;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.server.close();
});

describe('smtp-server still', () => {
  const parse = (line: string) => {
    const connection = new SMTPConnection(bareServer(), new Socket());
    return connection._parseAddressCommand(line.startsWith('MAIL') ? 'mail from' : 'rcpt to', line);
  };

  test('refuses quoted local parts, underscores, and names near 255 octets', () => {
    expect(parse('MAIL FROM:<"a b"@c.example>')).toBe(false);
    expect(parse('MAIL FROM:<a@_b.example>')).toBe(false);
    expect(parse(`MAIL FROM:<a@${`${'b'.repeat(63)}.`.repeat(3)}${'c'.repeat(61)}>`)).toBe(false);
  });

  test('takes <a,b@victim>, and turns A-labels into U-labels', () => {
    expect(parse('RCPT TO:<a,b@victim.example>')).toMatchObject({ address: 'a,b@victim.example' });
    expect(parse('MAIL FROM:<a@xn--mnchen-3ya.example>')).toMatchObject({
      address: 'a@münchen.example',
    });
  });

  test('cuts the data into a piece, and takes a turn of the event loop, for every added dot', async () => {
    const stream = new SMTPStream();
    let pieces = 0;
    const data = stream.startDataMode();
    data.on('data', () => {
      pieces += 1;
    });
    await new Promise<void>((resolve) =>
      stream.write(Buffer.from('..\r\n'.repeat(1000)), () => resolve()),
    );
    expect(pieces).toBeGreaterThan(500);
  });

  test('lets one RST in the middle of a message end a process that has no error listener', async () => {
    const server = bareServer();
    const errors: Error[] = [];
    server.on('error', (error: Error) => void errors.push(error));
    const client = await inData(await listening(server));
    client.write('x\r\n');
    client.reset();
    await once(server, 'error');
    expect(errors[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  test('reads on past its size, and passes NUL, bare CR and bare LF', async () => {
    let text = '';
    const server = bareServer({
      size: 1000,
      onData(stream, _session, done) {
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString('latin1');
        });
        stream.on('end', () => done(null, 'taken'));
      },
    });
    using client = await inData(await listening(server));
    client.write(`${'x'.repeat(98)}\r\n`.repeat(100));
    client.write('a\0b\rc\nd\r\n.\r\n');
    expect(await client.reply()).toMatch(/^250/);
    expect(text).toHaveLength(100 * 100 + 9);
    expect(text).toContain('a\0b\rc\nd');
  });

  test('has no limit on commands that move no mail, and keeps no HELO as said', async () => {
    let helo = '';
    const server = bareServer({
      onMailFrom(_address, session, done) {
        helo = session.hostNameAppearsAs;
        done();
      },
    });
    using client = await SmtpClient.connect(await listening(server));
    await client.reply();
    await client.ask('EHLO Said.Example');
    for (let i = 0; i < 300; i++) expect(await client.ask('RSET')).toMatch(/^250/);
    await client.ask('MAIL FROM:<a@b.example>');
    expect(helo).toBe('said.example');
  });

  test('does not notice what was said before the greeting when it is half a line', async () => {
    using client = await SmtpClient.connect(await listening(bareServer()));
    client.write('EHLO c');
    expect(await client.reply()).toMatch(/^220/);
  });

  test('reads PROXY version 1 only', async () => {
    using client = await SmtpClient.connect(
      await listening(bareServer({ useProxy: true })).then((port) => port),
    );
    client.write('\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\x02\x07\xc0\0\x02\x01\x9c\x40\0\x19');
    expect(await client.line()).toMatch(/BAD/);
  });
});
