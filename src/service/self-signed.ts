// A self-signed certificate (RFC 5280) for STARTTLS where the operator has none: P-256, one name, DER written by hand, since what
// Node lacks is only the forty lines below. Clients of opportunistic TLS do not look who signed it (RFC 7435 §3).
import { createHash, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

export interface Validity {
  from: Date;
  to: Date;
}

/** PEM certificate and PEM private key (PKCS #8) for a host name. */
export async function selfSignedCertificate(
  hostname: string,
  validity: Validity,
): Promise<{ cert: string; key: string }> {
  const { publicKey, privateKey } = await generate('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const tbs = toBeSigned(hostname, validity, spki);
  // RFC 5280 §4.1.1
  const certificate = sequence(tbs, ECDSA_WITH_SHA256, bits(sign('sha256', tbs, privateKey)));
  const base64 = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** X.690 §8.1: tag, length, value. */
function element(tag: number, ...content: Buffer[]): Buffer {
  const value = Buffer.concat(content);
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const sequence = (...content: Buffer[]): Buffer => element(0x30, ...content);
const octets = (...content: Buffer[]): Buffer => element(0x04, ...content);
/** No unused bits at the end. */
const bits = (value: Buffer): Buffer => element(0x03, Buffer.from([0]), value);
const objectId = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));

/** 1.2.840.10045.4.3.2; no parameters (RFC 5758 §3.2). */
const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const COMMON_NAME = objectId('550403');
const SUBJECT_ALT_NAME = objectId('551d11');

/** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050. */
function time(date: Date): Buffer {
  const text = `${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(text.slice(2)))
    : element(0x18, Buffer.from(text));
}

/** RFC 5280 §4.1.2. */
function toBeSigned(hostname: string, { from, to }: Validity, spki: Buffer): Buffer {
  const version3 = element(0xa0, element(0x02, Buffer.from([2])));
  // Positive, at most 20 octets (§4.1.2.2), and another for each key.
  const serial = element(
    0x02,
    Buffer.from([1]),
    createHash('sha256').update(spki).digest().subarray(0, 15),
  );
  // A common name holds 64 characters at most; the alternative name is what clients read.
  const name = sequence(
    element(0x31, sequence(COMMON_NAME, element(0x0c, Buffer.from(hostname.slice(0, 64))))),
  );
  const dnsName = element(0x82, Buffer.from(hostname, 'latin1'));
  const extensions = element(0xa3, sequence(sequence(SUBJECT_ALT_NAME, octets(sequence(dnsName)))));
  return sequence(
    version3,
    serial,
    ECDSA_WITH_SHA256,
    name,
    sequence(time(from), time(to)),
    name,
    spki,
    extensions,
  );
}
