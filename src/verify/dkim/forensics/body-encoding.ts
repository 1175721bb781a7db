// Content-Transfer-Encodings (RFC 2045 §6) that a relay exchanged: what a part holds is decoded and written again as it may have been
// signed, for each part and for all text parts together, with the field in the part's header that goes with it. Decoding has one
// result; an encoder is one of many. Not known here: the field of the message's own header (forensics/header-*).
import { hash } from 'node:crypto';
import { candidate, type BodyCandidate } from './body-candidate.ts';
import type { Budget } from './budget.ts';
import type { BodyKind } from './kinds.ts';
import { isMultipart, mimeTree, type MessageType, type MimePart } from './mime-tree.ts';
import { headerForms } from './part-header.ts';
import {
  quoted,
  quotedByNodemailer,
  quotedByPythonEmail,
  quotedStyles,
  unquoted,
} from './quoted-printable.ts';

/** A part's content in another encoding. */
interface Form {
  encoding: string;
  content: string;
}

const KIND: BodyKind = 'transfer-encoding-changed';
const WIDTHS = [76, 72, 64, 60, 73, 54, 57, 70, 78, 1_000_000];
/** Ways in which a part's header may have been. */
const FEW_HEADERS = 4;
const MAX_HEADERS = 40;
const ENCODED = ['quoted-printable', 'base64'];

/** What decoding alone restores, which is most of what relays do. */
export function* decodingsUndone(
  text: string,
  message: MessageType,
  thorough: boolean,
): Generator<BodyCandidate> {
  const parts = mimeTree(text, message).map((part) => asWritten(text, part));
  const leaves = parts.filter(
    (part) =>
      !isMultipart(part) &&
      ENCODED.includes(part.encoding) &&
      part.end > part.start &&
      isText(text, part),
  );
  const most = thorough ? MAX_HEADERS : FEW_HEADERS;
  for (const part of leaves) {
    for (const form of decodedForms(text, part))
      yield* exchanged(text, [[part, form]], { parts, most });
  }
  const texts = leaves.filter(({ type }) => type.startsWith('text/'));
  for (const some of subsets(texts)) {
    const lists = some.map((part) => [part, [...decodedForms(text, part)]] as const);
    for (let at = 0; at < 3; at++) {
      yield* exchanged(
        text,
        lists.flatMap(([part, forms]) =>
          forms[at] === undefined ? [] : [[part, forms[at]] as [MimePart, Form]],
        ),
        { parts, most },
      );
    }
  }
}

/** Text, or what holds no octets that text has not. */
const isText = (text: string, part: MimePart): boolean =>
  part.type.startsWith('text/') ||
  !decoded(text, part)
    .slice(0, 2000)
    .split('')
    .some((octet) => octet < ' ' && !'\t\r\n\f'.includes(octet));

/** With the encoding that the content is in, where its header says another: a converter may have left that as it was. */
export function asWritten(text: string, part: MimePart): MimePart {
  if (isMultipart(part) || part.end - part.start < 4) return part;
  const content = text.slice(part.start, part.end);
  const isBase64 =
    /^[A-Za-z0-9+/=\r\n]+$/.test(content) && content.length > 20 && !/[a-z] /.test(content);
  if (part.encoding === 'base64')
    return isBase64 || !/[^A-Za-z0-9+/=\s]/.test(content)
      ? part
      : { ...part, encoding: looksQuoted(content) ? 'quoted-printable' : '8bit' };
  if (part.encoding === 'quoted-printable' && !content.includes('='))
    return { ...part, encoding: '7bit' };
  if (part.encoding === 'quoted-printable')
    return looksQuoted(content) || !/[\x80-\xff]|=(?![0-9A-F]{2}|[ \t]*\r\n)/.test(content)
      ? part
      : { ...part, encoding: '8bit' };
  if (isBase64) return { ...part, encoding: 'base64' };
  return looksQuoted(content) ? { ...part, encoding: 'quoted-printable' } : part;
}

/** Escapes or soft line breaks, and nothing that may not stand there. */
const looksQuoted = (content: string): boolean =>
  /=[0-9A-F]{2}|=\r\n/.test(content) &&
  !/[\x80-\xff]|=(?![0-9A-Fa-f]{2}|[ \t]{0,20}\r\n)/.test(content);

/** What some encoder must have written: many forms, each with the encoders of the field in their usual order. */
export function* encodingsUndone(
  text: string,
  message: MessageType,
  budget: Budget,
): Generator<BodyCandidate> {
  const parts = mimeTree(text, message).map((part) => asWritten(text, part));
  const leaves = parts.filter(
    (part) => !isMultipart(part) && part.end > part.start && !part.type.startsWith('message/'),
  );
  const texts = leaves.filter(({ type }) => type.startsWith('text/')).slice(0, 4);
  const others = leaves.filter(({ type }) => !type.startsWith('text/')).slice(0, 4);
  for (const part of [...texts, ...others]) {
    for (const form of base64Forms(text, part))
      yield* exchanged(text, [[part, form]], { parts, most: FEW_HEADERS });
  }
  const groups =
    texts.length > 1 ? [...texts.map((part) => [part]), texts] : texts.map((part) => [part]);
  for (const group of groups) {
    const plain = group.map((part) => [part, decoded(text, part)] as const);
    const seen = new Set<string>();
    for (const encode of quoters()) {
      if (budget.spent) return;
      const forms = plain.map(([part, content]): [MimePart, Form] => [
        part,
        { encoding: 'quoted-printable', content: encode(content) },
      ]);
      const key = hash('sha256', forms.map(([, { content }]) => content).join('\0'));
      if (seen.has(key)) continue;
      seen.add(key);
      yield* exchanged(text, forms, { parts, most: FEW_HEADERS });
    }
  }
  if (texts.length > 1) {
    const lists = texts.map((part) => [part, [...base64Forms(text, part)]] as const);
    for (let at = 0; at < 12; at++)
      yield* exchanged(
        text,
        lists.flatMap(([part, forms]) =>
          forms[at] === undefined ? [] : [[part, forms[at]] as [MimePart, Form]],
        ),
        { parts, most: FEW_HEADERS },
      );
  }
}

function* quoters(): Generator<(text: string) => string> {
  yield quotedByNodemailer;
  yield quotedByPythonEmail;
  for (const style of quotedStyles()) yield (text) => quoted(text, style);
}

/** The text with the parts' contents exchanged, once for each way their header may have been. */
function* exchanged(
  text: string,
  forms: readonly (readonly [MimePart, Form])[],
  { parts, most }: { parts: readonly MimePart[]; most: number },
): Generator<BodyCandidate> {
  if (forms.length === 0) return;
  const detail = forms
    .map(
      ([part, { encoding }]) =>
        `${encoding} made ${part.encoding}${encoding === part.encoding ? ' anew' : ''}${nameOf(part)}`,
    )
    .join(', ');
  const places = [...forms].sort(([a], [b]) => a.start - b.start);
  const headers = places.map(([part, { encoding }]) =>
    part.path === ''
      ? ['']
      : [
          ...headerForms(
            text.slice(part.header, part.start),
            encoding === part.encoding ? null : encoding,
          ),
        ].slice(0, most),
  );
  const ways = Math.max(...headers.map((list) => list.length));
  const containers = forms.length > 1 || parts.length > 1 ? containerForms(text, parts) : [[]];
  for (const container of containers) {
    for (let at = 0; at < ways; at++) {
      const edits = [
        ...container,
        ...places.map(([part, { content }], index): [number, number, string] => [
          part.path === '' ? part.start : part.header,
          part.end,
          (headers[index]?.[at] ?? headers[index]?.[0] ?? '') + content,
        ]),
      ];
      yield candidate(replaced(text, edits), KIND, detail);
    }
  }
}

const nameOf = ({ path, type }: MimePart): string =>
  path === '' ? '' : ` in part ${path} (${type})`;

type Edit = [start: number, end: number, text: string];

function replaced(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const [start, end, piece] of [...edits].sort(([a], [b]) => a - b)) {
    if (start < at) return text;
    out += text.slice(at, start) + piece;
    at = end;
  }
  return out + text.slice(at);
}

/** Multiparts within say 7bit when nothing in them is 8bit any more (RFC 2045 §6.4). */
function containerForms(text: string, parts: readonly MimePart[]): Edit[][] {
  const within = parts.filter(
    (part) =>
      isMultipart(part) &&
      part.path !== '' &&
      /content-transfer-encoding/i.test(text.slice(part.header, part.start)),
  );
  if (within.length === 0) return [[]];
  return [
    [],
    ...['8bit', '7bit'].flatMap((encoding) =>
      [0, 1].map((at) =>
        within.map((part): Edit => [
          part.header,
          part.start,
          [...headerForms(text.slice(part.header, part.start), encoding)][at] ??
            text.slice(part.header, part.start),
        ]),
      ),
    ),
  ];
}

export function decoded(text: string, { start, end, encoding }: MimePart): string {
  const content = text.slice(start, end);
  if (encoding === 'quoted-printable') return unquoted(content);
  return encoding === 'base64'
    ? withLineEnds(Buffer.from(content, 'base64').toString('latin1'))
    : content;
}

export const withLineEnds = (text: string): string =>
  /(?:^|[^\r])\n/.test(text) ? text.replace(/\r?\n/g, '\r\n') : text;

function* decodedForms(text: string, part: MimePart): Generator<Form> {
  const content = decoded(text, part);
  const encoding = /[\x80-\xff]/.test(content) ? '8bit' : '7bit';
  yield { encoding, content };
  if (content.endsWith('\r\n')) yield { encoding, content: content.slice(0, -2) };
  yield { encoding, content: `${content}\r\n` };
}

function* base64Forms(text: string, part: MimePart): Generator<Form> {
  const content =
    part.encoding === 'base64'
      ? Buffer.from(text.slice(part.start, part.end), 'base64').toString('latin1')
      : decoded(text, part);
  const isText = part.type.startsWith('text/') && part.encoding !== 'base64';
  const bodies = isText
    ? [
        content,
        `${content}\r\n`,
        content.endsWith('\r\n') ? content.slice(0, -2) : null,
        ...[content, `${content}\n`].map((body) => body.replaceAll('\r\n', '\n')),
      ]
    : [content];
  for (const width of WIDTHS) {
    for (const body of bodies) {
      if (body === null) continue;
      const lines =
        Buffer.from(body, 'latin1')
          .toString('base64')
          .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
      const encoded = lines.join('\r\n');
      yield { encoding: 'base64', content: encoded };
      if (part.path !== '') yield { encoding: 'base64', content: `${encoded}\r\n` };
    }
  }
}

/** All of them first, then every smaller choice of two or more; of more than four only all. */
function* subsets(parts: readonly MimePart[]): Generator<MimePart[]> {
  if (parts.length < 2) return;
  yield [...parts];
  if (parts.length > 4) return;
  for (let mask = (1 << parts.length) - 2; mask > 0; mask--) {
    const some = parts.filter((_, at) => (mask & (1 << at)) !== 0);
    if (some.length > 1) yield some;
  }
}
