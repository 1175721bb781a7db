// What replies are composed from in these tests: settings, a key of fixtures/keys with its record, a test and its report.
import { readFileSync } from 'node:fs';
import { loadSettings } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Report } from '../../src/report/report.ts';
import { assemble, type OutgoingMail } from '../../src/respond/assemble.ts';
import { composeReply, type ReplyInput } from '../../src/respond/compose.ts';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import type { AddressKind, RequestedReply } from '../../src/message/requested-reply.ts';
import { facts, ID, NOW, reportOn } from './sample.ts';

const key = (file: string): string =>
  readFileSync(new URL(`../../fixtures/keys/${file}`, import.meta.url), 'latin1').trim();

export const KEY = {
  selector: 'reply',
  domain: 'mailassay.example',
  privateKey: key('rsa2048.pem'),
};
/** The zone that a receiver of replies sees. */
export const KEY_ZONE = `reply._domainkey.mailassay.example TXT "${key('rsa2048.txt')}"\n`;

export const SETTINGS = {
  replyFrom: 'mailassay@mailassay.example',
  hostname: 'mx.mailassay.example',
};
export const TO = { local: 'news', domain: 'example.org' };

export function requested(
  kind: AddressKind = 'test',
  more: Partial<RequestedReply> = {},
): RequestedReply {
  return {
    kind,
    recipient: `${kind}@mailassay.example`,
    language: null,
    json: false,
    brief: false,
    redirectTo: null,
    token: null,
    ...more,
  };
}

export function report(more: Partial<Report> = {}): Report {
  return reportOn(facts(), more);
}

/** The message as text, one character an octet. */
export async function composed(more: Partial<ReplyInput> = {}): Promise<string> {
  const made = await composeReply({
    report: report(),
    answer: requested(),
    kind: 'full',
    to: TO,
    settings: SETTINGS,
    key: KEY,
    firstTriedAt: NOW,
    now: NOW,
    ...more,
  });
  if (made.kind !== 'composed') throw new Error(made.problem);
  return made.mail.message.toString('latin1');
}

export async function smallMail(to = TO): Promise<OutgoingMail> {
  const made = await assemble(
    {
      to,
      subject: 's',
      messageId: '<reply.1@mx.mailassay.example>',
      date: NOW,
      headers: {},
      text: 'hello\n',
    },
    { settings: SETTINGS, key: KEY, at: NOW },
  );
  if (made.kind !== 'composed') throw new Error(made.problem);
  return made.mail;
}

export function acceptMessage(more: Partial<ReceivedMessage> = {}): ReceivedMessage {
  return {
    id: ID,
    receivedAt: NOW,
    envelope: facts().envelope,
    answer: requested(),
    message: Buffer.from('From: News <news@example.org>\r\nSubject: A test\r\n\r\nHello.\r\n'),
    ...more,
  };
}

export function courierSettings(dataDir: string, relayPort: number | null): Settings {
  const { settings, faults } = loadSettings({
    flags: {
      domain: 'mailassay.example',
      hostname: SETTINGS.hostname,
      dataDir,
      relayUrl: relayPort === null ? undefined : `smtp://127.0.0.1:${relayPort}`,
    },
    environment: {},
    file: null,
    otherVariables: new Set(),
  });
  if (settings === null) throw new Error(faults.join());
  return settings;
}
