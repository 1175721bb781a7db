// The certificate of STARTTLS is renewed without a restart (SECURITY.md §3): the operator's files, SIGHUP, the next handshake.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeCertificate } from '../receive/endpoint-under-test.ts';
import { SmtpClient } from '../receive/smtp-client.ts';
import { startServe, temporaryFolder } from './serve.ts';
import { until } from './world.ts';

async function subject(port: number): Promise<string> {
  const client = await SmtpClient.connect(port);
  try {
    await client.reply();
    await client.ask('EHLO c.example');
    await client.ask('STARTTLS');
    await client.startTls();
    return String(client.tls?.getPeerCertificate().subject.CN);
  } finally {
    client[Symbol.dispose]();
  }
}

test('SIGHUP reads it anew; one that does not fit changes nothing; a session that is open goes on', async () => {
  const folder = await temporaryFolder();
  const [certFile, keyFile] = [join(folder.path, 'cert.pem'), join(folder.path, 'key.pem')];
  const write = async ({ cert, key }: { cert: string; key: string }): Promise<void> => {
    await writeFile(certFile, cert);
    await writeFile(keyFile, key);
  };
  const old = await makeCertificate('old.example.test');
  const renewed = await makeCertificate('renewed.example.test');
  await write(old);
  const serve = await startServe({
    DATA_DIR: join(folder.path, 'data'),
    TLS_CERT: certFile,
    TLS_KEY: keyFile,
  });
  const open = await SmtpClient.connect(serve.smtpPort);
  try {
    await open.reply();
    expect(await subject(serve.smtpPort)).toBe('old.example.test');

    await write({ cert: renewed.cert, key: old.key });
    process.kill(serve.pid, 'SIGHUP');
    await until(
      () => serve.stderr().includes('the one in use stays'),
      'it is told that they do not fit',
    );
    expect(await subject(serve.smtpPort)).toBe('old.example.test');

    await write(renewed);
    process.kill(serve.pid, 'SIGHUP');
    await until(
      () => serve.stderr().includes('the certificate was read anew'),
      'it is told that another is used',
    );
    expect(await subject(serve.smtpPort)).toBe('renewed.example.test');
    expect(await open.ask('NOOP')).toMatch(/^250/);
    expect(await serve.end()).toEqual({ code: 0, signal: null });
  } finally {
    open[Symbol.dispose]();
    await serve.end('SIGKILL');
    await folder.remove();
  }
});
