// What software does to header fields on the way, row by row of FORENSICS.md's table, and changes of which nothing can be proven.
import type { Mutation } from './body-mutations.ts';
import { encodedWord } from './letters.ts';
import type { Random } from './random.ts';
import type { Signed } from './sign.ts';

const nameOf = (field: string): string => field.slice(0, field.indexOf(':')).toLowerCase();
const valueOf = (field: string): string =>
  field
    .slice(field.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .trim();

/** The first field of a name, changed; null leaves the message. */
const field =
  (
    name: string,
    change: (value: string, random: Random, message: Signed) => string | null,
  ): Mutation['apply'] =>
  (message, random) => {
    const at = message.fields.findIndex((one) => nameOf(one) === name);
    const before = message.fields[at];
    if (before === undefined) return null;
    const changed = change(valueOf(before), random, message);
    const written = `${before.slice(0, before.indexOf(':'))}: ${changed ?? ''}`;
    return changed === null || written === before || same(written, before, message)
      ? null
      : { ...message, fields: message.fields.with(at, written) };
  };

/** Whether canonicalization hides the difference. */
function same(a: string, b: string, { canonicalization }: Signed): boolean {
  const form = (text: string): string =>
    canonicalization.startsWith('relaxed')
      ? text
          .replace(/\r\n/g, '')
          .replace(/[ \t]+/g, ' ')
          .trim()
      : text;
  return form(a) === form(b);
}

const isSimple = ({ canonicalization }: Signed): boolean => canonicalization.startsWith('simple');
const hasOversigned = ({ fields }: Signed, name: string): boolean =>
  (/h=([^;]*)/.exec(fields[0] ?? '')?.[1] ?? '')
    .toLowerCase()
    .split(':')
    .map((one) => one.trim())
    .filter((one) => one === name).length > fields.filter((one) => nameOf(one) === name).length;
const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?[^?]+\?([QB])\?([^?]*)\?=/gi, (_, letter: string, data: string) =>
      letter.toUpperCase() === 'B'
        ? Buffer.from(data, 'base64').toString('latin1')
        : data
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/gi, (__, code: string) =>
              String.fromCharCode(parseInt(code, 16)),
            ),
    );

const SUBJECT = ['subject-tag'];
const SPACE = ['field-refolded', 'field-white-space-changed', 'field-name-case-changed'];
const WORDS = [
  'encoded-word-decoded',
  'encoded-word-encoded',
  'encoded-word-reencoded',
  'encoded-word-charset-changed',
];
const NAMES = [
  'display-name-quoted',
  'display-name-unquoted',
  'display-name-reencoded',
  'display-name-changed',
];
const ADDRESSES = ['address-case-changed', 'address-list-changed', 'address-group-changed'];

const tag = (text: string): Mutation => ({
  name: `${JSON.stringify(text)} put before the subject`,
  row: 'subject',
  where: 'header',
  expected: SUBJECT,
  apply: field('subject', (value) => text + value),
});
const inFrom = (
  name: string,
  expected: readonly string[],
  change: (value: string, random: Random) => string | null,
): Mutation => ({
  name,
  row: 'addresses',
  where: 'header',
  expected,
  apply: field('from', change),
});

const ROWS: readonly Mutation[] = [
  ...[
    '[list] ',
    '***SPAM*** ',
    '[EXTERNAL] ',
    'Re: ',
    '{Spam?} ',
    '[SUSPECTED SPAM] ',
    '*****SPAM***** ',
    'Fwd: ',
    '[ops-team] [ext] ',
  ].map(tag),
  {
    name: 'tag after Re:',
    row: 'subject',
    where: 'header',
    expected: SUBJECT,
    apply: field('subject', (value) =>
      /^re: /i.test(value) ? value.replace(/^(re: )/i, '$1[list] ') : null,
    ),
  },
  {
    name: 'field refolded',
    row: 'folding',
    where: 'header',
    expected: SPACE,
    apply: (message, random) =>
      isSimple(message)
        ? field(random.pick(['to', 'references', 'subject', 'content-type']), (value) =>
            value.includes(' ') ? value.replace(/ (?=[^ ]*$)/, '\r\n\t') : null,
          )(message, random)
        : null,
  },
  {
    name: 'field unfolded',
    row: 'folding',
    where: 'header',
    expected: SPACE,
    apply: (message) => {
      const at = isSimple(message)
        ? message.fields.findIndex((one, index) => index > 0 && one.includes('\r\n'))
        : -1;
      return at < 0
        ? null
        : {
            ...message,
            fields: message.fields.with(at, (message.fields[at] ?? '').replace(/\r\n\s+/g, ' ')),
          };
    },
  },
  {
    name: 'tabs at folds made spaces',
    row: 'folding',
    where: 'header',
    expected: SPACE,
    apply: (message) =>
      isSimple(message) && message.fields.slice(1).some((one) => one.includes('\r\n\t'))
        ? {
            ...message,
            fields: message.fields.map((one, at) =>
              at === 0 ? one : one.replaceAll('\r\n\t', '\r\n '),
            ),
          }
        : null,
  },
  {
    name: 'name in other letters',
    row: 'folding',
    where: 'header',
    expected: SPACE,
    apply: (message) =>
      isSimple(message)
        ? {
            ...message,
            fields: message.fields.map((one) => one.replace(/^Message-ID:/, 'Message-Id:')),
          }
        : null,
  },
  {
    name: 'space after the colon taken away',
    row: 'folding',
    where: 'header',
    expected: SPACE,
    apply: (message) =>
      isSimple(message)
        ? { ...message, fields: message.fields.map((one) => one.replace(/^Subject: /, 'Subject:')) }
        : null,
  },
  {
    name: 'MIME-Version taken away',
    row: 'removed',
    where: 'header',
    expected: ['field-removed', 'mime-version-rewritten'],
    apply: (message) =>
      message.fields.some((one) => nameOf(one) === 'mime-version')
        ? { ...message, fields: message.fields.filter((one) => nameOf(one) !== 'mime-version') }
        : null,
  },
  {
    name: 'Content-Transfer-Encoding taken away',
    row: 'removed',
    where: 'header',
    expected: ['field-removed', 'content-transfer-encoding-rewritten'],
    apply: (message) =>
      message.fields.some((one) => nameOf(one) === 'content-transfer-encoding')
        ? {
            ...message,
            fields: message.fields.filter((one) => nameOf(one) !== 'content-transfer-encoding'),
          }
        : null,
  },
  {
    name: 'subject moved to X-Original-Subject',
    row: 'removed',
    where: 'header',
    expected: ['field-removed', 'subject-changed'],
    apply: (message) => ({
      ...message,
      fields: message.fields.map((one) => one.replace(/^Subject:/, 'X-Original-Subject:')),
    }),
  },
  {
    name: 'a second subject below',
    row: 'doubled',
    where: 'header',
    expected: ['field-duplicated', 'field-added'],
    apply: (message) => ({ ...message, fields: [...message.fields, 'Subject: another one'] }),
  },
  {
    name: 'a second To below',
    row: 'doubled',
    where: 'header',
    expected: ['field-duplicated', 'field-added'],
    apply: (message) => ({ ...message, fields: [...message.fields, 'To: everybody@example.com'] }),
  },
  {
    name: 'a second From above, oversigned',
    row: 'doubled',
    where: 'header',
    expected: ['field-duplicated', 'field-added'],
    apply: (message) =>
      hasOversigned(message, 'from')
        ? { ...message, fields: ['From: x@example.com', ...message.fields] }
        : null,
  },
  {
    name: 'Reply-To added, oversigned',
    row: 'added',
    where: 'header',
    expected: ['field-added', 'field-duplicated'],
    apply: (message) =>
      hasOversigned(message, 'reply-to')
        ? { ...message, fields: [...message.fields, 'Reply-To: ops@lists.example.net'] }
        : null,
  },
  {
    name: 'List-Id added, oversigned',
    row: 'added',
    where: 'header',
    expected: ['field-added'],
    apply: (message) =>
      hasOversigned(message, 'list-id')
        ? { ...message, fields: ['List-Id: <ops.lists.example.net>', ...message.fields] }
        : null,
  },
  {
    name: 'encoded-words of the subject decoded',
    row: 'encoded-words',
    where: 'header',
    expected: [...WORDS, 'subject-changed'],
    apply: field('subject', (value) => (value.includes('=?') ? decodeWords(value) : null)),
  },
  {
    name: 'charset name in the other case',
    row: 'encoded-words',
    where: 'header',
    expected: WORDS,
    apply: field('subject', (value) =>
      value.includes('=?')
        ? value.replace(/=\?utf-8\?/gi, (start) => (start === '=?utf-8?' ? '=?UTF-8?' : '=?utf-8?'))
        : null,
    ),
  },
  {
    name: 'Q made B, or the reverse',
    row: 'encoded-words',
    where: 'header',
    expected: WORDS,
    apply: field('subject', (value) =>
      value.includes('=?')
        ? encodedWord(
            Buffer.from(decodeWords(value), 'latin1').toString('utf8'),
            /\?q\?/i.test(value) ? 'B' : 'Q',
          )
        : null,
    ),
  },
  inFrom('name quoted', NAMES, (value) =>
    /^[^"=]+ </.test(value) ? value.replace(/^([^<]*) </, '"$1" <') : null,
  ),
  inFrom('name unquoted', NAMES, (value) =>
    value.startsWith('"') ? value.replace(/^"([^"]*)"/, '$1') : null,
  ),
  inFrom('name decoded', [...NAMES, ...WORDS], (value) =>
    value.includes('=?') ? decodeWords(value) : null,
  ),
  inFrom('name encoded anew', [...NAMES, ...WORDS], (value) => {
    const [, words = '', rest = ''] = /^(=\?.*\?=) (<.*)$/.exec(value) ?? [];
    return words === ''
      ? null
      : `${encodedWord(Buffer.from(decodeWords(words), 'latin1').toString('utf8'), /\?q\?/i.test(words) ? 'B' : 'Q', 'utf-8')} ${rest}`;
  }),
  inFrom('address in small letters', ADDRESSES, (value) =>
    /[A-Z].*@/.test(/<(.*)>/.exec(value)?.[1] ?? '')
      ? value.replace(/<.*>/, (part) => part.toLowerCase())
      : null,
  ),
  inFrom('domain in capitals', ADDRESSES, (value) =>
    value.replace(/@[^>]*/, (part) => part.toUpperCase()),
  ),
  {
    name: 'a recipient without brackets',
    row: 'addresses',
    where: 'header',
    expected: [...ADDRESSES, ...NAMES],
    apply: field('to', (value) =>
      value.startsWith('bob@example.net')
        ? value.replace('bob@example.net', '<bob@example.net>')
        : null,
    ),
  },
  {
    name: 'recipients without a space between',
    row: 'addresses',
    where: 'header',
    expected: [...ADDRESSES, ...SPACE],
    apply: field('to', (value) => (value.includes(', ') ? value.replaceAll(', ', ',') : null)),
  },
  {
    name: 'author moved to Reply-To by a list',
    row: 'rewritten',
    where: 'header',
    expected: ['from-rewritten', ...NAMES],
    apply: (message) => {
      const at = message.fields.findIndex((one) => nameOf(one) === 'from');
      const from = valueOf(message.fields[at] ?? '');
      const name = /^"?([^"<=]*?)"? </.exec(from)?.[1] ?? '';
      if (
        name === '' ||
        message.fields.some((one) => nameOf(one) === 'reply-to') ||
        hasOversigned(message, 'reply-to')
      )
        return null;
      return {
        ...message,
        fields: [
          ...message.fields.with(at, `From: ${name} via Ops <ops@lists.example.net>`),
          `Reply-To: ${from}`,
        ],
      };
    },
  },
  {
    name: 'date in another zone',
    row: 'rewritten',
    where: 'header',
    expected: ['date-rewritten'],
    apply: field(
      'date',
      (value) => `${new Date(Date.parse(value)).toUTCString().replace('GMT', '+0000')}`,
    ),
  },
  {
    name: 'date with GMT',
    row: 'rewritten',
    where: 'header',
    expected: ['date-rewritten'],
    apply: field('date', (value) => new Date(Date.parse(value)).toUTCString()),
  },
  {
    name: 'date replaced by the time of arrival',
    row: 'rewritten',
    where: 'header',
    expected: ['date-rewritten'],
    apply: field('date', () => 'Thu, 01 Jan 2026 00:00:31 +0000'),
  },
  {
    name: 'charset quoted',
    row: 'rewritten',
    where: 'header',
    expected: ['content-type-rewritten'],
    apply: field('content-type', (value) =>
      /charset=[^"]/.test(value) ? value.replace(/charset=([^;"]+)/, 'charset="$1"') : null,
    ),
  },
  {
    name: 'boundary unquoted',
    row: 'rewritten',
    where: 'header',
    expected: ['content-type-rewritten'],
    apply: field('content-type', (value) =>
      value.includes('boundary="') ? value.replace(/boundary="([^"]+)"/, 'boundary=$1') : null,
    ),
  },
  {
    name: 'charset in other letters',
    row: 'rewritten',
    where: 'header',
    expected: ['content-type-rewritten'],
    apply: field('content-type', (value) =>
      /charset="?utf-8/i.test(value) === false
        ? null
        : value.replace(/charset="?utf-8/i, (part) =>
            part.endsWith('utf-8')
              ? part.replace('utf-8', 'UTF-8')
              : part.replace(/utf-8/i, 'utf-8'),
          ),
    ),
  },
  {
    name: 'encoding rewritten',
    row: 'rewritten',
    where: 'header',
    expected: ['content-transfer-encoding-rewritten'],
    apply: field('content-transfer-encoding', (value) =>
      value === 'quoted-printable' ? '8bit' : 'quoted-printable',
    ),
  },
  {
    name: 'MIME-Version with a comment',
    row: 'rewritten',
    where: 'header',
    expected: ['mime-version-rewritten'],
    apply: field('mime-version', (value) => `${value} (produced by Gateway 2)`),
  },
  {
    name: 'signature field refolded',
    row: 'signature',
    where: 'header',
    expected: ['signature-refolded'],
    apply: (message) => {
      if (!isSimple(message)) return null;
      const signature = message.fields[0] ?? '';
      const changed = signature.includes('\r\n\t')
        ? signature.replaceAll('\r\n\t', '\r\n ')
        : signature.includes('\r\n')
          ? signature.replace(/\r\n\s+/g, ' ')
          : signature.replace(/; (?=h=|bh=|b=)/g, ';\r\n\t');
      return { ...message, fields: message.fields.with(0, changed) };
    },
  },
  // Nothing can be proven of these.
  {
    name: 'subject replaced',
    row: 'control',
    where: 'header',
    expected: [],
    apply: field('subject', () => 'Something else altogether'),
  },
  {
    name: 'author replaced',
    row: 'control',
    where: 'header',
    expected: [],
    apply: field('from', () => 'Mallory <mallory@example.com>'),
  },
  {
    name: 'Message-ID replaced',
    row: 'control',
    where: 'header',
    expected: [],
    apply: field('message-id', () => '<new-1@gateway.example.net>'),
  },
  {
    name: 'recipient replaced',
    row: 'control',
    where: 'header',
    expected: [],
    apply: field('to', () => 'someone-else@example.com'),
  },
];

/** A value that is written anew is not folded as it was. */
export const HEADER_MUTATIONS: readonly Mutation[] = ROWS.map((row) => ({
  ...row,
  also: [...(row.also ?? []), 'field-refolded'],
}));
