// Fields of addresses (RFC 5322 §3.4): names quoted or not, in encoded-words or not, addresses in other letters, lists and groups in
// another form, one mailbox or all of them. The reading is forgiving: what it can not part it leaves as it is.
import { decodedText, encodedForms, respelled, utf8Octets } from './encoded-words.ts';
import { fieldParts, shownValue, trimmed, unfolded, type FieldVariant } from './header-edit.ts';
import type { HeaderKind } from './kinds.ts';

interface Mailbox {
  /** As it stands in the value. */
  start: number;
  end: number;
  /** The display name as written, without white space around it. */
  name: string;
  address: string;
  /** A comment after the address, the old place of the name (RFC 5322 §3.4 note). */
  comment: string | null;
  angle: boolean;
}

const MOST_MAILBOXES = 12;
const GROUPS = ['undisclosed-recipients:;', 'undisclosed-recipients: ;', 'Undisclosed recipients:;', 'Undisclosed recipients: ;', 'Undisclosed-recipients:;', 'Undisclosed-recipients: ;', 'undisclosed recipients:;', 'undisclosed recipients: ;', 'unlisted-recipients:;', 'unlisted-recipients:; (no To-header on input)', '"Undisclosed recipients":;', 'recipient list not shown:;', 'recipient list not shown: ;', '(undisclosed recipients)', 'Undisclosed Recipients <>', ''];

export function* addressVariants(line: string): Generator<FieldVariant> {
  const { name: field, rest } = fieldParts(line);
  const boxes = mailboxes(rest).slice(0, MOST_MAILBOXES);
  const made = (changed: string, kind: HeaderKind, detail: string, rank: number): FieldVariant => ({ line: `${field}:${changed}`, kind, detail: `${field}, ${detail}`, rank });
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
  // Every rewriting of all mailboxes, then of each.
  for (const [number, [rewrite, kind, detail, rank]] of REWRITINGS.entries()) {
    const forms = boxes.map((box) => rewrite(box));
    if (forms.every((form) => form === null)) continue;
    yield { ...made(replaced(forms), kind, detail, rank), family: `address ${number}` };
    if (forms.filter((form) => form !== null).length < 2) continue;
    for (const [index, form] of forms.entries()) if (form !== null) yield made(replaced(forms.map((_, at) => (at === index ? form : null))), kind, detail, rank + 1);
  }
  for (const [index, box] of boxes.entries()) {
    for (const { form, kind, detail, rank, family } of nameForms(box, field.length + 2)) yield { ...made(replaced(boxes.map((_, at) => (at === index ? form : null))), kind, detail, rank + (index > 0 ? 2 : 0)), ...(family === null ? {} : { family }) };
    for (const [form, rank] of addressForms(box.address)) {
      yield made(replaced(boxes.map((_, at) => (at === index ? rest.slice(box.start, box.end).replace(box.address, () => form) : null))), 'address-case-changed', `${form} made ${box.address}`, rank + (index > 0 ? 2 : 0));
    }
  }
  if (/undisclosed|unlisted|recipient list/i.test(rest) || trimmed(rest) === '') {
    for (const group of GROUPS) yield made(` ${group}`, 'address-group-changed', shownValue(group), 1);
  }
  const group = /^([^:;"<>@]{1,80}):(.*);[ \t]*$/s.exec(trimmed(unfolded(rest)));
  if (group !== null) {
    const [, title = '', members = ''] = group;
    for (const form of [`${title}: ${trimmed(members)};`, `${title}:${trimmed(members)};`, `"${title}": ${trimmed(members)};`, `"${title}":${trimmed(members)};`, `${title}: ${trimmed(members)} ;`, `${title} : ${trimmed(members)};`, `${title}:;`, `${title}: ;`, trimmed(members)]) {
      yield made(` ${form}`, 'address-group-changed', shownValue(form), 2);
    }
  }
  if (boxes.length > 1) {
    const texts = boxes.map(({ start, end }) => rest.slice(start, end));
    for (const [between, rank] of [[',', 2], [', ', 2], [',\r\n ', 3], [',\r\n\t', 3], [' , ', 4]] as const) yield made(` ${texts.join(between)}`, 'address-list-changed', 'white space between addresses', rank);
    yield made(` ${texts.toReversed().join(', ')}`, 'address-list-changed', 'another order', 4);
    if (boxes.length <= 6) for (let at = 0; at + 1 < boxes.length; at++) yield made(` ${texts.with(at, texts[at + 1] ?? '').with(at + 1, texts[at] ?? '').join(', ')}`, 'address-list-changed', 'another order', 5);
    // A recipient added.
    for (let at = 0; at < boxes.length; at++) yield made(` ${texts.toSpliced(at, 1).join(', ')}`, 'address-list-changed', `${shownValue(texts[at] ?? '')} added`, 3);
  }
  yield made(rest.replace(/,\s*$/, ''), 'address-list-changed', 'a comma at the end', 5);
  const title = decodedText(trimmed(unfolded(rest)));
  if (title.charsets.length > 0) for (const { text, what, rank, style } of respelled(rest)) yield { ...made(text, what === 'charset' ? 'encoded-word-charset-changed' : 'display-name-reencoded', what, rank + 1), family: style };
}

type Rewriting = readonly [rewrite: (box: Mailbox) => string | null, kind: HeaderKind, detail: string, rank: number];

const isQuoted = (name: string): boolean => name.length >= 2 && name.startsWith('"') && name.endsWith('"');
const bare = (name: string): string => (isQuoted(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name);
const quote = (name: string): string => `"${name.replace(/["\\]/g, '\\$&')}"`;
const angled = (name: string, address: string): string => (name === '' ? `<${address}>` : `${name} <${address}>`);

const REWRITINGS: readonly Rewriting[] = [
  [({ name, address, angle }) => (angle && isQuoted(name) ? angled(bare(name), address) : null), 'display-name-quoted', 'quotes put around the name', 0],
  [({ name, address, angle }) => (angle && name !== '' && !isQuoted(name) ? angled(quote(name), address) : null), 'display-name-unquoted', 'quotes taken from the name', 0],
  [({ name, address, angle }) => (angle && isQuoted(name) ? angled(`"${bare(name)}"`, address) : null), 'display-name-quoted', 'other quoting of the name', 2],
  [({ name, address, angle }) => (angle && isQuoted(name) && /[^\w ]/.test(name) ? angled(quote(bare(name)), address) : null), 'display-name-quoted', 'other quoting of the name', 2],
  [({ name, address, angle }) => (angle && name !== '' ? angled(`'${bare(name).replace(/^'|'$/g, '')}'`, address) : null), 'display-name-changed', 'apostrophes taken from the name', 3],
  [({ name, address, angle }) => (angle && name !== '' ? angled(`"'${bare(name).replace(/^'|'$/g, '')}'"`, address) : null), 'display-name-changed', 'apostrophes taken from the name', 4],
  [({ name, address, angle }) => (angle && /^"?'.*'"?$/.test(name) ? angled(bare(name).slice(1, -1), address) : null), 'display-name-changed', 'apostrophes put around the name', 3],
  [({ name, address, angle }) => (angle && name === '' ? address : null), 'address-list-changed', 'angle brackets put', 1],
  [({ address, angle, comment }) => (!angle && comment === null ? `<${address}>` : null), 'address-list-changed', 'angle brackets taken away', 1],
  [({ address, angle, comment }) => (!angle && comment === null ? `"${address}" <${address}>` : null), 'display-name-changed', 'the name, which was the address, taken away', 3],
  [({ address, angle, comment }) => (!angle && comment === null ? `${address} <${address}>` : null), 'display-name-changed', 'the name, which was the address, taken away', 3],
  [({ name, address, angle }) => (angle && bare(name).toLowerCase() === address.toLowerCase() ? address : null), 'display-name-changed', 'the address made a name', 1],
  [({ name, address, angle }) => (angle && bare(name).toLowerCase() === address.toLowerCase() ? `<${address}>` : null), 'display-name-changed', 'the address made a name', 1],
  [({ name, address, angle }) => (angle && name !== '' ? `${address} (${bare(name)})` : null), 'address-list-changed', 'a comment made the name', 3],
  [({ address, comment }) => (comment === null ? null : angled(comment, address)), 'address-list-changed', 'the name made a comment', 2],
  [({ address, comment }) => (comment === null ? null : angled(quote(comment), address)), 'address-list-changed', 'the name made a comment', 2],
  [({ name, address, angle }) => (angle && name !== '' ? `${name}<${address}>` : null), 'field-white-space-changed', 'white space put before the address', 3],
  [({ name, address, angle }) => (angle && name !== '' ? `${name}  <${address}>` : null), 'field-white-space-changed', 'white space before the address', 4],
  [({ name, address, angle }) => (angle && name !== '' ? `${quote(bare(name))}<${address}>` : null), 'field-white-space-changed', 'white space put before the address', 4],
  [({ name, address, angle }) => (angle && name !== '' ? `<${address}>` : null), 'display-name-changed', 'a name added', 2],
  [({ name, address, angle }) => (angle && name !== '' ? address : null), 'display-name-changed', 'a name added', 2],
  [({ name, address, angle }) => (angle && /^"?[^"@]+ \([^)]*\)"?$/.test(name) ? angled(trimmed(bare(name).replace(/ \([^)]*\)$/, '')), address) : null), 'display-name-changed', 'something put behind the name', 3],
  [({ name, address, angle }) => (angle && / \([^)]*\)/.test(name) ? angled(quote(trimmed(bare(name).replace(/ \([^)]*\)$/, ''))), address) : null), 'display-name-changed', 'something put behind the name', 3],
  [({ name, address, angle }) => swapped(name, angle, address, false), 'display-name-changed', 'family name and given name', 4],
  [({ name, address, angle }) => swapped(name, angle, address, true), 'display-name-changed', 'family name and given name', 4],
];

/** "Doe, Jane" and "Jane Doe". */
function swapped(name: string, angle: boolean, address: string, quotes: boolean): string | null {
  if (!angle || name === '') return null;
  const text = bare(name);
  const comma = /^([^,]+), ([^,]+)$/.exec(text);
  const words = /^(\S+) (\S+)$/.exec(text);
  const other = comma !== null ? `${comma[2] ?? ''} ${comma[1] ?? ''}` : words !== null ? `${words[2] ?? ''}, ${words[1] ?? ''}` : null;
  return other === null ? null : angled(quotes || other.includes(',') ? quote(other) : other, address);
}

function* nameForms({ name, address, angle }: Mailbox, offset: number): Generator<{ form: string; kind: HeaderKind; detail: string; rank: number; family: string | null }> {
  if (!angle || name === '') return;
  const { text, charsets } = decodedText(bare(name));
  const octets = utf8Octets(text);
  const kind: HeaderKind = 'display-name-reencoded';
  const forms: [form: string, rank: number, family?: string][] = [];
  if (charsets.length > 0) forms.push([octets, 1, 'decoded'], [quote(octets), 1, 'decoded quoted']);
  if (charsets.length > 0 && !/[^\0-\xff]/.test(text)) forms.push([text, 3], [quote(text), 3]);
  if (charsets.length > 0) forms.push([isQuoted(name) ? bare(name) : `"${name}"`, 2]);
  const eightBit = /[^\0-\x7f]/.test(text);
  for (const { text: form, rank, style } of encodedForms(text, { offset, hint: charsets })) {
    forms.push(eightBit ? [form, rank + 1, style] : [form, rank + 5]);
    if (rank < 2) forms.push([`"${form}"`, rank + 4]);
  }
  for (const [form, rank, family] of forms) if (form !== name) yield { form: angled(form, address), kind, detail: shownValue(form), rank, family: family ?? null };
}

/** The address in other letters. */
function* addressForms(address: string): Generator<[form: string, rank: number]> {
  const at = address.lastIndexOf('@');
  if (at < 0) return;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  const initials = (text: string, parts: RegExp): string => text.replace(parts, (start) => start.toUpperCase());
  const locals = new Set([local, local.toLowerCase(), local.charAt(0).toUpperCase() + local.slice(1), initials(local, /(?:^|[._-])[a-z]/g), local.toUpperCase()]);
  const domains = new Set([domain, domain.toLowerCase(), domain.charAt(0).toUpperCase() + domain.slice(1), initials(domain, /(?:^|[.-])[a-z]/g), domain.toUpperCase(), domain.replace(/\.[^.]*$/, (end) => end.toUpperCase()), initials(domain, /(?:^|-)[a-z]/g)]);
  for (const [first, one] of [...locals].entries()) {
    for (const [second, other] of [...domains].entries()) if (`${one}@${other}` !== address) yield [`${one}@${other}`, first === 0 || second === 0 ? 1 : 3];
  }
  if (domain.endsWith('.')) yield [address.slice(0, -1), 3];
}

/** Mailboxes of a value as it stands, folds included. */
export function mailboxes(value: string): Mailbox[] {
  const found: Mailbox[] = [];
  let start = 0;
  let depth = 0;
  let quoting = false;
  let angle = false;
  const end = (at: number): void => {
    const box = mailbox(value, start, at);
    if (box !== null) found.push(box);
    start = at + 1;
  };
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at);
    if (char === '\\') at++;
    else if (quoting) quoting = char !== '"';
    else if (char === '"' && depth === 0) quoting = true;
    else if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth > 0) continue;
    else if (char === '<') angle = true;
    else if (char === '>') angle = false;
    else if (angle) continue;
    else if (char === ',' || char === ';') end(at);
    else if (char === ':') start = at + 1;
  }
  end(value.length);
  return found;
}

function mailbox(value: string, from: number, to: number): Mailbox | null {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(value.charAt(start))) start++;
  while (end > start && /\s/.test(value.charAt(end - 1))) end--;
  const text = value.slice(start, end);
  const open = text.lastIndexOf('<');
  if (open >= 0 && text.endsWith('>')) {
    return { start, end, name: trimmed(unfolded(text.slice(0, open))), address: trimmed(text.slice(open + 1, -1)), comment: null, angle: true };
  }
  const match = /^([^\s()"]{1,254})(?:\s{0,20}\(([^()]{0,200})\))?$/.exec(text);
  return match?.[1]?.includes('@') === true ? { start, end, name: '', address: match[1], comment: match[2] ?? null, angle: false } : null;
}
