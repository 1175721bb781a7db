// Who is said to have changed a signed message: nobody without a fit of software and change, nobody as a fact.
import { expect, test } from 'vitest';
import { words } from '../../src/words/words.ts';
import { judged, type Given } from './given.ts';

type Way = NonNullable<Given['onTheWay']>;

const AMAVIS =
  'Received: from localhost (localhost [127.0.0.1]) by mail.example.org (amavisd-new, port 10024) with ESMTP; Sat, 01 Aug 2026 09:59:59 +0000';
const SPAM_STATUS = 'X-Spam-Status: No, score=-1.9 required=5.0';
const LIST = ['List-Id: Talk <talk.lists.example.net>', 'X-Mailman-Version: 3.3.8'];
const PROOFPOINT = 'X-Proofpoint-Virus-Version: vendor=fsecure engine=1.1';

const way =
  (
    above: readonly string[],
    body: (text: string) => string,
    subject: (text: string) => string = (text) => text,
  ): Way =>
  ({ fields, body: text }) => ({
    fields: [
      ...above,
      ...fields.map((one) =>
        one.startsWith('Subject: ') ? `Subject: ${subject(one.slice(9))}` : one,
      ),
    ],
    body: body(text),
  });
const same = (text: string): string => text;
const footer = (text: string): string => `${text}-- \r\nSent by everybody\r\n`;

async function said(
  onTheWay: Way,
  code: string,
): Promise<{ title: string; why: string; fix: string; values: Record<string, string> }> {
  const { findings } = await judged({ onTheWay });
  const found = findings.find((one) => one.code === code);
  if (found === undefined)
    throw new Error(`${code} is not among ${findings.map((one) => one.code).join(', ')}`);
  return { ...words(found, 'en'), values: found.values };
}

test.each([
  ['SpamAssassin for a footer', [SPAM_STATUS], footer, 'dkim-body-appended'],
  ['amavis for a footer', [AMAVIS], footer, 'dkim-body-appended'],
  [
    'Proofpoint for a banner',
    [PROOFPOINT],
    (text: string) => `Note: be careful\r\n\r\n${text}`,
    'dkim-body-prepended',
  ],
] as const)('nobody is named: %s', async (_, above, body, code) => {
  const { why, fix, values } = await said(way(above, body), code);
  expect(values['software']).toBeUndefined();
  expect(`${why} ${fix}`).not.toMatch(/Likely|SpamAssassin|Proofpoint|amavis,/);
});

test('amavis is likely for a spam mark', async () => {
  const { why, fix } = await said(
    way([AMAVIS, SPAM_STATUS], same, (text) => `***SPAM*** ${text}`),
    'dkim-header-subject',
  );
  expect(why).toContain('Likely done by amavis at mail.example.org');
  expect(fix).toContain('smtpd_milters');
});

test('where two fit, nobody is named', async () => {
  const { values } = await said(
    way(
      ['X-FEAS-Client-IP: 192.0.2.1', 'X-Barracuda-Connect: x'],
      same,
      (text) => `[SPAM] ${text}`,
    ),
    'dkim-header-subject',
  );
  expect(values['software']).toBeUndefined();
});

test('a list is likely for its tag and its footer, and the sender has nothing to repair', async () => {
  const { title, why, fix } = await said(way(LIST, footer), 'dkim-body-appended');
  expect(title).toBe(
    '2 lines were added at the end of the text after the mail was signed as example.org: "-- Sent by everybody".',
  );
  expect(why).toContain('Likely done by Mailman');
  expect(fix).toContain('dmarc_mitigate_action = munge_from');
});

test('a list that passed the mail on is not blamed for what a gateway behind it wrote', async () => {
  const { fix, values } = await said(
    way(
      LIST,
      (text) => `CAUTION: This email originated from outside the organization.\r\n\r\n${text}`,
      (text) => `[EXTERNAL] ${text}`,
    ),
    'dkim-body-prepended',
  );
  expect(values['list']).toBeUndefined();
  expect(fix).toMatch(/^Nothing needs repair at your side/);
  expect(fix).not.toContain('talk');
});

test('a host of somebody else that still found it valid excuses the sender', async () => {
  const { why, fix } = await said(({ fields, body }) => {
    const start = /b=([^;]{8})/.exec((fields[0] ?? '').replace(/bh=[^;]*;?/, ''))?.[1] ?? '';
    return {
      fields: [
        `Authentication-Results: mx.example.net; dkim=pass header.d=example.org header.s=sel header.b="${start}"`,
        ...fields,
      ],
      body: footer(body),
    };
  }, 'dkim-body-appended');
  expect(why).toContain('mx.example.net still found the signature valid');
  expect(fix).toBe(
    'Nothing needs repair at your side: mx.example.net still found the signature valid, so it was changed after that host.',
  );
});

test('one act is one finding: the text and the field that names its encoding', async () => {
  const text = 'Pengumuman untuk semua – harap dibaca.\r\n';
  const { codes } = await judged({
    header: { 'Content-Transfer-Encoding': '8bit' },
    body: text,
    signatures: [{ h: 'From:To:Subject:Date:Content-Type:Content-Transfer-Encoding' }],
    onTheWay: ({ fields, body }) => ({
      fields: fields.map((one) =>
        one.replace(/^(Content-Transfer-Encoding: )8bit$/, '$1quoted-printable'),
      ),
      body: body.replace(
        /[\x80-\xff=]/g,
        (char) => `=${char.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    }),
  });
  expect(codes.filter((code) => /^dkim-(?:body|header)-/.test(code))).toEqual([
    'dkim-body-recoded',
  ]);
});

test.each([
  [
    'a recipient was added',
    'To: test@mailassay.example, more@example.net',
    'To: test@mailassay.example, more@example.net',
  ],
])('a title fits the kind: %s', async (_, written, shown) => {
  const { findings } = await judged({
    header: { 'X-Original-To': 'test@mailassay.example' },
    onTheWay: ({ fields }) => ({
      fields: fields.map((one) => (one.startsWith('To: ') ? written : one)),
    }),
  });
  const found = findings.find(({ code }) => code === 'dkim-header-address');
  if (found === undefined) throw new Error('not found');
  expect(words(found, 'en').title).toContain('The addresses in To were changed');
  expect(found.evidence.join('\n')).toContain(shown);
});
