// What anyone would write first: smtp-server, mailauth's authenticate(), one fsynced file. The measure that the service is held
// against; it has none of the guards, limits, evidence or reports, and does not look into the MIME parts.
import { open } from 'node:fs/promises';
import { Resolver } from 'node:dns/promises';
import { authenticate } from 'mailauth';
import { SMTPServer } from 'smtp-server';

const [dnsPort = '', folder = ''] = process.argv.slice(2);
const resolver = new Resolver();
resolver.setServers([`127.0.0.1:${dnsPort}`]);
let count = 0;

const server = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      void judge(Buffer.concat(chunks), session).then(
        (line) => callback(null, line),
        (error: unknown) => callback(error instanceof Error ? error : new Error('failed')),
      );
    });
  },
});

async function judge(
  message: Buffer,
  session: {
    remoteAddress: string;
    hostNameAppearsAs: string;
    envelope: { mailFrom: { address: string } | false };
  },
): Promise<string> {
  const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
  const result = await authenticate(message, {
    ip: session.remoteAddress,
    helo: session.hostNameAppearsAs,
    sender,
    mta: 'bench.example',
    resolver: (name: string, type: string) => resolver.resolve(name, type) as Promise<string[]>,
  });
  count += 1;
  const file = await open(`${folder}/${count}.json`, 'w');
  await file.writeFile(JSON.stringify({ result, message: message.toString('base64') }));
  await file.sync();
  await file.close();
  return `spf=${result.spf ? result.spf.status.result : 'none'}`;
}

server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
