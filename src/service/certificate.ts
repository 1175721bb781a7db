// The certificate of STARTTLS: the operator's files, or a self-signed one that is made once and kept in DATA_DIR.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import { selfSignedCertificate } from './self-signed.ts';
import { pemName, readPem } from '../runtime/pem.ts';
import { StartupError } from '../runtime/startup-error.ts';

export interface Certificate {
  cert: string;
  key: string;
}

const TEN_YEARS_MS = 3650 * 86_400_000;

async function pemOf(value: string, setting: string): Promise<string> {
  try {
    return await readPem(value);
  } catch (error) {
    throw new StartupError(
      `cannot read ${value} (${setting}): ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'}`,
    );
  }
}

/** Throws StartupError when the operator's files cannot be read or do not belong together. */
export async function loadCertificate(settings: Settings, clock: Clock): Promise<Certificate> {
  if (settings.tlsCert !== undefined && settings.tlsKey !== undefined) {
    const cert = await pemOf(settings.tlsCert, 'TLS_CERT');
    const key = await pemOf(settings.tlsKey, 'TLS_KEY');
    let fits: boolean;
    try {
      fits = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
    } catch {
      throw new StartupError(
        `TLS_CERT ${pemName(settings.tlsCert, '')} and TLS_KEY ${pemName(settings.tlsKey, '')} must be a PEM certificate and a PEM private key`,
      );
    }
    if (!fits)
      throw new StartupError(
        `the key in ${pemName(settings.tlsKey, 'the environment')} (TLS_KEY) does not belong to the certificate in ${pemName(settings.tlsCert, 'the environment')} (TLS_CERT)`,
      );
    return { cert, key };
  }
  return await selfSigned(join(settings.dataDir, 'tls.pem'), settings.hostname, clock);
}

async function selfSigned(path: string, hostname: string, clock: Clock): Promise<Certificate> {
  try {
    const kept = await readFile(path, 'utf8');
    const certificate = new X509Certificate(kept);
    // A renamed host or a certificate near its end gets a new one.
    if (
      certificate.checkHost(hostname) !== undefined &&
      Date.parse(certificate.validTo) > clock.now() + 30 * 86_400_000
    )
      return { cert: kept, key: kept };
  } catch {
    // None yet, or not readable as one: it is made below.
  }
  const made = await selfSignedCertificate(hostname, {
    from: new Date(clock.now() - 86_400_000),
    to: new Date(clock.now() + TEN_YEARS_MS),
  });
  const pem = `${made.cert}${made.key}`;
  await writeFile(`${path}.new`, pem, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return { cert: pem, key: pem };
}
