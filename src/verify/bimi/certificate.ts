// The evidence document of BIMI (a=): a mark certificate in PEM, the domain's first (draft-fetch-validation-vmc-wchuang §4). Read, not verified:
// whether its authority is one that a receiver trusts is the receiver's to say.
import { X509Certificate } from 'node:crypto';

/** id-kp-BrandIndicatorforMessageIdentification. */
const BRAND_INDICATOR = '1.3.6.1.5.5.7.3.31';
const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;

export interface EvidenceFacts {
  /** Of the first certificate; null when there is none that can be read. */
  issuer: string | null;
  expiresAt: string | null;
  faults: string[];
}

/** `domains`: one of them must be named in it. `now` in milliseconds since the epoch. */
export function readEvidence(
  body: Uint8Array,
  domains: readonly string[],
  now: number,
): EvidenceFacts {
  const pem = PEM.exec(Buffer.from(body).toString('latin1'))?.[0];
  const nothing = { issuer: null, expiresAt: null };
  if (pem === undefined) return { ...nothing, faults: ['it holds no certificate in PEM form'] };
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return { ...nothing, faults: ['its certificate cannot be read'] };
  }
  const { subjectAltName = '', validFromDate, validToDate } = certificate;
  const faults: string[] = [];
  if (validToDate.getTime() <= now) faults.push(`it expired at ${validToDate.toISOString()}`);
  if (validFromDate.getTime() > now)
    faults.push(`it is valid only from ${validFromDate.toISOString()}`);
  const names = [...subjectAltName.matchAll(/DNS:([^,\s]+)/g)].map(([, name = '']) =>
    name.toLowerCase(),
  );
  if (
    !names.some((name) =>
      domains.some((domain) => name === domain || name.endsWith(`._bimi.${domain}`)),
    )
  ) {
    faults.push(
      `it is for ${names.slice(0, 3).join(', ') || 'no domain'}, not for ${domains.join(' or ')}`,
    );
  }
  if (!(certificate.keyUsage ?? []).includes(BRAND_INDICATOR))
    faults.push('it is no mark certificate');
  return {
    issuer: /^(?:O|CN)=(.*)$/m.exec(certificate.issuer)?.[1] ?? null,
    expiresAt: validToDate.toISOString(),
    faults,
  };
}
