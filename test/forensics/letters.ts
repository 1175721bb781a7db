// Messages as people and programs write them, unsigned: every usual shape of a body in every encoding, in English, Indonesian and more.
// Encoders are written here anew or taken from elsewhere, so that they do not agree with the code under test by being it.
import type { Random } from './random.ts';

export interface Letter {
  shape: string;
  /** Fields without line ends, latin1 octets. */
  fields: string[];
  /** Latin1 octets, CR LF. */
  body: string;
}

const octets = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const NAMES = [
  'Alice Example',
  'Budi Santoso',
  'Dr. Siti Rahayu, M.Kom',
  'Jörg Müller',
  'Masim Vavai Sugianto',
  'Łukasz Nowak',
  "O'Brien, Pat",
  'ops',
  '山田 太郎',
  'Newsletter',
];
const SUBJECTS = [
  'Minutes of the meeting',
  'Re: pertanyaan tentang server mail',
  'Laporan bulanan November',
  'Invoice 2026-1183',
  'Undangan: rapat koordinasi hari Jumat pukul 09.00 di ruang utama lantai tiga gedung rektorat',
  'Grüße aus Köln',
  'Łódź, Kraków i Gdańsk: nowe połączenia kolejowe od grudnia',
  'Fwd: [ops] disk almost full on db-3',
  'Hello',
  '重要なお知らせ',
  'Selamat datang – terima kasih sudah mendaftar',
  'Your receipt (order #10023) is ready',
];
const PARAGRAPHS = [
  'Thanks for your note of yesterday. I have looked at the figures again, and they seem to be right, although the last column could do with another look by somebody who knows the system.',
  'Dengan hormat, bersama ini kami sampaikan bahwa rapat koordinasi akan dilaksanakan pada hari Jumat, pukul 09.00 WIB, bertempat di ruang rapat utama. Mohon kehadiran Bapak dan Ibu tepat waktu.',
  'The server will be restarted at 22:00 tonight. Nothing is expected to break, but if something does, call the number below.',
  'Terima kasih atas perhatiannya. Jika ada pertanyaan, silakan balas email ini atau hubungi kami di nomor yang tertera di bawah.',
  'Please find attached the report for this month.',
  'From here on the work is easy: copy the file, restart the program, look at the log.',
  'See https://www.example.org/path?q=1&lang=id for details, or http://docs.example.com/guide/ if the first one is slow.',
];
const FOREIGN = [
  'Die Bäume blühen schon, obwohl es noch kühl ist; über dem Fluss hängt Nebel.',
  'Harga naik menjadi €5 per unit – termasuk pajak.',
  'これは日本語の段落です。とても短い。',
  'Zażółć gęślą jaźń, a potem odpocznij.',
];

export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      lines.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return [...lines, row];
}

/** Lines of a plain text. */
function plainLines(
  random: Random,
  { foreign, width }: { foreign: boolean; width: number },
): string[] {
  const lines = [
    random.pick(['Hi Bob,', 'Dear all,', 'Bapak dan Ibu yang terhormat,', 'Halo,']),
    '',
  ];
  const count = 2 + random.below(4);
  for (let at = 0; at < count; at++) {
    const text = foreign && random.next() < 0.5 ? random.pick(FOREIGN) : random.pick(PARAGRAPHS);
    lines.push(...wrap(text, width), '');
  }
  if (random.next() < 0.4) lines.push('> You wrote:', '>', '>> is it done?', '> not yet', '');
  if (random.next() < 0.25) lines.push('.htaccess and .profile:', '.', '..', '...and so on', '');
  if (random.next() < 0.25) lines.push('From the log:', 'From root to you', '');
  if (random.next() < 0.3)
    lines.push('Name\tSize\tDate', 'a.txt\t12\t2026-01-01', '    indented  by  four', '');
  if (random.next() < 0.6) lines.push('-- ', random.pick(NAMES), 'Example Org, Jakarta');
  return lines;
}

const text = (lines: readonly string[]): string =>
  octets(lines.map((line) => `${line}\r\n`).join(''));

function html(
  random: Random,
  { oneLine, foreign }: { oneLine: boolean; foreign: boolean },
): string {
  const inner = Array.from(
    { length: 2 + random.below(3) },
    () =>
      `<p style="margin:0">${foreign && random.next() < 0.6 ? random.pick(FOREIGN) : random.pick(PARAGRAPHS)}</p>`,
  );
  const parts = [
    '<html>',
    '<head><meta charset="utf-8"><title>Mail</title></head>',
    '<body bgcolor="#ffffff">',
    ...inner,
    '<a href="https://www.example.org/go?id=42&amp;x=y">link</a>',
    '</body>',
    '</html>',
  ];
  return octets(oneLine ? parts.join('') : parts.join('\r\n')) + '\r\n';
}

/** Quoted-printable of one kind: lines of at most 76 octets, broken where they are full. */
export function quotedPrintable(content: string, width = 76): string {
  return content
    .split('\r\n')
    .map((line) => {
      const codes = Array.from(line).map((char, at) => {
        const code = char.charCodeAt(0);
        const end = at === line.length - 1;
        return code === 61 ||
          code > 126 ||
          (code < 32 && code !== 9) ||
          (end && (code === 32 || code === 9))
          ? `=${code.toString(16).toUpperCase().padStart(2, '0')}`
          : char;
      });
      let out = '';
      let row = '';
      for (const code of codes) {
        if (row.length + code.length > width - 1) {
          out += `${row}=\r\n`;
          row = '';
        }
        row += code;
      }
      return out + row;
    })
    .join('\r\n');
}

export const base64Lines = (content: string, width = 76): string =>
  `${(
    Buffer.from(content, 'latin1')
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  ).join('\r\n')}\r\n`;

export const encodedWord = (value: string, letter: 'Q' | 'B', charset = 'UTF-8'): string => {
  if (!/[^\0-\x7f]/.test(value)) return value;
  const words: string[] = [];
  let piece = '';
  const form = (part: string): string =>
    letter === 'B'
      ? Buffer.from(part, 'utf8').toString('base64')
      : octets(part).replace(/[^A-Za-z0-9!*+/-]/g, (char) =>
          char === ' ' ? '_' : `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
        );
  for (const char of value) {
    if (`=?${charset}?${letter}?${form(piece + char)}?=`.length > 75) {
      words.push(piece);
      piece = '';
    }
    piece += char;
  }
  words.push(piece);
  return words.map((part) => `=?${charset}?${letter}?${form(part)}?=`).join('\r\n ');
};

function displayName(name: string, random: Random): string {
  if (/[^\0-\x7f]/.test(name))
    return encodedWord(name, random.pick(['Q', 'B'] as const), random.pick(['UTF-8', 'utf-8']));
  return /[,.]/.test(name) ? `"${name}"` : name;
}

function fieldsOf(random: Random, number: number, more: readonly string[]): string[] {
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Date.UTC(2026, 0, 1) / 1000 - 200 + random.below(150) + 7 * 3600;
  const when = new Date(seconds * 1000);
  const subject = random.pick(SUBJECTS);
  const fields = [
    `From: ${displayName(random.pick(NAMES), random)} <${random.pick(['alice', 'info', 'Budi.Santoso', 'no-reply'])}@example.org>`,
    `To: ${random.pick(['bob@example.net', 'Bob <bob@example.net>', '"Bob Builder" <bob@example.net>, carol@example.com', 'bob@example.net, Carol Danvers <carol@example.com>, dave@example.net'])}`,
    `Subject: ${encodedWord(subject, random.pick(['Q', 'B'] as const), random.pick(['UTF-8', 'utf-8']))}`,
    `Date: ${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][when.getUTCDay()] ?? ''}, ${two(when.getUTCDate())} ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][when.getUTCMonth()] ?? ''} ${when.getUTCFullYear()} ${two(when.getUTCHours())}:${two(when.getUTCMinutes())}:${two(when.getUTCSeconds())} +0700`,
    `Message-ID: <${number}.${random.below(1e9)}@mail.example.org>`,
    ...more,
  ];
  if (random.next() < 0.4) fields.push('Cc: Eve <eve@example.com>');
  if (random.next() < 0.3) fields.push('Reply-To: replies@example.org');
  if (random.next() < 0.3)
    fields.push(
      'References: <a1@mail.example.net> <b2@mail.example.net>\r\n <c3@mail.example.net>',
      'In-Reply-To: <c3@mail.example.net>',
    );
  if (random.next() < 0.3) fields.push('User-Agent: Example Mail/1.0');
  return fields;
}

const MIME = 'MIME-Version: 1.0';

type Shape = (random: Random) => { mime: string[]; body: string };

const part = (fields: readonly string[], content: string): string =>
  `${fields.join('\r\n')}\r\n\r\n${content}`;
const multipart = (boundary: string, parts: readonly string[], preamble = ''): string =>
  `${preamble}${parts.map((content) => `--${boundary}\r\n${content}\r\n`).join('')}--${boundary}--\r\n`;
const boundaryOf = (random: Random): string =>
  `${random.pick(['----=_Part_', '=-', 'b1_', '000000000000', 'Apple-Mail=_'])}${random.below(1e9).toString(16)}`;
const ATTACHMENT = (random: Random): string =>
  base64Lines(
    Array.from({ length: 300 + random.below(900) }, () =>
      String.fromCharCode(random.below(256)),
    ).join(''),
  );

export const SHAPES: Readonly<Record<string, Shape>> = {
  'plain without MIME': (random) => ({
    mime: [],
    body: text(plainLines(random, { foreign: false, width: 72 })),
  }),
  'plain 7bit': (random) => ({
    mime: [
      MIME,
      `Content-Type: text/plain; charset=${random.pick(['us-ascii', 'utf-8', '"UTF-8"'])}`,
      'Content-Transfer-Encoding: 7bit',
    ],
    body: text(plainLines(random, { foreign: false, width: random.pick([65, 72, 76]) })),
  }),
  'plain 8bit UTF-8': (random) => ({
    mime: [
      MIME,
      'Content-Type: text/plain; charset=UTF-8',
      `Content-Transfer-Encoding: ${random.pick(['8bit', '8BIT'])}`,
    ],
    body: text([...plainLines(random, { foreign: true, width: 72 }), random.pick(FOREIGN)]),
  }),
  'plain quoted-printable': (random) => ({
    mime: [
      MIME,
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: quoted-printable',
    ],
    body: quotedPrintable(text(plainLines(random, { foreign: true, width: 900 }))),
  }),
  'plain base64': (random) => ({
    mime: [MIME, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
    body: base64Lines(text(plainLines(random, { foreign: true, width: 72 }))),
  }),
  'long lines': (random) => ({
    mime: [MIME, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 7bit'],
    body: text(
      plainLines(random, { foreign: false, width: 100_000 }).concat(
        Array.from({ length: 3 }, () => random.pick(PARAGRAPHS)).join(' '),
        random.pick(PARAGRAPHS).repeat(random.pick([3, 8, 14])),
      ),
    ),
  }),
  'format=flowed': (random) => ({
    mime: [
      MIME,
      'Content-Type: text/plain; charset=UTF-8; format=flowed',
      'Content-Transfer-Encoding: 7bit',
    ],
    body: octets(
      plainLines(random, { foreign: false, width: 66 })
        .map((line, at, all) =>
          line !== '' && line !== '-- ' && (all[at + 1] ?? '') !== '' ? `${line} ` : line,
        )
        .map((line) => `${line}\r\n`)
        .join(''),
    ),
  }),
  'html 7bit': (random) => ({
    mime: [MIME, 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 7bit'],
    body: html(random, { oneLine: false, foreign: false }),
  }),
  'html on one line': (random) => ({
    mime: [MIME, 'Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: 8bit'],
    body: html(random, { oneLine: true, foreign: true }),
  }),
  alternative: (random) => {
    const boundary = boundaryOf(random);
    const body = multipart(boundary, [
      part(
        ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 7bit'],
        text(plainLines(random, { foreign: false, width: 72 })),
      ),
      part(
        ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 7bit'],
        html(random, { oneLine: false, foreign: false }),
      ),
    ]);
    return {
      mime: [MIME, `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`],
      body,
    };
  },
  'alternative 8bit': (random) => {
    const boundary = boundaryOf(random);
    const body = multipart(
      boundary,
      [
        part(
          ['Content-Type: text/plain; charset="UTF-8"', 'Content-Transfer-Encoding: 8bit'],
          text([...plainLines(random, { foreign: true, width: 72 }), random.pick(FOREIGN)]),
        ),
        part(
          ['Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: 8bit'],
          html(random, { oneLine: random.next() < 0.5, foreign: true }),
        ),
      ],
      random.next() < 0.5 ? 'This is a multi-part message in MIME format.\r\n' : '',
    );
    return {
      mime: [
        MIME,
        `Content-Type: multipart/alternative; boundary="${boundary}"`,
        ...(random.next() < 0.5 ? ['Content-Transfer-Encoding: 8bit'] : []),
      ],
      body,
    };
  },
  'alternative quoted-printable': (random) => {
    const boundary = boundaryOf(random);
    const body = multipart(boundary, [
      part(
        [
          'Content-Type: text/plain; charset="UTF-8"',
          'Content-Transfer-Encoding: quoted-printable',
        ],
        quotedPrintable(text(plainLines(random, { foreign: true, width: 900 }))),
      ),
      part(
        ['Content-Type: text/html; charset="UTF-8"', 'Content-Transfer-Encoding: quoted-printable'],
        quotedPrintable(html(random, { oneLine: true, foreign: true })),
      ),
    ]);
    return { mime: [MIME, `Content-Type: multipart/alternative; boundary="${boundary}"`], body };
  },
  'mixed with an attachment': (random) => {
    const boundary = boundaryOf(random);
    const body = multipart(
      boundary,
      [
        part(
          ['Content-Type: text/plain; charset=utf-8'],
          text(plainLines(random, { foreign: false, width: 72 })),
        ),
        part(
          [
            'Content-Type: application/pdf; name="report.pdf"',
            'Content-Disposition: attachment; filename="report.pdf"',
            'Content-Transfer-Encoding: base64',
          ],
          ATTACHMENT(random).trimEnd(),
        ),
      ],
      random.next() < 0.5 ? 'This is a multi-part message in MIME format.\r\n' : '',
    );
    return { mime: [MIME, `Content-Type: multipart/mixed; boundary="${boundary}"`], body };
  },
  'mixed with alternative': (random) => {
    const outer = boundaryOf(random);
    const inner = `${boundaryOf(random)}x`;
    const alternative = multipart(inner, [
      part(
        ['Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit'],
        text([...plainLines(random, { foreign: true, width: 72 }), random.pick(FOREIGN)]),
      ),
      part(
        ['Content-Type: text/html; charset=UTF-8', 'Content-Transfer-Encoding: 8bit'],
        html(random, { oneLine: false, foreign: true }),
      ),
    ]).trimEnd();
    const body = multipart(outer, [
      part([`Content-Type: multipart/alternative; boundary="${inner}"`], alternative),
      part(
        [
          'Content-Type: image/png',
          'Content-Transfer-Encoding: base64',
          'Content-Disposition: inline; filename=a.png',
        ],
        ATTACHMENT(random).trimEnd(),
      ),
    ]);
    return { mime: [MIME, `Content-Type: multipart/mixed;\r\n\tboundary="${outer}"`], body };
  },
  short: (random) => ({
    mime: [MIME, 'Content-Type: text/plain; charset=utf-8'],
    body: random.pick([
      'ok\r\n',
      'test\r\n',
      'Hello,\r\n\r\nthis is a test.\r\n',
      'One line without much to say.\r\n',
    ]),
  }),
};

export function letter(shape: string, random: Random, number: number): Letter {
  const made = SHAPES[shape]?.(random);
  if (made === undefined) throw new Error(`no shape ${shape}`);
  return { shape, fields: fieldsOf(random, number, made.mime), body: made.body };
}
