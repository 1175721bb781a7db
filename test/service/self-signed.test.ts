// The certificate that is made when the operator has none: TLS accepts it for its name, and nothing else.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { selfSignedCertificate } from '../../src/service/self-signed.ts';

const FROM = new Date('2026-11-24T00:00:00Z');
const TO = new Date('2036-11-22T00:00:00Z');

test('names, times, key', async () => {
  const { cert, key } = await selfSignedCertificate('mx.example.org', { from: FROM, to: TO });
  const certificate = new X509Certificate(cert);
  expect(certificate.subject).toBe('CN=mx.example.org');
  expect(certificate.issuer).toBe('CN=mx.example.org');
  expect(certificate.subjectAltName).toBe('DNS:mx.example.org');
  expect([certificate.validFromDate, certificate.validToDate]).toEqual([FROM, TO]);
  expect(certificate.checkHost('mx.example.org')).toBe('mx.example.org');
  expect(certificate.checkHost('mail.example.org')).toBeUndefined();
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
});

test('a long name, and an end after 2049', async () => {
  const name = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.org`;
  const certificate = new X509Certificate(
    (await selfSignedCertificate(name, { from: FROM, to: new Date('2061-01-01T00:00:00Z') })).cert,
  );
  expect(certificate.checkHost(name)).toBe(name);
  expect(certificate.validToDate.getUTCFullYear()).toBe(2061);
});

test('each has its own serial number', async () => {
  const made = await Promise.all(
    [1, 2].map(
      async () =>
        new X509Certificate((await selfSignedCertificate('a.example', { from: FROM, to: TO })).cert)
          .serialNumber,
    ),
  );
  expect(new Set(made).size).toBe(2);
});

test('a client that trusts it gets a session', async () => {
  const now = Date.now();
  const made = await selfSignedCertificate('mx.example.org', {
    from: new Date(now - 86_400_000),
    to: new Date(now + 86_400_000),
  });
  const server = createServer(made, (socket) => socket.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const heard = await new Promise<string>((resolve, reject) => {
      const socket = connect(
        { host: '127.0.0.1', port, servername: 'mx.example.org', ca: made.cert },
        () => resolve(`${socket.authorized} ${socket.getProtocol()}`),
      );
      socket.on('error', reject);
      socket.resume();
    });
    expect(heard).toBe('true TLSv1.3');
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});
