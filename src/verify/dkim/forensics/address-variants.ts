// Fields of addresses (RFC 5322 §3.4): names quoted or not, in encoded-words or not, addresses in other letters, lists and groups in
// another form, one mailbox or all of them. Not known here: what a change is called.
import { encodedForms } from './encoded-forms.ts';
import { decodedText, utf8Octets } from './encoded-words.ts';
import { fieldParts, trimmed, unfolded, type FieldVariant } from './header-edit.ts';
import { isQuoted, mailboxes, unquotedName as bare, type Mailbox } from './mailboxes.ts';
import { respelled } from './respelled-words.ts';

const MAX_MAILBOXES = 12;
const GROUPS = [
  'undisclosed-recipients:;',
  'undisclosed-recipients: ;',
  'Undisclosed recipients:;',
  'Undisclosed recipients: ;',
  'Undisclosed-recipients:;',
  'Undisclosed-recipients: ;',
  'undisclosed recipients:;',
  'undisclosed recipients: ;',
  'unlisted-recipients:;',
  'unlisted-recipients:; (no To-header on input)',
  '"Undisclosed recipients":;',
  'recipient list not shown:;',
  'recipient list not shown: ;',
  '(undisclosed recipients)',
  'Undisclosed Recipients <>',
  '',
];

export function* addressVariants(
  line: string,
  { thorough, charsets }: { thorough: boolean; charsets: readonly string[] },
): Generator<FieldVariant> {
  const { name: field, rest } = fieldParts(line);
  const boxes = mailboxes(rest).slice(0, MAX_MAILBOXES);
  const made = (changed: string, rank: number, family?: string): FieldVariant => ({
    line: `${field}:${changed}`,
    rank,
    ...(family === undefined ? {} : { family }),
  });
  const replaced = (forms: readonly (string | null)[]): string => {
    let out = '';
    let at = 0;
    for (const [index, { start, end }] of boxes.entries()) {
      const form = forms[index];
      if (form === null || form === undefined) continue;
      out += rest.slice(at, start) + form;
      at = end;
    }
    return out + rest.slice(at);
  };
  const only = (index: number, form: string): string =>
    replaced(boxes.map((_, at) => (at === index ? form : null)));
  // Every rewriting of all mailboxes, then of each.
  for (const [number, [rewrite, rank]] of REWRITINGS.entries()) {
    const forms = boxes.map((box) => rewrite(box));
    if (forms.every((form) => form === null)) continue;
    yield made(replaced(forms), rank, `address ${number}`);
    if (forms.filter((form) => form !== null).length < 2) continue;
    for (const [index, form] of forms.entries())
      if (form !== null) yield made(only(index, form), rank + 1);
  }
  for (const [index, box] of boxes.entries()) {
    const later = index > 0 ? 2 : 0;
    for (const [form, rank] of addressForms(box.address))
      yield made(
        only(
          index,
          rest.slice(box.start, box.end).replace(box.address, () => form),
        ),
        rank + later,
      );
    for (const { form, rank, family } of nameForms(box, field.length + 2, {
      thorough,
      known: charsets,
    }))
      yield made(only(index, form), rank + later, family ?? undefined);
  }
  for (const forms of casedTogether(boxes))
    yield made(
      replaced(
        forms.map((form, index) => {
          const box = boxes[index];
          return form === null || box === undefined
            ? null
            : rest.slice(box.start, box.end).replace(box.address, () => form);
        }),
      ),
      1,
    );
  // A comma that quotes had protected.
  const [, phrase = '', angle = ''] =
    /^\s*([^"<>]*,[^"<>]*?)\s*(<[^<>]*>)\s*$/.exec(unfolded(rest)) ?? [];
  if (phrase !== '') yield made(` ${quote(phrase)} ${angle}`, 1);
  yield* groupVariants(rest, made);
  if (boxes.length > 1) {
    const texts = boxes.map(({ start, end }) => rest.slice(start, end));
    for (const [between, rank] of [
      [',', 0.9],
      [', ', 0.9],
      [',\r\n ', 3],
      [',\r\n\t', 3],
      [' , ', 4],
    ] as const)
      yield made(` ${texts.join(between)}`, rank);
    yield made(` ${texts.toReversed().join(', ')}`, 4);
    if (boxes.length <= 6)
      for (let at = 0; at + 1 < boxes.length; at++)
        yield made(
          ` ${texts
            .with(at, texts[at + 1] ?? '')
            .with(at + 1, texts[at] ?? '')
            .join(', ')}`,
          5,
        );
    // A recipient was added.
    for (let at = 0; at < boxes.length; at++)
      yield made(` ${texts.toSpliced(at, 1).join(', ')}`, 3);
  }
  yield made(rest.replace(/,\s*$/, ''), 5);
  if (rest.includes('=?'))
    for (const { text, rank, style } of respelled(rest)) yield made(text, rank + 1, style);
}

function* groupVariants(
  rest: string,
  made: (changed: string, rank: number) => FieldVariant,
): Generator<FieldVariant> {
  if (/undisclosed|unlisted|recipient list/i.test(rest) || trimmed(rest) === '')
    for (const group of GROUPS) yield made(` ${group}`, 1);
  const [, title, members = ''] =
    /^([^:;"<>@]{1,80}):([^]*);[ \t]*$/.exec(trimmed(unfolded(rest))) ?? [];
  if (title === undefined) return;
  const list = trimmed(members);
  for (const form of [
    `${title}: ${list};`,
    `${title}:${list};`,
    `"${title}": ${list};`,
    `"${title}":${list};`,
    `${title}: ${list} ;`,
    `${title} : ${list};`,
    `${title}:;`,
    `${title}: ;`,
    list,
  ])
    yield made(` ${form}`, 2);
}

type Rewriting = readonly [rewrite: (box: Mailbox) => string | null, rank: number];

const quote = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`;
const angled = (name: string, address: string): string =>
  name === '' ? `<${address}>` : `${name} <${address}>`;

const REWRITINGS: readonly Rewriting[] = [
  [({ name, address, angle }) => (angle && isQuoted(name) ? angled(bare(name), address) : null), 0],
  [
    ({ name, address, angle }) =>
      angle && name !== '' && !isQuoted(name) ? angled(quote(name), address) : null,
    0,
  ],
  [
    ({ name, address, angle }) =>
      angle && isQuoted(name) ? angled(`"${bare(name)}"`, address) : null,
    2,
  ],
  [
    ({ name, address, angle }) =>
      angle && isQuoted(name) && /[^\w ]/.test(name) ? angled(quote(bare(name)), address) : null,
    2,
  ],
  [
    ({ name, address, angle }) =>
      angle && name !== '' ? angled(`'${bare(name).replace(/^'|'$/g, '')}'`, address) : null,
    3,
  ],
  [
    ({ name, address, angle }) =>
      angle && name !== '' ? angled(`"'${bare(name).replace(/^'|'$/g, '')}'"`, address) : null,
    4,
  ],
  [
    ({ name, address, angle }) =>
      angle && /^"?'.*'"?$/.test(name) ? angled(bare(name).slice(1, -1), address) : null,
    3,
  ],
  [({ name, address, angle }) => (angle && name === '' ? address : null), 1],
  [({ address, angle, comment }) => (!angle && comment === null ? `<${address}>` : null), 1],
  [
    ({ address, angle, comment }) =>
      !angle && comment === null ? `"${address}" <${address}>` : null,
    3,
  ],
  [
    ({ address, angle, comment }) =>
      !angle && comment === null ? `${address} <${address}>` : null,
    3,
  ],
  [
    ({ name, address, angle }) =>
      angle && bare(name).toLowerCase() === address.toLowerCase() ? address : null,
    1,
  ],
  [
    ({ name, address, angle }) =>
      angle && bare(name).toLowerCase() === address.toLowerCase() ? `<${address}>` : null,
    1,
  ],
  [({ name, address, angle }) => (angle && name !== '' ? `${address} (${bare(name)})` : null), 3],
  [({ address, comment }) => (comment === null ? null : angled(comment, address)), 2],
  [({ address, comment }) => (comment === null ? null : angled(quote(comment), address)), 2],
  [({ name, address, angle }) => (angle && name !== '' ? `${name}<${address}>` : null), 3],
  [({ name, address, angle }) => (angle && name !== '' ? `${name}  <${address}>` : null), 4],
  [
    ({ name, address, angle }) =>
      angle && name !== '' ? `${quote(bare(name))}<${address}>` : null,
    4,
  ],
  [({ name, address, angle }) => (angle && name !== '' ? `<${address}>` : null), 2],
  [({ name, address, angle }) => (angle && name !== '' ? address : null), 2],
  [
    ({ name, address, angle }) =>
      angle && /^"?[^"@]+ \([^)]*\)"?$/.test(name)
        ? angled(trimmed(bare(name).replace(/ \([^)]*\)$/, '')), address)
        : null,
    3,
  ],
  [
    ({ name, address, angle }) =>
      angle && / \([^)]*\)/.test(name)
        ? angled(quote(trimmed(bare(name).replace(/ \([^)]*\)$/, ''))), address)
        : null,
    3,
  ],
  [({ name, address, angle }) => swapped(name, angle, address, false), 4],
  [({ name, address, angle }) => swapped(name, angle, address, true), 4],
];

/** "Doe, Jane" and "Jane Doe". */
function swapped(name: string, angle: boolean, address: string, quotes: boolean): string | null {
  if (!angle || name === '') return null;
  const text = bare(name);
  const comma = /^([^,]+), ([^,]+)$/.exec(text);
  const words = /^(\S+) (\S+)$/.exec(text);
  const other =
    comma !== null
      ? `${comma[2] ?? ''} ${comma[1] ?? ''}`
      : words !== null
        ? `${words[2] ?? ''}, ${words[1] ?? ''}`
        : null;
  return other === null
    ? null
    : angled(quotes || other.includes(',') ? quote(other) : other, address);
}

function* nameForms(
  { name, address, angle }: Mailbox,
  offset: number,
  { thorough, known }: { thorough: boolean; known: readonly string[] },
): Generator<{ form: string; rank: number; family: string | null }> {
  if (!angle || name === '') return;
  const { text, charsets } = decodedText(bare(name));
  const octets = utf8Octets(text);
  const forms: [form: string, rank: number, family?: string][] = [];
  if (charsets.length > 0) {
    forms.push(
      [octets, 1, 'decoded'],
      [quote(octets), 1, 'decoded quoted'],
      [isQuoted(name) ? bare(name) : `"${name}"`, 2],
    );
    if (!/[^\0-\xff]/.test(text)) forms.push([text, 3], [quote(text), 3]);
  }
  const eightBit = /[^\0-\x7f]/.test(text);
  if (eightBit || thorough) {
    for (const { text: form, rank, style } of encodedForms(text, {
      offset,
      hint: [...charsets, ...known],
      thorough: thorough && eightBit,
    })) {
      forms.push(eightBit ? [form, rank + 1, style] : [form, rank + 5]);
      if (rank < 2) forms.push([`"${form}"`, rank + 4]);
    }
  }
  for (const [form, rank, family] of forms)
    if (form !== name) yield { form: angled(form, address), rank, family: family ?? null };
}

const MAX_CASED = 400;

/** Several addresses that were made lower case at once: each as people write them, in every combination. */
function* casedTogether(boxes: readonly Mailbox[]): Generator<(string | null)[]> {
  const lists = boxes
    .slice(0, 4)
    .map(({ address }) => (address === address.toLowerCase() ? usualCases(address) : [null]));
  if (lists.filter((list) => list.length > 1).length < 2) return;
  let forms: (string | null)[][] = [[]];
  for (const list of lists) forms = forms.flatMap((some) => list.map((one) => [...some, one]));
  const changed = (some: readonly (string | null)[]): number =>
    some.filter((one) => one !== null).length;
  yield* forms
    .filter((some) => changed(some) > 1)
    .sort((a, b) => changed(a) - changed(b))
    .slice(0, MAX_CASED);
}

function usualCases(address: string): (string | null)[] {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const upper = (text: string, pattern: RegExp): string =>
    text.replace(pattern, (letter) => letter.toUpperCase());
  const locals = [...new Set([local, upper(local, /(?:^|[._-])[a-z]/g), upper(local, /^[a-z]/)])];
  const domains = [
    ...new Set([
      domain,
      upper(domain, /^[a-z]/),
      upper(domain, /^[a-z]|\.[a-z]+$/),
      domain.toUpperCase(),
    ]),
  ];
  return [
    null,
    ...locals
      .flatMap((one) => domains.map((other) => `${one}@${other}`))
      .filter((one) => one !== address),
  ];
}

/** The address in other letters. */
function* addressForms(address: string): Generator<[form: string, rank: number]> {
  const at = address.lastIndexOf('@');
  if (at < 0) return;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const initials = (text: string, parts: RegExp): string =>
    text.replace(parts, (start) => start.toUpperCase());
  const locals = new Set([
    local,
    local.toLowerCase(),
    local.charAt(0).toUpperCase() + local.slice(1),
    initials(local, /(?:^|[._-])[a-z]/g),
    local.toUpperCase(),
  ]);
  const domains = new Set([
    domain,
    domain.toLowerCase(),
    domain.charAt(0).toUpperCase() + domain.slice(1),
    initials(domain, /(?:^|[.-])[a-z]/g),
    domain.toUpperCase(),
    domain.replace(/\.[^.]*$/, (end) => end.toUpperCase()),
    initials(domain, /(?:^|-)[a-z]/g),
    initials(domain, /^[a-z]|\.[a-z]+$/g),
  ]);
  for (const [first, one] of [...locals].entries()) {
    for (const [second, other] of [...domains].entries())
      if (`${one}@${other}` !== address)
        yield [
          `${one}@${other}`,
          `${one}@${other}` === address.toLowerCase() ||
          (other === domain.toLowerCase() && first === 0)
            ? 0.5
            : first === 0 || second === 0
              ? 1.2
              : 3,
        ];
  }
  if (domain.endsWith('.')) yield [address.slice(0, -1), 3];
}
