// Header canonicalization and the choice of fields (RFC 6376 §3.4.1, §3.4.2, §3.7, §5.4.2), and what changes on the way do to a signature.
import { describe, expect, it } from 'vitest';
import { canonicalRow, withoutSignatureValue } from '../../../src/verify/dkim/canonical-header.ts';
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
import { recordText } from './signer.ts';

const relaxed = (field: string): string => canonicalRow(Buffer.from(field, 'latin1'), 'relaxed');

describe('relaxed header canonicalization (§3.4.2)', () => {
  it.each([
    ['example of §3.4.5', 'A: X', 'a:X'],
    ['second example of §3.4.5', 'B : Y\t\r\n\tZ  ', 'b:Y Z'],
    ['empty value', 'Subject:', 'subject:'],
    ['value of white space', 'Subject: \t ', 'subject:'],
    ['folded value of white space', 'Subject:\r\n \r\n\t', 'subject:'],
    ['fold right after the colon', 'Subject:\r\n hello', 'subject:hello'],
    ['no space after the colon', 'Subject:hello', 'subject:hello'],
    ['tab before the colon', 'Subject\t: hello', 'subject:hello'],
    ['colons in the value', 'X: a : b:c', 'x:a : b:c'],
    ['value keeps its case', 'X: AbC', 'x:AbC'],
    ['8-bit octets are left alone', 'X: \xc0\xa0\xa0\xc9', 'x:\xc0\xa0\xa0\xc9'],
    ['8-bit octets in a name keep their case', 'X\xc0: y', 'x\xc0:y'],
    ['no-break space is no WSP', 'X: a\xa0\xa0', 'x:a\xa0\xa0'],
    ['long run of white space', `X: a${' '.repeat(500)}b`, 'x:a b'],
  ])('%s', (_, field, expected) => {
    expect(relaxed(field)).toBe(expected);
  });

  it('leaves a field as it is under simple', () => {
    expect(canonicalRow(Buffer.from('B : Y\t\r\n\tZ  ', 'latin1'), 'simple')).toBe(
      'B : Y\t\r\n\tZ  ',
    );
  });
});

describe('the value of b= taken out (§3.7)', () => {
  it.each([
    ['at the end', 'DKIM-Signature: v=1; b=abc', 'DKIM-Signature: v=1; b='],
    ['in the middle', 'dkim-signature:b=abc; v=1', 'dkim-signature:b=; v=1'],
    ['folded', 'DKIM-Signature: b=abc\r\n def; v=1', 'DKIM-Signature: b=; v=1'],
    ['with space around', 'DKIM-Signature: b = abc ; v=1', 'DKIM-Signature: b =; v=1'],
    ['not bh=', 'x: bh=abc; b=d', 'x: bh=abc; b='],
    ['not in another value', 'x: z=b=1|b=2; b=d', 'x: z=b=1|b=2; b='],
    ['not an upper case tag', 'x: B=abc; b=d', 'x: B=abc; b='],
    ['the last of two', 'x: b=abc; b=d', 'x: b=abc; b='],
    ['none there', 'x: v=1', 'x: v=1'],
  ])('%s', (_, field, expected) => {
    expect(withoutSignatureValue(field)).toBe(expected);
  });
});

interface Case extends Sample {
  why: string;
  result: DkimResult;
  also?: Partial<DkimCheck>;
}

type Change = NonNullable<Sample['changed']>;

const onlyHeader =
  (change: (fields: string[]) => string[]): Change =>
  ({ fields }) => ({ fields: change(fields) });
const onlyBody =
  (change: (body: string) => string): Change =>
  ({ body }) => ({ body: change(body) });
const replace = (from: string, to: string): Change =>
  onlyHeader((fields) => fields.map((field) => field.replace(from, to)));
const SIMPLE = { c: 'simple/simple' };
const TWICE = ['X-A: one', 'X-A: two', ...FIELDS];

const CASES: Record<string, Case> = {
  // ---- what relays do to the header, in both canonicalizations
  'refolded, relaxed': {
    why: 'folding does not count',
    changed: replace('Subject: Hello', 'Subject:\r\n Hello'),
    result: 'pass',
  },
  'refolded, simple': {
    why: 'everything counts',
    tags: SIMPLE,
    changed: replace('Subject: Hello', 'Subject:\r\n Hello'),
    result: 'fail',
    also: { headerIntact: false },
  },
  'space doubled, relaxed': {
    why: 'runs do not count',
    changed: replace('Subject: Hello', 'Subject:   Hello  '),
    result: 'pass',
  },
  'space doubled, simple': {
    why: 'everything counts',
    tags: SIMPLE,
    changed: replace('Subject: Hello', 'Subject:  Hello'),
    result: 'fail',
  },
  'name in other case, relaxed': {
    why: 'names have no case',
    changed: replace('Subject: ', 'SUBJECT: '),
    result: 'pass',
  },
  'name in other case, simple': {
    why: 'everything counts, but the field is found',
    tags: SIMPLE,
    changed: replace('Subject: ', 'SUBJECT: '),
    result: 'fail',
  },
  'value in other case': {
    why: 'values have case',
    changed: replace('Hello', 'hello'),
    result: 'fail',
  },
  'signed field changed': {
    why: 'that is what is signed',
    changed: replace('Hello', '[list] Hello'),
    result: 'fail',
    also: { headerIntact: false, reason: expect.stringMatching(/a signed field was changed/) },
  },
  'signed field removed': {
    why: 'it was there',
    changed: onlyHeader((fields) => fields.filter((field) => !field.startsWith('To:'))),
    result: 'fail',
  },
  'unsigned field added': {
    why: 'not covered',
    changed: onlyHeader((fields) => ['X-Spam: no', ...fields]),
    result: 'pass',
  },
  'unsigned field changed': {
    why: 'not covered',
    changed: replace('Received: from a', 'Received: from b'),
    result: 'pass',
  },
  'unsigned fields reordered': {
    why: 'not covered',
    changed: onlyHeader((fields) => fields.toReversed()),
    result: 'pass',
  },
  'signature refolded, relaxed': {
    why: 'it is canonicalized too',
    changed: replace('; d=', ';\r\n\td='),
    result: 'pass',
  },
  'signature refolded, simple': {
    why: 'it is hashed as it is',
    tags: SIMPLE,
    changed: replace('; d=', ';\r\n\td='),
    result: 'fail',
  },
  'signature with another domain': {
    why: 'its own tags are signed',
    changed: replace('d=example.org', 'd=example.com'),
    result: 'permerror',
  },
  'b= refolded, simple': {
    why: 'the value is not hashed',
    tags: SIMPLE,
    changed: onlyHeader(([signature = '', ...rest]) => [
      signature.replace(/b=(\S{20})(\S+)$/, 'b=$1\r\n\t$2'),
      ...rest,
    ]),
    result: 'pass',
  },

  // ---- fields that occur several times, §5.4.2
  'one of two, the lower': {
    why: 'bottom up',
    tags: { h: 'From:X-A' },
    fields: TWICE,
    changed: replace('X-A: one', 'X-A: changed'),
    result: 'pass',
  },
  'one of two, the lower changed': {
    why: 'bottom up',
    tags: { h: 'From:X-A' },
    fields: TWICE,
    changed: replace('X-A: two', 'X-A: changed'),
    result: 'fail',
  },
  'both of two': { why: 'named twice', tags: { h: 'From:X-A:X-A' }, fields: TWICE, result: 'pass' },
  'both of two, the upper changed': {
    why: 'named twice',
    tags: { h: 'From:X-A:X-A' },
    fields: TWICE,
    changed: replace('X-A: one', 'X-A: changed'),
    result: 'fail',
  },
  'both of two, swapped': {
    why: 'their order is signed',
    tags: { h: 'From:X-A:X-A' },
    fields: TWICE,
    changed: onlyHeader(([s = '', a = '', b = '', ...rest]) => [s, b, a, ...rest]),
    result: 'fail',
  },
  'second From above': {
    why: 'the lower one is signed, so the signature verifies (DMARC refuses two)',
    changed: onlyHeader((fields) => ['From: x@attacker.example', ...fields]),
    result: 'pass',
  },
  'second From below': {
    why: 'the lower one is taken',
    changed: onlyHeader((fields) => [...fields, 'From: x@attacker.example']),
    result: 'fail',
  },
  'oversigned From': {
    why: 'named once more than it occurs',
    tags: { h: 'From:From:To' },
    result: 'pass',
    also: { oversigned: ['from'] },
  },
  'oversigned From, then a second': {
    why: 'that is what it is for',
    tags: { h: 'From:From:To' },
    changed: onlyHeader((fields) => ['From: x@attacker.example', ...fields]),
    result: 'fail',
  },
  'absent field, then added': {
    why: 'its absence was signed',
    tags: { h: 'From:Reply-To' },
    changed: onlyHeader((fields) => ['Reply-To: x@attacker.example', ...fields]),
    result: 'fail',
  },
  'h= order is the order': {
    why: 'not that of the message',
    tags: { h: 'Subject:From:Date' },
    changed: onlyHeader(([s = '', ...rest]) => [s, ...rest.toReversed()]),
    result: 'pass',
  },
  'names in h= in other case': {
    why: 'names have no case',
    tags: { h: 'fRoM:sUbJeCt' },
    result: 'pass',
  },
  'DKIM-Signature oversigned': {
    why: '§5.4: it means other signatures, of which there are none',
    tags: { h: 'From:DKIM-Signature' },
    result: 'pass',
    also: { signedHeaders: ['From', 'DKIM-Signature'] },
  },

  // ---- odd octets
  '8-bit header': {
    why: 'octets are octets',
    fields: [...FIELDS, 'X-Name: J\xfcrgen \xc3\xbc'],
    tags: { h: 'From:X-Name' },
    result: 'pass',
  },
  '8-bit header, simple': {
    why: 'octets are octets',
    fields: [...FIELDS, 'X-Name: J\xfcrgen \xc3\xbc'],
    tags: { ...SIMPLE, h: 'From:X-Name' },
    result: 'pass',
  },
  'UTF-8 subject changed': {
    why: 'octets are octets',
    fields: ['Subject: \xc3\xbc', ...FIELDS.filter((f) => !f.startsWith('Subject'))],
    changed: replace('\xc3\xbc', '\xc3\xb6'),
    result: 'fail',
  },
  'space before the colon, relaxed': {
    why: 'RFC 5322 §4.5',
    fields: ['Subject : Hello', ...FIELDS.filter((f) => !f.startsWith('Subject'))],
    result: 'pass',
  },
  'space before the colon, simple': {
    why: 'RFC 5322 §4.5',
    tags: SIMPLE,
    fields: ['Subject : Hello', ...FIELDS.filter((f) => !f.startsWith('Subject'))],
    result: 'pass',
  },
  'empty signed field': {
    why: 'a field may be empty',
    fields: ['Subject:', ...FIELDS.filter((f) => !f.startsWith('Subject'))],
    result: 'pass',
  },
  'folded over ten lines': {
    why: 'linear and right',
    fields: [`X-Long: a${'\r\n b'.repeat(10)}`, ...FIELDS],
    tags: { h: 'From:X-Long' },
    result: 'pass',
  },
  'a line that is no field under a signed one': {
    why: 'it may be shown as part of it',
    changed: onlyHeader((fields) =>
      fields.flatMap((f) => (f.startsWith('Subject') ? [f, 'no field here'] : [f])),
    ),
    result: 'fail',
  },
  'a line that is no field under an unsigned one': {
    why: 'it belongs to that',
    changed: onlyHeader((fields) =>
      fields.flatMap((f) => (f.startsWith('Received') ? [f, 'no field here'] : [f])),
    ),
    result: 'pass',
  },
  'a line that is no field at the top': {
    why: 'mbox',
    changed: onlyHeader((fields) => ['From alice Thu Jan  1 00:00:00 2026', ...fields]),
    result: 'pass',
  },
  'no From in the message': {
    why: 'RFC 8601: a required header field is absent',
    fields: FIELDS.filter((f) => !f.startsWith('From')),
    result: 'permerror',
    also: { reason: expect.stringMatching(/no From field/) },
  },

  // ---- the body
  'body changed': {
    why: 'its hash is signed',
    changed: onlyBody((body) => body.replace('Bob', 'Eve')),
    result: 'fail',
    also: {
      headerIntact: true,
      reason: expect.stringMatching(
        /^the body was changed after it was signed: bh= does not match; the signed header fields are intact$/,
      ),
    },
  },
  'body and header changed': {
    why: 'both are said',
    changed: ({ fields, body }) => ({
      fields: fields.map((f) => f.replace('Hello', 'Bye')),
      body: `${body}x`,
    }),
    result: 'fail',
    also: { headerIntact: false, reason: expect.stringMatching(/does not verify either/) },
  },
  'footer appended': {
    why: 'that changes the body',
    changed: onlyBody((body) => `${body}-- \r\nlist footer\r\n`),
    result: 'fail',
    also: { headerIntact: true },
  },
  'footer appended behind l=': {
    why: 'not covered',
    tags: { l: '20' },
    changed: onlyBody((body) => `${body}-- \r\nlist footer\r\n`),
    result: 'pass',
    also: { bodyLength: { signed: 20, total: 55 } },
  },
  'body cut behind l=': {
    why: 'fewer octets than signed',
    tags: { l: '20' },
    changed: onlyBody((body) => body.slice(0, 10)),
    result: 'fail',
    also: { bodyLength: { signed: 20, total: 12 } },
  },
  'empty lines appended, relaxed': {
    why: 'they do not count',
    changed: onlyBody((body) => `${body}\r\n\r\n`),
    result: 'pass',
  },
  'empty lines appended, simple': {
    why: 'they do not count',
    tags: SIMPLE,
    changed: onlyBody((body) => `${body}\r\n\r\n`),
    result: 'pass',
  },
  'last line end lost, simple': {
    why: 'one is added',
    tags: SIMPLE,
    changed: onlyBody((body) => body.slice(0, -2)),
    result: 'pass',
  },
  'white space trimmed, relaxed': {
    why: 'it does not count',
    changed: onlyBody((body) => body.replace(/[ \t]+\r\n/g, '\r\n')),
    result: 'pass',
  },
  'white space trimmed, simple': {
    why: 'everything counts',
    tags: SIMPLE,
    changed: onlyBody((body) => body.replace(/[ \t]+\r\n/g, '\r\n')),
    result: 'fail',
  },
  'relaxed/simple, header space': {
    why: 'header relaxed',
    tags: { c: 'relaxed/simple' },
    changed: replace('Subject: ', 'Subject:  '),
    result: 'pass',
  },
  'relaxed/simple, body space': {
    why: 'body simple',
    tags: { c: 'relaxed/simple' },
    changed: onlyBody((body) => body.replace('  ', ' ')),
    result: 'fail',
  },
  'simple/relaxed, header space': {
    why: 'header simple',
    tags: { c: 'simple/relaxed' },
    changed: replace('Subject: ', 'Subject:  '),
    result: 'fail',
  },
  'simple/relaxed, body space': {
    why: 'body relaxed',
    tags: { c: 'simple/relaxed' },
    changed: onlyBody((body) => body.replace('  ', ' ')),
    result: 'pass',
  },
  'empty body, relaxed': { why: 'no octets', body: '', result: 'pass' },
  'empty body, simple': { why: 'CRLF', body: '', tags: SIMPLE, result: 'pass' },
  'body of empty lines, relaxed': { why: 'no octets', body: '\r\n\r\n', result: 'pass' },
  '8-bit body': { why: 'octets are octets', body: '\xe4\xf6\xfc\x80\xff\r\n', result: 'pass' },
};

describe('what a signature covers', () => {
  it.each(Object.entries(CASES))('%s', async (_, { why, result, also, ...sample }) => {
    const check = await verifyOne(
      signedMessage(sample),
      defaultZone() + txt('v=DKIM1; p=', 'sel._domainkey.example.com'),
    );
    expect([check.result, check.reason], why).toEqual([result, expect.any(String)]);
    if (also !== undefined) expect(check).toMatchObject(also);
  });

  it('verifies a message that ends with its header, without an empty line', async () => {
    const text = signedMessage({ body: '' });
    for (const cut of [text, text.slice(0, -2), text.slice(0, -4)])
      expect((await verifyOne(cut, defaultZone())).result).toBe('pass');
  });

  it('covers other signatures by h=, whichever is verified', async () => {
    const first = signedMessage({});
    const below = first.slice(0, first.indexOf('\r\n'));
    const second = signedMessage({
      tags: { h: 'From:DKIM-Signature:DKIM-Signature', s: 'two' },
      fields: [below, ...FIELDS],
    });
    const zone = defaultZone() + txt(recordText('rsa2048'), 'two._domainkey.example.org');
    expect((await verifyText(second, zone)).dkim.map(({ result }) => result)).toEqual([
      'pass',
      'pass',
    ]);
    const { dkim } = await verifyText(
      second.replace(below, below.replace('d=example.org', 'd=example.com')),
      zone,
    );
    expect(dkim.map(({ result }) => result)).toEqual(['fail', 'permerror']);
  });

  it('gives every fact of a signature', async () => {
    const check = await verifyOne(
      signedMessage({
        tags: {
          i: 'al=69ce@news.example.org',
          t: '1767225000',
          x: '1767312000',
          h: 'From:To:Subject:From',
          l: '12',
        },
      }),
      defaultZone(),
    );
    expect(check).toMatchObject({
      result: 'pass',
      tolerant: null,
      domain: 'example.org',
      selector: 'sel',
      auid: 'alice@news.example.org',
      algorithm: 'rsa-sha256',
      canonicalization: 'relaxed/relaxed',
      signedHeaders: ['From', 'To', 'Subject', 'From'],
      oversigned: ['from'],
      unsigned: ['date', 'message-id'],
      aligned: null,
      headerIntact: true,
      bodyLength: { signed: 12, total: 38 },
      signedAt: '2025-12-31T23:50:00Z',
      expiresAt: '2026-01-02T00:00:00Z',
      forensics: null,
    });
    expect(check.bodyHash.claimed).toBe(check.bodyHash.computed);
    expect(check.field).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/);
    expect(check.canonicalHeader).toMatch(
      /^from:Alice <alice@example\.org>\r\nto:bob@example\.net\r\nsubject:Hello\r\ndkim-signature:v=1; .*; b=$/,
    );
  });

  it('says of a simple header what was hashed', async () => {
    const check = await verifyOne(signedMessage({ tags: { c: null }, body: BODY }), defaultZone());
    expect(check.canonicalization).toBe('simple/simple');
    expect(check.canonicalHeader).toMatch(/^From: Alice <alice@example\.org>\r\n/);
  });
});
