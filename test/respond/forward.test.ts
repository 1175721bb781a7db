// Mail for postmaster@ and abuse@: whole, from us, signed, and never in circles.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { zoneResolver } from '../../src/dns/zone.ts';
import { composeForward } from '../../src/respond/forward.ts';
import type { ReceivedMessage } from '../../src/message/received-message.ts';
import { acceptMessage, KEY, KEY_ZONE, requested, SETTINGS } from './reply.ts';
import { ID, NOW } from './sample.ts';

const TO = { local: 'admin', domain: 'operator.example' };
const forward = (more: Partial<ReceivedMessage> = {}, settings = SETTINGS) =>
  composeForward({
    test: acceptMessage({ answer: requested('postmaster'), ...more }),
    to: TO,
    settings,
    key: KEY,
    firstTriedAt: NOW,
    now: NOW,
  });
const forwarded = async (message: Buffer): Promise<string> => {
  const made = await forward({ message });
  if (made.kind !== 'composed') throw new Error(made.problem);
  return made.mail.message.toString('latin1');
};

describe('a forwarded mail', () => {
  test('is ours, to the operator, and holds the message as it was received', async () => {
    const message = Buffer.from(
      'From: A <a@b.example>\r\nTo: postmaster@mailassay.example\r\nSubject: Abuse  \r\n\r\n.\r\n..dots \r\n-- \r\nA\r\n',
    );
    const text = await forwarded(message);
    expect(text).toContain(message.toString());
    const mail = await simpleParser(Buffer.from(text, 'latin1'));
    expect(mail.from?.text).toBe('mailassay@mailassay.example');
    expect(mail.headers.get('to')).toMatchObject({ text: 'admin@operator.example' });
    expect(mail.replyTo?.text).toBe('news@example.org');
    expect(mail.subject).toBe('mailassay: mail for postmaster@mailassay.example');
    expect(mail.messageId).toBe(`<reply.${ID}@mx.mailassay.example>`);
    expect(mail.headers.get('auto-submitted')).toBe('auto-forwarded');
    expect(mail.headers.get('x-loop')).toBe('mx.mailassay.example');
    expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(['message/rfc822']);
  });

  test.for([
    ['7bit', 'hi\r\n'],
    ['8bit', 'h\xe9llo\r\n'],
    ['long lines', `${'x'.repeat(5000)}\r\nh\xe9llo\r\n`],
  ] as const)('%s: signed, and every octet there', async ([kind, body]) => {
    const message = Buffer.from(`From: a@b.example\r\nSubject: s\r\n\r\n${body}`, 'latin1');
    const text = await forwarded(message);
    const resolver = async (name: string): Promise<string[][]> =>
      (await zoneResolver(KEY_ZONE).resolve(name, 'TXT')).records;
    const { results } = await dkimVerify(Buffer.from(text, 'latin1'), {
      resolver,
      curTime: new Date(NOW),
    });
    expect(results.map(({ status }) => status.result)).toEqual(['pass']);
    expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    const [attachment] = (await simpleParser(Buffer.from(text, 'latin1'))).attachments;
    expect(attachment?.content.toString('latin1')).toBe(message.toString('latin1'));
    expect(text).toContain(
      `\r\nContent-Type: ${kind === 'long lines' ? 'application/octet-stream' : 'message/rfc822'};`,
    );
  });

  test('octets over 127 are announced', async () => {
    const made = await forward({ message: Buffer.from('Subject: s\r\n\r\n\xe9\r\n', 'latin1') });
    expect(made.kind === 'composed' && made.mail.eightBit).toBe(true);
    expect(made.kind === 'composed' && made.mail.message.toString('latin1')).toMatch(
      /^Content-Transfer-Encoding: 8bit\r\n[^]*^Content-Type: multipart\/mixed/m,
    );
  });

  test('a hostile envelope stays text', async () => {
    const { envelope } = acceptMessage();
    const made = await forward({
      envelope: {
        ...envelope,
        mailFrom: 'a,b@victim.example',
        helo: 'x\r\nBcc: victim@victim.example',
      },
      answer: requested('postmaster', {
        recipient: 'postmaster@mailassay.example\r\nBcc: victim@victim.example',
      }),
    });
    const text = made.kind === 'composed' ? made.mail.message.toString('latin1') : '';
    expect(text).not.toMatch(/^(?:Bcc|Reply-To):/im);
    expect(made.kind === 'composed' && made.mail.to).toEqual(TO);
  });
});

describe('a loop', () => {
  test('our own mark ends it', async () => {
    expect(
      await forward({ message: Buffer.from('X-Loop: MX.mailassay.example\r\n\r\n') }),
    ).toMatchObject({ kind: 'dropped' });
  });

  test('of two services that forward to each other ends where it began', async () => {
    const other = { replyFrom: 'mailassay@other.example', hostname: 'mx.other.example' };
    let message: Buffer = Buffer.from('From: a@b.example\r\n\r\nhi\r\n');
    let turns = 0;
    for (; turns < 10; turns += 1) {
      const made = await forward({ message }, turns % 2 === 0 ? SETTINGS : other);
      if (made.kind === 'dropped') break;
      message = made.mail.message;
    }
    expect(turns).toBe(2);
  });

  test('so do twenty marks of others', async () => {
    const marks = Array.from({ length: 20 }, (_, i) => `h${i}.example`);
    expect(
      (await forward({ message: Buffer.from(`X-Loop: ${marks.join(' ')}\r\n\r\n`) })).kind,
    ).toBe('dropped');
    expect(
      (await forward({ message: Buffer.from(`X-Loop: ${marks.slice(1).join(' ')}\r\n\r\n`) })).kind,
    ).toBe('composed');
  });

  test('a message that is no longer kept is not sent empty', async () => {
    expect((await forward({ message: new Uint8Array(0) })).kind).toBe('dropped');
  });
});
