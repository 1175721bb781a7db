import { describe, expect, test } from 'vitest';
import { makeCertificate, startEndpoint } from './endpoint-under-test.ts';
import { SmtpClient } from './smtp-client.ts';

async function readyForTls(port: number): Promise<SmtpClient> {
  const client = await SmtpClient.connect(port);
  await client.reply();
  await client.ask('EHLO c');
  expect(await client.ask('STARTTLS')).toMatch(/^220/);
  return client;
}

describe('STARTTLS', () => {
  test.for(['TLSv1.2', 'TLSv1.3'] as const)('%s, as the envelope says', async (version) => {
    await using under = await startEndpoint();
    using client = await readyForTls(under.port);
    await client.startTls({ minVersion: version, maxVersion: version });
    for (const line of [
      'EHLO c',
      'MAIL FROM:<a@b.example>',
      'RCPT TO:<test@example.test>',
      'DATA',
      'Subject: x\r\n\r\n.',
    ])
      await client.ask(line);
    expect(under.mails[0]?.envelope.tls).toEqual({
      version,
      cipher: client.tls?.getCipher().standardName,
    });
  });

  test('not below 1.2', async () => {
    await using under = await startEndpoint();
    using client = await readyForTls(under.port);
    await expect(
      client.startTls({
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    ).rejects.toThrow();
  });

  test('a new certificate holds from the next handshake on; one that does not fit changes nothing', async () => {
    await using under = await startEndpoint();
    const subject = async () => {
      using client = await readyForTls(under.port);
      await client.startTls();
      return client.tls?.getPeerCertificate().subject.CN;
    };
    expect(await subject()).toBe('mx.example.test');
    const renewed = await makeCertificate('renewed.example.test');
    expect(() => under.listener.reloadTls({ cert: renewed.cert, key: 'no key' })).toThrow();
    const other = await makeCertificate('other.example.test');
    expect(() => under.listener.reloadTls({ cert: renewed.cert, key: other.key })).toThrow();
    expect(await subject()).toBe('mx.example.test');
    under.listener.reloadTls(renewed);
    expect(await subject()).toBe('renewed.example.test');
  });

  test('a handshake that does not begin is idle', async () => {
    await using under = await startEndpoint();
    using client = await readyForTls(under.port);
    under.time.advance(60_000);
    expect(await client.line()).toBeNull();
  });
});
