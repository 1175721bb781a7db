// Letters for an independent corpus: what mail programs, invoices, lists and calendars send, as a tree of parts that a relay can change.
import type { Random } from '../random.ts';
import { encoded, inCharset, nameOf, utf8, word, type Encoder } from './encoders.ts';

export interface Part {
  /** Without Content-Transfer-Encoding where the part is the message itself. */
  fields: string[];
  /** Decoded octets with CR LF; '' where it has parts. */
  text: string;
  encoder: Encoder;
  charset: string;
  type: string;
  parts: Part[];
  boundary: string;
  preamble: string;
}

export interface FieldLetter {
  kind: string;
  /** Without the line end. */
  fields: string[];
  root: Part;
  /** Body octets instead of the tree, once something was done to them that the tree cannot say. */
  raw: string | null;
}

const PEOPLE = [
  'Ratna Wulandari',
  'Björn Åkerlund',
  '"Hartono, Budi"',
  "Zoë O'Neill",
  'Иван Петров',
  '佐藤 健',
  'Amélie Lefèvre',
  'Siti Nurhaliza Binti Tarudin',
  '"Dr. K. Weiß (Praxis)"',
  'ACME Billing',
];
const TOPICS = [
  'Protokoll der Sitzung vom 14. März',
  'Invoice 2026-00417 is due',
  'Rapat anggaran triwulan ketiga: bahan dan daftar hadir',
  'Re: servers down again?',
  'Fwd: Tickets für Donnerstag',
  'AW: Angebot über 12 Lizenzen',
  'RE: question about the migration plan',
  'Встреча во вторник',
  '会議の議事録',
  '[Ticket#48213] Login does not work',
  'Déjeuner à la brasserie, mardi',
  'status',
  'Your order has shipped — track it here',
  '关于下周会议的安排',
];
const SENTENCES: Record<string, string[]> = {
  en: [
    'Please find the numbers for the third quarter below; the spreadsheet follows as soon as accounting has checked it.',
    'Could you look at the proxy logs between 09:10 and 09:25?',
    'The new certificate is in place on both machines.',
    'Thanks a lot, and see you on Thursday!',
    'From here on we only use the new address.',
    'Our office is closed on Friday.',
    'See https://www.example.org/docs/guide?id=17&lang=en&page=2 for the details.',
    'The meeting moved to room 4.12, second floor, next to the kitchen.',
  ],
  de: [
    'Anbei die Übersicht über die geöffneten Vorgänge, wie am Dienstag besprochen.',
    'Die Schlüssel liegen im Büro – bitte nicht vergessen.',
    'Viele Grüße aus München',
    'Wir müssen die Änderungen bis Ende März prüfen.',
    'Näheres unter https://www.example.org/hilfe?nr=8&sicht=alle im Netz.',
  ],
  ru: [
    'Добрый день, высылаю протокол вчерашней встречи.',
    'Пожалуйста, проверьте список до пятницы.',
    'С уважением, отдел кадров',
  ],
  ja: [
    'お世話になっております。議事録をお送りします。',
    '来週の会議は火曜日に行います。',
    'よろしくお願いいたします。',
  ],
  zh: ['附件是本周的会议记录，请查收。', '如有问题请随时与我联系。', '谢谢！'],
  id: [
    'Berikut kami kirimkan notulen rapat hari Selasa.',
    'Mohon dicek kembali sebelum hari Jumat pukul 15.00.',
    'Terima kasih atas kerja samanya — salam hangat.',
  ],
};
const CSS = '<style>p{margin:0 0 12px 0;font-family:Arial,Helvetica,sans-serif}</style>';

function paragraphs(random: Random, language: string, count: number): string[] {
  const pool = SENTENCES[language] ?? [];
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + random.below(3) }, () => random.pick(pool)).join(' '),
  );
}
const plainOf = (lines: readonly string[]): string => `${lines.join('\r\n\r\n')}\r\n`;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const linked = (text: string): string =>
  escaped(text).replace(/https:\S+/g, (url) => `<a href="${url}">${url}</a>`);

function htmlOf(lines: readonly string[], random: Random): string {
  switch (random.below(4)) {
    case 0:
      return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">${CSS}</head><body>${lines.map((line) => `<p>${linked(line)}</p>`).join('')}</body></html>\r\n`;
    case 1:
      return `<html>\r\n<head>\r\n${CSS}\r\n</head>\r\n<body lang="EN-US" link="#0563C1">\r\n<div class="WordSection1">\r\n${lines.map((line) => `<p class="MsoNormal">${linked(line)}<o:p></o:p></p>`).join('\r\n')}\r\n</div>\r\n</body>\r\n</html>\r\n`;
    case 2:
      return `<div dir="ltr">${lines.map((line) => `<div>${linked(line)}</div>`).join('<div><br></div>')}</div>\r\n`;
    default:
      return `<!DOCTYPE html>\r\n<html>\r\n  <head>\r\n\r\n    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\r\n  </head>\r\n  <body>\r\n${lines.map((line) => `    <p>${linked(line)}</p>`).join('\r\n')}\r\n  </body>\r\n</html>\r\n`;
  }
}

export function leaf(
  type: string,
  text: string,
  encoder: Encoder,
  charset = 'utf-8',
  more: readonly string[] = [],
): Part {
  return { fields: [...more], text, encoder, charset, type, parts: [], boundary: '', preamble: '' };
}
export function multi(type: string, parts: Part[], boundary: string, preamble = ''): Part {
  return { fields: [], text: '', encoder: 'plain', charset: '', type, parts, boundary, preamble };
}

export const contentType = (part: Part, random: Random | null = null): string =>
  part.parts.length > 0
    ? `Content-Type: ${part.type};${random !== null && random.next() < 0.5 ? '\r\n\t' : ' '}boundary="${part.boundary}"`
    : part.type.startsWith('text/')
      ? `Content-Type: ${part.type}; charset=${/[^a-z0-9-]/i.test(part.charset) || (random !== null && random.next() < 0.5) ? `"${part.charset}"` : part.charset}`
      : `Content-Type: ${part.type}`;

export function bodyOf(part: Part): string {
  if (part.parts.length === 0) {
    const text = encoded(part.text, part.encoder);
    return text.endsWith('\r\n') || text === '' ? text : `${text}\r\n`;
  }
  const inner = part.parts.map((child) => {
    const text = bodyOf(child);
    return `--${part.boundary}\r\n${child.fields.join('\r\n')}\r\n\r\n${text}`;
  });
  return `${part.preamble === '' ? '' : `${part.preamble}\r\n`}${inner.join('\r\n')}\r\n--${part.boundary}--\r\n`;
}

const BOUNDARIES: ((random: Random) => string)[] = [
  (random) => `000000000000${random.below(1e9).toString(16)}0623ab`,
  (random) =>
    `_000_${random.below(1e9).toString(16).toUpperCase()}PR03MB${random.below(9999)}eurp_`,
  (random) => `Apple-Mail=_${random.below(1e9).toString(16).toUpperCase()}-41B2-4C6B-9C7E`,
  (random) => `------------${random.below(1e9).toString(36)}Qx0vB4nUe`,
  (random) => `----=_Part_${random.below(99999)}_1207.17${random.below(1e8)}`,
  (random) => `b1_${random.below(1e9).toString(16)}f00d`,
];

export const LETTER_KINDS = [
  'plain',
  'plain-8bit',
  'plain-qp',
  'plain-base64',
  'alternative',
  'alternative-qp',
  'alternative-base64',
  'mixed',
  'mixed-big',
  'html',
  'html-qp',
  'flowed',
  'latin1',
  'latin1-qp',
  'windows-1252',
  'koi8-r',
  'iso-2022-jp',
  'gb2312',
  'list',
  'reply',
  'outlook',
  'gmail',
  'apple',
  'thunderbird',
  'invoice',
  'calendar',
  'short',
  'related',
] as const;

export function fieldLetter(kind: string, random: Random, number: number): FieldLetter {
  const language =
    kind === 'koi8-r'
      ? 'ru'
      : kind === 'iso-2022-jp'
        ? 'ja'
        : kind === 'gb2312'
          ? 'zh'
          : /latin1|1252/.test(kind)
            ? 'de'
            : /^(?:plain|mixed|short|reply|list|calendar)$/.test(kind)
              ? 'en'
              : random.pick(['de', 'id', 'ru', 'ja', 'en', 'de']);
  const charset = kind.startsWith('latin1')
    ? random.pick(['iso-8859-1', 'iso-8859-15'])
    : ['windows-1252', 'koi8-r', 'iso-2022-jp', 'gb2312'].includes(kind)
      ? kind
      : random.pick(['utf-8', 'UTF-8']);
  const lines = paragraphs(random, language, kind === 'short' ? 1 : 2 + random.below(7));
  const octets = (text: string): string => inCharset(text, charset) ?? utf8(text);
  const safe = lines.filter((line) => inCharset(line, charset) !== null);
  const said = safe.length > 0 ? safe : ['Hallo', 'Welt'];
  const boundary = (): string => random.pick(BOUNDARIES)(random) + number;
  const qp = (): Encoder => random.pick(['gmail', 'words', 'gmail', 'perl'] as const);
  const text = (encoder: Encoder, more: readonly string[] = []): Part =>
    leaf('text/plain', octets(plainOf(said)), encoder, charset, more);
  const html = (encoder: Encoder): Part =>
    leaf('text/html', octets(htmlOf(said, random)), encoder, charset);
  const file = (size: number): Part =>
    leaf(
      random.pick(['application/pdf', 'application/octet-stream', 'image/png']),
      Array.from({ length: size }, () => String.fromCharCode(random.below(256))).join(''),
      'base64',
      '',
      [`Content-Disposition: attachment; filename="bericht-${number}.pdf"`],
    );
  let root: Part;
  switch (kind) {
    case 'plain-qp':
    case 'latin1-qp':
      root = text(qp());
      break;
    case 'plain-base64':
      root = text('base64');
      break;
    case 'gb2312':
      root = text(random.pick(['plain', 'base64'] as const));
      break;
    case 'html':
      root = html('plain');
      break;
    case 'html-qp':
      root = html(qp());
      break;
    case 'alternative':
    case 'thunderbird':
      root = multi(
        'multipart/alternative',
        [text('plain'), html('plain')],
        boundary(),
        random.next() < 0.5 ? 'This is a multi-part message in MIME format.' : '',
      );
      break;
    case 'alternative-qp':
    case 'outlook':
    case 'apple': {
      const encoder = qp();
      root = multi('multipart/alternative', [text(encoder), html(encoder)], boundary());
      break;
    }
    case 'gmail':
      root = multi(
        'multipart/alternative',
        [text(random.pick(['base64', 'plain'] as const)), html('gmail')],
        boundary(),
      );
      break;
    case 'alternative-base64':
      root = multi('multipart/alternative', [text('base64'), html('base64')], boundary());
      break;
    case 'mixed':
      root = multi('multipart/mixed', [text('plain'), file(1500 + random.below(9000))], boundary());
      break;
    case 'mixed-big':
      root = multi(
        'multipart/mixed',
        [random.next() < 0.5 ? text('plain') : text(qp()), file(110_000 + random.below(250_000))],
        boundary(),
      );
      break;
    case 'invoice':
      root = multi(
        'multipart/mixed',
        [
          multi(
            'multipart/alternative',
            [text('plain'), html(random.pick(['plain', 'gmail'] as const))],
            boundary(),
          ),
          file(30_000 + random.below(90_000)),
        ],
        boundary(),
      );
      break;
    case 'related':
      root = multi(
        'multipart/related',
        [multi('multipart/alternative', [text('gmail'), html('gmail')], boundary()), file(4000)],
        boundary(),
      );
      break;
    case 'calendar':
      root = multi(
        'multipart/alternative',
        [
          text('plain'),
          leaf(
            'text/calendar; method=REQUEST',
            `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:${number}@example.org\r\nSUMMARY:Meeting\r\nDTSTART:20260316T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
            random.pick(['plain', 'base64'] as const),
            'utf-8',
          ),
        ],
        boundary(),
      );
      break;
    case 'flowed': {
      const flow = said.flatMap((line) =>
        line
          .replace(/(.{40,66}) /g, '$1 \r\n')
          .split('\r\n')
          .concat(''),
      );
      root = leaf('text/plain', octets(`${flow.join('\r\n')}\r\n`), 'plain', charset);
      break;
    }
    case 'reply':
      root = leaf(
        'text/plain',
        octets(
          `${said.join('\r\n\r\n')}\r\n\r\nOn Mon, 9 Mar 2026, Budi wrote:\r\n${said.map((line) => `> ${line.slice(0, 60)}`).join('\r\n>\r\n')}\r\n`,
        ),
        'plain',
        charset,
      );
      break;
    default:
      root = text('plain');
  }
  const fields = header(kind, random, number, charset);
  const cte = (part: Part): void => {
    for (const child of part.parts) {
      const own = part.parts.length > 0 && child.parts.length === 0;
      child.fields = [
        contentType(child, random),
        ...(own ? [`Content-Transfer-Encoding: ${nameOf(child.encoder, child.text)}`] : []),
        ...child.fields,
      ];
      if (random.next() < 0.2) child.fields.reverse();
      cte(child);
    }
  };
  cte(root);
  const type = contentType(root, random) + (kind === 'flowed' ? '; format=flowed' : '');
  const encoding =
    root.parts.length > 0 ? [] : [`Content-Transfer-Encoding: ${nameOf(root.encoder, root.text)}`];
  fields.push(
    ...(random.next() < 0.5
      ? [
          `MIME-Version: 1.0${kind === 'apple' ? ' (Mac OS X Mail 16.0 \\(3774.600.62\\))' : ''}`,
          type,
          ...encoding,
        ]
      : [
          type,
          ...encoding,
          `MIME-Version: 1.0${kind === 'apple' ? ' (Mac OS X Mail 16.0 \\(3774.600.62\\))' : ''}`,
        ]),
  );
  return { kind, fields, root, raw: null };
}

function header(kind: string, random: Random, number: number, charset: string): string[] {
  const person = (address: string): string => {
    const name = random.pick(PEOPLE);
    if (/^[\0-\x7f]*$/.test(name)) return `${name} <${address}>`;
    const bare = name.replaceAll('"', '');
    const own = inCharset(bare, charset);
    const named = own !== null && !/utf-8/i.test(charset) && random.next() < 0.6;
    return `${word(bare, random.pick(['Q', 'B']), named ? charset : 'UTF-8', named ? (part) => inCharset(part, charset) ?? utf8(part) : utf8)} <${address}>`;
  };
  const topic =
    kind === 'reply'
      ? random.pick([
          'RE: question about the migration plan',
          'AW: Angebot',
          'Re: servers down again?',
          'FWD: list of rooms',
        ])
      : random.pick(TOPICS);
  const own = /utf-8/i.test(charset) ? null : inCharset(topic, charset);
  const subject = /^[\0-\x7f]*$/.test(topic)
    ? topic
    : own !== null
      ? word(
          topic,
          random.pick(['Q', 'B']),
          charset,
          (part) => inCharset(part, charset) ?? utf8(part),
        )
      : word(topic, random.pick(['Q', 'B']), random.pick(['UTF-8', 'utf-8']));
  const zone = random.pick(['+0700', '+0100', '-0500', '+0000', '+0900']);
  const many = random.next() < 0.4;
  return [
    `From: ${person('ratna.w@example.org')}`,
    `To: ${random.next() < 0.4 ? 'Team.Ops@Example.net' : person('ops@example.net')}${many ? `, ${random.pick(['Budi.Hartono@example.com', 'Purchasing Dept <purchasing@example.com>'])},\r\n\t${random.pick(['third@example.net', '"Q, A" <qa@Example.NET>'])}` : ''}`,
    ...(random.next() < 0.4 ? [`Cc: ${person('Cc.Person@example.com')}`] : []),
    `Subject: ${subject}`,
    `Date: Mon, ${random.pick(['9', '16', '2'])} Mar 2026 0${random.below(10)}:${10 + random.below(49)}:${10 + random.below(49)} ${zone}`,
    `Message-ID: <${random.below(1e9).toString(36)}.${number}@mail.example.org>`,
    ...(random.next() < 0.3 ? ['Reply-To: Office <office@example.org>'] : []),
    ...(kind === 'reply' || random.next() < 0.15
      ? [
          `In-Reply-To: <abc.${number}@example.net>`,
          `References: <abc.${number - 1}@example.net>\r\n\t<abc.${number}@example.net>`,
        ]
      : []),
    ...(kind === 'list'
      ? ['List-Unsubscribe: <https://example.org/u/17>', 'Precedence: bulk']
      : []),
    ...(kind === 'outlook'
      ? [
          'Thread-Topic: status',
          'Accept-Language: en-US',
          'Content-Language: en-US',
          'X-MS-Has-Attach:',
        ]
      : []),
    ...(random.next() < 0.4
      ? [`User-Agent: ${random.pick(['Mozilla Thunderbird', 'Roundcube Webmail/1.6.6'])}`]
      : []),
  ];
}
