// What mail systems do to bodies, each written from how the software does it. A change gets its own copy of the letter; null where it has
// no occasion.
import type { Random } from '../random.ts';
import { inCharset, nameOf, utf8, type Encoder } from './encoders.ts';
import { bodyOf, contentType, leaf, multi, type FieldLetter, type Part } from './letters.ts';

export interface Change {
  name: string;
  group: string;
  where: 'body' | 'header';
  /** For each thing that was done, the kinds that name it right. */
  expected: string[][];
  /** Kinds that may be named besides. */
  also?: string[];
  /** Text that was put in, for the check of what is said. */
  apply: (letter: FieldLetter, random: Random) => FieldLetter | null;
}

export const leaves = (part: Part): Part[] =>
  part.parts.length === 0 ? [part] : part.parts.flatMap(leaves);
const textPart = ({ root }: FieldLetter): Part | undefined =>
  leaves(root).find(({ type }) => type === 'text/plain');
const htmlPart = ({ root }: FieldLetter): Part | undefined =>
  leaves(root).find(({ type }) => type === 'text/html');
export const isQuoted = (encoder: Encoder): boolean =>
  ['gmail', 'words', 'perl', 'exim'].includes(encoder);
export const is64 = (encoder: Encoder): boolean => encoder.startsWith('base64');
const again = (encoder: Encoder, random: Random): Encoder =>
  isQuoted(encoder)
    ? random.pick(['gmail', 'words', encoder] as const)
    : is64(encoder)
      ? 'base64'
      : encoder;

const FOOTERS = [
  '\r\n-- \r\nThis e-mail and any attachment are confidential. If you are not the intended recipient please delete it.\r\n',
  '_______________________________________________\r\nStaff mailing list -- staff@lists.example.com\r\nTo unsubscribe send an email to staff-leave@lists.example.com\r\n',
  '\r\nVirus-free. www.scanner.example\r\n',
  '\r\n\r\nDiese Nachricht wurde geprueft.\r\nBitte denken Sie an die Umwelt.\r\n',
  '\r\nGesendet über den Dienst der Beispiel GmbH\r\n',
];
const BANNERS = [
  'CAUTION: This email originated from outside of the organization. Do not click links.\r\n\r\n',
  '[EXTERNAL EMAIL]\r\n\r\n',
  "You don't often get email from ratna.w@example.org. Learn why this is important\r\n\r\n",
  'Warnung: Diese E-Mail kommt von außerhalb.\r\n________________________________\r\n',
];
const fit = (text: string, part: Part): string | null =>
  inCharset(text, part.charset === '' ? 'utf-8' : part.charset);
const htmlFooter = (text: string): string =>
  `<br><div style="font-size:9pt;color:#666">${text.trim().replaceAll('\r\n', '<br>')}</div>`;
const htmlBanner = (text: string): string =>
  `<table border="0" cellpadding="0" style="background:#ffeb9c"><tr><td>${text.trim().replaceAll('\r\n', '<br>')}</td></tr></table>`;

function tail(part: Part, text: string): boolean {
  const own = fit(text, part);
  if (own === null) return false;
  part.text = part.text + own;
  return true;
}
function intoHtml(part: Part, html: string, atEnd: boolean): boolean {
  const own = fit(html, part);
  if (own === null) return false;
  const at = atEnd ? part.text.search(/<\/body>/i) : /<body[^>]*>/i.exec(part.text);
  if (typeof at === 'number')
    part.text =
      at < 0
        ? `${part.text.replace(/\r\n$/, '')}${own}\r\n`
        : part.text.slice(0, at) + own + part.text.slice(at);
  else
    part.text =
      at === null
        ? own + part.text
        : part.text.slice(0, at.index + at[0].length) +
          own +
          part.text.slice(at.index + at[0].length);
  return true;
}

const APPENDED = ['lines-appended', 'lines-inserted'];
const PREPENDED = ['lines-prepended', 'lines-inserted'];

type Place = 'text' | 'html' | 'both';
const put = (
  name: string,
  place: Place,
  atEnd: boolean,
  fits: (part: Part) => boolean,
  recodes = true,
): Change => ({
  name,
  group: atEnd ? 'append' : 'prepend',
  where: 'body',
  expected: [atEnd ? APPENDED : PREPENDED],
  also: [...APPENDED, ...PREPENDED, 'transfer-encoding-changed'],
  apply: (letter, random) => {
    const parts =
      place === 'text'
        ? [textPart(letter)]
        : place === 'html'
          ? [htmlPart(letter)]
          : [textPart(letter), htmlPart(letter)];
    if (letter.raw !== null || parts.some((part) => part === undefined || !fits(part))) return null;
    const text = random.pick(atEnd ? FOOTERS : BANNERS);
    for (const part of parts as Part[]) {
      const done =
        part.type === 'text/html'
          ? intoHtml(part, atEnd ? htmlFooter(text) : htmlBanner(text), atEnd)
          : atEnd
            ? tail(part, text)
            : fit(text, part) !== null && ((part.text = (fit(text, part) ?? '') + part.text), true);
      if (!done) return null;
      if (recodes) part.encoder = again(part.encoder, random);
    }
    return letter;
  },
});

const recode = (
  name: string,
  from: (part: Part) => boolean,
  to: Encoder[],
  every: boolean,
): Change => ({
  name,
  group: 'recode',
  where: 'body',
  expected: [['transfer-encoding-changed']],
  also: ['content-transfer-encoding-rewritten', 'mime-header-changed'],
  apply: (letter, random) => {
    if (letter.raw !== null) return null;
    const found = leaves(letter.root).filter((part) => part.type.startsWith('text/') && from(part));
    const [first] = found;
    if (first === undefined) return null;
    const encoder = random.pick(to);
    for (const part of every ? found : [first]) setEncoder(letter, part, encoder);
    return letter;
  },
});

export function setEncoder(letter: FieldLetter, part: Part, encoder: Encoder): void {
  part.encoder = encoder;
  const field = `Content-Transfer-Encoding: ${nameOf(encoder, part.text)}`;
  const list = part === letter.root ? letter.fields : part.fields;
  const at = list.findIndex((line) => /^content-transfer-encoding:/i.test(line));
  if (at < 0) list.push(field);
  else list[at] = field;
}

const link = (
  name: string,
  wrap: (url: string, isHtml: boolean) => string,
  fits: (part: Part) => boolean,
): Change => ({
  name,
  group: 'links',
  where: 'body',
  expected: [['urls-rewritten']],
  also: ['transfer-encoding-changed'],
  apply: (letter, random) => {
    const parts = leaves(letter.root).filter(
      (part) => part.type.startsWith('text/') && /https:\/\//.test(part.text),
    );
    if (letter.raw !== null || parts.length === 0 || !parts.some(fits)) return null;
    let done = false;
    for (const part of parts.filter(fits)) {
      const isHtml = part.type === 'text/html';
      const was = part.text;
      part.text = part.text.replace(
        isHtml ? /href="(https:[^"]+)"/g : /https:\S+/g,
        (whole, url: string) =>
          isHtml
            ? `href="${wrap(url.replaceAll('&amp;', '&'), true).replaceAll('&', '&amp;')}"`
            : wrap(whole, false),
      );
      done ||= was !== part.text;
      part.encoder = again(part.encoder, random);
    }
    return done ? letter : null;
  },
});
const percent = (url: string): string => encodeURIComponent(url);
const LINKERS: Record<string, (url: string) => string> = {
  safelinks: (url) =>
    `https://eur01.safelinks.protection.outlook.com/?url=${percent(url)}&data=05%7C02%7Cops%40example.net%7C1f%7C0%7C0%7C6384&sdata=Zk8%3D&reserved=0`,
  'urldefense v2': (url) =>
    `https://urldefense.proofpoint.com/v2/url?u=${percent(url).replaceAll('%', '-').replaceAll('_', '-5F').replaceAll('/', '_').replaceAll('-2F', '_')}&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf&r=xyz&m=abc&s=def&e=`,
  'urldefense v3': (url) => `https://urldefense.com/v3/__${url}__;!!Abc123!EfGh$`,
  cisco: (url) => `https://secure-web.cisco.com/1k9Zx0-abcDEF_ghiJKL-mno/${percent(url)}`,
  google: (url) =>
    `https://www.google.com/url?q=${percent(url)}&source=gmail&ust=1773043200000000&usg=AOvVaw1`,
  trend: (url) =>
    `https://ca-1234.imi.trendmicro.com:443/wis/clicktime/v1/query?url=${percent(url)}&umid=0A1B&auth=ff00-77aa`,
  barracuda: (url) => `https://linkprotect.cudasvc.com/url?a=${percent(url)}&c=E,1,abc&typo=1`,
};

const raw = (
  name: string,
  group: string,
  expected: string[],
  change: (body: string, random: Random) => string | null,
  also: string[] = [],
): Change => ({
  name,
  group,
  where: 'body',
  expected: [expected],
  also,
  apply: (letter, random) => {
    const before = letter.raw ?? bodyOf(letter.root);
    const after = change(before, random);
    return after === null || after === before ? null : { ...letter, raw: after };
  },
});
const inText = (
  name: string,
  group: string,
  expected: string[],
  change: (text: string, random: Random) => string | null,
  also: string[] = [],
): Change => ({
  name,
  group,
  where: 'body',
  expected: [expected],
  also,
  apply: (letter, random) => {
    const part = textPart(letter) ?? htmlPart(letter);
    if (letter.raw !== null || part === undefined || part.encoder !== 'plain') return null;
    const after = change(part.text, random);
    if (after === null || after === part.text) return null;
    part.text = after;
    return letter;
  },
});

const toUtf8 = (encoder: Encoder): Change => ({
  name: `body made UTF-8, ${encoder}`,
  group: 'charset',
  where: 'body',
  expected: [['charset-changed']],
  also: [
    'transfer-encoding-changed',
    'content-type-rewritten',
    'content-transfer-encoding-rewritten',
  ],
  apply: (letter) => {
    const { root } = letter;
    if (letter.raw !== null || root.parts.length > 0 || /utf-8/i.test(root.charset)) return null;
    const text = new TextDecoder(root.charset).decode(Buffer.from(root.text, 'latin1'));
    root.text = utf8(text);
    letter.fields = letter.fields.map((line) =>
      /^content-type:/i.test(line) ? line.replace(root.charset, 'utf-8') : line,
    );
    root.charset = 'utf-8';
    setEncoder(letter, root, encoder);
    return letter;
  },
});

function wrapped(text: string, width: number): string {
  return text
    .split('\r\n')
    .flatMap((line) => {
      const rows: string[] = [];
      let row = '';
      for (const item of line.split(' ')) {
        if (row !== '' && row.length + 1 + item.length > width) {
          rows.push(row);
          row = item;
        } else row = row === '' ? item : `${row} ${item}`;
      }
      return [...rows, row];
    })
    .join('\r\n');
}

const partHeaders = (name: string, change: (fields: string[]) => string[], most = 1): Change => ({
  name,
  group: 'mime',
  where: 'body',
  expected: [['mime-header-changed']],
  apply: (letter) => {
    const parts = [
      ...letter.root.parts,
      ...letter.root.parts.flatMap(({ parts: inner }) => inner),
    ].slice(0, most === 1 ? 1 : 9);
    if (letter.raw !== null || parts.length === 0) return null;
    for (const part of parts) part.fields = change(part.fields);
    return letter;
  },
});

function footerPart(text: string): Part {
  return leaf('text/plain', text, 'plain', 'us-ascii', [
    'Content-Type: text/plain; charset="us-ascii"',
    'MIME-Version: 1.0',
    'Content-Transfer-Encoding: 7bit',
    'Content-Disposition: inline',
  ]);
}

export const BODY_CHANGES: readonly Change[] = [
  raw(
    'footer below everything',
    'append',
    APPENDED,
    (body, random) => body + random.pick(FOOTERS).trimStart().replace('ü', 'ue'),
  ),
  put('footer in the text part', 'text', true, (part) => part.encoder === 'plain'),
  put('footer in quoted-printable text', 'text', true, (part) => isQuoted(part.encoder), false),
  put('footer in quoted-printable text, written anew', 'text', true, (part) =>
    isQuoted(part.encoder),
  ),
  put('footer in base64 text', 'text', true, (part) => is64(part.encoder)),
  put('disclaimer in html', 'html', true, (part) => part.encoder === 'plain'),
  put('disclaimer in quoted-printable html', 'html', true, (part) => isQuoted(part.encoder)),
  put('disclaimer in base64 html', 'html', true, (part) => is64(part.encoder)),
  put('disclaimer in text and html', 'both', true, () => true),
  put('banner in the text part', 'text', false, (part) => part.encoder === 'plain'),
  put('banner in quoted-printable text', 'text', false, (part) => isQuoted(part.encoder)),
  put('banner in base64 text', 'text', false, (part) => is64(part.encoder)),
  put('banner in html', 'html', false, (part) => part.encoder === 'plain'),
  put('banner in quoted-printable html', 'html', false, (part) => isQuoted(part.encoder)),
  put('banner in text and html', 'both', false, () => true),
  recode(
    '8bit made quoted-printable',
    ({ encoder }) => encoder === 'plain',
    ['gmail', 'exim', 'words'],
    true,
  ),
  recode('8bit made base64', ({ encoder }) => encoder === 'plain', ['base64'], true),
  recode('one part made quoted-printable', ({ encoder }) => encoder === 'plain', ['gmail'], false),
  recode('quoted-printable made 8bit', ({ encoder }) => isQuoted(encoder), ['plain'], true),
  recode('base64 made 8bit', ({ encoder }) => is64(encoder), ['plain'], true),
  recode(
    'quoted-printable written anew',
    ({ encoder }) => isQuoted(encoder) && encoder !== 'words',
    ['words'],
    true,
  ),
  recode('base64 made quoted-printable', ({ encoder }) => is64(encoder), ['gmail'], true),
  recode('quoted-printable made base64', ({ encoder }) => isQuoted(encoder), ['base64'], true),
  ...Object.entries(LINKERS).flatMap(([name, wrap]) => [
    link(`links: ${name}`, wrap, (part) => part.encoder === 'plain'),
    link(`links in encoded parts: ${name}`, wrap, (part) => part.encoder !== 'plain'),
  ]),
  raw('dots doubled', 'marks', ['dot-stuffing'], (body) =>
    /^\./m.test(body) ? body.replace(/^\./gm, '..') : null,
  ),
  raw('From escaped', 'marks', ['from-escaped'], (body) =>
    body.replace(/(^|\n)From /g, '$1>From '),
  ),
  raw(
    'white space at line ends removed',
    'space',
    ['trailing-white-space-changed', 'white-space-changed'],
    (body) => body.replace(/[ \t]+\r\n/g, '\r\n'),
  ),
  inText('blank lines doubled', 'space', ['blank-lines-changed'], (text) =>
    text.replace(/\r\n\r\n/g, '\r\n\r\n\r\n'),
  ),
  inText('blank lines taken away', 'space', ['blank-lines-changed'], (text) =>
    text.replace(/(\r\n)\r\n(?=\S)/, '$1'),
  ),
  inText('tabs made spaces', 'space', ['tabs-to-spaces', 'white-space-changed'], (text) =>
    text.includes('\t') ? text.replaceAll('\t', '        ') : null,
  ),
  inText('wrapped at 76', 'wrap', ['lines-wrapped'], (text) => wrapped(text, 76)),
  inText('wrapped at 78', 'wrap', ['lines-wrapped'], (text) => wrapped(text, 78)),
  inText('broken at 80 octets', 'wrap', ['lines-wrapped'], (text) =>
    text.replace(/([^\r\n]{80})(?=[^\r\n])/g, '$1\r\n'),
  ),
  inText('broken at 60 octets before a space', 'wrap', ['lines-wrapped'], (text) =>
    text.replace(/([^\r\n]{60})(?=[^\r\n])/g, '$1\r\n '),
  ),
  inText('format=flowed unwrapped', 'flowed', ['lines-joined'], (text) =>
    /\S \r\n/.test(text) ? text.replace(/ \r\n/g, ' ') : null,
  ),
  toUtf8('plain'),
  toUtf8('base64'),
  toUtf8('gmail'),
  partHeaders('part header in another order', (fields) => fields.toReversed()),
  partHeaders('several part headers in another order', (fields) => fields.toReversed(), 9),
  partHeaders(
    'part header names in lower case',
    (fields) => fields.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase())),
    9,
  ),
  partHeaders(
    'part header encoding in capitals',
    (fields) =>
      fields.map((line) =>
        line.startsWith('Content-Transfer')
          ? line.replace(/:.*/, (value) => value.toUpperCase())
          : line,
      ),
    9,
  ),
  partHeaders(
    'part header unfolded',
    (fields) => fields.map((line) => line.replace(/\r\n[ \t]+/g, ' ')),
    9,
  ),
  {
    name: 'part added by a list',
    group: 'structure',
    where: 'body',
    expected: [['mime-part-added']],
    apply: (letter, random) => {
      if (letter.raw !== null || letter.root.type !== 'multipart/mixed') return null;
      letter.root.parts.push(footerPart(random.pick(FOOTERS.slice(0, 3))));
      return letter;
    },
  },
  {
    name: 'wrapped in multipart/mixed with a footer part',
    group: 'structure',
    where: 'body',
    expected: [['wrapped-in-multipart']],
    also: [
      'content-type-rewritten',
      'content-transfer-encoding-rewritten',
      'field-removed',
      'mime-part-added',
      'mime-version-rewritten',
      'blank-lines-changed',
    ],
    apply: (letter, random) => {
      if (letter.raw !== null || letter.root.type === 'multipart/mixed') return null;
      const moved = letter.fields.filter((line) =>
        /^content-(?:type|transfer-encoding):/i.test(line),
      );
      const inner = { ...letter.root, fields: moved };
      const root = multi(
        'multipart/mixed',
        [inner, footerPart(random.pick(FOOTERS.slice(0, 3)))],
        `===============${random.below(1e9)}==`,
      );
      return {
        ...letter,
        root,
        fields: [...letter.fields.filter((line) => !moved.includes(line)), contentType(root)],
      };
    },
  },
  {
    name: 'preamble put in',
    group: 'structure',
    where: 'body',
    expected: [['lines-prepended', 'lines-inserted', 'mime-header-changed', 'mime-part-added']],
    apply: (letter) => {
      if (letter.raw !== null || letter.root.parts.length === 0 || letter.root.preamble !== '')
        return null;
      letter.root.preamble = 'This is a multi-part message in MIME format.\r\n';
      return letter;
    },
  },
];

/** Changes of which the signed letter must already be odd: made before signing, mended after. */
export const ODD_LETTERS: readonly {
  name: string;
  expected: string[];
  odd: (body: string, random: Random) => string | null;
}[] = [
  {
    name: 'CR removed: every CR CR LF made CR LF',
    expected: ['line-endings-changed'],
    odd: (body) => body.replaceAll('\r\n', '\r\r\n'),
  },
  {
    name: 'a few bare LFs made CR LF',
    expected: ['line-endings-changed'],
    odd: (body, random) =>
      body.replace(/\r\n/g, (end, at: number) => (at > 2 && random.next() < 0.3 ? '\n' : end)),
  },
];
