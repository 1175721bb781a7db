// The mailbox of the demonstration: an SMTP server on loopback that takes everything and shows it.
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mailbox extends AsyncDisposable {
  readonly port: number;
  /** The next mail for an address, or null when none came within the time. */
  next(
    address: string,
    milliseconds: number,
  ): Promise<{ from: string; subject: string; text: string } | null>;
}

interface Waiting {
  address: string;
  take(raw: Buffer): void;
}

export async function openMailbox(): Promise<Mailbox> {
  const kept: { address: string; raw: Buffer }[] = [];
  const waiting: Waiting[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData(stream, session, callback) {
      const address = session.envelope.rcptTo[0]?.address ?? '';
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        const index = waiting.findIndex((waiter) => waiter.address === address);
        if (index === -1) kept.push({ address, raw });
        else waiting.splice(index, 1)[0]?.take(raw);
        callback();
      });
    },
  });
  server.on('error', () => {
    // A broken connection ends on its own.
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    async next(address, milliseconds) {
      const index = kept.findIndex((mail) => mail.address === address);
      let raw = index === -1 ? null : (kept.splice(index, 1)[0]?.raw ?? null);
      raw ??= await new Promise<Buffer | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), milliseconds);
        waiting.push({
          address,
          take(mail) {
            clearTimeout(timer);
            resolve(mail);
          },
        });
      });
      if (raw === null) return null;
      const mail = await simpleParser(raw, {
        skipHtmlToText: true,
        skipTextToHtml: true,
        skipImageLinks: true,
      });
      return { from: mail.from?.text ?? '', subject: mail.subject ?? '', text: mail.text ?? '' };
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
