// What forensics say of a changed message (FORENSICS.md): body and header apart, only what is proven, nothing for what verifies.
import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../../src/runtime/clock.ts';
import {
  FORENSICS_BUDGET,
  type ForensicsBudget,
} from '../../../../src/verify/dkim/forensics/budget.ts';
import type { Forensics } from '../../../../src/verify/verification.ts';
import {
  defaultZone,
  FIELDS,
  NOW,
  signedMessage,
  txt,
  verifyText,
  type Sample,
} from '../harness.ts';
import { recordText, type KeyName } from '../signer.ts';

/** Candidates alone end these searches, so that they say the same on every machine. */
const STILL: Clock = { now: () => NOW };

async function forensicsOf(
  sample: Sample,
  {
    zone = defaultZone(),
    budget = FORENSICS_BUDGET,
    clock = STILL,
  }: { zone?: string; budget?: ForensicsBudget; clock?: Clock } = {},
): Promise<Forensics | null> {
  const facts = await verifyText(signedMessage(sample), zone);
  return facts.investigate(clock, { budget, until: Number.MAX_SAFE_INTEGER })[0] ?? null;
}

const body =
  (change: (text: string) => string): NonNullable<Sample['changed']> =>
  (signed) => ({ fields: signed.fields, body: change(signed.body) });
const field =
  (name: string, written: string | null): NonNullable<Sample['changed']> =>
  (signed) => ({
    ...signed,
    fields: signed.fields.flatMap((one) =>
      one.startsWith(`${name}:`) ? (written === null ? [] : [written]) : [one],
    ),
  });
const kinds = (found: Forensics | null): string[] =>
  found?.changes.map(({ where, kind }) => `${where} ${kind}`) ?? [];
const SIMPLE = { c: 'simple/simple' };

test('a signature that verifies has no forensics', async () => {
  expect(await forensicsOf({})).toBeNull();
});

test('a footer: the body alone was changed, and how', async () => {
  expect(await forensicsOf({ changed: body((text) => `${text}-- \r\nlist footer\r\n`) })).toEqual({
    keyMatches: true,
    headerIntact: true,
    bodyIntact: false,
    changes: [
      {
        where: 'body',
        kind: 'lines-appended',
        detail: '2 lines: "-- list footer"',
        certainty: 'proven',
        text: '-- list footer',
        lines: 2,
      },
    ],
    suspects: [],
    tried: 4,
    diff: [
      {
        where: 'body',
        name: '',
        type: 'text/plain',
        hunks: [{ line: expect.any(Number) as number, before: [], after: ['--', 'list footer'] }],
      },
    ],
    opens: true,
  });
});

test('what was signed stands beside what arrived, field by field and decoded', async () => {
  const found = await forensicsOf({
    changed: ({ fields, body: text }) => ({
      fields: fields.map((one) => one.replace('Subject: ', 'Subject: [list] ')),
      body: `${text}caf\u00c3\u00a9\r\n`,
    }),
  });
  const [subject, text] = found?.diff ?? [];
  const [hunk] = subject?.hunks ?? [];
  expect(subject).toMatchObject({ where: 'header', name: 'Subject' });
  expect(hunk?.after).toEqual([`[list] ${hunk?.before[0] ?? ''}`]);
  expect(text?.hunks).toMatchObject([{ before: [], after: ['caf\u00e9'] }]);
});

test.each<KeyName>(['rsa1024', 'rsa4096'])(
  'a key in DNS of another size (%s) did not sign, whatever else was changed',
  async (key) => {
    const zone = txt(recordText(key));
    expect(await forensicsOf({}, { zone })).toMatchObject({
      keyMatches: false,
      opens: false,
      headerIntact: 'unknown',
      bodyIntact: true,
      changes: [],
    });
    const both = await forensicsOf({ changed: body((text) => `${text}footer\r\n`) }, { zone });
    expect(both).toMatchObject({ keyMatches: false, headerIntact: 'unknown', bodyIntact: false });
    expect(kinds(both)).toEqual(['body lines-appended']);
  },
);

test('a key of the same size under which b= does not open leaves both open: another key signed, or b= was damaged', async () => {
  const found = await forensicsOf({}, { zone: txt(recordText('rsa2048b')) });
  expect(found).toMatchObject({
    keyMatches: 'unknown',
    opens: false,
    headerIntact: 'unknown',
    bodyIntact: true,
    changes: [],
  });
  expect(found?.damaged).toBeUndefined();
});

test('without a key the body is still told', async () => {
  const found = await forensicsOf(
    { changed: body((text) => `banner\r\n${text}`) },
    { zone: 'example.org TXT "x"\n' },
  );
  expect(found).toMatchObject({
    keyMatches: 'unknown',
    headerIntact: 'unknown',
    bodyIntact: false,
  });
  expect(kinds(found)).toEqual(['body lines-prepended']);
});

test('of several keys one may match', async () => {
  const zone = txt(recordText('rsa2048b')) + defaultZone();
  expect(
    await forensicsOf({ changed: field('Subject', 'Subject: [list] Hello') }, { zone }),
  ).toMatchObject({ keyMatches: true, headerIntact: false });
  expect(
    await forensicsOf({}, { zone: txt(recordText('rsa2048b')) + txt(recordText('rsa4096')) }),
  ).toMatchObject({ keyMatches: 'unknown', opens: false });
});

const SINGLE: Record<string, [sample: Sample, kind: string]> = {
  'banner put before': [{ changed: body((text) => `CAUTION\r\n${text}`) }, 'body lines-prepended'],
  'line put in': [
    { changed: body((text) => text.replace('how', 'inserted\r\nhow')) },
    'body lines-inserted',
  ],
  'trailing space taken away': [
    { tags: SIMPLE, changed: body((text) => text.replace('-- ', '--')) },
    'body trailing-white-space-changed',
  ],
  'tab made spaces': [
    { tags: SIMPLE, body: 'a\tb\r\n', changed: body((text) => text.replace('\t', '       ')) },
    'body tabs-to-spaces',
  ],
  'white space at the end': [
    { tags: SIMPLE, changed: body((text) => `${text} \r\n`) },
    'body blank-lines-changed',
  ],
  'From escaped': [
    { body: 'Hi\r\nFrom here\r\n', changed: body((text) => text.replace('From', '>From')) },
    'body from-escaped',
  ],
  'dots doubled': [
    { body: 'Hi\r\n.x\r\n.\r\n', changed: body((text) => text.replace(/^\./gm, '..')) },
    'body dot-stuffing',
  ],
  'dot lost': [
    { body: 'Hi\r\n.x\r\nthere\r\n', changed: body((text) => text.replace('.x', 'x')) },
    'body dot-stuffing',
  ],
  'wrapped at 78': [
    {
      body: `${'x'.repeat(200)}\r\nshort\r\n`,
      changed: body((text) => text.replace(/(x{78})/g, '$1\r\n')),
    },
    'body lines-wrapped',
  ],
  'wrapped at 998 with a space, as Postfix': [
    {
      body: `${'x'.repeat(2500)}\r\nshort\r\n`,
      changed: body((text) => text.replace(/(x{998})/g, '$1\r\n ')),
    },
    'body lines-wrapped',
  ],
  'bare LF made CR LF': [
    {
      tags: SIMPLE,
      body: 'one\ntwo\nthree\n',
      changed: body((text) => text.replace(/\n/g, '\r\n')),
    },
    'body line-endings-changed',
  ],
  '8bit made quoted-printable': [
    { body: 'caf\u00c3\u00a9 = good\r\n', changed: body(() => 'caf=C3=A9 =3D good\r\n') },
    'body transfer-encoding-changed',
  ],
  'quoted-printable made 8bit': [
    { body: 'caf=C3=A9 =3D good\r\n', changed: body(() => 'caf\u00c3\u00a9 = good\r\n') },
    'body transfer-encoding-changed',
  ],
  'base64 made 8bit': [
    {
      body: `${Buffer.from('good morning, all of you\r\n').toString('base64')}\r\n`,
      changed: body(() => 'good morning, all of you\r\n'),
    },
    'body transfer-encoding-changed',
  ],
  'subject tag': [{ changed: field('Subject', 'Subject: [list] Hello') }, 'header subject-tag'],
  'spam tag': [{ changed: field('Subject', 'Subject: ***SPAM*** Hello') }, 'header subject-tag'],
  'refolded under simple': [
    { tags: SIMPLE, changed: field('From', 'From: Alice\r\n <alice@example.org>') },
    'header field-refolded',
  ],
  'name in other letters': [
    { tags: SIMPLE, changed: field('Message-ID', 'Message-Id: <1@example.org>') },
    'header field-name-case-changed',
  ],
  'white space under simple': [
    { tags: SIMPLE, changed: field('Subject', 'Subject:  Hello') },
    'header field-white-space-changed',
  ],
  'field taken away': [
    {
      fields: [...FIELDS, 'MIME-Version: 1.0'],
      tags: { h: 'From:Subject:MIME-Version' },
      changed: field('MIME-Version', null),
    },
    'header field-removed',
  ],
  'field added twice': [
    { changed: (signed) => ({ ...signed, fields: [...signed.fields, 'Subject: other'] }) },
    'header field-duplicated',
  ],
  'field added where it was signed as absent': [
    {
      tags: { h: 'From:Subject:Reply-To' },
      changed: (signed) => ({ ...signed, fields: [...signed.fields, 'Reply-To: x@example.net'] }),
    },
    'header field-added',
  ],
  'fields in another order': [
    {
      fields: [...FIELDS, 'X-A: 1', 'X-A: 2'],
      tags: { h: 'From:X-A:X-A' },
      changed: (signed) => ({
        ...signed,
        fields: [...signed.fields.slice(0, -2), 'X-A: 2', 'X-A: 1'],
      }),
    },
    'header fields-reordered',
  ],
  'encoded-word decoded': [
    {
      fields: FIELDS.with(3, 'Subject: =?UTF-8?Q?caf=C3=A9?='),
      changed: field('Subject', 'Subject: caf\u00c3\u00a9'),
    },
    'header encoded-word-decoded',
  ],
  'charset in other letters': [
    {
      fields: FIELDS.with(3, 'Subject: =?UTF-8?Q?caf=C3=A9?='),
      changed: field('Subject', 'Subject: =?utf-8?Q?caf=C3=A9?='),
    },
    'header encoded-word-charset-changed',
  ],
  'Q made B': [
    {
      fields: FIELDS.with(3, 'Subject: =?UTF-8?Q?caf=C3=A9?='),
      changed: field('Subject', 'Subject: =?UTF-8?B?Y2Fmw6k=?='),
    },
    'header encoded-word-reencoded',
  ],
  'name quoted': [
    { changed: field('From', 'From: "Alice" <alice@example.org>') },
    'header display-name-quoted',
  ],
  'address case': [
    { changed: field('From', 'From: Alice <Alice@EXAMPLE.org>') },
    'header address-case-changed',
  ],
  group: [
    {
      fields: FIELDS.with(2, 'To: undisclosed-recipients:;'),
      changed: field('To', 'To: Undisclosed recipients: ;'),
    },
    'header address-group-changed',
  ],
  'date in another zone': [
    { changed: field('Date', 'Date: Thu, 01 Jan 2026 07:00:00 +0700') },
    'header date-rewritten',
  ],
  'Message-ID kept elsewhere': [
    {
      changed: (signed) => ({
        ...signed,
        fields: [
          ...signed.fields.map((one) => one.replace('Message-ID: <1@', 'Message-ID: <new@')),
          'X-Original-Message-ID: <1@example.org>',
        ],
      }),
    },
    'header message-id-rewritten',
  ],
  'encoding rewritten': [
    {
      fields: [...FIELDS, 'Content-Transfer-Encoding: 8bit'],
      tags: { h: 'From:Content-Transfer-Encoding' },
      changed: field('Content-Transfer-Encoding', 'Content-Transfer-Encoding: quoted-printable'),
    },
    'header content-transfer-encoding-rewritten',
  ],
  'charset unquoted': [
    {
      fields: [...FIELDS, 'Content-Type: text/plain; charset=utf-8'],
      tags: { h: 'From:Content-Type' },
      changed: field('Content-Type', 'Content-Type: text/plain; charset="utf-8"'),
    },
    'header content-type-rewritten',
  ],
  'copy in z=': [
    { tags: { z: 'Subject:Hello' }, changed: field('Subject', 'Subject: Something else') },
    'header subject-changed',
  ],
  'signature refolded under simple': [
    {
      tags: SIMPLE,
      changed: (signed) => ({
        ...signed,
        fields: signed.fields.map((one, at) =>
          at === 0 ? one.replace('; bh=', ';\r\n\tbh=') : one,
        ),
      }),
    },
    'header signature-refolded',
  ],
};

test.each(Object.entries(SINGLE))('%s', async (_, [sample, kind]) => {
  const found = await forensicsOf(sample);
  expect(kinds(found)).toEqual([kind]);
  expect(found?.keyMatches).toBe(true);
});

test('body and header are told apart, each by its own proof', async () => {
  const changed: NonNullable<Sample['changed']> = (signed) => ({
    fields: signed.fields.map((one) => one.replace('Subject: ', 'Subject: [list] ')),
    body: `${signed.body}footer\r\n`,
  });
  expect(kinds(await forensicsOf({ changed }))).toEqual([
    'body lines-appended',
    'header subject-tag',
  ]);
});

test('two changes of the body, two of the header', async () => {
  expect(
    kinds(
      await forensicsOf({ tags: SIMPLE, changed: body((text) => `banner\r\n${text}footer\r\n`) }),
    ),
  ).toEqual(['body lines-prepended', 'body lines-appended']);
  const changed: NonNullable<Sample['changed']> = (signed) => ({
    ...signed,
    fields: signed.fields.map((one) =>
      one.replace('Subject: ', 'Subject: [x] ').replace('From: Alice', 'From: "Alice"'),
    ),
  });
  expect(kinds(await forensicsOf({ changed })).sort()).toEqual([
    'header display-name-quoted',
    'header subject-tag',
  ]);
});

test('Ed25519 tells by verifying', async () => {
  const sample: Sample = {
    key: 'ed25519',
    tags: { a: 'ed25519-sha256' },
    changed: field('Subject', 'Subject: [list] Hello'),
  };
  expect(await forensicsOf(sample, { zone: defaultZone('ed25519') })).toMatchObject({
    keyMatches: true,
    headerIntact: false,
    changes: [{ kind: 'subject-tag' }],
  });
  const other = await forensicsOf(
    { ...sample, changed: field('Subject', 'Subject: replaced') },
    { zone: defaultZone('ed25519'), budget: { milliseconds: 250, candidates: 200 } },
  );
  expect(other).toMatchObject({ keyMatches: 'unknown', changes: [], tried: 200 });
});

test.each([
  ['a word replaced', body((text) => text.replace('how', 'why'))],
  ['a line taken away', body((text) => text.replace('Hi Bob,\r\n', ''))],
  ['a subject replaced', field('Subject', 'Subject: Something else')],
  ['an author replaced', field('From', 'From: Mallory <m@example.com>')],
] as const)('nothing is claimed of what cannot be proven: %s', async (_, changed) => {
  const found = await forensicsOf({ changed }, { budget: { milliseconds: 250, candidates: 5000 } });
  expect(found?.changes).toEqual([]);
  expect(found?.tried).toBeGreaterThan(100);
});

test('a name that is signed as absent and is absent still is no change, however the message was wrapped', async () => {
  const inner = 'Hello\r\n';
  const wrapped = `--w\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${inner}--w\r\nContent-Type: text/plain\r\n\r\nfooter\r\n--w--\r\n`;
  const found = await forensicsOf({
    fields: [...FIELDS, 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'],
    body: inner,
    tags: {
      h: 'From:Subject:MIME-Version:Content-Type:Content-Type:Content-Transfer-Encoding:Content-Transfer-Encoding:Content-Disposition',
    },
    changed: (signed) => ({
      fields: signed.fields.map((one) =>
        one.startsWith('Content-Type:') ? 'Content-Type: multipart/mixed; boundary=w' : one,
      ),
      body: wrapped,
    }),
  });
  expect(found?.changes.filter(({ detail }) => detail === '""' || detail === '')).toEqual([]);
  expect(kinds(found).filter((kind) => kind.includes('added') || kind.includes('removed'))).toEqual(
    [],
  );
});

test('a field that was only removed is told once, as it was signed', async () => {
  const found = await forensicsOf({
    fields: [...FIELDS, 'Content-Type: text/plain; charset=iso-8859-15'],
    tags: { h: 'From:Subject:Content-Type' },
    changed: field('Content-Type', null),
  });
  for (const change of found?.changes ?? [])
    expect(change).toMatchObject({
      kind: 'field-removed',
      field: 'Content-Type',
      text: 'text/plain; charset=iso-8859-15',
    });
  expect(found?.changes).toHaveLength(1);
});

test.each([
  ['[Backup] report', '[EXT] [Backup] report', '[EXT]'],
  ['Scan of today', 'SPAM: Scan of today', 'SPAM:'],
  ['=?utf-8?B?SGFsbG8=?=', '=?utf-8?B?KioqKipTUEFNKioqKiogSGFsbG8=?=', '*****SPAM*****'],
])('a tag is told whole: %s', async (before, after, tag) => {
  const found = await forensicsOf({
    fields: FIELDS.with(3, `Subject: ${before}`),
    changed: field('Subject', `Subject: ${after}`),
  });
  const told = found?.changes.find(({ kind }) => kind === 'subject-tag');
  expect(told?.text).toBe(tag);
});

test('a footer in UTF-8 is shown as what it says', async () => {
  const found = await forensicsOf({
    changed: body((text) => `${text}terlampir \u00e2\u0080\u0093 caf\u00c3\u00a9\r\n`),
  });
  expect(found?.changes[0]).toMatchObject({ text: 'terlampir \u2013 caf\u00e9', lines: 1 });
});

test('octets after l= are counted where the signed ones end with a line', async () => {
  const tags = { l: '46' };
  const found = await forensicsOf({
    tags,
    body: `${'x'.repeat(44)}\r\n`,
    changed: body((text) => `${text}added\r\n`),
  });
  expect(found).toEqual({
    keyMatches: true,
    headerIntact: true,
    bodyIntact: true,
    suspects: [],
    tried: 0,
    changes: [
      {
        where: 'body',
        kind: 'octets-after-length',
        detail: '7 bytes after the 46 that l= covers',
        certainty: 'proven',
      },
    ],
  });
  expect(await forensicsOf({ tags: { l: '20' } })).toBeNull();
});

test('software above the signature is suspected, not what is below', async () => {
  const received =
    'Received: from localhost (localhost [127.0.0.1]) by mail.example.org (amavisd-new, port 10024) with ESMTP; Thu, 1 Jan 2026 00:00:00 +0000';
  const above = await forensicsOf({
    changed: (signed) => ({
      fields: [received, ...signed.fields],
      body: `${signed.body}https://nam02.safelinks.protection.outlook.com/?url=x\r\n`,
    }),
  });
  expect(above?.suspects).toEqual([
    { kind: 'amavis', evidence: received },
    { kind: 'urls-rewritten', evidence: 'https://nam02.safelinks.protection.outlook.com/?url=x' },
  ]);
  const below = await forensicsOf({
    fields: [received, ...FIELDS],
    changed: body((text) => `${text}x\r\n`),
  });
  expect(below?.suspects).toEqual([]);
});

test('the budget ends a search: candidates, or the clock', async () => {
  const changed = body((text) => text.replace('how', 'why'));
  expect(
    await forensicsOf({ changed }, { budget: { milliseconds: 250, candidates: 100 } }),
  ).toMatchObject({ changes: [], tried: 100 });
  expect(
    await forensicsOf({ changed }, { budget: { milliseconds: 0, candidates: 100 } }),
  ).toMatchObject({ changes: [], tried: 0 });
  let now = NOW;
  expect(
    (await forensicsOf({ changed }, { clock: { now: () => (now += 1) } }))?.tried,
  ).toBeLessThan(260);
});

test.each([
  ['lines of one octet', 'a\r\n'.repeat(3_000_000)],
  ['lines of white space', '\tx y \r\n'.repeat(150_000)],
  ['delimiters', '--b\r\n\r\nx\r\n'.repeat(90_000)],
  ['escapes', '=41=\r\n'.repeat(16_000)],
])('a hostile body of %s is given up in time', async (_, text) => {
  const fields = [...FIELDS, 'Content-Type: multipart/mixed; boundary=b'];
  const facts = await verifyText(
    signedMessage({ fields, changed: body(() => text) }),
    defaultZone(),
  );
  const before = systemClock.worked?.() ?? systemClock.now();
  facts.investigate(systemClock, { budget: FORENSICS_BUDGET, until: Number.MAX_SAFE_INTEGER });
  expect((systemClock.worked?.() ?? systemClock.now()) - before).toBeLessThan(1000);
});
