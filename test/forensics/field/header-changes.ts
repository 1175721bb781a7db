// What mail systems do to signed header fields, each written from how the software does it.
import type { Random } from '../random.ts';
import type { Change } from './body-changes.ts';
import { utf8, word } from './encoders.ts';
import type { FieldLetter } from './letters.ts';

const at = ({ fields }: FieldLetter, name: string): number =>
  fields.findIndex((line) => line.toLowerCase().startsWith(`${name}:`));
const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1).trim();
/** Read as a mail program reads it; Unicode. */
export function decoded(value: string): string {
  const flat = value.replace(/\r\n[ \t]/g, ' ').replace(/\?=\s+=\?/g, '?==?');
  return flat.replace(/(?:=\?([^?]+)\?([QqBb])\?([^?]*)\?=)+/g, (whole) => {
    let octets = Buffer.alloc(0);
    let charset = 'utf-8';
    for (const [, name = '', letter = '', data = ''] of whole.matchAll(
      /=\?([^?]+)\?([QqBb])\?([^?]*)\?=/g,
    )) {
      charset = name;
      octets = Buffer.concat([
        octets,
        letter.toUpperCase() === 'B'
          ? Buffer.from(data, 'base64')
          : Buffer.from(
              data
                .replaceAll('_', ' ')
                .replace(/=([0-9A-F]{2})/gi, (_, code: string) =>
                  String.fromCharCode(Number.parseInt(code, 16)),
                ),
              'latin1',
            ),
      ]);
    }
    return new TextDecoder(charset).decode(octets);
  });
}
export const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const field = (
  name: string,
  group: string,
  key: string,
  expected: string[],
  change: (value: string, random: Random, letter: FieldLetter) => string | null,
  also: string[] = [],
): Change => ({
  name,
  group,
  where: 'header',
  expected: [expected],
  also,
  apply: (letter, random) => {
    const place = at(letter, key);
    const line = letter.fields[place];
    if (line === undefined) return null;
    const was = line.slice(line.indexOf(':') + 1);
    const lead = /^\s*/.exec(was)?.[0] ?? '';
    const value = change(was.slice(lead.length), random, letter);
    if (value === null || value === was.slice(lead.length)) return null;
    letter.fields[place] = `${line.slice(0, line.indexOf(':') + 1)}${lead}${value}`;
    return letter;
  },
});
const tag = (name: string, change: (value: string, random: Random) => string | null): Change =>
  field(name, 'tag', 'subject', ['subject-tag', 'subject-changed'], change, [
    'encoded-word-reencoded',
    'encoded-word-encoded',
    'encoded-word-decoded',
    'field-refolded',
    'field-white-space-changed',
    'encoded-word-charset-changed',
  ]);
const TAGS = [
  '[Staff] ',
  '[EXTERNAL] ',
  '*** SPAM *** ',
  '[EXT] ',
  '{Spam?} ',
  '[SUSPECT MAIL] ',
  'EXTERNAL: ',
  '[dev-list] ',
];
const REPLIES = /^(?:(?:re|aw|fw|fwd|sv):\s*)+/i;
const address = (
  name: string,
  expected: string[],
  keys: string[],
  change: (value: string, random: Random) => string | null,
  also: string[] = [],
): Change[] =>
  keys.map((key) =>
    field(
      `${key}: ${name}`,
      'address',
      key,
      expected,
      (value, random) => change(value, random),
      also,
    ),
  );
const each = (value: string, change: (box: string) => string): string =>
  value
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((box) =>
      box.replace(/^(\s*)([^]*)$/, (_, space: string, rest: string) => space + change(rest)),
    )
    .join(',');
const ADDRESS_ALSO = [
  'display-name-quoted',
  'display-name-unquoted',
  'display-name-reencoded',
  'display-name-changed',
  'encoded-word-charset-changed',
  'field-refolded',
  'field-white-space-changed',
  'encoded-word-reencoded',
];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function dateIn(value: string, minutes: number, zone: string): string {
  const moved = new Date(Date.parse(value.replace(/\s*\(.*\)/, '')) + minutes * 60_000);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${DAYS[moved.getUTCDay()]}, ${moved.getUTCDate()} ${MONTHS[moved.getUTCMonth()]} ${moved.getUTCFullYear()} ${two(moved.getUTCHours())}:${two(moved.getUTCMinutes())}:${two(moved.getUTCSeconds())} ${zone}`;
}
const extra = (
  name: string,
  line: string,
  key: string,
  group = 'added',
  expected = ['field-added'],
): Change => ({
  name,
  group,
  where: 'header',
  expected: [expected],
  apply: (letter) => {
    if (group === 'added' ? at(letter, key) >= 0 : at(letter, key) < 0) return null;
    if (group === 'added') letter.fields.unshift(line);
    else letter.fields.push(line);
    return letter;
  },
});
const gone = (name: string, key: string): Change => ({
  name,
  group: 'removed',
  where: 'header',
  expected: [['field-removed']],
  apply: (letter) => {
    const place = at(letter, key);
    if (place < 0) return null;
    letter.fields.splice(place, 1);
    return letter;
  },
});
/** As Mailman 3 does with dmarc_mitigate_action munge_from. */
export const munge = (reply: 'reply-to' | 'cc' | 'x-original-from'): Change => ({
  name: `From munged, author in ${reply}`,
  group: 'munged',
  where: 'header',
  expected: [['from-rewritten']],
  also: ['field-added', 'field-duplicated', 'address-list-changed', 'field-changed'],
  apply: (letter) => {
    const place = at(letter, 'from');
    const from = valueOf(letter.fields[place] ?? '');
    const name =
      decoded(/^(.*?)\s*<[^<>]*>$/.exec(from)?.[1] ?? '').replaceAll('"', '') || 'ratna.w';
    const shown = `${name} via Staff`;
    letter.fields[place] =
      `From: ${isAscii(shown) ? (/[.,()]/.test(shown) ? `"${shown}"` : shown) : word(shown, /[^\0-\xff]/.test(shown) ? 'B' : 'Q', 'utf-8')} <staff@lists.example.com>`;
    if (reply === 'reply-to' && at(letter, 'reply-to') >= 0) return null;
    if (reply === 'cc' && at(letter, 'cc') >= 0) return null;
    letter.fields.push(
      `${{ 'reply-to': 'Reply-To', cc: 'Cc', 'x-original-from': 'X-Original-From' }[reply]}: ${from}`,
    );
    return letter;
  },
});

export const HEADER_CHANGES: readonly Change[] = [
  tag('subject: a tag before it', (value, random) =>
    value.startsWith('=?') || !isAscii(value) ? null : random.pick(TAGS) + value,
  ),
  tag('subject: a tag before encoded-words', (value, random) =>
    value.startsWith('=?') ? random.pick(TAGS) + value : null,
  ),
  tag('subject: a tag, all encoded again', (value, random) =>
    value.startsWith('=?')
      ? word(random.pick(TAGS) + decoded(value), random.pick(['Q', 'B']), 'utf-8')
      : null,
  ),
  tag('subject: a tag, all encoded again UTF-8', (value, random) =>
    value.startsWith('=?')
      ? word(random.pick(TAGS) + decoded(value), random.pick(['Q', 'B']), 'UTF-8')
      : null,
  ),
  tag('subject: a tag after Re:', (value, random) =>
    REPLIES.test(value) ? value.replace(REPLIES, (reply) => reply + random.pick(TAGS)) : null,
  ),
  tag('subject: Re: [tag] of RE:/AW:/FWD:', (value) =>
    REPLIES.test(value) ? value.replace(REPLIES, 'Re: [Staff] ') : null,
  ),
  tag('subject: [tag] Re: of RE:/AW:', (value) =>
    /^(?:RE|AW|FWD): /.test(value) ? value.replace(REPLIES, '[Staff] Re: ') : null,
  ),
  tag('subject: a tag taken out', (value) =>
    value.startsWith('[') ? value.replace(/^\[[^\]]*\] /, '') : null,
  ),
  tag('subject: words at the end', (value, random) =>
    isAscii(value) && !value.startsWith('=?')
      ? value + random.pick([' [EXTERNAL]', ' (spam)', ' [Staff]'])
      : null,
  ),
  field('subject made raw UTF-8', 'words', 'subject', ['encoded-word-decoded'], (value) =>
    value.startsWith('=?utf-8') || value.startsWith('=?UTF-8') ? utf8(decoded(value)) : null,
  ),
  field(
    'subject: Q made B',
    'words',
    'subject',
    ['encoded-word-reencoded'],
    (value) =>
      /\?Q\?/.test(value) && /^=\?utf-8/i.test(value) ? word(decoded(value), 'B', 'UTF-8') : null,
    ['encoded-word-charset-changed'],
  ),
  field(
    'subject: B made Q',
    'words',
    'subject',
    ['encoded-word-reencoded'],
    (value) =>
      /\?B\?/.test(value) && /^=\?utf-8/i.test(value) ? word(decoded(value), 'Q', 'utf-8') : null,
    ['encoded-word-charset-changed'],
  ),
  field(
    'subject converted to UTF-8',
    'words',
    'subject',
    ['encoded-word-reencoded', 'encoded-word-charset-changed'],
    (value, random) =>
      value.startsWith('=?') && !/^=\?utf-8/i.test(value)
        ? word(decoded(value), random.pick(['Q', 'B']), random.pick(['UTF-8', 'utf-8']))
        : null,
  ),
  field(
    'from converted to UTF-8',
    'words',
    'from',
    ['display-name-reencoded', 'encoded-word-charset-changed', 'encoded-word-reencoded'],
    (value, random) =>
      value.startsWith('=?') && !/^=\?utf-8/i.test(value)
        ? value.replace(/^=\?[^]*\?=/, (words) =>
            word(decoded(words), random.pick(['Q', 'B']), 'UTF-8'),
          )
        : null,
  ),
  field(
    'from: name encoded again',
    'words',
    'from',
    ['display-name-reencoded', 'encoded-word-charset-changed', 'encoded-word-reencoded'],
    (value) =>
      /^=\?utf-8\?/i.test(value)
        ? value.replace(/^=\?[^]*\?=/, (words) =>
            word(decoded(words), /\?B\?/.test(words) ? 'Q' : 'B', 'utf-8'),
          )
        : null,
  ),
  field(
    'charset name in lower case',
    'words',
    'subject',
    ['encoded-word-charset-changed'],
    (value) => value.replace(/=\?UTF-8\?/g, '=?utf-8?'),
  ),
  ...address('in lower case', ['address-case-changed'], ['to', 'cc'], (value) =>
    value.replace(/[^\s<>,"]+@[^\s<>,"]+/g, (box) => box.toLowerCase()),
  ),
  ...address('one in lower case', ['address-case-changed'], ['to', 'cc'], (value) =>
    value.replace(/[^\s<>,"]+@[^\s<>,"]+/, (box) => box.toLowerCase()),
  ),
  ...address(
    'names quoted',
    ['display-name-quoted'],
    ['from', 'to', 'cc'],
    (value) => each(value, (box) => box.replace(/^([A-Za-z][A-Za-z .']*?) </, '"$1" <')),
    ADDRESS_ALSO,
  ),
  ...address(
    'names unquoted',
    ['display-name-unquoted'],
    ['from', 'to', 'cc'],
    (value) => each(value, (box) => box.replace(/^"([A-Za-z ]*)" </, '$1 <')),
    ADDRESS_ALSO,
  ),
  ...address('refolded', ['field-refolded', 'field-white-space-changed'], ['to'], (value) =>
    value.includes('\r\n\t')
      ? value.replace(/,\s+/g, ',\r\n    ')
      : value.includes(', ')
        ? value.replace(/, /g, ',\r\n ')
        : null,
  ),
  ...address(
    'in angle brackets',
    ['address-list-changed', 'address-case-changed', 'display-name-changed'],
    ['to'],
    (value) => (/^[^<>\s,]+@[^<>\s,]+$/.test(value) ? `<${value}>` : null),
  ),
  ...address(
    'a recipient more',
    ['address-list-changed'],
    ['to', 'cc'],
    (value) => `${value}, archive@example.net`,
  ),
  ...address(
    'made undisclosed',
    ['address-list-changed', 'address-group-changed'],
    [],
    () => 'undisclosed-recipients:;',
  ),
  munge('reply-to'),
  munge('cc'),
  munge('x-original-from'),
  field('date made UTC', 'date', 'date', ['date-rewritten'], (value) =>
    value.includes('+0000') ? null : dateIn(value, 0, '+0000'),
  ),
  field('date made GMT', 'date', 'date', ['date-rewritten'], (value) =>
    value.includes('+0000') ? value.replace('+0000', 'GMT') : dateIn(value, 0, 'GMT'),
  ),
  field('date: zone named', 'date', 'date', ['date-rewritten'], (value) =>
    value.includes('+0700') ? `${value} (WIB)` : value.includes('+0100') ? `${value} (CET)` : null,
  ),
  field('message-id: brackets gone', 'ids', 'message-id', ['message-id-rewritten'], (value) =>
    value.replace(/[<>]/g, ''),
  ),
  field(
    'references unfolded',
    'folds',
    'references',
    ['field-refolded'],
    (value) => value.replace(/\r\n\t/g, ' '),
    ['field-white-space-changed'],
  ),
  field(
    'subject refolded',
    'folds',
    'subject',
    ['field-refolded'],
    (value) =>
      value.includes('\r\n') || !value.includes(' ') ? null : value.replace(/ (?=[^ ]*$)/, '\r\n '),
    ['field-white-space-changed'],
  ),
  field(
    'MIME-Version: comment removed',
    'mime',
    'mime-version',
    ['mime-version-rewritten'],
    (value) => value.replace(/ \(.*\)/, ''),
  ),
  field(
    'content-type: charset in quotes',
    'mime',
    'content-type',
    ['content-type-rewritten'],
    (value) => value.replace(/charset=([^";\s]+)/, 'charset="$1"'),
    ['field-refolded'],
  ),
  field(
    'content-type: quotes removed',
    'mime',
    'content-type',
    ['content-type-rewritten'],
    (value) => value.replace(/charset="([^"]+)"/, 'charset=$1'),
    ['field-refolded'],
  ),
  field(
    'content-type: charset in lower case',
    'mime',
    'content-type',
    ['content-type-rewritten'],
    (value) => value.replace(/charset="?UTF-8"?/, (name) => name.toLowerCase()),
  ),
  field(
    'content-type unfolded',
    'mime',
    'content-type',
    ['field-refolded', 'field-white-space-changed'],
    (value) => value.replace(/\r\n\t/g, ' '),
  ),
  field(
    'content-type: format=flowed gone',
    'mime',
    'content-type',
    ['content-type-rewritten'],
    (value) => value.replace('; format=flowed', ''),
  ),
  field(
    'encoding 8bit said 7bit',
    'mime',
    'content-transfer-encoding',
    ['content-transfer-encoding-rewritten'],
    (value) => (value === '8bit' ? '7bit' : value === '7bit' ? '8bit' : null),
  ),
  field(
    'encoding in capitals',
    'mime',
    'content-transfer-encoding',
    ['content-transfer-encoding-rewritten'],
    (value) => value.toUpperCase(),
  ),
  extra('Reply-To of a list added', 'Reply-To: Staff <staff@lists.example.com>', 'reply-to'),
  extra('Sender added', 'Sender: staff-bounces@lists.example.com', 'sender'),
  extra('List-Id added', 'List-Id: Staff <staff.lists.example.com>', 'list-id'),
  extra('second To', 'To: undisclosed-recipients:;', 'to', 'doubled', [
    'field-duplicated',
    'address-list-changed',
  ]),
  extra('second Date', 'Date: Mon, 9 Mar 2026 12:00:00 +0000', 'date', 'doubled', [
    'field-duplicated',
  ]),
  extra('second MIME-Version', 'MIME-Version: 1.0', 'mime-version', 'doubled', [
    'field-duplicated',
  ]),
  extra('second Subject', 'Subject: (none)', 'subject', 'doubled', ['field-duplicated']),
  gone('MIME-Version gone', 'mime-version'),
  gone('Content-Transfer-Encoding gone', 'content-transfer-encoding'),
  gone('Precedence gone', 'precedence'),
  gone('In-Reply-To gone', 'in-reply-to'),
];

/** Of the signature field, under simple. */
export const SIGNATURE_CHANGES: readonly {
  name: string;
  change: (line: string) => string | null;
}[] = [
  { name: 'signature unfolded', change: (line) => line.replace(/\r\n[ \t]+/g, ' ') },
  {
    name: 'signature: tabs made spaces',
    change: (line) => line.replace(/\r\n\t/g, '\r\n        '),
  },
  { name: 'signature: one space', change: (line) => line.replace(/\r\n[ \t]+/g, '\r\n ') },
  {
    name: 'signature refolded at 78',
    change: (line) => {
      const flat = line.replace(/\r\n[ \t]+/g, ' ');
      const rows: string[] = [];
      let row = '';
      for (const piece of flat.split(' ')) {
        if (row !== '' && row.length + 1 + piece.length > 78) {
          rows.push(row);
          row = ` ${piece}`;
        } else row = row === '' ? piece : `${row} ${piece}`;
      }
      return [...rows, row].join('\r\n');
    },
  },
];
