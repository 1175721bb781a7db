// Cases of DKIM. Every signature is made with the test keys; what happens to it afterwards is done here.
import { createPublicKey, randomBytes } from 'node:crypto';
import type { DkimCode } from '../../../src/diagnose/catalog.ts';
import { H, keyTxt, publicPart, txt, type Given, type SignatureGiven } from '../given.ts';
import type { Cases } from './case.ts';

const NAME = 'sel._domainkey.example.org';
const P = publicPart('rsa2048');
const RECEIVED =
  'from mail.example.org (mail.example.org [192.0.2.25]) by mx.mailassay.example; Sat, 01 Aug 2026 10:00:00 +0000';

const key = (...records: string[]): Given => ({ zone: { [NAME]: records } });
const signed = (...signatures: SignatureGiven[]): Given => ({ signatures });
const without = (...names: string[]): string =>
  H.split(':')
    .filter((name) => !names.includes(name))
    .join(':');
const appended: NonNullable<Given['onTheWay']> = ({ body }) => ({
  body: `${body}-- \r\nScanned\r\n`,
});
/** Changes that nobody can undo: no proof, no claim. */
const rewritten: NonNullable<Given['onTheWay']> = () => ({
  body: 'Something else altogether, of which no word was there before.\r\n',
});
const renamed: NonNullable<Given['onTheWay']> = ({ fields }) => ({
  fields: fields.map((field) =>
    field.startsWith('Subject: ') ? 'Subject: You have won a prize' : field,
  ),
});
const above =
  (...more: string[]): NonNullable<Given['onTheWay']> =>
  ({ fields }) => ({ fields: [...more, ...fields] });
const inTurn =
  (...steps: NonNullable<Given['onTheWay']>[]): NonNullable<Given['onTheWay']> =>
  (mail) =>
    steps.reduce((now, step) => ({ ...now, ...step(now) }), mail);

/** An RSA public key that nobody has the private half of: only its size and exponent are looked at. */
function strangeKey(bits: number, exponent: string): string {
  const modulus = randomBytes(bits / 8);
  modulus[0] = (modulus[0] ?? 0) | 0x80;
  modulus[modulus.length - 1] = (modulus.at(-1) ?? 0) | 1;
  const object = createPublicKey({
    key: {
      kty: 'RSA',
      n: modulus.toString('base64url'),
      e: Buffer.from(exponent, 'hex').toString('base64url'),
    },
    format: 'jwk',
  });
  return txt(
    `v=DKIM1; k=rsa; p=${object.export({ format: 'der', type: 'spki' }).toString('base64')}`,
  );
}

export const dkimCases: Cases<DkimCode> = {
  'dkim-key-wrong-name': {
    fires: { zone: { [NAME]: null, 'sel._domainkey.mail.example.org': [keyTxt('rsa2048')] } },
    values: {
      found: 'sel._domainkey.mail.example.org',
      name: NAME,
      record: `v=DKIM1; k=rsa; p=${P}`,
    },
    silent: key('SERVFAIL'),
  },
  'dkim-key-dangling': {
    fires: key('CNAME sel.dkim.example.net'),
    values: { target: 'sel.dkim.example.net' },
    silent: {
      zone: { [NAME]: ['CNAME sel.dkim.example.net'], 'sel.dkim.example.net': [keyTxt('rsa2048')] },
    },
  },
  'dkim-key-missing': {
    fires: { zone: { [NAME]: null } },
    values: { name: NAME, selector: 'sel' },
    // A changed body is seen without a key, so the result is no temperror; whether there is a key is still not known.
    silent: { ...key('TIMEOUT'), onTheWay: rewritten },
  },
  'dkim-key-not-base64': {
    fires: key(txt(`v=DKIM1; k=rsa; p=("${P.slice(0, 60)}" ${P.slice(60)})`)),
    values: { character: '(', record: `v=DKIM1; k=rsa; p=${P}` },
    // White space in a key means nothing (RFC 6376 section 3.6.1).
    silent: key(txt(`v=DKIM1; k=rsa; p=${P.slice(0, 60)} ${P.slice(60)}`)),
  },
  'dkim-key-in-pieces': {
    fires: key(txt(`v=DKIM1; k=rsa; p=${P.slice(0, 180)}`), txt(P.slice(180))),
    values: { count: '2', record: `v=DKIM1; k=rsa; p=${P}` },
    silent: key(txt(`v=DKIM1; k=rsa; p=${P.slice(0, 180)}`)),
  },
  'dkim-key-private': {
    // PKCS #1 of 2048 bits: SEQUENCE, version 0, modulus.
    fires: key(txt(`v=DKIM1; k=rsa; p=MIIEowIBAAKCAQEA${P.slice(44, 240)}`)),
    values: { name: NAME },
    silent: key(txt(`v=DKIM1; k=rsa; p=${P.slice(44)}`)),
  },
  'dkim-key-damaged': {
    fires: key(txt(`v=DKIM1; k=rsa; p=${P.slice(0, 240)}`)),
    values: { length: '240' },
    silent: key(keyTxt('rsa1024')),
  },
  'dkim-key-several': {
    fires: key(keyTxt('rsa2048'), keyTxt('rsa2048b')),
    values: { count: '2' },
    silent: key(keyTxt('rsa2048')),
  },
  'dkim-key-wildcard': {
    fires: { zone: { [NAME]: null, '*.example.org': [txt('v=spf1 -all')] } },
    values: { found: 'v=spf1 -all' },
    silent: { zone: { [NAME]: null } },
  },
  'dkim-key-syntax': {
    fires: key(txt('v=DKIM1; k=rsa')),
    silent: key(txt(`p=${P}`)),
  },
  'dkim-key-revoked': {
    fires: key(txt('v=DKIM1; k=rsa; p=')),
    silent: key(txt('v=DKIM1; k=rsa; p')),
  },
  'dkim-key-type': {
    fires: key(keyTxt('ed25519')),
    values: { type: 'ed25519', algorithm: 'rsa-sha256' },
    silent: key(keyTxt('rsa2048b')),
  },
  'dkim-key-hash': {
    fires: key(txt(`v=DKIM1; h=sha1; p=${P}`)),
    values: { hashes: 'sha1', record: `v=DKIM1; p=${P}` },
    silent: key(txt(`v=DKIM1; h=sha1:sha256; p=${P}`)),
  },
  'dkim-key-service': {
    fires: key(txt(`v=DKIM1; s=tlsrpt; p=${P}`)),
    values: { services: 'tlsrpt', record: `v=DKIM1; p=${P}` },
    silent: key(txt(`v=DKIM1; s=email:tlsrpt; p=${P}`)),
  },
  'dkim-key-strict': {
    fires: {
      ...key(txt(`v=DKIM1; t=s; p=${P}`)),
      signatures: [{ tags: { i: '@news.example.org' } }],
    },
    values: { auid: '@news.example.org', record: `v=DKIM1; p=${P}` },
    silent: {
      ...key(txt(`v=DKIM1; t=s; p=${P}`)),
      signatures: [{ tags: { i: 'anna@example.org' } }],
    },
  },
  'dkim-key-short': {
    fires: { ...key(keyTxt('rsa768')), signatures: [{ key: 'rsa768' }] },
    values: { bits: '768' },
    silent: { ...key(keyTxt('rsa1024')), signatures: [{ key: 'rsa1024' }] },
  },
  'dkim-key-long': {
    fires: key(strangeKey(8192, '010001')),
    values: { bits: '8192' },
    silent: { ...key(keyTxt('rsa4096')), signatures: [{ key: 'rsa4096' }] },
  },
  'dkim-key-exponent': {
    fires: key(strangeKey(2048, '01')),
    values: { exponent: '1' },
    silent: { ...key(keyTxt('rsa2048e3')), signatures: [{ key: 'rsa2048e3' }] },
  },
  'dkim-sha1': {
    fires: signed({ hash: 'sha1' }),
    values: { algorithm: 'rsa-sha1' },
    silent: signed({ hash: 'sha256' }),
  },
  'dkim-expired': {
    fires: signed({ tags: { t: '1785400000', x: '1785500000' } }),
    silent: signed({ tags: { t: '1785400000', x: '1785600000' } }),
  },
  'dkim-from-unsigned': {
    fires: signed({ h: without('From') }),
    silent: signed({ h: 'from' }),
  },
  'dkim-auid-outside': {
    fires: signed({ tags: { i: '@example.net' } }),
    values: { auid: '@example.net' },
    silent: signed({ tags: { i: '@news.example.org' } }),
  },
  'dkim-only-tolerated': {
    fires: {
      zone: { 'old_one._domainkey.example.org': [keyTxt('rsa2048')] },
      signatures: [{ selector: 'old_one' }],
    },
    silent: {
      zone: { 'old-one._domainkey.example.org': [keyTxt('rsa2048')] },
      signatures: [{ selector: 'old-one' }],
    },
  },
  'dkim-signature-syntax': {
    fires: signed({ tags: { v: '2' } }),
    silent: signed({ tags: { z: 'unknown' } }),
  },
  'dkim-changed-by-filter': {
    fires: {
      onTheWay: inTurn(
        above(
          'Received: from localhost (localhost [127.0.0.1]) by mail.example.org (amavisd-new, port 10024) with ESMTP',
        ),
        rewritten,
      ),
    },
    values: { software: 'amavis', host: 'mail.example.org', amavis: 'amavis', intact: 'header' },
    // What stands below the signature was there before it was made.
    silent: {
      header: {
        Received: 'from localhost by mail.example.org (amavisd-new, port 10024) with ESMTP',
      },
      onTheWay: rewritten,
    },
  },
  'dkim-body-changed': {
    fires: { onTheWay: rewritten },
    values: { intact: 'header' },
    // An empty line at the end is no change (RFC 6376 section 3.4.4).
    silent: { onTheWay: ({ body }) => ({ body: `${body}\r\n\r\n` }) },
  },
  'dkim-header-changed': {
    fires: { onTheWay: renamed },
    values: { certain: NAME },
    silent: { signatures: [{ h: without('Subject') }], onTheWay: renamed },
  },
  'dkim-wrong-key': {
    fires: key(keyTxt('rsa2048b')),
    values: { name: NAME },
    silent: { onTheWay: renamed },
  },
  'dkim-body-cut': {
    fires: {
      ...signed({ tags: { l: '30' }, limit: 30 }),
      onTheWay: ({ body }) => ({ body: body.slice(0, 20) }),
    },
    values: { signed: '30', total: '18' },
    silent: signed({ tags: { l: '30' }, limit: 30 }),
  },
  'dkim-failed': {
    fires: { header: { From: null } },
    silent: {
      onTheWay: ({ fields }) => ({ fields: fields.filter((field) => !field.startsWith('From:')) }),
    },
  },
  'dkim-none': {
    fires: signed(),
    values: { domain: 'example.org' },
    silent: { signatures: Array.from({ length: 11 }, () => ({})) },
  },
  'dkim-not-aligned': {
    fires: {
      ...signed({ domain: 'example.net' }),
      zone: { 'sel._domainkey.example.net': [keyTxt('rsa2048')] },
    },
    values: { domain: 'example.net', author: 'example.org' },
    silent: {
      ...signed({ domain: 'example.net' }, {}),
      zone: { 'sel._domainkey.example.net': [keyTxt('rsa2048')] },
    },
  },
  'dkim-key-weak': {
    fires: { ...key(keyTxt('rsa1024')), signatures: [{ key: 'rsa1024' }] },
    values: { bits: '1024' },
    silent: { ...key(keyTxt('rsa768')), signatures: [{ key: 'rsa768' }] },
  },
  'dkim-ed25519-alone': {
    fires: {
      zone: { 'ed._domainkey.example.org': [keyTxt('ed25519')] },
      signatures: [{ selector: 'ed', key: 'ed25519' }],
    },
    silent: {
      zone: { 'ed._domainkey.example.org': [keyTxt('ed25519')] },
      signatures: [{ selector: 'ed', key: 'ed25519' }, {}],
    },
  },
  'dkim-body-length': {
    fires: { ...signed({ tags: { l: '37' }, limit: 37 }), onTheWay: appended },
    values: { signed: '37', total: '50' },
    silent: {},
  },
  'dkim-fields-unsigned': {
    fires: signed({ h: without('Subject', 'Date') }),
    values: { fields: 'Subject, Date', settings: '+subject,+date' },
    silent: signed({ h: without('Message-ID', 'Cc', 'Reply-To') }),
  },
  'dkim-signed-in-future': {
    fires: signed({ tags: { t: '1785590000' } }),
    silent: signed({ tags: { t: '1785578460' } }),
  },
  'dkim-signed-field-twice': {
    fires: {
      ...signed({ h: 'From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type' }),
      onTheWay: above('Subject: You have won'),
    },
    values: { fields: 'Subject' },
    silent: {
      ...signed({ h: 'From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type' }),
      onTheWay: above('Comments: hello', 'Comments: world'),
    },
  },
  'dkim-another-failed': {
    fires: signed({ selector: 'old' }, {}),
    values: { selector: 'old', good: 'example.org', cause: 'dkim-key-missing' },
    // Signed by the organization's other name too: all is well.
    silent: {
      ...signed({ domain: 'example.net' }, {}),
      zone: { 'sel._domainkey.example.net': [keyTxt('rsa2048')] },
    },
  },
  'dkim-mime-unsigned': {
    fires: signed({ h: without('Content-Type') }),
    values: { fields: 'Content-Type' },
    silent: {
      ...signed({ h: without('Content-Type', 'MIME-Version') }),
      header: { 'Content-Type': null, 'MIME-Version': null },
    },
  },
  'dkim-key-testing': {
    fires: key(txt(`v=DKIM1; k=rsa; t=y; p=${P}`)),
    values: { record: `v=DKIM1; k=rsa; p=${P}` },
    silent: key(txt(`v=DKIM1; k=rsa; t=s; p=${P}`)),
  },
  'dkim-key-obsolete-tags': {
    fires: key(txt(`v=DKIM1; r=postmaster; g=*; k=rsa; p=${P}`)),
    values: { tags: 'g=, r=', record: `v=DKIM1; k=rsa; p=${P}` },
    silent: key(txt(`v=DKIM1; n=a note; k=rsa; p=${P}`)),
  },
  'dkim-simple': {
    fires: { ...signed({ c: 'simple/simple' }), onTheWay: above(`Received: ${RECEIVED}`) },
    values: { canonicalization: 'simple/simple' },
    silent: { ...signed({ c: 'relaxed/relaxed' }), onTheWay: above(`Received: ${RECEIVED}`) },
  },
  'dkim-not-oversigned': {
    fires: signed({ h: without('From').replace('To:To', 'From:To:To') }),
    silent: signed({ h: H }),
  },
  'dkim-not-evaluated': {
    fires: { signatures: Array.from({ length: 12 }, () => ({})) },
    values: { count: '2', evaluated: '10' },
    silent: { signatures: Array.from({ length: 10 }, () => ({})) },
  },
  'dkim-temperror': {
    fires: key('SERVFAIL'),
    values: { name: NAME },
    silent: { zone: { [NAME]: null } },
  },
  'dkim-pass': {
    fires: {},
    values: { domain: 'example.org', selector: 'sel', bits: '2048', aligned: 'example.org' },
    silent: { onTheWay: appended },
  },
};
