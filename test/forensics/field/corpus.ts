// The independent corpus: letters, their signatures, and what was done to each: one change, two, three, or a chain as systems in the field
// make it. Everything follows from the seed.
import { signedField, type KeyName } from '../../verify/dkim/signer.ts';
import { seededRandom } from '../random.ts';
import { BODY_CHANGES, leaves, ODD_LETTERS, setEncoder, type Change } from './body-changes.ts';
import { utf8 } from './encoders.ts';
import { HEADER_CHANGES, munge, SIGNATURE_CHANGES } from './header-changes.ts';
import { bodyOf, fieldLetter, LETTER_KINDS, type FieldLetter, type Part } from './letters.ts';

export interface FieldCase {
  set: 'single' | 'pair' | 'triple' | 'chain';
  title: string;
  group: string;
  key: KeyName;
  canonicalization: string;
  letter: string;
  /** Latin1 text. */
  original: string;
  received: string;
  expected: string[][];
  also: string[];
}

const copy = (letter: FieldLetter): FieldLetter => structuredClone(letter);
const whole = (fields: readonly string[], letter: FieldLetter): string =>
  `${fields.join('\r\n')}\r\n\r\n${letter.raw ?? bodyOf(letter.root)}`;

interface Signing {
  canonicalization: string;
  key: KeyName;
  oversigned: boolean;
  fold: number;
}
const SIGNINGS: Signing[] = [
  { canonicalization: 'relaxed/relaxed', key: 'rsa2048', oversigned: false, fold: 0 },
  { canonicalization: 'relaxed/relaxed', key: 'rsa2048', oversigned: true, fold: 1 },
  { canonicalization: 'relaxed/simple', key: 'rsa2048', oversigned: false, fold: 1 },
  { canonicalization: 'simple/simple', key: 'rsa1024', oversigned: false, fold: 2 },
  { canonicalization: 'simple/relaxed', key: 'rsa2048', oversigned: true, fold: 1 },
  { canonicalization: 'relaxed/relaxed', key: 'ed25519', oversigned: false, fold: 0 },
  { canonicalization: 'relaxed/relaxed', key: 'rsa2048', oversigned: false, fold: 2 },
];
const FOLDS: ((tags: string[]) => string)[] = [
  (tags) =>
    `DKIM-Signature: ${tags.slice(0, 4).join('; ')};\r\n        ${tags.slice(4).join(';\r\n        ')}`,
  (tags) => `DKIM-Signature: ${tags.slice(0, 3).join('; ')};\r\n\t${tags.slice(3).join(';\r\n\t')}`,
  (tags) => `DKIM-Signature: ${tags.slice(0, 5).join('; ')};\r\n ${tags.slice(5).join(';\r\n ')}`,
];

function signatureOf({
  fields,
  body,
  signing,
}: {
  fields: string[];
  body: string;
  signing: Signing;
}): string {
  const [header = 'simple', bodyForm = 'simple'] = signing.canonicalization.split('/') as (
    | 'simple'
    | 'relaxed'
  )[];
  const names = [...new Set(fields.map((line) => line.slice(0, line.indexOf(':'))))].filter(
    (name) => !/^(?:user-agent|x-ms-has-attach)$/i.test(name),
  );
  if (signing.oversigned)
    names.push('From', 'Subject', 'To', 'Date', 'Reply-To', 'Sender', 'List-Id');
  const tags = [
    'v=1',
    `a=${signing.key.startsWith('ed') ? 'ed25519' : 'rsa'}-sha256`,
    `c=${signing.canonicalization}`,
    'd=example.org',
    's=sel',
    `t=${Date.UTC(2026, 2, 9) / 1000}`,
    `h=${names.join(':')}`,
    'bh=@BH@',
    'b=@B@',
  ];
  return signedField({
    fields,
    body,
    signature: (FOLDS[signing.fold] ?? FOLDS[0])?.(tags) ?? '',
    key: signing.key,
    header,
    bodyForm,
    hash: 'sha256',
    names,
  });
}

/** As Mailman 3 decorates a single text part: written anew in base64 where it is not ASCII. */
const mailmanFooter: Change = {
  name: 'Mailman footer',
  group: 'chain',
  where: 'body',
  expected: [['lines-appended', 'lines-inserted', 'mime-part-added', 'wrapped-in-multipart']],
  also: [
    'transfer-encoding-changed',
    'content-type-rewritten',
    'content-transfer-encoding-rewritten',
    'charset-changed',
    'field-removed',
    'mime-part-added',
    'blank-lines-changed',
    'mime-version-rewritten',
  ],
  apply: (letter, random) => {
    const footer = `_______________________________________________\r\nStaff mailing list -- staff@lists.example.com\r\nTo unsubscribe send an email to staff-leave@lists.example.com\r\n`;
    if (letter.root.parts.length > 0 || letter.root.type !== 'text/plain') {
      const name =
        letter.root.type === 'multipart/mixed'
          ? 'part added by a list'
          : 'wrapped in multipart/mixed with a footer part';
      return BODY_CHANGES.find((one) => one.name === name)?.apply(letter, random) ?? null;
    }
    const { root } = letter;
    const text = new TextDecoder(root.charset).decode(Buffer.from(root.text, 'latin1')) + footer;
    const isAscii = /^[\0-\x7f]*$/.test(text);
    root.text = isAscii ? text : utf8(text);
    root.charset = isAscii ? 'us-ascii' : 'utf-8';
    letter.fields = letter.fields
      .filter((line) => !/^content-transfer-encoding:/i.test(line))
      .map((line) =>
        /^content-type:/i.test(line)
          ? `Content-Type: text/plain; charset="${root.charset}"${line.includes('format=flowed') ? '; format="flowed"' : ''}`
          : line,
      );
    setEncoder(letter, root, isAscii ? 'plain' : 'base64');
    return letter;
  },
};
const named = (name: string): Change => {
  const found = [...BODY_CHANGES, ...HEADER_CHANGES].find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const bySubject: Change = {
  ...named('subject: a tag before it'),
  apply: (letter, random) => {
    for (const name of [
      'subject: Re: [tag] of RE:/AW:/FWD:',
      'subject: a tag before encoded-words',
      'subject: a tag before it',
    ]) {
      const done = named(name).apply(letter, random);
      if (done !== null) return done;
    }
    return null;
  },
};
const external: Change = {
  ...named('subject: a tag before it'),
  apply: (letter) => {
    letter.fields = letter.fields.map((line) =>
      line.startsWith('Subject:') ? line.replace('Subject: ', 'Subject: [EXTERNAL] ') : line,
    );
    return letter;
  },
};
const listFields: Change = {
  name: 'list fields',
  group: 'chain',
  where: 'header',
  expected: [],
  also: ['field-added'],
  apply: (letter) => {
    letter.fields.unshift(
      'Precedence: list',
      'List-Id: Staff <staff.lists.example.com>',
      'List-Post: <mailto:staff@lists.example.com>',
    );
    return letter;
  },
};
const anyOf = (...names: string[]): Change => ({
  ...named(names[0] ?? ''),
  expected: [[...new Set(names.flatMap((name) => named(name).expected.flat()))]],
  also: [...new Set(names.flatMap((name) => named(name).also ?? []))],
  apply: (letter, random) => {
    for (const name of names) {
      const done = named(name).apply(copy(letter), random);
      if (done !== null) return done;
    }
    return null;
  },
});
const banner = anyOf(
  'banner in text and html',
  'banner in the text part',
  'banner in quoted-printable text',
  'banner in base64 text',
  'banner in html',
  'banner in quoted-printable html',
);
const disclaimer = anyOf(
  'disclaimer in text and html',
  'footer in the text part',
  'footer in quoted-printable text, written anew',
  'footer in base64 text',
  'disclaimer in html',
  'disclaimer in quoted-printable html',
);
const safelinks = anyOf('links: safelinks', 'links in encoded parts: safelinks');
const lowered = anyOf('to: in lower case');
const toQp = anyOf('8bit made quoted-printable');
const CHAINS: readonly (readonly [string, readonly Change[]])[] = [
  ['Mailman: prefix, footer', [listFields, bySubject, mailmanFooter]],
  ['Mailman: prefix, munge, footer', [listFields, bySubject, munge('reply-to'), mailmanFooter]],
  ['Mailman: prefix, munge', [listFields, bySubject, munge('reply-to')]],
  ['Mailman: munge in Cc, footer', [listFields, munge('cc'), mailmanFooter]],
  ['Exchange: disclaimer', [disclaimer]],
  ['Exchange: EXTERNAL and banner', [external, banner]],
  ['Google: EXTERNAL and banner, address in lower case', [external, banner, lowered]],
  ['gateway: Safe Links and EXTERNAL', [external, safelinks]],
  ['gateway: banner and Safe Links', [safelinks, banner]],
  ['amavis: spam tag and quoted-printable', [named('subject: a tag before it'), toQp]],
  ['relay: quoted-printable, footer below', [toQp, named('footer below everything')]],
  [
    'gateway: disclaimer and subject encoded again',
    [named('subject: a tag, all encoded again'), disclaimer],
  ],
  ['relay: EXTERNAL, From quoted', [external, named('from: names quoted')]],
];

export function* fieldCases(
  seed: number,
  sizes: { singles: number; pairs: number; triples: number; chains: number },
): Generator<FieldCase> {
  const random = seededRandom(seed);
  const letters = Array.from({ length: 112 }, (_, number) =>
    fieldLetter(LETTER_KINDS[number % LETTER_KINDS.length] ?? 'plain', random, 1000 + number),
  );
  const all = [...BODY_CHANGES, ...HEADER_CHANGES];
  const made = (
    set: FieldCase['set'],
    title: string,
    group: string,
    letter: FieldLetter,
    changes: readonly Change[],
    signing: Signing,
  ): FieldCase | null => {
    const body = letter.raw ?? bodyOf(letter.root);
    const signature = signatureOf({ fields: letter.fields, body, signing });
    let now: FieldLetter | null = copy(letter);
    for (const change of changes) {
      now = change.apply(now, random);
      if (now === null) return null;
    }
    return {
      set,
      title,
      group,
      key: signing.key,
      canonicalization: signing.canonicalization,
      letter: letter.kind,
      original: whole([signature, ...letter.fields], letter),
      received: whole([signature, ...now.fields], now),
      expected: changes.flatMap(({ expected }) => expected),
      also: changes.flatMap(({ also = [] }) => also),
    };
  };
  for (const change of all) {
    let count = 0;
    for (let tries = 0; tries < letters.length * 2 && count < sizes.singles; tries++) {
      const letter = random.pick(letters);
      const one = made(
        'single',
        `${change.where}: ${change.name}`,
        change.group,
        letter,
        [change],
        random.pick(SIGNINGS),
      );
      if (one === null) continue;
      count++;
      yield one;
    }
  }
  for (const { name, expected, odd } of ODD_LETTERS)
    for (let count = 0; count < sizes.singles; count++) {
      const letter = random.pick(
        letters.filter(({ root }) =>
          leaves(root).every(({ encoder }: Part) => encoder === 'plain'),
        ),
      );
      const body = bodyOf(letter.root);
      const before = odd(body, random);
      if (before === null || before === body) continue;
      const change: Change = {
        name,
        group: 'line ends',
        where: 'body',
        expected: [expected],
        apply: (one) => ({ ...one, raw: body }),
      };
      const one = made(
        'single',
        `body: ${name}`,
        'line ends',
        { ...letter, raw: before },
        [change],
        random.pick(SIGNINGS),
      );
      if (one !== null) yield one;
    }
  for (const { name, change } of SIGNATURE_CHANGES)
    for (let count = 0; count < sizes.singles; count++) {
      const letter = random.pick(letters);
      const signing = random.pick(
        SIGNINGS.filter(({ canonicalization }) => canonicalization.startsWith('simple')),
      );
      const one = made('single', `header: ${name}`, 'signature', letter, [], signing);
      if (one === null) continue;
      const end = one.received.search(/\r\n(?![ \t])/);
      const after = change(one.received.slice(0, end));
      if (after !== null)
        yield {
          ...one,
          received: after + one.received.slice(end),
          expected: [['signature-refolded']],
        };
    }
  const several = function* (
    set: 'pair' | 'triple',
    count: number,
    most: number,
  ): Generator<FieldCase> {
    for (let number = 0; number < most;) {
      const changes = Array.from({ length: count }, () => random.pick(all)).sort(
        (a, b) => Number(a.where === 'header') - Number(b.where === 'header'),
      );
      if (new Set(changes.map(({ group, where }) => `${where}${group}`)).size < count) continue;
      const one = made(
        set,
        `${set}: ${changes.map(({ where }) => where).join(' + ')}`,
        changes.map(({ group }) => group).join(' + '),
        random.pick(letters),
        changes,
        random.pick(SIGNINGS),
      );
      if (one === null) continue;
      number++;
      yield one;
    }
  };
  yield* several('pair', 2, sizes.pairs);
  yield* several('triple', 3, sizes.triples);
  for (const [name, changes] of CHAINS) {
    for (let count = 0, tries = 0; tries < 300 && count < sizes.chains; tries++) {
      const one = made(
        'chain',
        `chain: ${name}`,
        'chain',
        random.pick(letters),
        changes,
        random.pick(SIGNINGS),
      );
      if (one === null) continue;
      count++;
      yield one;
    }
  }
}
