// The key that signs replies: the operator's file, or an RSA key that is made once and kept in DATA_DIR (RFC 6376 §3.3, RFC 8301
// §3.2: 2048 bits). Not known here: how a reply is signed, what stands in DNS.
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Settings } from '../config/settings.ts';
import { pemName, readPem } from '../runtime/pem.ts';
import { StartupError } from '../runtime/startup-error.ts';

const BITS = 2048;
const MIN_BITS = 1024;

export interface ReplyKey {
  selector: string;
  /** d= of the signature. */
  domain: string;
  /** PKCS#8 PEM. */
  privateKey: string;
  /** Base64 of the DER SubjectPublicKeyInfo: the p= of its record. */
  publicKey: string;
}

/** Where the key stands; `DKIM_KEY` when the setting holds the key itself. */
export function replyKeyPath(settings: Settings): string {
  return settings.dkimKey === undefined
    ? join(settings.dataDir, 'dkim.pem')
    : pemName(settings.dkimKey, 'DKIM_KEY');
}

/** DER of the SubjectPublicKeyInfo; null without a key that can be read. The key itself is never made here. */
export async function replyPublicKey(settings: Settings): Promise<Buffer | null> {
  try {
    const pem = await readPem(settings.dkimKey ?? replyKeyPath(settings));
    return createPublicKey(pem).export({ type: 'spki', format: 'der' });
  } catch {
    return null;
  }
}

/** Reads the key, or makes it where the operator named none. Throws StartupError when there is none to be had. */
export async function loadReplyKey(settings: Settings): Promise<ReplyKey> {
  const path = replyKeyPath(settings);
  const pem =
    settings.dkimKey === undefined ? await keptOrMade(path) : await read(settings.dkimKey);
  const key = parsed(pem, path);
  return {
    selector: settings.dkimSelector,
    domain: settings.domain,
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

function parsed(pem: string, path: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new StartupError(
      `${path} (DKIM_KEY) is not a PEM private key without passphrase; \`mailassay keygen\` makes one`,
    );
  }
  if (key.asymmetricKeyType !== 'rsa')
    throw new StartupError(
      `${path} (DKIM_KEY) is a key of type ${key.asymmetricKeyType}; receivers verify RSA`,
    );
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_BITS)
    throw new StartupError(
      `${path} (DKIM_KEY) has ${bits} bits; RFC 8301 section 3.2 asks for at least ${MIN_BITS}`,
    );
  return key;
}

async function read(value: string): Promise<string> {
  try {
    return await readPem(value);
  } catch (error) {
    throw new StartupError(`cannot read ${value} (DKIM_KEY): ${codeOf(error)}`);
  }
}

async function keptOrMade(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw new StartupError(`cannot read ${path}: ${codeOf(error)}`);
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const draft = `${path}.${process.pid}.new`;
  try {
    await writeFile(draft, privateKey, { mode: 0o600 });
    // A link, not a rename: of two that make a key at once the first stays, and both sign with it.
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    await unlink(draft);
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError(`cannot keep the key that signs replies in ${path}: ${codeOf(error)}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
