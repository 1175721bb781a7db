// Keys of the demonstration: made anew at each run, kept nowhere.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export interface SigningKey {
  /** PKCS#8 PEM. */
  privateKey: string;
  /** Base64 of the DER SubjectPublicKeyInfo. */
  publicKey: string;
}

export async function makeKey(bits: number): Promise<SigningKey> {
  const { privateKey, publicKey } = await generate('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, publicKey: publicKey.toString('base64') };
}
