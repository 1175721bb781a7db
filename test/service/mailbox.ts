// The mailboxes of all senders in these tests: an SMTP server on loopback that the service relays to. It counts a mail as arrived
// only when it says 250, and can be told to stop in the middle, for what a crash does to a delivery.
import { SMTPServer } from 'smtp-server';

export interface Mail {
  /** null for the null reverse-path. */
  mailFrom: string | null;
  rcptTo: string[];
  helo: string;
  clientIp: string;
  /** As received, one character an octet. */
  raw: string;
  messageId: string;
}

export type Moment = 'connect' | 'mail' | 'data' | 'taken';

export interface Mailbox {
  port: number;
  mails: Mail[];
  /** The next mail to an address that was not asked for before. */
  next(address: string): Promise<Mail>;
  /** What came to an address so far. */
  to(address: string): Mail[];
  /** Called at each moment of each delivery; what it returns is waited for. */
  at: (moment: Moment) => Promise<void> | void;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const given = new Set<Mail>();
  const waiting = new Set<() => void>();
  const nothing = (): void => {};
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    onConnect(_session, callback) {
      void Promise.resolve(mailbox.at('connect')).then(() => callback());
    },
    onMailFrom(_address, _session, callback) {
      void Promise.resolve(mailbox.at('mail')).then(() => callback());
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const { mailFrom, rcptTo } = session.envelope;
        void (async () => {
          await mailbox.at('data');
          mails.push({
            mailFrom: mailFrom === false || mailFrom.address === '' ? null : mailFrom.address,
            rcptTo: rcptTo.map(({ address }) => address),
            helo: String(session.hostNameAppearsAs),
            clientIp: session.remoteAddress,
            raw,
            messageId: /^Message-ID: *(\S+)/im.exec(raw)?.[1] ?? '',
          });
          callback();
          for (const look of waiting) look();
          await mailbox.at('taken');
        })();
      });
    },
  });
  server.on('error', nothing);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.server.address();

  const to = (address: string): Mail[] => mails.filter(({ rcptTo }) => rcptTo.includes(address));
  const mailbox: Mailbox = {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    mails,
    to,
    at: nothing,
    next(address) {
      return new Promise((resolve) => {
        const look = (): void => {
          const mail = to(address).find((one) => !given.has(one));
          if (mail === undefined) return;
          waiting.delete(look);
          given.add(mail);
          resolve(mail);
        };
        waiting.add(look);
        look();
      });
    },
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return mailbox;
}
