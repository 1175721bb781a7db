// Key records (RFC 6376 §3.6.1, RFC 8301, RFC 8463 §4): the signature is sound in every case, so that only the record decides.
import { createHash, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { zoneResolver } from '../../../src/dns/zone.ts';
import type { DkimCheck, DkimResult } from '../../../src/verify/verification.ts';
import {
  BODY,
  defaultZone,
  FIELDS,
  signedMessage,
  txt,
  verifyOne,
  verifyText,
  type Sample,
} from './harness.ts';
import { bodyDigest, message, privateKey, publicPart, recordText, signedOctets } from './signer.ts';

const P = publicPart('rsa2048');
const E = publicPart('ed25519');
const NAME = 'sel._domainkey.example.org';

const der = (name: 'rsa2048' | 'ed25519', type: 'pkcs1' | 'spki'): string =>
  createPublicDer(privateKey(name), type).toString('base64');

function createPublicDer(key: KeyObject, type: 'pkcs1' | 'spki'): Buffer {
  const jwk = key.export({ format: 'jwk' });
  if (jwk.kty === 'OKP')
    return Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(jwk.x ?? '', 'base64url'),
    ]);
  const rsa = rsaPublicKey(
    Buffer.from(jwk.n ?? '', 'base64url'),
    Buffer.from(jwk.e ?? '', 'base64url'),
  );
  return type === 'pkcs1' ? rsa : spki(rsa);
}

// DER by hand, so that keys with exponents that no generator makes can be written.
const tlv = (tag: number, content: Buffer): Buffer => {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
};
const integer = (octets: Buffer): Buffer =>
  tlv(2, (octets[0] ?? 0) < 0x80 ? octets : Buffer.concat([Buffer.alloc(1), octets]));
const rsaPublicKey = (n: Buffer, e: Buffer): Buffer =>
  tlv(0x30, Buffer.concat([integer(n), integer(e)]));
const spki = (rsa: Buffer): Buffer =>
  tlv(
    0x30,
    Buffer.concat([
      Buffer.from('300d06092a864886f70d0101010500', 'hex'),
      tlv(3, Buffer.concat([Buffer.alloc(1), rsa])),
    ]),
  );

const modulus = (name: 'rsa2048'): Buffer =>
  Buffer.from(privateKey(name).export({ format: 'jwk' }).n ?? '', 'base64url');
const withExponent = (hex: string): string =>
  spki(rsaPublicKey(modulus('rsa2048'), Buffer.from(hex, 'hex'))).toString('base64');

interface Case extends Sample {
  why: string;
  record?: string;
  zone?: string;
  result: DkimResult;
  reason?: RegExp;
  tolerant?: DkimResult | null;
  also?: Partial<DkimCheck['key']>;
}

const ED = { a: 'ed25519-sha256' };

const CASES: Record<string, Case> = {
  // ---- p=
  'plain record': {
    why: 'everything in order',
    record: recordText('rsa2048'),
    result: 'pass',
    also: { bits: 2048, exponent: '65537', type: 'rsa', testing: false, flags: [] },
  },
  'p= alone': { why: 'v= is recommended, k= is rsa by default', record: `p=${P}`, result: 'pass' },
  'no v=': { why: 'RECOMMENDED only', record: `k=rsa; p=${P}`, result: 'pass' },
  'no p=': {
    why: 'required',
    record: 'v=DKIM1; k=rsa',
    result: 'permerror',
    reason: /p= is missing/,
    tolerant: null,
  },
  'p= empty': {
    why: 'revoked',
    record: 'v=DKIM1; p=',
    result: 'permerror',
    reason: /revoked/,
    tolerant: null,
  },
  'p= of white space': {
    why: 'revoked',
    record: 'v=DKIM1; p= ; k=rsa',
    result: 'permerror',
    reason: /revoked/,
  },
  'p= with white space': {
    why: '[FWS] in base64',
    record: `v=DKIM1; p=${P.slice(0, 50)} ${P.slice(50, 100)}\t ${P.slice(100)}`,
    result: 'pass',
  },
  'p= without padding': {
    why: 'the padding is optional',
    record: `v=DKIM1; p=${P.replace(/=+$/, '')}`,
    result: 'pass',
  },
  'p= in quotes': {
    why: 'pasted with its quotes',
    record: `v=DKIM1; p="${P}"`,
    result: 'permerror',
    reason: /p= is not base64: it has the character "\\""/,
  },
  'record in quotes': {
    why: 'pasted with its quotes',
    record: `"v=DKIM1; p=${P}"`,
    result: 'permerror',
    reason: /p= is not base64/,
  },
  'p= in brackets': {
    why: 'pasted from a zone file',
    record: `v=DKIM1; p=( ${P} )`,
    result: 'permerror',
    reason: /character "\("/,
  },
  'p= in PEM': {
    why: 'pasted with its armour',
    record: `v=DKIM1; p=-----BEGIN PUBLIC KEY-----${P}`,
    result: 'permerror',
    reason: /not base64/,
  },
  'p= cut short': {
    why: 'split wrongly',
    record: `v=DKIM1; p=${P.slice(0, 256)}`,
    result: 'permerror',
    reason: /damaged: .* 102 bytes are missing/,
  },
  'p= of junk': {
    why: 'base64, but no key',
    record: 'v=DKIM1; p=aGVsbG8gd29ybGQ=',
    result: 'permerror',
    reason: /damaged/,
  },
  'p= with a character lost': {
    why: 'length that base64 cannot have',
    record: `v=DKIM1; p=${P.slice(0, 389)}`,
    result: 'permerror',
    reason: /length cannot be right/,
  },
  'p= RSAPublicKey': {
    why: '§3.6.1 says RSAPublicKey (RFC 8017 A.1.1)',
    record: `v=DKIM1; p=${der('rsa2048', 'pkcs1')}`,
    result: 'pass',
    also: { bits: 2048 },
  },
  'another key': {
    why: 'not the one that signed',
    record: recordText('rsa2048b'),
    result: 'fail',
    reason: /is not the one that signed/,
    tolerant: null,
  },
  'backslashes before semicolons': {
    why: 'escaped for a zone file twice',
    record: `v=DKIM1\\; k=rsa\\; p=${P}`,
    result: 'permerror',
    reason: /v= is "DKIM1/,
  },

  // ---- v=
  'v=DKIM1 not first': {
    why: 'MUST be the first tag',
    record: `k=rsa; v=DKIM1; p=${P}`,
    result: 'permerror',
    reason: /not the first tag/,
    tolerant: 'pass',
  },
  'v=dkim1': {
    why: 'an exact string',
    record: `v=dkim1; p=${P}`,
    result: 'permerror',
    tolerant: null,
  },
  'v=DKIM2': {
    why: 'MUST be discarded',
    record: `v=DKIM2; p=${P}`,
    result: 'permerror',
    reason: /v= is "DKIM2", not DKIM1/,
    tolerant: null,
  },
  'v=1': {
    why: 'the version of a signature',
    record: `v=1; p=${P}`,
    result: 'permerror',
    tolerant: null,
  },
  'v= with white space': { why: 'FWS around it', record: `v = DKIM1 ; p = ${P}`, result: 'pass' },
  'v= empty': { why: 'not DKIM1', record: `v=; p=${P}`, result: 'permerror', tolerant: null },

  // ---- grammar
  'empty tag-spec': {
    why: '§3.2',
    record: `v=DKIM1;; p=${P}`,
    result: 'permerror',
    reason: /between two semicolons/,
    tolerant: 'pass',
  },
  'semicolon at the end': { why: '§3.2', record: `v=DKIM1; p=${P};`, result: 'pass' },
  'tag without equals sign': {
    why: '§3.2',
    record: `v=DKIM1; foo; p=${P}`,
    result: 'permerror',
    tolerant: null,
  },
  'duplicate tag': {
    why: '§3.2',
    record: `v=DKIM1; k=rsa; k=rsa; p=${P}`,
    result: 'permerror',
    reason: /k= is there twice/,
    tolerant: 'pass',
  },
  'unknown tags': { why: 'ignored', record: `v=DKIM1; x=y; foo=bar; p=${P}`, result: 'pass' },
  'g= and r=': {
    why: 'RFC 4871 and older drafts: ignored (the article of FINDINGS.md)',
    record: `v=DKIM1; r=postmaster; g=*; k=rsa; p=${P}`,
    result: 'pass',
  },
  'g= empty': { why: 'ignored by RFC 6376', record: `v=DKIM1; g=; p=${P}`, result: 'pass' },
  'n= notes': {
    why: 'for people',
    record: `v=DKIM1; n=this key (2026) is ours, "really"; p=${P}`,
    result: 'pass',
  },
  'upper case P=': {
    why: 'names are case-sensitive',
    record: `v=DKIM1; P=${P}`,
    result: 'permerror',
    reason: /p= is missing/,
  },

  // ---- k=
  'k=rsa': { why: 'default', record: `v=DKIM1; k=rsa; p=${P}`, result: 'pass' },
  'k=RSA': { why: 'ABNF strings have no case', record: `v=DKIM1; k=RSA; p=${P}`, result: 'pass' },
  'k=dsa': {
    why: 'unrecognized key types MUST be ignored',
    record: `v=DKIM1; k=dsa; p=${P}`,
    result: 'permerror',
    reason: /k="dsa" is not a known/,
    tolerant: null,
  },
  'k= empty': {
    why: 'no type',
    record: `v=DKIM1; k=; p=${P}`,
    result: 'permerror',
    tolerant: null,
  },
  'k=ed25519 with an RSA key': {
    why: 'they do not suit',
    record: `v=DKIM1; k=ed25519; p=${P}`,
    result: 'permerror',
    reason: /does not suit/,
    tolerant: null,
  },
  'k=rsa with an Ed25519 key': {
    why: '32 octets are no RSA key',
    tags: ED,
    record: `v=DKIM1; k=rsa; p=${E}`,
    result: 'permerror',
    reason: /damaged/,
  },
  Ed25519: {
    why: 'RFC 8463',
    tags: ED,
    record: recordText('ed25519'),
    result: 'pass',
    reason: /Ed25519 key/,
    also: { type: 'ed25519', exponent: null },
  },
  'Ed25519 without k=': {
    why: 'k= is rsa by default',
    tags: ED,
    record: `v=DKIM1; p=${E}`,
    result: 'permerror',
    reason: /k=ed25519 is missing/,
    tolerant: 'pass',
  },
  'Ed25519 as SubjectPublicKeyInfo': {
    why: 'RFC 8463 §4: 32 octets',
    tags: ED,
    record: `v=DKIM1; k=ed25519; p=${der('ed25519', 'spki')}`,
    result: 'permerror',
    reason: /more than the 32 bytes/,
    tolerant: 'pass',
  },
  'Ed25519 of 31 octets': {
    why: 'RFC 8463 §4',
    tags: ED,
    record: `v=DKIM1; k=ed25519; p=${Buffer.from(E, 'base64').subarray(1).toString('base64')}`,
    result: 'permerror',
    reason: /damaged/,
  },
  'Ed25519 of 33 octets': {
    why: 'RFC 8463 §4',
    tags: ED,
    record: `v=DKIM1; k=ed25519; p=${Buffer.concat([Buffer.from(E, 'base64'), Buffer.alloc(1)]).toString('base64')}`,
    result: 'permerror',
  },
  'another Ed25519 key': {
    why: 'not the one that signed',
    tags: ED,
    record: recordText('ed25519b'),
    result: 'fail',
  },
  'RSA key for an Ed25519 signature': {
    why: '§6.1.2 step 8',
    tags: ED,
    record: recordText('rsa2048'),
    result: 'permerror',
    reason: /it is for rsa, the signature is a=ed25519-sha256/,
  },
  'Ed25519 key for an RSA signature': {
    why: '§6.1.2 step 8',
    record: recordText('ed25519'),
    result: 'permerror',
    reason: /it is for ed25519/,
  },

  // ---- h=, s=, t=
  'h=sha256': {
    why: 'allows it',
    record: `v=DKIM1; h=sha256; p=${P}`,
    result: 'pass',
    also: { flags: ['h=sha256'] },
  },
  'h=sha1:sha256': { why: 'allows it', record: `v=DKIM1; h=sha1:sha256; p=${P}`, result: 'pass' },
  'h=sha1': {
    why: 'does not allow sha256',
    record: `v=DKIM1; h=sha1; p=${P}`,
    result: 'permerror',
    reason: /h=sha1 does not allow sha256/,
    tolerant: null,
  },
  'h= empty': { why: 'allows nothing', record: `v=DKIM1; h=; p=${P}`, result: 'permerror' },
  'h= with an unknown hash': {
    why: 'ignored beside one that is known',
    record: `v=DKIM1; h=sha512:SHA256; p=${P}`,
    result: 'pass',
  },
  's=email': {
    why: 'allows it',
    record: `v=DKIM1; s=email; p=${P}`,
    result: 'pass',
    also: { flags: ['s=email'] },
  },
  's=*': { why: 'allows all', record: `v=DKIM1; s=*; p=${P}`, result: 'pass' },
  's=tlsrpt:email': {
    why: 'allows it',
    record: `v=DKIM1; s=tlsrpt : email; p=${P}`,
    result: 'pass',
  },
  's=tlsrpt': {
    why: 'MUST ignore this record',
    record: `v=DKIM1; s=tlsrpt; p=${P}`,
    result: 'permerror',
    reason: /does not allow e-mail/,
    tolerant: null,
  },
  's= empty': { why: 'allows nothing', record: `v=DKIM1; s=; p=${P}`, result: 'permerror' },
  't=y': {
    why: 'testing: the result stands, and it is said',
    record: `v=DKIM1; t=y; p=${P}`,
    result: 'pass',
    reason: /only being tested/,
    also: { testing: true, flags: [] },
  },
  't=s with i= at d=': {
    why: 'the same domain',
    tags: { i: 'alice@example.org' },
    record: `v=DKIM1; t=s; p=${P}`,
    result: 'pass',
    also: { flags: ['s'] },
  },
  't=s without i=': { why: 'the default is d=', record: `v=DKIM1; t=s; p=${P}`, result: 'pass' },
  't=s with i= at a subdomain': {
    why: 'MUST NOT be a subdomain',
    tags: { i: '@news.example.org' },
    record: `v=DKIM1; t=s; p=${P}`,
    result: 'permerror',
    reason: /t=s forbids/,
    tolerant: null,
  },
  't=y:s': {
    why: 'both',
    tags: { i: '@news.example.org' },
    record: `v=DKIM1; t=y:s; p=${P}`,
    result: 'permerror',
    also: { testing: true, flags: ['s'] },
  },
  't= unknown flag': {
    why: 'MUST be ignored',
    record: `v=DKIM1; t=z; p=${P}`,
    result: 'pass',
    also: { flags: ['z'] },
  },

  // ---- sizes and exponents
  '512 bits': {
    why: 'RFC 8301 §3.2: MUST NOT be considered valid',
    key: 'rsa512',
    record: recordText('rsa512'),
    result: 'policy',
    reason: /512 bits/,
    tolerant: null,
    also: { bits: 512 },
  },
  '768 bits': {
    why: 'RFC 8301 §3.2',
    key: 'rsa768',
    record: recordText('rsa768'),
    result: 'policy',
    reason: /768 bits/,
  },
  '1024 bits': {
    why: 'must be taken',
    key: 'rsa1024',
    record: recordText('rsa1024'),
    result: 'pass',
    also: { bits: 1024 },
  },
  '4096 bits': {
    why: 'must be taken',
    key: 'rsa4096',
    record: recordText('rsa4096'),
    result: 'pass',
    also: { bits: 4096 },
  },
  'exponent 3': {
    why: 'RFC 8017 §3.1: the smallest',
    key: 'rsa2048e3',
    record: recordText('rsa2048e3'),
    result: 'pass',
    also: { exponent: '3' },
  },
  'exponent 1': {
    why: 'anybody can sign (LIBRARIES.md row 9)',
    record: `v=DKIM1; p=${withExponent('01')}`,
    result: 'policy',
    reason: /exponent is 1: with it anybody can sign/,
    tolerant: null,
    also: { exponent: '1' },
  },
  'exponent 2': {
    why: 'even',
    record: `v=DKIM1; p=${withExponent('02')}`,
    result: 'policy',
    reason: /exponent is 2/,
  },
  'exponent 65536': {
    why: 'even',
    record: `v=DKIM1; p=${withExponent('010000')}`,
    result: 'policy',
  },
  'exponent 2^32 + 1': {
    why: 'over what verifiers take',
    record: `v=DKIM1; p=${withExponent('0100000001')}`,
    result: 'policy',
    reason: /over 2\^32/,
  },
  'exponent 2^32 - 1': {
    why: 'odd and within; another key',
    record: `v=DKIM1; p=${withExponent('ffffffff')}`,
    result: 'fail',
  },

  // ---- DNS
  NXDOMAIN: {
    why: 'no key',
    zone: 'example.org TXT "v=spf1 -all"',
    result: 'permerror',
    reason: /^no key at sel\._domainkey\.example\.org \(NXDOMAIN\)$/,
    tolerant: null,
  },
  NODATA: {
    why: 'no key',
    zone: `${NAME} A 192.0.2.1`,
    result: 'permerror',
    reason: /^no key at .* \(the name has no TXT record\)$/,
  },
  SERVFAIL: {
    why: 'TEMPFAIL',
    zone: `${NAME} SERVFAIL`,
    result: 'temperror',
    reason: /could not be looked up: SERVFAIL/,
    tolerant: null,
  },
  REFUSED: { why: 'TEMPFAIL', zone: `${NAME} REFUSED`, result: 'temperror' },
  TIMEOUT: {
    why: 'TEMPFAIL',
    zone: `${NAME} TIMEOUT`,
    result: 'temperror',
    reason: /no answer in time/,
  },
  CNAME: {
    why: 'followed',
    zone: `${NAME} CNAME key.provider.example\n${txt(recordText('rsa2048'), 'key.provider.example')}`,
    result: 'pass',
  },
  'dangling CNAME': {
    why: 'no key',
    zone: `${NAME} CNAME key.provider.example`,
    result: 'permerror',
    reason: /NXDOMAIN/,
  },
  'CNAME loop': {
    why: 'nothing is known',
    zone: `${NAME} CNAME b.example.org\nb.example.org CNAME ${NAME}`,
    result: 'temperror',
  },
  'in several strings': {
    why: 'joined without a space (§3.6.2.2)',
    zone: `${NAME} TXT "v=DKIM1; p=" "${P.slice(0, 200)}" "${P.slice(200)}"`,
    result: 'pass',
  },
  'SPF record by a wildcard': {
    why: 'not a key',
    zone: '*.example.org TXT "v=spf1 -all"',
    result: 'permerror',
    reason: /is not a key record: "v=spf1 -all"/,
  },
  'SPF record first, then the key': {
    why: 'it must not hide the key (LIBRARIES.md row 8)',
    zone: txt('v=spf1 -all', NAME) + txt(recordText('rsa2048')),
    result: 'pass',
    reason: /2 TXT records stand at the name/,
  },
  'key first, then an SPF record': {
    why: 'the same',
    zone: txt(recordText('rsa2048')) + txt('v=spf1 -all', NAME),
    result: 'pass',
  },
  'two keys, the second signed': {
    why: '§3.6.2.2 is undefined: the one that verifies',
    zone: txt(recordText('rsa2048b')) + txt(recordText('rsa2048')),
    result: 'pass',
    reason: /undefined/,
  },
  'two keys, none signed': {
    why: 'both were tried',
    zone: txt(recordText('rsa2048b')) + txt(recordText('rsa1024')),
    result: 'fail',
    reason: /none of the 2 keys/,
  },
  'a revoked and a good key': {
    why: 'the good one',
    zone: txt('v=DKIM1; p=', NAME) + txt(recordText('rsa2048')),
    result: 'pass',
  },
  'a broken and a tolerable key': {
    why: 'strict takes neither',
    zone: txt('v=DKIM1; p=!', NAME) + txt(`v=DKIM1;; p=${P}`),
    result: 'permerror',
    tolerant: 'pass',
  },
  'an e=1 key beside the real one': {
    why: 'the real one verifies',
    zone: txt(`v=DKIM1; p=${withExponent('01')}`) + txt(recordText('rsa2048')),
    result: 'pass',
    also: { exponent: '65537' },
  },
};

describe('key records (RFC 6376 §3.6.1)', () => {
  it.each(Object.entries(CASES))(
    '%s',
    async (_, { why, record, zone, result, reason, tolerant, also, ...sample }) => {
      const check = await verifyOne(signedMessage(sample), zone ?? txt(record ?? ''));
      expect([check.result, check.reason], why).toEqual([
        result,
        expect.stringMatching(reason ?? /./),
      ]);
      if (tolerant !== undefined) expect(check.tolerant?.result ?? null, why).toBe(tolerant);
      if (also !== undefined) expect(check.key).toMatchObject(also);
      expect(check.key.name).toBe(NAME);
    },
  );

  it('takes no signature made with the exponent 1, which needs no private key', async () => {
    // With e=1 the signature of an octet string is its own PKCS#1 v1.5 encoding: build it from the public key alone.
    const forged = createForger();
    const check = await verifyOne(forged, txt(`v=DKIM1; p=${withExponent('01')}`));
    expect(check.result).toBe('policy');
    expect(check.headerIntact).toBeNull();
    expect(check.tolerant).toBeNull();
  });

  // RFC 8301 §3.2: who takes none over 4096 bits has not found the signature wrong.
  it('evaluates no key over 4096 bits, and says that this is a limit of ours', async () => {
    const n = Buffer.alloc(4352 / 8, 0xc5);
    const p = spki(rsaPublicKey(n, Buffer.from('010001', 'hex'))).toString('base64');
    const check = await verifyOne(signedMessage({}), txt(`v=DKIM1; p=${p}`));
    expect([check.result, check.key.bits, check.headerIntact]).toEqual(['temperror', 4352, null]);
    expect(check.reason).toContain('4352 bits; over 4096 is a limit of this service');
  });

  it('and refuses one that nobody verifies', async () => {
    const p = spki(
      rsaPublicKey(Buffer.alloc(16_392 / 8, 0xc5), Buffer.from('010001', 'hex')),
    ).toString('base64');
    const check = await verifyOne(signedMessage({}), txt(`v=DKIM1; p=${p}`));
    expect([check.result, check.key.bits]).toEqual(['policy', 16_392]);
  });

  it('lists all records at the name and the one it used', async () => {
    const { dkim } = await verifyText(signedMessage({}), txt('v=spf1 -all', NAME) + defaultZone());
    expect(dkim[0]?.key.records).toHaveLength(2);
    expect(dkim[0]?.key.record).toBe(recordText('rsa2048'));
  });

  it('asks for each key once, however many signatures name it', async () => {
    const text = signedMessage({});
    const signature = text.slice(0, text.indexOf('\r\n') + 2);
    const resolver = zoneResolver(defaultZone());
    const { dkim } = await verifyText(signature + signature + text, resolver);
    expect(dkim.map(({ result }) => result)).toEqual(['pass', 'pass', 'pass']);
    expect(resolver.count(NAME, 'TXT')).toBe(1);
  });
});

function createForger(): string {
  const size = modulus('rsa2048').length;
  // signedMessage signs with the real key; its b= is then replaced by the encoding of what was signed.
  const { octets, text } = unsignedParts();
  const digest = hashOf(octets);
  const info = Buffer.concat([
    Buffer.from('3031300d060960864801650304020105000420', 'hex'),
    digest,
  ]);
  const encoded = Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.alloc(size - info.length - 3, 0xff),
    Buffer.alloc(1),
    info,
  ]);
  return text.replace('@FORGED@', encoded.toString('base64'));
}

const hashOf = (octets: string): Buffer =>
  createHash('sha256').update(Buffer.from(octets, 'latin1')).digest();

function unsignedParts(): { octets: string; text: string } {
  const signature = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=sel; h=From; bh=${bodyDigest(BODY, 'relaxed', 'sha256')}; b=`;
  return {
    octets: signedOctets({ fields: FIELDS, names: ['From'], header: 'relaxed', signature }),
    text: message([`${signature}@FORGED@`, ...FIELDS], BODY),
  };
}
