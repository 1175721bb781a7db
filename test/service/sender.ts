// Senders: what they write, how it is signed, and one SMTP session that states by XCLIENT whom it stands for.
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { SmtpClient } from '../receive/smtp-client.ts';
import { PRIVATE_KEY, SENDER_IP } from './zone.ts';

export interface Letter {
  from?: string;
  /** Field lines that come first. */
  fields?: string[];
  /** Lines. */
  body?: string[];
  subject?: string;
  /** d= of the signature; null for none. */
  signedBy?: string | null;
}

let written = 0;

/** A message with CRLF line ends, signed for the domain of From unless told otherwise. */
export async function letter({
  from = 'admin@good.example',
  fields = [],
  body = ['Hello.'],
  subject = 'A test',
  signedBy = from.slice(from.lastIndexOf('@') + 1),
}: Letter = {}): Promise<string> {
  written += 1;
  const text = [
    ...fields,
    `From: Admin <${from}>`,
    'To: test@test.example',
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${process.pid}.${written}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...body,
    '',
  ].join('\r\n');
  if (signedBy === null) return text;
  const signer = { signingDomain: signedBy, selector: 'mail', privateKey: PRIVATE_KEY };
  const { signatures } = await dkimSign(Buffer.from(text), {
    ...signer,
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    signTime: new Date(),
    signatureData: [signer],
  });
  return `${signatures}${text}`;
}

export interface Sending {
  port: number;
  to?: string | string[];
  from?: string;
  message?: string;
  ip?: string;
  helo?: string;
  /** Instead of XCLIENT: the loopback address to come from. */
  localAddress?: string;
}

/** Waits as long as a verdict, or a busy machine, may take. */
async function wholeReply(client: SmtpClient): Promise<string> {
  const lines: string[] = [];
  do lines.push((await client.line(540_000)) ?? '');
  while (lines.at(-1)?.[3] === '-');
  return lines.join('\n');
}

/** A session up to the 354. */
export async function openData({
  port,
  to = 'test@test.example',
  from = 'admin@good.example',
  ip = SENDER_IP,
  helo = 'mail.good.example',
  localAddress,
}: Sending): Promise<SmtpClient> {
  const client = await SmtpClient.connect(port, '127.0.0.1', localAddress);
  const expectCode = async (code: string, line?: string): Promise<void> => {
    if (line !== undefined) client.send(line);
    const reply = await wholeReply(client);
    if (!reply.startsWith(code)) throw new Error(`${line ?? 'greeting'} was answered ${reply}`);
  };
  await expectCode('220');
  await expectCode('250', `EHLO ${helo}`);
  if (localAddress === undefined) {
    await expectCode(
      '220',
      `XCLIENT ADDR=${ip.includes(':') ? `IPV6:${ip}` : ip} HELO=${helo} NAME=${helo}`,
    );
    await expectCode('250', `EHLO ${helo}`);
  }
  await expectCode('250', `MAIL FROM:<${from}>`);
  for (const recipient of [to].flat()) await expectCode('250', `RCPT TO:<${recipient}>`);
  await expectCode('354', 'DATA');
  return client;
}

export interface Answer {
  code: number;
  /** Without the code. */
  lines: string[];
  last: string;
  id: string;
}

function readAnswer(reply: string): Answer {
  const lines = reply.split('\n');
  const last = lines.at(-1)?.slice(4) ?? '';
  return {
    code: Number(reply.slice(0, 3)),
    lines: lines.map((line) => line.slice(4)),
    last,
    id: / id=(\S+)/.exec(last)?.[1] ?? '',
  };
}

/** The reply to the end of data. */
export async function finalReply(client: SmtpClient): Promise<Answer> {
  return readAnswer(await wholeReply(client));
}

/** Sends one mail and reads the final reply to DATA. */
export async function send(sending: Sending): Promise<Answer> {
  const message = sending.message ?? (await letter());
  const client = await openData(sending);
  try {
    client.write(`${message.replace(/^\./gm, '..')}.\r\n`);
    return await finalReply(client);
  } finally {
    client[Symbol.dispose]();
  }
}
