// A probe without any service: the receiving end runs here, and judges as if the mail came from the address that is stated.
import type { Language } from '../../message/requested-reply.ts';
import type { Report } from '../../report/report.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { silentLog } from '../../runtime/log.ts';
import { startInbox } from '../inbox.ts';
import { type OnEvent, type Source, stepText } from './source.ts';

export interface LocalOptions {
  smtpHost: string;
  smtpPort: number;
  ip: string;
  helo: string | null;
  hostname: string;
  dnsServers: readonly string[];
  language: Language;
}

/** RFC 6761 §6.2: nobody's domain. Any other recipient is taken as well. */
const DOMAIN = 'mailassay.test';

/** Rejects with StartupError when the port cannot be had. */
export async function openLocal(
  { smtpHost, smtpPort, ip, helo, hostname, dnsServers, language }: LocalOptions,
  { clock, ids }: { clock: Clock; ids: Ids },
  onEvent: OnEvent,
): Promise<Source> {
  const arrived: Report[] = [];
  let hasArrived = false;
  let wake = (): void => {};
  const inbox = await startInbox({
    smtpHost,
    smtpPort,
    portOption: '--smtp-host, --smtp-port',
    hostname,
    stated: { ip, helo },
    dnsServers,
    language,
    clock,
    ids,
    log: silentLog,
    received({ helo: name, mailFrom }, octets) {
      hasArrived = true;
      onEvent(
        `a message of ${octets} octets came: MAIL FROM <${mailFrom}>; judged as from ${ip}, HELO ${name}`,
      );
    },
    tell({ method, result, subject }) {
      onEvent(stepText(method, result, subject));
    },
    judged(report) {
      arrived.push(report);
      wake();
    },
  });
  const host = smtpHost === '::' || smtpHost === '0.0.0.0' ? '127.0.0.1' : smtpHost;
  const address = `test@${DOMAIN}`;
  return {
    address,
    values: { address, host, port: String(inbox.port) },
    variables: {
      MAILASSAY_ADDRESS: address,
      MAILASSAY_SMTP_HOST: host,
      MAILASSAY_SMTP_PORT: String(inbox.port),
    },
    invitation: `send the mail by SMTP to ${host}:${inbox.port}, to ${address} or to whomever you like: it stays here`,
    page: null,
    hasArrived: () => hasArrived,
    async report(until, signal) {
      const left = until - clock.now();
      if (arrived.length === 0 && left > 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const done = (): void => {
            clearTimeout(timer);
            signal.removeEventListener('abort', done);
            resolve();
          };
          const timer = setTimeout(done, left);
          signal.addEventListener('abort', done);
          wake = done;
        });
      }
      signal.throwIfAborted();
      return arrived[0] ?? null;
    },
    async close() {
      await inbox[Symbol.asyncDispose]();
    },
  };
}
