// What every test of the service stands on: DNS, the mailboxes of the senders, a data directory, and the service itself.
import { startDnsServer, type DnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import type { Report } from '../../src/report/report.ts';
import { openMailbox, type Mailbox } from './mailbox.ts';
import { startServe, temporaryFolder, type Serve, type Variables } from './serve.ts';
import { letter, send, type Answer, type Letter, type Sending } from './sender.ts';
import { ZONE } from './zone.ts';

export interface World {
  dns: DnsServer;
  mailbox: Mailbox;
  dataDir: string;
  /** The service that runs now. */
  serve: Serve;
  /** Starts it again in the same place; other settings as given. */
  restart(variables?: Variables): Promise<Serve>;
  /** Writes and sends a letter; From is the reverse-path unless told otherwise. */
  mail(sending?: Omit<Sending, 'port' | 'message'>, more?: Letter): Promise<Answer>;
  report(id: string): Promise<Report>;
  close(): Promise<void>;
}

export async function openWorld(variables: Variables = {}, zone = ZONE): Promise<World> {
  const folder = await temporaryFolder();
  const dns = await startDnsServer(parseZone(zone), { host: '127.0.0.1', port: 0 });
  const mailbox = await openMailbox();
  const start = (more: Variables): Promise<Serve> =>
    startServe({
      DATA_DIR: folder.path,
      DNS_SERVERS: `127.0.0.1:${dns.port}`,
      RELAY_URL: `smtp://127.0.0.1:${mailbox.port}`,
      XCLIENT: '127.0.0.1',
      LIMITS: 'off',
      VERDICT_WAIT: '60s',
      ...variables,
      ...more,
    });
  const close = async (): Promise<void> => {
    await world.serve?.end('SIGKILL');
    await mailbox.close();
    await dns[Symbol.asyncDispose]();
    await folder.remove();
  };
  const world = {
    dns,
    mailbox,
    dataDir: folder.path,
    async restart(more = {}) {
      world.serve = await start(more);
      return world.serve;
    },
    async mail(sending = {}, more = {}) {
      const from = sending.from ?? more.from ?? 'admin@good.example';
      const author = more.from ?? (from === '' ? 'admin@good.example' : from);
      return await send({
        ...sending,
        from,
        port: world.serve.smtpPort,
        message: await letter({ ...more, from: author }),
      });
    },
    async report(id) {
      const response = await fetch(`${world.serve.web}/api/v1/reports/${id}`);
      if (response.status !== 200)
        throw new Error(`report ${id}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Report;
    },
    close,
  } as World;
  try {
    world.serve = await start({});
  } catch (error) {
    await close();
    throw error;
  }
  return world;
}

/** Asks again until it holds. The time only ends what would never come, with a word on what it is. */
export async function until<T>(
  look: () => Promise<T | null | false> | T | null | false,
  what: string,
  milliseconds = 540_000,
): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > end)
      throw new Error(`in ${milliseconds / 1000} s it did not come to be that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
