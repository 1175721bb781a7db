// Letters signed as the field's programs do: which fields, oversigned or not, each canonicalization, both algorithms, l=, z=, and the
// signature field folded as OpenDKIM, Gmail, Postfix users' rspamd, Exim or a Node program fold it.
import { signedField, type KeyName } from '../verify/dkim/signer.ts';
import type { Letter } from './letters.ts';
import type { Random } from './random.ts';

export interface Signed extends Letter {
  /** The signature first. */
  fields: string[];
  canonicalization: string;
  key: KeyName;
}

export interface SignChoice {
  canonicalization: 'relaxed/relaxed' | 'relaxed/simple' | 'simple/relaxed' | 'simple/simple';
  key: KeyName;
  limit?: boolean;
  copies?: boolean;
  oversign?: boolean;
}

const SIGNED_AT = Date.UTC(2026, 0, 1) / 1000;

const FOLDS: readonly ((tags: readonly string[]) => string)[] = [
  (tags) => `DKIM-Signature: ${tags.join('; ')}`,
  (tags) => `DKIM-Signature: ${tags.slice(0, 3).join('; ')};\r\n\t${tags.slice(3).join(';\r\n\t')}`,
  (tags) =>
    `DKIM-Signature: ${tags.slice(0, 4).join('; ')};\r\n        ${tags.slice(4).join(';\r\n        ')}`,
  (tags) => `DKIM-Signature: ${tags.slice(0, 5).join('; ')};\r\n ${tags.slice(5).join(';\r\n ')}`,
];

export function signed(letter: Letter, choice: SignChoice, random: Random): Signed {
  const { canonicalization, key } = choice;
  const [header = 'simple', bodyForm = 'simple'] = canonicalization.split('/') as (
    | 'simple'
    | 'relaxed'
  )[];
  const present = letter.fields.map((field) => field.slice(0, field.indexOf(':')).toLowerCase());
  const names = [...new Set(present)];
  if (choice.oversign === true)
    names.push(
      'from',
      'subject',
      'reply-to',
      'list-id',
      'sender',
      ...(random.next() < 0.5 ? ['to', 'date'] : []),
    );
  const tags = [
    'v=1',
    `a=${key.startsWith('ed25519') ? 'ed25519' : 'rsa'}-sha256`,
    `c=${canonicalization}`,
    'd=example.org',
    's=sel',
    `t=${SIGNED_AT}`,
    `h=${names.join(':')}`,
    ...(choice.limit === true ? [`l=${canonicalLength(letter.body, bodyForm)}`] : []),
    ...(choice.copies === true ? [`z=${letter.fields.map(copy).join('|')}`] : []),
    'bh=@BH@',
    'b=@B@',
  ];
  const signature = random.pick(FOLDS)(tags);
  const field = signedField({
    fields: letter.fields,
    body: letter.body,
    signature,
    key,
    header,
    bodyForm,
    hash: 'sha256',
    names,
    ...(choice.limit === true ? { limit: canonicalLength(letter.body, bodyForm) } : {}),
  });
  return { ...letter, fields: [field, ...letter.fields], canonicalization, key };
}

function canonicalLength(body: string, form: 'simple' | 'relaxed'): number {
  if (form === 'simple') return body.replace(/(?:\r\n)+$/, '').length + 2;
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.reduce((sum, line) => sum + line.length + 2, 0);
}

/** RFC 6376 §3.5 z=: dkim-quoted-printable, "|" and ":" quoted in values. */
function copy(field: string): string {
  const colon = field.indexOf(':');
  return `${field.slice(0, colon)}:${field
    .slice(colon + 1)
    .trimStart()
    .replace(
      /[^!-:<>-{}~]/g,
      (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )}`;
}
