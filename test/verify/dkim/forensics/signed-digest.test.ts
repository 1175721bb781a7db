// What an RSA signature says by itself (RFC 8017 §8.2.2): the digest that was signed, or that it is none of the key's.
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
  constants,
  sign,
} from 'node:crypto';
import { expect, test } from 'vitest';
import { signedDigest } from '../../../../src/verify/dkim/forensics/signed-digest.ts';
import { privateKey } from '../signer.ts';

const data = Buffer.from('from:a@example.org\r\n');
const publicOf = (name: Parameters<typeof privateKey>[0]) => createPublicKey(privateKey(name));

test.each(['sha256', 'sha1', 'sha512'])('the digest of %s comes back', (hash) => {
  const found = signedDigest(publicOf('rsa2048'), sign(hash, data, privateKey('rsa2048')));
  expect(found).toEqual({
    opens: true,
    digest: { hash, octets: createHash(hash).update(data).digest() },
  });
});

test.each(['rsa2048b', 'rsa2048e3', 'rsa1024', 'rsa4096'] as const)(
  'a signature of rsa2048 is not one of %s',
  (other) => {
    expect(signedDigest(publicOf(other), sign('sha256', data, privateKey('rsa2048')))).toEqual({
      opens: false,
      digest: null,
    });
  },
);

test('a value that was cut does not open', () => {
  const value = sign('sha256', data, privateKey('rsa2048'));
  expect(signedDigest(publicOf('rsa2048'), value.subarray(0, 250)).opens).toBe(false);
  expect(signedDigest(publicOf('rsa2048'), Buffer.alloc(0)).opens).toBe(false);
});

test('a value over the modulus is no signature of the key', () => {
  expect(signedDigest(publicOf('rsa2048'), Buffer.alloc(256, 0xff))).toEqual({
    opens: false,
    digest: null,
  });
});

test('padding without a DigestInfo shows the key, but no digest', () => {
  const value = privateEncrypt(
    { key: privateKey('rsa2048'), padding: constants.RSA_PKCS1_PADDING },
    createHash('sha256').update(data).digest(),
  );
  expect(signedDigest(publicOf('rsa2048'), value)).toEqual({ opens: true, digest: null });
});

test('an Ed25519 key tells nothing', () => {
  const { publicKey, privateKey: own } = generateKeyPairSync('ed25519');
  expect(signedDigest(publicKey, sign(null, data, own))).toEqual({ opens: null, digest: null });
});
