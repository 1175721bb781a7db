// MessageFacts: what is said about a message, by whom it was read, and that hostile ones stay bounded.
import { MailParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { messageFacts } from '../../src/message/facts.ts';
import { cpuTime } from '../machine-time.ts';

const facts = (text: string, encoding: BufferEncoding = 'utf8') =>
  messageFacts(Buffer.from(text, encoding));

const HEAD =
  'From: Joe <joe@bank.example>\r\nTo: x@y.example\r\nSubject: Hello\r\nDate: Tue, 1 Jul 2025 10:00:00 +0000\r\nMessage-ID: <1@bank.example>\r\n';

describe('messageFacts', () => {
  test('a plain message', async () => {
    expect(await facts(`${HEAD}\r\nHello.\r\n`)).toEqual({
      from: 'Joe <joe@bank.example>',
      subject: 'Hello',
      date: 'Tue, 1 Jul 2025 10:00:00 +0000',
      messageId: '<1@bank.example>',
      size: 141,
      sha256: 'adbc3f65dc8472f9de0c888f8adebb8338b3e222d472f6516e57771eae9b7f14',
      fields: [
        { name: 'From', value: 'Joe <joe@bank.example>' },
        { name: 'To', value: 'x@y.example' },
        { name: 'Subject', value: 'Hello' },
        { name: 'Date', value: 'Tue, 1 Jul 2025 10:00:00 +0000' },
        { name: 'Message-ID', value: '<1@bank.example>' },
      ],
      authors: [{ address: 'joe@bank.example', domain: 'bank.example' }],
      authorProblem: null,
      longestLine: 36,
      bareLineEnds: 0,
      eightBitHeader: false,
      eightBitBody: false,
      parts: [{ type: 'text/plain', encoding: '7bit', charset: null, start: 133, end: 141 }],
      htmlSize: 0,
      excerpt: `${HEAD}\r\nHello.\r\n`,
    });
  });

  test('parts, HTML and attachments: type, encoding, place, nothing else', async () => {
    const text = [
      `${HEAD}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n`,
      '--m\r\nContent-Type: multipart/alternative; boundary=a\r\n',
      '--a\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nJ=F6rg\r\n',
      '--a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+SsO2cmc8L2I+\r\n--a--\r\n',
      '--m\r\nContent-Type: application/pdf; name="=?utf-8?q?R=C3=A9sum=C3=A9.pdf?="\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nAAECAwQF\r\n',
      '--m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nnotes\r\n--m--\r\n',
    ].join('\r\n');
    const { parts, htmlSize } = await facts(text);
    expect(
      parts.map(({ type, encoding, charset, start, end }) => [
        type,
        encoding,
        charset,
        text.slice(start, end),
      ]),
    ).toEqual([
      ['multipart/mixed', '7bit', null, ''],
      ['multipart/alternative', '7bit', null, ''],
      ['text/plain', 'quoted-printable', 'iso-8859-1', 'J=F6rg\r\n'],
      ['text/html', 'base64', 'utf-8', 'PGI+SsO2cmc8L2I+'],
      ['application/pdf', 'base64', null, 'AAECAwQF\r\n'],
      ['text/plain', '7bit', null, 'notes'],
    ]);
    expect(htmlSize).toBe(12);
  });

  test('nothing is invented where a field is missing', async () => {
    expect(await facts('\r\nbody\r\n')).toMatchObject({
      from: null,
      subject: null,
      date: null,
      messageId: null,
      authors: [],
      authorProblem: 'there is no From field',
    });
  });

  test('an odd Date stays as it is', async () => {
    expect(await facts('Date: yesterday,\r\n at noon\r\n\r\n')).toMatchObject({
      date: 'yesterday, at noon',
    });
  });

  test('several From fields are all said', async () => {
    const { from, authors, authorProblem } = await facts(
      'From: a@b.example\r\nFrom: c@d.example\r\n\r\n',
    );
    expect(from).toBe('a@b.example | c@d.example');
    expect(authors.map((author) => author.domain)).toEqual(['b.example', 'd.example']);
    expect(authorProblem).toMatch(/2 From fields/);
  });

  test.each([
    ['an encoded word', 'Subject: =?utf-8?q?J=C3=B6rg?=', 'Jörg'],
    ['encoded words side by side', 'Subject: =?utf-8?b?SsO2?=\r\n =?utf-8?b?cmc=?=', 'Jörg'],
    ['raw UTF-8', 'Subject: Jörg', 'Jörg'],
    ['an unknown charset', 'Subject: =?x-unknown?q?abc?=', 'abc'],
    ['an empty one', 'Subject:', ''],
    ['two of them', 'Subject: one\r\nSubject: two', 'one'],
  ])('the subject is decoded: %s', async (_name, header, subject) => {
    expect((await facts(`${header}\r\n\r\n`)).subject).toBe(subject);
  });

  test('octet facts', async () => {
    expect(await facts('A: \xe9\r\n\r\nab\r\n', 'latin1')).toMatchObject({
      eightBitHeader: true,
      eightBitBody: false,
      longestLine: 4,
    });
    expect(await facts('A: e\r\n\r\n\xe9bcdef', 'latin1')).toMatchObject({
      eightBitHeader: false,
      eightBitBody: true,
      longestLine: 6,
    });
    expect(await facts(`A: e\r\n\r\n${'a'.repeat(1200)}\r\n`)).toMatchObject({
      longestLine: 1200,
      bareLineEnds: 0,
    });
    expect(await facts('A: e\r\n\r\na\nb\rc\r\n\rd\n')).toMatchObject({ bareLineEnds: 4 });
  });

  test('values and the excerpt are cut', async () => {
    const { fields, excerpt } = await facts(`X: ${'a'.repeat(5000)}\r\n\r\n${'ü'.repeat(5000)}`);
    expect(fields[0]?.value).toHaveLength(2000);
    expect(excerpt.length).toBeLessThanOrEqual(4000);
    expect((await facts(`\r\n${'a'.repeat(3997)}ü`)).excerpt).not.toContain('\ufffd');
  });
});

describe('hostile messages stay bounded', () => {
  const H = `${HEAD}MIME-Version: 1.0\r\n`;
  const nested = (depth: number): string =>
    Array.from(
      { length: depth },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    ).join('');
  test.each([
    ['200 nested multiparts', `${H}${nested(200)}Content-Type: text/plain\r\n\r\nx\r\n`],
    ['2,000 nested multiparts', `${H}${nested(2000)}Content-Type: text/plain\r\n\r\nx\r\n`],
    [
      '10,000 parts',
      `${H}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(10_000)}`,
    ],
    [
      '50 KB of nested quotes (LIBRARIES.md row 17)',
      `${H}Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(4200)}`,
    ],
    [
      '5 MiB of base64',
      `${H}Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'A'.repeat(76)}\r\n`.repeat(67_000)}`,
    ],
    [
      'a subject of 900 encoded words',
      `Subject: ${'=?utf-8?q?=C3=B6?= '.repeat(900)}\r\n${H}\r\nx\r\n`,
    ],
    ['a subject of 1,900 folds', `Subject:${' a\r\n'.repeat(1900)} b\r\n${H}\r\nx\r\n`],
    ['1,900 parameters', `Content-Type: text/plain${'; a*0*=x'.repeat(1900)}\r\n${H}\r\nx\r\n`],
    ['a multipart without a boundary', `${H}Content-Type: multipart/mixed\r\n\r\n--\r\n`],
    ['an unknown charset', `${H}Content-Type: text/html; charset=utf-7\r\n\r\n+ADw-b+AD4-\r\n`],
    [
      'broken base64',
      `${H}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n=!=!=\r\n`,
    ],
    [
      'a message in a message',
      `${H}Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n${HEAD}\r\nx\r\n`,
    ],
    [
      'a part that is only a header',
      `${H}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: image/png`,
    ],
  ])('%s', async (_name, text) => {
    const before = cpuTime();
    const { parts, authors } = await facts(text);
    expect(cpuTime() - before).toBeLessThan(3000);
    expect(authors).toHaveLength(1);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.length).toBeLessThanOrEqual(152);
  });
});

// The day this fails, mailparser can be asked for the date.
test('LIBRARIES.md row 17: mailparser makes a missing date the present', async () => {
  const date = await new Promise((resolve, reject) => {
    const parser = new MailParser();
    parser.on('headers', (headers) => resolve(headers.get('date')));
    parser.on('error', reject);
    parser.end('Date: no date\r\n\r\n');
  });
  expect(date).toBeInstanceOf(Date);
});
