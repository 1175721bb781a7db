// Letters for DKIM (RFC 6376, 8301, 8463): signed in every odd way a signer can, and changed in every way a relay does.
import { createHash, createPublicKey } from 'node:crypto';
import { privateKey, signedOctets } from '../../verify/dkim/signer.ts';
import {
  BODY,
  change,
  changeBody,
  letter,
  put,
  sent,
  sign,
  SIGNED,
  WRITTEN,
  type Letter,
  type Step,
} from '../letter.ts';

const UTF8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const FOOTER =
  '_______________________________________________\r\nSent to everybody in the house\r\n';
const PLAIN = 'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding';

const MULTIPART =
  '--part\r\nContent-Type: text/plain\r\n\r\nThe picture you asked for.\r\n--part\r\nContent-Type: text/plain\r\n\r\n(a drawing)\r\n--part--\r\n';
const NOTE = '--part\r\nContent-Type: text/plain\r\n\r\nScanned by the gateway.\r\n';
const LONG = 'one word after the other '.repeat(48).trimEnd();
const LINK = 'The price is at https://www.example.org/price?of=7 from today on.\r\n';
const hashOf = (body: string): string =>
  createHash('sha256').update(body, 'latin1').digest('base64');

const signed = (signing?: Parameters<typeof sign>[0]) => (): Letter =>
  sent(letter(), sign(signing));

/** With the exponent 1 the signature is the padded digest itself (RFC 8017 §9.2): nobody's private key is needed. */
const forgedWithExponentOne: Step = ({ fields, body }) => {
  const blank = sign({ s: 'e1', tags: { b: '@B@' } })({ fields, body });
  const template = (blank.fields[0] ?? '').replace(/b=[A-Za-z0-9+/=\s]+$/, 'b=@B@');
  const octets = signedOctets({
    fields,
    names: SIGNED.split(':'),
    header: 'relaxed',
    signature: template,
  });
  const digestInfo = Buffer.concat([
    Buffer.from('3031300d060960864801650304020105000420', 'hex'),
    createHash('sha256').update(octets, 'latin1').digest(),
  ]);
  const size =
    (createPublicKey(privateKey('rsa2048')).asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  const padded = Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.alloc(size - digestInfo.length - 3, 0xff),
    Buffer.from([0]),
    digestInfo,
  ]);
  return { fields: [template.replace('@B@', padded.toString('base64')), ...fields], body };
};

/** Changes the signature field, which stands on top. */
const inSignature =
  (pattern: RegExp, change: string | ((found: string) => string)): Step =>
  ({ fields: [first = '', ...rest], body }) => ({
    fields: [
      typeof change === 'string' ? first.replace(pattern, change) : first.replace(pattern, change),
      ...rest,
    ],
    body,
  });

/** Ten signatures of somebody who has no key, on top of the real one. */
const tenOthers: Step[] = Array.from({ length: 10 }, (_, index) =>
  sign({ d: `relay${index + 1}.example.net`, s: 'x' }),
);

export const dkimLetters: Record<string, () => Letter> = {
  '200-dkim-simple-relaxed': signed({ c: 'simple/relaxed' }),
  '201-dkim-relaxed-refolded': () =>
    sent(
      letter(),
      sign(),
      change('Subject', 'Subject:  Does our mail\r\n\tarrive as   it should? '),
    ),
  '202-dkim-simple-refolded': () =>
    sent(
      letter(),
      sign({ c: 'simple/simple' }),
      change('Subject', 'Subject: Does our mail arrive\r\n as it should?'),
    ),
  '203-dkim-relaxed-body-spaces': () =>
    sent(
      letter(),
      sign(),
      changeBody(
        (body) =>
          `${body.replace('tell us', 'tell  us').replace('arrives.', 'arrives. \t')}\r\n\r\n`,
      ),
    ),
  '204-dkim-simple-body-spaces': () =>
    sent(
      letter(),
      sign({ c: 'relaxed/simple' }),
      changeBody((body) => body.replace('arrives.', 'arrives. ')),
    ),
  '205-dkim-simple-body-blank-lines': () =>
    sent(
      letter(),
      sign({ c: 'relaxed/simple' }),
      changeBody((body) => `${body}\r\n\r\n`),
    ),
  '206-dkim-footer': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => body + FOOTER),
    ),
  '521-hidden-first-test-from-the-same-host': () => sent(letter()),
  '522-hidden-by-carrier-grade-nat-and-changed': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => body + FOOTER),
    ),
  '523-hidden-unique-local-ipv6-other-signer': signed({ d: 'example.net' }),
  '207-dkim-subject-tagged': () =>
    sent(
      letter(),
      sign(),
      change('Subject', 'Subject: [EXTERNAL] Does our mail arrive as it should?'),
    ),
  '208-dkim-second-subject-oversigned': () =>
    sent(letter(), sign({ h: `${SIGNED}:Subject` }), put('Subject: You have won')),
  '209-dkim-second-subject': () => sent(letter(), sign(), put('Subject: You have won')),
  '210-dkim-reply-to-unsigned': () => sent(letter({ 'Reply-To': 'desk@example.org' }), sign()),
  '211-dkim-mime-unsigned': signed({ h: 'From:From:To:Subject:Date:Message-ID' }),
  '212-dkim-not-oversigned': signed({ h: PLAIN }),
  '213-dkim-from-unsigned': signed({ h: 'To:Subject:Date:Message-ID' }),
  '214-dkim-ed25519-alone': signed({ key: 'ed25519', s: 'ed2026' }),
  '215-dkim-rsa-4096': signed({ key: 'rsa4096' }),
  '216-dkim-exponent-three': signed({ key: 'rsa2048e3' }),
  '217-dkim-rsa-512': signed({ key: 'rsa512' }),
  '218-dkim-rsa-5120': signed({ s: 'long' }),
  '219-dkim-exponent-one': () => sent(letter(), forgedWithExponentOne),
  '220-dkim-sha1': signed({ a: 'rsa-sha1' }),
  '221-dkim-algorithm-unknown': signed({ tags: { a: 'rsa-md5' } }),
  '222-dkim-no-body-hash': signed({ tags: { bh: null } }),
  '223-dkim-version-two': signed({ tags: { v: '2' } }),
  '224-dkim-canonicalization-unknown': signed({
    tags: { c: 'nofws/nofws' },
    signer: { header: 'relaxed', bodyForm: 'relaxed' },
  }),
  '225-dkim-body-hash-unpadded': () => {
    const padded = /bh=([^;]+);/.exec(sent(letter(), sign()).fields[0] ?? '')?.[1] ?? '';
    return sent(letter(), sign({ tags: { bh: padded.replace(/=+$/, '') } }));
  },
  '226-dkim-junk-behind-value': () =>
    sent(
      letter(),
      sign(),
      change('DKIM-Signature', (field) => `${field}!!`),
    ),
  '227-dkim-length-exact': signed({ tags: { l: '40' } }),
  '228-dkim-length-appended': () =>
    sent(
      letter(),
      sign({ tags: { l: `${BODY.length}` } }),
      changeBody((body) => body + FOOTER),
    ),
  '229-dkim-length-beyond': () => sent(letter(), sign({ tags: { l: '5000' } })),
  '230-dkim-length-zero': signed({ tags: { l: '0' } }),
  '231-dkim-expired': signed({ tags: { t: `${WRITTEN - 900_000}`, x: `${WRITTEN - 600_000}` } }),
  '232-dkim-expires-before-it-was-signed': signed({
    tags: { t: `${WRITTEN + 7200}`, x: `${WRITTEN + 3600}` },
  }),
  '233-dkim-signed-in-future': signed({ tags: { t: `${WRITTEN + 86_400}` } }),
  '234-dkim-key-testing': signed(),
  '235-dkim-key-strict': signed({ tags: { i: 'alice@desk.example.org' } }),
  '236-dkim-identity-below': signed({ tags: { i: 'alice@desk.example.org' } }),
  '237-dkim-identity-outside': signed({ tags: { i: 'alice@example.net' } }),
  '238-dkim-key-service': signed(),
  '239-dkim-key-hash': signed(),
  '240-dkim-key-type': signed(),
  '241-dkim-key-revoked': signed(),
  '242-dkim-key-missing': signed(),
  '243-dkim-key-without-prefix': signed(),
  '244-dkim-key-domain-twice': signed(),
  '245-dkim-key-dangling': signed(),
  '246-dkim-key-several-one-fits': signed(),
  '247-dkim-key-several': signed(),
  '248-dkim-key-in-pieces': signed(),
  '249-dkim-key-wildcard': signed(),
  '250-dkim-key-cut': signed(),
  '251-dkim-key-spaces': signed(),
  '252-dkim-key-pkcs1': signed(),
  '253-dkim-key-version': signed(),
  '254-dkim-key-version-not-first': signed(),
  '255-dkim-key-double-semicolon': signed(),
  '256-dkim-selector-underscore': signed({ s: 'mail_2026' }),
  '257-dkim-selector-dotted': signed({ s: 'november.2026' }),
  '258-dkim-upper-case': signed({ d: 'Example.ORG' }),
  '259-dkim-wrong-key': signed({ key: 'rsa2048b' }),
  '260-dkim-another-failed': () =>
    sent(letter(), sign(), sign({ d: 'relay.example.net', s: 'gone' })),
  '261-dkim-eleven-signatures': () => sent(letter(), sign(), ...tenOthers),
  '262-dkim-201-names': signed({ h: `${SIGNED}${':X-A'.repeat(192)}` }),
  '263-dkim-key-servfail': signed(),
  '264-dkim-key-timeout': signed(),
  '265-dkim-body-8bit': () =>
    sent(letter({ 'Content-Transfer-Encoding': '8bit' }, UTF8('Grüße aus Köln\r\n')), sign()),
  '266-dkim-body-without-line-end': () => sent(letter({}, 'No line end at the end'), sign()),
  '267-dkim-empty-field': () => sent(letter(), sign(), put('DKIM-Signature: ')),
  '268-dkim-query-method': signed({ tags: { q: 'http/well-known' } }),
  '269-dkim-absent-signed': signed({ h: `${SIGNED}:Cc:Sender:Reply-To` }),
  '270-dkim-absent-added': () =>
    sent(
      letter(),
      sign({ h: `${SIGNED}:Cc:Sender:Reply-To` }),
      put('Reply-To: list@lists.example.net'),
    ),
  '271-dkim-space-before-colon': () =>
    sent(letter(), change('Subject', 'Subject : Does our mail arrive as it should?'), sign()),
  '272-dkim-tag-twice': signed({ tags: { d: 'example.org; d=example.org' } }),
  '273-dkim-copied-fields': signed({
    tags: {
      z: 'From:Alice=20Example=20<alice@example.org>|Subject:Does=20our=20mail=20arrive=20as=20it=20should?',
    },
  }),
  '274-dkim-key-notes': signed(),
  '275-dkim-key-granularity': signed(),
  '276-dkim-domain-of-the-host': signed({ d: 'mail.example.org' }),
  '277-dkim-key-quoted': signed(),
  '278-dkim-ed25519-key-wrapped': signed({ key: 'ed25519', s: 'ed2026' }),
  '279-dkim-ed25519-key-without-type': signed({ key: 'ed25519', s: 'ed2026' }),
  '280-dkim-body-cut': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => body.slice(0, body.indexOf('\r\n\r\nAlice')) + '\r\n'),
    ),
  '281-dkim-from-rewritten': () =>
    sent(letter(), sign(), change('From', 'From: "Alice Example" <alice@example.org>')),
  '282-dkim-key-at-parent': signed({ d: 'news.example.org' }),
  '283-dkim-banner': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => `This mail came from outside.\r\n\r\n${body}`),
    ),
  '284-dkim-line-inserted': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => body.replace('Hello,\r\n', 'Hello,\r\n[scanned and found clean]\r\n')),
    ),
  '285-dkim-part-added': () =>
    sent(
      letter({ 'Content-Type': 'multipart/mixed; boundary="part"' }, MULTIPART),
      sign(),
      changeBody((body) => body.replace(/--part--\r\n$/, `${NOTE}--part--\r\n`)),
    ),
  '286-dkim-line-wrapped': () =>
    sent(
      letter({}, `${LONG}\r\n`),
      sign(),
      changeBody((body) => `${body.slice(0, 990)}\r\n${body.slice(990)}`),
    ),
  '287-dkim-links-rewritten': () =>
    sent(
      letter({}, LINK),
      sign(),
      changeBody((body) =>
        body.replace(
          'https://www.example.org/price?of=7',
          `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent('https://www.example.org/price?of=7')}&data=05%7C01&reserved=0`,
        ),
      ),
    ),
  '288-dkim-bare-lf': () =>
    sent(
      letter({}, BODY.replaceAll('\r\n', '\n')),
      sign({ c: 'relaxed/simple', tags: { bh: hashOf(BODY.replaceAll('\r\n', '\n')) } }),
      changeBody((body) => body.replaceAll('\n', '\r\n')),
    ),
  '289-dkim-dots': () =>
    sent(
      letter({}, `Three points:\r\n.one\r\n.two\r\n`),
      sign(),
      changeBody((body) => body.replaceAll('\r\n.', '\r\n..')),
    ),
  '290-dkim-from-escaped': () =>
    sent(
      letter({}, `Hello,\r\nFrom here it is far.\r\n`),
      sign(),
      changeBody((body) => body.replace('\r\nFrom ', '\r\n>From ')),
    ),
  '291-dkim-author-replaced': () =>
    sent(
      letter(),
      sign({ h: 'From:To:Subject:Date:Message-ID' }),
      change('From', 'From: Alice Example via Talk <talk@lists.example.net>'),
      put('Reply-To: Alice Example <alice@example.org>'),
      put(
        'Received: from mail.example.org (mail.example.org [192.0.2.25])\r\n\tby mx.lists.example.net (Postfix) with ESMTPS id 83D1F2A0C7\r\n\tfor <talk@lists.example.net>; Tue, 24 Nov 2026 10:00:03 +0000 (UTC)',
      ),
    ),
  '292-dkim-field-removed': () => sent(letter(), sign(), change('MIME-Version', null)),
  '293-dkim-subject-decoded': () =>
    sent(
      letter({ Subject: '=?utf-8?q?Does_our_mail_arrive=3F?=' }),
      sign(),
      change('Subject', 'Subject: Does our mail arrive?'),
    ),
  '294-dkim-content-type-rewritten': () =>
    sent(letter(), sign(), change('Content-Type', 'Content-Type: text/plain; charset="utf-8"')),
  '295-dkim-base64': () =>
    sent(
      letter({ 'Content-Transfer-Encoding': '8bit' }, UTF8('Grüße aus Köln\r\n')),
      sign({ h: 'From:From:To:Subject:Date:Message-ID' }),
      change('Content-Transfer-Encoding', 'Content-Transfer-Encoding: base64'),
      changeBody((body) => `${Buffer.from(body, 'latin1').toString('base64')}\r\n`),
    ),
  '720-empty-text-signed': () =>
    sent(
      letter({}, ''),
      sign(),
      changeBody(() => BODY),
    ),
  '721-body-hash-altered': () => sent(letter(), sign(), inSignature(/bh=./, 'bh=x')),
  '722-signature-in-small-letters': () =>
    sent(
      letter(),
      sign(),
      inSignature(/(?<=;\s*b=)[^;]*$/, (value) => value.toLowerCase()),
    ),
  '723-external-banner': () =>
    sent(
      letter(),
      sign(),
      change('Subject', 'Subject: [EXTERNAL] Does our mail arrive as it should?'),
      changeBody(
        (body) => `CAUTION: This email originated from outside the organization.\r\n\r\n${body}`,
      ),
    ),
  '724-key-of-another-size': signed({ key: 'rsa1024' }),
  '296-dkim-subject-replaced': () =>
    sent(letter(), sign(), change('Subject', 'Subject: You have won')),
  '297-dkim-key-private': signed(),
  '298-dkim-key-backslashes': signed(),
  '299-dkim-signed-twice': () =>
    sent(
      letter(),
      sign(),
      changeBody((body) => body + FOOTER),
      sign(),
    ),
};
