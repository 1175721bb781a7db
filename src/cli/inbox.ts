// The receiving end alone: takes mail for any recipient, judges it as if it had come from the stated address and name, tells the
// verdict in the SMTP reply, and keeps and mails nothing. For pipelines whose application can send to a given host and port.
import type { Settings } from '../config/settings.ts';
import { serviceResolver } from '../dns/service-resolver.ts';
import { judge } from '../judge/analyze.ts';
import { startListener } from '../receive/listener.ts';
import type { IncomingMessage } from '../message/received-message.ts';
import type { SmtpReply } from '../message/smtp-reply.ts';
import type { Language } from '../message/requested-reply.ts';
import type { Envelope } from '../message/envelope.ts';
import { makeReport } from '../report/make.ts';
import type { Report } from '../report/report.ts';
import { dataReply } from '../report/smtp.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import type { Log } from '../runtime/log.ts';
import { version } from '../runtime/version.ts';
import type { OnProgress } from '../verify/progress.ts';
import { Disposables } from '../runtime/disposables.ts';
import { selfSignedCertificate } from '../service/self-signed.ts';
import { bindError } from '../service/startup-errors.ts';

export interface InboxOptions {
  smtpHost: string;
  /** 0 lets the system choose. */
  smtpPort: number;
  /** How the port was asked for, for the line about one that is taken. */
  portOption: string;
  /** The receiver's name: greeting, Authentication-Results. */
  hostname: string;
  /** Where the mail would come from; null: as it really does. */
  stated: { ip: string | null; helo: string | null };
  /** `ip:port`; empty for the system's. */
  dnsServers: readonly string[];
  language: Language;
  clock: Clock;
  ids: Ids;
  log: Log;
  received(envelope: Envelope, octets: number): void;
  tell: OnProgress;
  judged(report: Report): void;
}

export interface Inbox extends AsyncDisposable {
  port: number;
}

const DAY_MS = 86_400_000;
const MAX_SIZE = 64 * 1024 * 1024;

/** Throws StartupError when the port cannot be had. */
export async function startInbox(options: InboxOptions): Promise<Inbox> {
  const {
    smtpHost,
    smtpPort,
    portOption,
    hostname,
    stated,
    dnsServers,
    language,
    clock,
    ids,
    log,
  } = options;
  const disposables = new Disposables();
  const resolver = disposables.add(
    serviceResolver({ servers: dnsServers, zoneCounts: null, clock }),
  );
  const tls = await selfSignedCertificate(hostname, {
    from: new Date(clock.now() - DAY_MS),
    to: new Date(clock.now() + 30 * DAY_MS),
  });

  const handle = async ({
    message,
    envelope: seen,
    answers,
    receivedAt,
  }: IncomingMessage): Promise<SmtpReply> => {
    // Without recipients, as a saved message: how the mail travels in earnest is not known here.
    const envelope: Envelope = {
      ...seen,
      clientIp: stated.ip ?? seen.clientIp,
      clientName: stated.ip === null ? seen.clientName : null,
      helo: stated.helo ?? seen.helo,
      rcptTo: [],
    };
    options.received(envelope, message.length);
    const { verification, diagnosis } = await judge(
      { message, envelope, host: hostname, at: receivedAt, organizationsOf: [] },
      resolver,
      clock,
      { tell: options.tell },
    );
    const report = makeReport({
      id: ids.next(),
      receivedAt,
      language,
      verification,
      diagnosis,
      response: { decision: 'none', reason: 'probe', sentAt: null },
      service: { version, host: hostname, link: null },
    });
    options.judged(report);
    return dataReply(report, {
      kind: answers.some(({ kind }) => kind === 'assert') ? 'assert' : 'test',
    });
  };

  const settings: Pick<
    Settings,
    | 'domain'
    | 'hostname'
    | 'smtpHost'
    | 'smtpPort'
    | 'xclient'
    | 'proxyProtocol'
    | 'limits'
    | 'maxSize'
    | 'postmaster'
    | 'acceptDomains'
  > = {
    domain: hostname,
    hostname,
    smtpHost,
    smtpPort,
    xclient: [],
    proxyProtocol: [],
    limits: false,
    maxSize: MAX_SIZE,
  };
  try {
    const listener = disposables.add(
      await startListener({
        settings: { ...settings, takesAll: true },
        tls,
        clock,
        log,
        handle,
        knowsToken: () => true,
      }),
    );
    return { port: listener.port, [Symbol.asyncDispose]: () => disposables.run() };
  } catch (error) {
    await disposables.run();
    throw bindError(error, portOption, smtpHost, smtpPort);
  }
}
