// Our evaluation and mailauth's, on generated messages: on the same side for each, except where the table of departures says why not.
// Each departure of LIBRARIES.md has its own case, which fails the day mailauth is mended.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailauthResolver } from '../mailauth/mailauth-resolver.ts';
import { zoneResolver } from '../../../src/dns/zone.ts';
import { readFields } from '../../../src/message/fields.ts';
import { bodyHashes } from '../../../src/verify/dkim/body-hash.ts';
import { evaluateSignature } from '../../../src/verify/dkim/evaluate.ts';
import { headerRows, indexRows } from '../../../src/verify/dkim/header-rows.ts';
import { lookUpKey } from '../../../src/verify/dkim/key-lookup.ts';
import { isSafeForMailauth } from '../../../src/verify/mailauth/dkim.ts';
import { parseSignature } from '../../../src/verify/dkim/signature.ts';
import {
  BODY,
  defaultZone,
  FIELDS,
  NOW,
  signedMessage,
  txt,
  verifyOne,
  verifyText,
} from './harness.ts';
import { publicPart, recordText } from './signer.ts';

async function theirs(
  text: string,
  zone: string,
  strict: boolean,
): Promise<{ result: string; comment: string | undefined }> {
  const { results } = await dkimVerify(Buffer.from(text, 'latin1'), {
    resolver: mailauthResolver(zoneResolver(zone)),
    strict,
    curTime: new Date(NOW),
  });
  const { result, comment } = (results[0] as { status: { result: string; comment?: string } })
    .status;
  return { result, comment };
}

/** Our evaluation alone, mailauth not asked. */
async function ours(text: string, zone: string): Promise<string> {
  const octets = Buffer.from(text, 'latin1');
  const section = readFields(octets);
  const index = indexRows(headerRows(octets, section));
  const [row] = index.get('dkim-signature') ?? [];
  if (row === undefined) return 'none';
  const signature = parseSignature(row, 'DKIM');
  const { bodyCanonicalization: canonicalization, hash, limit } = signature;
  const wish =
    canonicalization === null || hash === null ? null : { canonicalization, hash, limit };
  const body =
    wish === null ? null : bodyHashes(octets.subarray(section.bodyStart), [wish]).of(wish);
  const lookup =
    signature.domain === '' || signature.selector === ''
      ? null
      : await lookUpKey(signature.keyName, zoneResolver(zone));
  return evaluateSignature(signature, { index, body, lookup, at: NOW, proven: false }).result;
}

const NAMES = ['From', 'To', 'Subject', 'X-A', 'X-B', 'received', 'Date', 'X-None'];

const fields = fc.array(
  fc
    .record({
      name: fc.constantFrom(...NAMES.slice(0, 6), 'x-a', 'SUBJECT', 'X-B '),
      value: fc.array(
        fc.constantFrom(
          ' ',
          '  ',
          '\t',
          '\r\n ',
          '\r\n\t',
          'a',
          'B',
          ':',
          ';',
          '\xe9',
          '=',
          'b=',
          '"',
        ),
        { maxLength: 12 },
      ),
    })
    .map(({ name, value }) => `${name}:${value.join('')}`)
    // A last line of white space alone would end the header section.
    .filter((field) => !/\r\n[ \t]*$/.test(field)),
  { maxLength: 8 },
);

const sample = fc.record({
  fields: fields.map((list) => ['From: a@example.org', ...list]),
  body: fc
    .array(fc.constantFrom(' ', '\t', '\r\n', 'word', '\xff', '.', '  x'), { maxLength: 30 })
    .map((parts) => parts.join('')),
  names: fc.array(fc.constantFrom(...NAMES), { maxLength: 10 }).map((list) => ['From', ...list]),
  c: fc.constantFrom(
    'simple/simple',
    'simple/relaxed',
    'relaxed/simple',
    'relaxed/relaxed',
    'relaxed',
    'simple',
  ),
  ed25519: fc.boolean(),
  separator: fc.constantFrom('; ', ';', ';\r\n\t', ' ; '),
});

describe('agreement with mailauth (strict)', () => {
  it('on what a correct signer makes: both pass', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ fields: list, body, names, c, ed25519, separator }) => {
        const a = ed25519 ? 'ed25519-sha256' : 'rsa-sha256';
        const signature = [
          'DKIM-Signature: v=1',
          `a=${a}`,
          `c=${c}`,
          'd=example.org',
          's=sel',
          `h=${names.join(':')}`,
          'bh=@BH@',
          'b=@B@',
        ].join(separator);
        const text = signedMessage({
          fields: list,
          body,
          signature,
          tags: { a, c, h: names.join(':') },
        });
        const zone = defaultZone(ed25519 ? 'ed25519' : 'rsa2048');
        expect(await ours(text, zone)).toBe('pass');
        expect((await verifyOne(text, zone)).result).toBe('pass');
        expect((await theirs(text, zone, true)).result).toBe('pass');
      }),
      { numRuns: 150, seed: 8301 },
    );
  });

  it('on what happens to signed messages on the way: the same side', async () => {
    const cut = fc.record({
      at: fc.nat(2000),
      remove: fc.nat(6),
      insert: fc.constantFrom('', ' ', '\t', 'x', ';', '=', ':', '\r\n ', 'A', '\xe9'),
    });
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('simple/simple', 'relaxed/relaxed'),
        cut,
        async (c, { at, remove, insert }) => {
          const signed = signedMessage({
            tags: { c, t: '1767225000', i: '@example.org', q: 'dns/txt', l: '20' },
          });
          const place = at % signed.length;
          const text = (signed.slice(0, place) + insert + signed.slice(place + remove))
            .replace(/\r(?!\n)/g, '')
            .replace(/(?<!\r)\n/g, '');
          if (!/^[^\r]*\S[^\r]*\r\n/.test(text)) return;
          const { dkim } = await verifyText(text, defaultZone());
          const evaluated = dkim[0]?.result ?? 'none';
          const alone = await ours(text, defaultZone());
          expect(alone, text).toBe(evaluated);
          const library = (await theirs(text, defaultZone(), true)).result;
          // Departures: l= beyond the body, junk in base64, c= of three parts or with an empty half.
          if (dkim[0]?.reason.match(/shorter than when|not base64|canonicalization c=/)) return;
          expect(evaluated === 'pass', `${library} ${dkim[0]?.reason ?? ''}\n${text}`).toBe(
            library === 'pass',
          );
          if (evaluated === 'pass') passed++;
        },
      ),
      { numRuns: 600, seed: 6376 },
    );
    expect(passed).toBeGreaterThan(30);
  });

  it.each(['tag syntax', 'selector'])(
    'on what most receivers accept: tolerant is its default mode (%s)',
    async (kind) => {
      const tags: Record<string, string> = kind === 'selector' ? { s: 'a_b' } : { s: 'sel; ' };
      const zone = defaultZone() + txt(recordText('rsa2048'), 'a_b._domainkey.example.org');
      const text = signedMessage({ tags });
      expect((await theirs(text, zone, true)).result).toBe('neutral');
      expect((await theirs(text, zone, false)).result).toBe('pass');
      expect((await verifyOne(text, zone)).tolerant).toEqual({
        result: 'pass',
        reason: expect.stringMatching(/^most receivers accept this, RFC 6376 does not: /),
      });
    },
  );
});

describe('departures from mailauth 7.1.0: each fails the day it is mended (LIBRARIES.md)', () => {
  const unpadded = (): string => {
    const hash = /bh=([^;]+)/.exec(signedMessage({}))?.[1] ?? '';
    return signedMessage({ tags: { bh: hash.replace(/=+$/, '') } });
  };

  it('row 8: an unpadded bh= never matches', async () => {
    expect((await theirs(unpadded(), defaultZone(), true)).result).toBe('fail');
    expect((await verifyOne(unpadded(), defaultZone())).result).toBe('pass');
  });

  it('row 8: l= beyond the body passes', async () => {
    const text = signedMessage({ tags: { l: '5000' } });
    expect((await theirs(text, defaultZone(), true)).result).toBe('pass');
    expect((await verifyOne(text, defaultZone())).result).toBe('fail');
  });

  it('row 8: junk behind b= passes', async () => {
    const text = signedMessage({
      changed: ({ fields: [signature = '', ...rest] }) => ({
        fields: [`${signature} !!`, ...rest],
      }),
    });
    expect((await theirs(text, defaultZone(), true)).result).toBe('pass');
    expect((await verifyOne(text, defaultZone())).result).toBe('neutral');
  });

  it('row 8: only the first TXT is read', async () => {
    const zone = txt('v=spf1 -all', 'sel._domainkey.example.org') + defaultZone();
    expect((await theirs(signedMessage({}), zone, true)).result).toBe('neutral');
    expect((await verifyOne(signedMessage({}), zone)).result).toBe('pass');
  });

  it('row 9: any RSA exponent is taken', async () => {
    // The DER of the key ends with its exponent, 65537: an even one in its place is no RSA key, and still it is asked.
    const der = Buffer.from(publicPart('rsa2048'), 'base64');
    der.writeUIntBE(0x010000, der.length - 3, 3);
    const zone = txt(`v=DKIM1; p=${der.toString('base64')}`);
    expect(await theirs(signedMessage({}), zone, true)).toEqual({
      result: 'fail',
      comment: 'bad signature',
    });
    expect((await verifyOne(signedMessage({}), zone)).result).toBe('policy');
  });

  it('row 12: a changed body stops it before the key', async () => {
    const text = `${signedMessage({})}more\r\n`;
    const asked = zoneResolver(defaultZone());
    await dkimVerify(Buffer.from(text, 'latin1'), {
      resolver: mailauthResolver(asked),
      strict: true,
      curTime: new Date(NOW),
    });
    expect(asked.questions).toEqual([]);
    expect(await verifyOne(text, defaultZone())).toMatchObject({
      result: 'fail',
      headerIntact: true,
      key: { bits: 2048 },
    });
  });

  it('an oversigned DKIM-Signature covers itself', async () => {
    const text = signedMessage({ tags: { h: 'From:DKIM-Signature' } });
    expect((await theirs(text, defaultZone(), true)).result).toBe('fail');
    expect((await verifyOne(text, defaultZone())).result).toBe('pass');
  });

  it('keys over 4096 bits and c= of three parts are taken', async () => {
    expect(
      (await theirs(signedMessage({ tags: { c: 'relaxed/simple/simple' } }), defaultZone(), true))
        .result,
    ).toBe('pass');
  });
});

describe('what mailauth is asked', () => {
  const rows = (fields: string[]) => {
    const octets = Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1');
    return headerRows(octets, readFields(octets));
  };

  it.each([
    ['a usual message', FIELDS, true],
    ['eleven signatures', Array<string>(11).fill('DKIM-Signature: v=1'), false],
    ['a run of white space in a signature', [`DKIM-Signature: v=1;${' '.repeat(300)}a=b`], false],
    ['a huge signature', [`DKIM-Signature: v=1; n=${'x'.repeat(9000)}`], false],
    ['a huge From', [`From: ${'<'.repeat(3000)}`], false],
    ['a huge field that it does not parse', [`X-Huge: ${'<'.repeat(9000)}`], true],
    ['151 ARC fields', Array<string>(151).fill('ARC-Seal: i=1'), false],
  ])('%s', (_, list, expected) => {
    expect(isSafeForMailauth(rows(list))).toBe(expected);
  });

  it('is not asked, and the verdict is the same', async () => {
    const text = signedMessage({
      fields: [`From: a@example.org (${'x'.repeat(3000)})`, ...FIELDS.slice(2)],
      body: BODY,
    });
    expect((await verifyOne(text, defaultZone())).result).toBe('pass');
  });
});
