// `demo`: the whole loop on loopback with no network: a DNS server, a sender that signs, the service, and a mailbox that
// receives the answers. Sends one good message and several broken ones and shows each answer in turn.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { loadSettings } from '../../config/load.ts';
import { startDnsServer } from '../../dns/server.ts';
import { parseZone } from '../../dns/zone.ts';
import { silentLog } from '../../runtime/log.ts';
import { Disposables } from '../../runtime/disposables.ts';
import { startService, type Service } from '../../service/service.ts';
import { EXIT, type CommandContext } from '../command.ts';
import { makeKey } from './keys.ts';
import { SAMPLES, type Sample, sampleMessage } from './samples.ts';
import { openMailbox } from './mailbox.ts';
import { send } from './send.ts';
import { demoZone } from './zone.ts';

const RULE = '─'.repeat(72);
const TIMEOUT_MS = 60_000;
const PAUSE_MS = 100;

export async function demo(context: CommandContext, language: 'en' | 'id'): Promise<number> {
  const { terminal, clock, ids } = context;
  const disposables = new Disposables();
  try {
    const [rsa2048, rsa1024] = await Promise.all([makeKey(2048), makeKey(1024)]);
    const keys = { rsa2048, rsa1024 };
    const dns = disposables.add(
      await startDnsServer(
        parseZone(demoZone({ rsa2048: rsa2048.publicKey, rsa1024: rsa1024.publicKey })),
        { host: '127.0.0.1', port: 0 },
      ),
    );
    const mailbox = disposables.add(await openMailbox());
    const dataDir = await mkdtemp(join(tmpdir(), 'mailassay-demo-'));
    disposables.add({ [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) });
    const { settings } = loadSettings({
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
      },
      environment: {},
      file: null,
      otherVariables: new Set(),
    });
    if (settings === null) throw new Error('the settings of the demonstration are not valid');
    const service = disposables.add(await startService({ settings, log: silentLog, clock, ids }));

    const show = (text: string): void => terminal.out(`${text}\n`);
    show(`DNS, sender, service and mailbox run on loopback; nothing leaves this machine.`);
    for (const [index, letter] of SAMPLES.entries()) {
      show(
        `\n${RULE}\n${terminal.paint('bold', `${index + 1} of ${SAMPLES.length}. ${letter.story}`)}\n${RULE}`,
      );
      const from = `admin@${letter.domain}`;
      const message = await written(letter, index + 1, keys, new Date(clock.now()));
      const to = language === 'id' ? 'test+id@test.example' : 'test@test.example';
      const reply = await send({
        port: service.smtpPort,
        ip: letter.ip,
        helo: letter.helo,
        from,
        to,
        message,
      });
      show(`\nThe SMTP reply to the sending server (${letter.helo}, ${letter.ip}):\n`);
      for (const line of reply)
        show(`    ${terminal.paint(line.startsWith('2') ? 'green' : 'red', line)}`);
      await showAnswer(reply, from, service, mailbox, show);
    }
    show(
      `\n${RULE}\nThat was all. \`npm start\` runs the service; the README says how to put it on the Internet.`,
    );
    return EXIT.pass;
  } finally {
    await disposables.run();
  }
}

async function written(
  letter: Sample,
  number: number,
  keys: Record<'rsa2048' | 'rsa1024', { privateKey: string }>,
  date: Date,
): Promise<string> {
  const plain = sampleMessage(letter, number, date);
  if (letter.signature === null) return letter.onTheWay(plain);
  const { selector, key } = letter.signature;
  const signer = { signingDomain: letter.domain, selector, privateKey: keys[key].privateKey };
  const signed = await dkimSign(Buffer.from(plain), {
    ...signer,
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    signTime: date,
    signatureData: [signer],
  });
  return letter.onTheWay(`${signed.signatures}${plain}`);
}

const NOT_MAILED: Readonly<Record<string, string>> = {
  reject:
    '\nNothing is mailed: the verdict is in the SMTP reply, so the sending server hands it to its user.',
  pending: '\nThe checks are not finished yet: the report follows at the link and by mail.',
};

/** What was decided about the answer. A busy machine answers "pending" first: then it is waited for. */
async function decisionOf(id: string, service: Service): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const stored: unknown = await (await fetch(`${service.publicUrl}/api/v1/reports/${id}`)).json();
    const decision =
      typeof stored === 'object' && stored !== null && 'response' in stored
        ? String((stored.response as { decision?: unknown }).decision)
        : 'pending';
    if (decision !== 'pending' || tries * PAUSE_MS >= TIMEOUT_MS) return decision;
    await pause(PAUSE_MS);
  }
}

/** The mailed answer; and where that is short or none at all, the report at its link. */
async function showAnswer(
  reply: string[],
  from: string,
  service: Service,
  mailbox: Awaited<ReturnType<typeof openMailbox>>,
  show: (text: string) => void,
): Promise<void> {
  const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ');
  const id = / id=(\S+)/.exec(reply.at(-1) ?? '')?.[1] ?? '';
  const decision = await decisionOf(id, service);
  if (decision === 'mail' || decision === 'short') {
    const mail = await mailbox.next(from, TIMEOUT_MS);
    if (mail === null) throw new Error(`no answer reached ${from} within ${TIMEOUT_MS / 1000} s`);
    show(
      `\nThe answer in the mailbox of ${from}:\n\n    From: ${mail.from}\n    Subject: ${mail.subject}\n\n${indented(mail.text)}`,
    );
  } else {
    show(NOT_MAILED[decision] ?? `\nNothing is mailed (${decision}).`);
  }
  if (decision !== 'mail') {
    const text = await (await fetch(`${service.publicUrl}/r/${id}.txt`)).text();
    show(`\nThe report at the link:\n\n${indented(text)}`);
  }
}
