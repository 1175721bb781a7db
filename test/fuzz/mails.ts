// Makes DKIM and ARC cases: messages signed once to three times in every way the grammar allows, some with an ARC chain; then, for
// about half of them, one or two things happen: on the way, to the signature itself, or to the key record.
import { addSet } from '../verify/arc/sealer.ts';
import { NOW_SECONDS } from '../verify/dkim/harness.ts';
import {
  bodyDigest,
  message,
  recordText,
  signedField,
  type KeyName,
} from '../verify/dkim/signer.ts';
import type { MailCase } from './mail-case.ts';
import { damage } from './mail-damage.ts';
import type { Random } from './random.ts';

/** selector → key; the records stand under example.org and under sub.example.org. */
const SELECTORS: readonly (readonly [selector: string, key: KeyName, record: string | null])[] = [
  ['s2048', 'rsa2048', null],
  ['s1024', 'rsa1024', null],
  ['sed', 'ed25519', null],
  ['se3', 'rsa2048e3', null],
  ['s768', 'rsa768', null],
  ['a.b', 'rsa2048b', null],
  ['strict', 'rsa2048', 't=s'],
  ['test', 'rsa2048', 't=y'],
  ['sha1', 'rsa2048', 'h=sha1'],
  ['sha256', 'rsa2048', 'h=sha1:sha256'],
  ['email', 'rsa2048', 's=email'],
  ['other', 'rsa2048', 's=tlsrpt'],
  ['notes', 'rsa2048', 'n=a note =3D; g=*'],
  ['wrong', 'rsa2048b', null],
];

const FIELD_NAMES = [
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'Received',
  'X-Note',
  'MIME-Version',
  'Content-Type',
  'Reply-To',
  'Cc',
  'x-note',
];

export function mailCase(random: Random): MailCase {
  const { chance, int, pick } = random;
  const keys = keyRecords();
  let fields = [
    'From: Alice <alice@example.org>',
    ...Array.from({ length: 2 + int(7) }, () => field(random, pick(FIELD_NAMES))),
  ];
  const body = bodyText(random);
  const signatures = random.weighted([
    [8, 1],
    [3, 2],
    [1, 3],
  ]);
  for (let made = 0; made < signatures; made++) fields.unshift(signature(random, fields, body));
  if (chance(0.3)) {
    const sets = 1 + int(3);
    for (let instance = 1; instance <= sets; instance++)
      fields = arcSet(random, fields, body, instance);
  }
  const sent: MailCase = { message: message(fields, body), keys, at: NOW_SECONDS };
  const changes = random.weighted([
    [10, 0],
    [8, 1],
    [2, 2],
  ]);
  let damaged = sent;
  for (let change = 0; change < changes; change++) damaged = damage(random, damaged);
  return damaged;
}

function keyRecords(): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const domain of ['example.org', 'sub.example.org']) {
    for (const [selector, key, tag] of SELECTORS) {
      const text = recordText(selector === 'wrong' ? 'rsa2048' : key);
      keys[`${selector}._domainkey.${domain}`] =
        tag === null ? text : text.replace('; ', `; ${tag}; `);
    }
  }
  keys['arc._domainkey.lists.example.net'] = recordText('rsa2048');
  return keys;
}

function field({ pick, list, chance }: Random, name: string): string {
  const words = list(8, () =>
    pick([
      'word',
      'x',
      '=?utf-8?q?=C3=A9?=',
      '"q"',
      ';',
      'b=',
      'a:b',
      '(c)',
      '\xe9\xc3',
      '<a@b.example>',
      '1',
      'h=From',
    ]),
  );
  const gaps = [' ', ' ', ' ', '  ', '\t', '\r\n ', '\r\n\t', ' \r\n  '];
  const value = words.map((word) => pick(gaps) + word).join('');
  return `${name}${chance(0.03) ? ' ' : ''}:${chance(0.1) ? '' : ' '}${value.replace(/^\s+/, '')}${chance(0.1) ? pick([' ', '\t']) : ''}`;
}

function bodyText({ pick, list, chance }: Random): string {
  if (chance(0.05)) return pick(['', '', '\r\n', ' \r\n', '\r\n\r\n', '\t\r\n']);
  const lines = list(8, () =>
    list(6, () => pick(['word', ' ', '  ', '\t', '.', '..', 'caf\xe9', '-- ', 'From ', '='])).join(
      '',
    ),
  );
  // A message that came by SMTP ends its last line; of saved ones some do not.
  return (
    lines.join('\r\n') +
    (chance(0.02) ? '' : pick(['\r\n', '\r\n', '\r\n', '\r\n\r\n', ' \r\n', '\r\n\r\n \r\n']))
  );
}

const fold = ({ chance, int }: Random, text: string, often: number): string => {
  if (!chance(often) || text.length < 2) return text;
  const at = 1 + int(text.length - 1);
  return `${text.slice(0, at)}\r\n\t${text.slice(at)}`;
};

/** A signature field as a correct signer makes it, however it may look. */
function signature(random: Random, fields: readonly string[], body: string): string {
  const { pick, chance, int, weighted, list } = random;
  const [selector, key] =
    weighted([
      [30, SELECTORS[0]],
      [10, SELECTORS[1]],
      [10, SELECTORS[2]],
      ...SELECTORS.slice(3).map((entry) => [2, entry] as const),
    ] as const) ??
    SELECTORS[0] ??
    [];
  if (selector === undefined || key === undefined) throw new TypeError('no selector');
  const domain = chance(0.15) ? 'sub.example.org' : 'example.org';
  const header = pick(['relaxed', 'relaxed', 'simple'] as const);
  const bodyForm = pick(['relaxed', 'relaxed', 'simple'] as const);
  const c =
    header === 'simple' && bodyForm === 'simple' && chance(0.5)
      ? null
      : bodyForm === 'simple' && chance(0.5)
        ? header
        : `${header}/${bodyForm}`;
  const hash = !key.startsWith('ed25519') && chance(0.04) ? 'sha1' : 'sha256';
  const names = ['From', ...list(6, () => pick([...FIELD_NAMES, 'X-Absent', 'FROM']))];
  // RFC 6376 §5.4: only for signatures that are there already.
  if (chance(0.05) && fields.some((line) => /^dkim-signature/i.test(line)))
    names.push('DKIM-Signature');
  if (chance(0.3)) names.push('From');
  if (chance(0.1)) names.reverse();
  const whole = Buffer.from(
    bodyForm === 'relaxed' ? canonicalLength(body) : body.replace(/(?:\r\n)+$/, '') + '\r\n',
    'latin1',
  ).length;
  const limit = chance(0.1) ? int(whole + 1) : undefined;
  const digest = bodyDigest(body, bodyForm, hash, limit);
  const space = (): string => (chance(0.05) ? pick([' ', '\t', '\r\n ', '\r\n\t']) : '');
  const tags: [string, string][] = [
    ['v', '1'],
    ['a', `${key.startsWith('ed25519') ? 'ed25519' : 'rsa'}-${hash}`],
    ...(c === null ? [] : [['c', c] as [string, string]]),
    ['d', chance(0.05) ? domain.toUpperCase() : domain],
    ['s', selector],
    ['h', names.map((name) => `${space()}${name}${space()}`).join(':')],
    ['bh', fold(random, digest, 0.2)],
    ...(limit === undefined ? [] : [['l', String(limit)] as [string, string]]),
    ...optionalTags(random, domain),
  ];
  if (chance(0.3)) tags.sort(() => int(3) - 1);
  tags.splice(chance(0.8) ? tags.length : int(tags.length), 0, ['b', '@B@']);
  const gap = pick(['; ', '; ', ';', ';\r\n\t', ' ; ', ';  \r\n ']);
  const text = tags
    .map(([name, value]) => `${space()}${name}${space()}=${space()}${value}`)
    .join(gap);
  const template = `${pick(['DKIM-Signature', 'DKIM-Signature', 'dkim-signature', 'DKIM-SIGNATURE'])}:${pick([' ', ' ', '', '\r\n '])}${text.replace(/^[\r\n\t ]+/, '')}${chance(0.3) ? ';' : ''}`;
  const made = signedField({
    fields: [...fields],
    body,
    signature: template,
    key: selector === 'wrong' ? 'rsa2048b' : key,
    header,
    bodyForm,
    hash,
    names,
  });
  // White space in b= is not signed.
  return chance(0.3) ? made.replace(/([A-Za-z0-9+/]{60})(?=[A-Za-z0-9+/])/g, '$1\r\n\t ') : made;
}

function canonicalLength(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}

function optionalTags({ chance, pick }: Random, domain: string): [string, string][] {
  const tags: [string, string][] = [];
  if (chance(0.3)) tags.push(['t', String(NOW_SECONDS - pick([0, 60, 86_400]))]);
  // OpenDKIM has the machine's clock: what is to come must be far away.
  if (chance(0.2)) tags.push(['x', pick(['4102444800', '4102444801', '9999999999'])]);
  if (chance(0.15))
    tags.push([
      'i',
      pick([`@${domain}`, `user@${domain}`, `@x.${domain}`, `a=2Bb@${domain}`, `"q q"@${domain}`]),
    ]);
  if (chance(0.1)) tags.push(['q', pick(['dns/txt', 'dns/txt:x/y', 'dns/txt '])]);
  if (chance(0.1)) tags.push(['z', 'From:a@b=3B_b=3Dx|Subject:y']);
  if (chance(0.05))
    tags.push([pick(['n', 'foo', 'r', 'B', 'x_y1']), pick(['', 'bar', 'b=c', 'a b'])]);
  return tags;
}

function arcSet(
  random: Random,
  fields: readonly string[],
  body: string,
  instance: number,
): string[] {
  const { pick, chance } = random;
  return addSet(fields, body, {
    instance,
    messageSignature: {
      c: pick(['relaxed/relaxed', 'relaxed/simple', 'simple/simple']),
      ...(chance(0.2) ? { t: String(NOW_SECONDS) } : {}),
      h: pick([
        'From:To:Subject',
        'From:To:Subject:DKIM-Signature',
        'from:date:message-id:x-note',
        'From:From:To:To',
      ]),
    },
    ...(chance(0.1) ? { seal: { t: null } } : {}),
  });
}
