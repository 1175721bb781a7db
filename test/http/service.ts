// The whole service in this process, on loopback: DNS for the invented companies of the demonstration, a mailbox for the replies,
// senders that state the address they stand for. Tests of API and pages talk to it as strangers do.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { makeKey } from '../../src/cli/demo/keys.ts';
import { SAMPLES, sampleMessage, type Sample } from '../../src/cli/demo/samples.ts';
import { openMailbox } from '../../src/cli/demo/mailbox.ts';
import { send } from '../../src/cli/demo/send.ts';
import { demoZone } from '../../src/cli/demo/zone.ts';
import { loadSettings } from '../../src/config/load.ts';
import { startDnsServer } from '../../src/dns/server.ts';
import { parseZone } from '../../src/dns/zone.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { randomIds } from '../../src/runtime/ids.ts';
import { silentLog } from '../../src/runtime/log.ts';
import { Disposables } from '../../src/runtime/disposables.ts';
import { startService, type Service } from '../../src/service/service.ts';

export type Company =
  | 'good'
  | 'include'
  | 'oldkey'
  | 'campus'
  | 'pasted'
  | 'scanner'
  | 'unsigned'
  | 'dialup';

export interface Mail {
  to: string;
  /** Header lines that replace those of the same name, or are added. */
  header?: Record<string, string>;
  body?: string;
  helo?: string;
  from?: string;
  /** Not signed, whatever the company usually does. */
  unsigned?: boolean;
}

export interface TestService {
  service: Service;
  url: string;
  domain: string;
  /** Sends a mail of a company; the lines of the final reply. */
  mail(company: Company, mail: Mail): Promise<string[]>;
  /** The report id that a reply names. */
  idOf(reply: string[]): string;
  /** The octets of the mail, to be uploaded. */
  message(
    company: Company,
    mail: Mail,
  ): Promise<{ octets: string; ip: string; helo: string; from: string }>;
  close(): Promise<void>;
}

export async function openService(flags: Record<string, unknown> = {}): Promise<TestService> {
  const ending = new Disposables();
  const rsa2048 = await makeKey(2048);
  const rsa1024 = await makeKey(1024);
  const keys = { rsa2048, rsa1024 };
  const dns = ending.add(
    await startDnsServer(
      parseZone(demoZone({ rsa2048: rsa2048.publicKey, rsa1024: rsa1024.publicKey })),
      { host: '127.0.0.1', port: 0 },
    ),
  );
  const mailbox = ending.add(await openMailbox());
  const dataDir = await mkdtemp(join(tmpdir(), 'mailassay-http-'));
  ending.add({ [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) });
  const loaded = loadSettings({
    flags: {
      domain: 'test.example',
      smtpHost: '127.0.0.1',
      smtpPort: 0,
      httpPort: 0,
      dataDir,
      dnsServers: `127.0.0.1:${dns.port}`,
      relayUrl: `smtp://127.0.0.1:${mailbox.port}`,
      proxyProtocol: '127.0.0.1',
      workers: 1,
      verdictWait: '60s',
      ...flags,
    },
    environment: {},
    file: null,
    otherVariables: new Set(),
  });
  if (loaded.settings === null) throw new Error(loaded.faults.join('; '));
  const service = ending.add(
    await startService({
      settings: loaded.settings,
      log: silentLog,
      clock: systemClock,
      ids: randomIds,
    }),
  );

  const written = async (
    company: Company,
    mail: Mail,
  ): Promise<{ letter: Sample; octets: string; from: string; helo: string }> => {
    const index = SAMPLES.findIndex(({ domain }) => domain === `${company}.example`);
    const letter = SAMPLES[index];
    if (letter === undefined) throw new Error(`no company ${company}`);
    const date = new Date(systemClock.now());
    const plain = withHeader(sampleMessage(letter, index + 1, date), mail);
    const from = mail.from ?? `admin@${letter.domain}`;
    const helo = mail.helo ?? letter.helo;
    if (letter.signature === null || mail.unsigned === true)
      return { letter, octets: letter.onTheWay(plain), from, helo };
    const { selector, key } = letter.signature;
    const signed = await dkimSign(Buffer.from(plain), {
      canonicalization: 'relaxed/relaxed',
      algorithm: 'rsa-sha256',
      signTime: date,
      signatureData: [{ signingDomain: letter.domain, selector, privateKey: keys[key].privateKey }],
    } as Parameters<typeof dkimSign>[1]);
    return { letter, octets: letter.onTheWay(`${signed.signatures}${plain}`), from, helo };
  };

  return {
    service,
    url: service.publicUrl,
    domain: 'test.example',
    async mail(company, mail) {
      const { letter, octets, from, helo } = await written(company, mail);
      return await send({
        port: service.smtpPort,
        ip: letter.ip,
        helo,
        from,
        to: mail.to,
        message: octets,
      });
    },
    idOf: (reply) => / id=(\S+)/.exec(reply.at(-1) ?? '')?.[1] ?? '',
    async message(company, mail) {
      const { letter, octets, from, helo } = await written(company, mail);
      return { octets, ip: letter.ip, helo, from };
    },
    close: () => ending.run(),
  };
}

function withHeader(text: string, { header = {}, body }: Mail): string {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const lines = head.split('\r\n');
  for (const [name, value] of Object.entries(header)) {
    const index = lines.findIndex((line) =>
      line.toLowerCase().startsWith(`${name.toLowerCase()}:`),
    );
    if (index === -1) lines.push(`${name}: ${value}`);
    else lines[index] = `${name}: ${value}`;
  }
  return `${lines.join('\r\n')}\r\n\r\n${body ?? rest.join('\r\n\r\n')}`;
}
