// What a field said before, where the message still holds it: z= (RFC 6376 §3.5), X-Original-* and Old-* fields, the header of a part or
// of an attached message, another field with the same words. A copy is only a candidate; what was signed is proven by the signature.
import type { HeaderRow } from '../header-rows.ts';
import { decodedText, utf8Octets } from './encoded-words.ts';
import { fieldParts, trimmed, unfolded, type FieldVariant } from './header-edit.ts';

/** Values by lower-case field name. */
export type Copies = ReadonlyMap<string, readonly string[]>;

const FROM_SOURCES = [
  'x-original-from',
  'original-from',
  'reply-to',
  'x-from',
  'x-reply-to',
  'sender',
  'x-sender',
  'return-path',
  'cc',
  'x-original-sender',
  'errors-to',
  'x-mailfrom',
  'x-envelope-from',
  'disposition-notification-to',
];

/** z=: copies of fields as they were signed. The values are dkim-quoted-printable (§2.11). */
export function copiesInSignature(z: string): Map<string, string[]> {
  const copies = new Map<string, string[]>();
  for (const copy of z.replace(/[ \t\r\n]+/g, '').split('|')) {
    const colon = copy.indexOf(':');
    if (colon <= 0) continue;
    const text = copy
      .slice(colon + 1)
      .replace(/=([0-9A-Fa-f]{2})/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
    const key = copy.slice(0, colon).toLowerCase();
    copies.set(key, [...(copies.get(key) ?? []), text]);
  }
  return copies;
}

/** Values of a field that stand elsewhere in the message. `name` is how it is written. */
export function* copyVariants(
  { key, name }: { key: string; name: string },
  rows: readonly HeaderRow[],
  parts: Copies,
): Generator<FieldVariant> {
  const made = (value: string, rank: number): FieldVariant => ({
    line: `${name}:${/^[ \t\r]/.test(value) ? '' : ' '}${value}`,
    rank,
  });
  for (const row of rows) {
    const related =
      row.key !== key &&
      (row.key.endsWith(`-${key}`) ||
        row.key === `x-spam-prev-${key}` ||
        (key === 'subject' && (row.key === 'thread-topic' || row.key.includes('subject'))));
    if (!related) continue;
    yield made(fieldParts(row.line.toString('latin1')).rest, 0.3);
  }
  for (const value of parts.get(key) ?? []) yield made(value, 1);
  if (key === 'from') yield* authors(rows, made);
  if (key === 'message-id' || key === 'in-reply-to' || key === 'references') {
    for (const row of rows) {
      if (row.key === key || !/message-id|references|in-reply-to|x-mailer-id/.test(row.key))
        continue;
      for (const id of row.line
        .toString('latin1')
        .match(/<[^<>\s]{1,250}>/g)
        ?.slice(0, 20) ?? [])
        yield made(id, 3);
    }
  }
  if (key === 'sender' || key === 'reply-to' || key === 'to' || key === 'cc') {
    for (const row of rows)
      if (
        row.key !== key &&
        [
          'from',
          'sender',
          'reply-to',
          'to',
          'cc',
          'delivered-to',
          'x-original-to',
          'envelope-to',
          'x-envelope-to',
          'return-path',
        ].includes(row.key)
      )
        yield made(fieldParts(row.line.toString('latin1')).rest, 4);
  }
}

/** The author as a list moved him elsewhere: "Name via List <list@…>", his address in Reply-To, Cc or a field of its own. */
function* authors(
  rows: readonly HeaderRow[],
  made: (value: string, rank: number) => FieldVariant,
): Generator<FieldVariant> {
  const current = trimmed(
    unfolded(
      fieldParts(rows.find(({ key }) => key === 'from')?.line.toString('latin1') ?? '').rest,
    ),
  );
  const shown = /^"?(.*?)"?\s*<[^<>]*>$/.exec(current)?.[1] ?? '';
  const decoded = utf8Octets(decodedText(shown).text);
  const names = new Set<string>();
  for (const text of [shown, decoded]) {
    const plain = trimmed(
      text
        .replace(/\s+(?:via|through|by|lewat|per)\s.*$/i, '')
        .replace(/\s*\([^()]*\)$/, '')
        .replace(/^'|'$/g, ''),
    );
    if (plain !== '') names.add(plain);
  }
  for (const source of FROM_SOURCES) {
    for (const row of rows) {
      if (row.key !== source) continue;
      const value = trimmed(unfolded(fieldParts(row.line.toString('latin1')).rest));
      yield made(value, 0.8);
      for (const [address] of value.matchAll(/[^\s<>,;"()]{1,128}@[^\s<>,;"()]{1,250}/g)) {
        yield made(address, 2);
        yield made(`<${address}>`, 3);
        for (const author of names) {
          yield made(`${author} <${address}>`, 2);
          yield made(`"${author}" <${address}>`, 2);
        }
      }
    }
  }
}

/** What a field that is gone most likely said. */
export function* usualValues(
  key: string,
  rows: readonly HeaderRow[],
): Generator<[value: string, rank: number]> {
  const value = (name: string): string =>
    trimmed(
      unfolded(
        fieldParts(rows.find((row) => row.key === name)?.line.toString('latin1') ?? '').rest,
      ),
    );
  const address = (name: string): string =>
    /[^\s<>,;"()]{1,128}@[^\s<>,;"()]{1,250}/.exec(value(name))?.[0] ?? '';
  const fixed = USUAL[key] ?? [];
  for (const [at, text] of fixed.entries()) yield [text, at < 2 ? 0.5 : at < 4 ? 1 : 2];
  if (
    [
      'reply-to',
      'sender',
      'cc',
      'bcc',
      'return-receipt-to',
      'disposition-notification-to',
      'errors-to',
      'x-sender',
    ].includes(key)
  ) {
    for (const source of ['from', 'reply-to', 'sender', 'to', 'return-path']) {
      if (source === key || value(source) === '') continue;
      yield [value(source), 2];
      if (address(source) !== '') yield [address(source), 2];
      if (address(source) !== '') yield [`<${address(source)}>`, 2];
    }
  }
  if (key === 'in-reply-to' || key === 'references') {
    const ids =
      value(key === 'references' ? 'in-reply-to' : 'references').match(/<[^<>\s]{1,250}>/g) ?? [];
    for (const text of new Set([ids.at(-1), ids[0], ids.join(' ')]))
      if (text !== undefined && text !== '') yield [text, 1];
  }
  if (key === 'thread-topic') yield [value('subject').replace(/^(?:(?:re|fwd?|aw):\s*)+/i, ''), 1];
}

const USUAL: Readonly<Record<string, readonly string[]>> = {
  'mime-version': ['1.0', '1.0 (1.0)', '1.0 (Apple Message framework v1.0)'],
  'content-type': [
    'text/plain; charset=utf-8',
    'text/plain; charset=UTF-8',
    'text/plain; charset="utf-8"',
    'text/plain',
    'text/plain; charset="UTF-8"',
    'text/plain; charset=us-ascii',
    'text/plain; charset="us-ascii"',
    'text/plain; charset=iso-8859-1',
    'text/plain; charset=utf-8; format=flowed',
    'text/plain; charset=UTF-8; format=flowed',
    'text/html; charset=utf-8',
    'text/html; charset=UTF-8',
    'text/html; charset="utf-8"',
    'text/html; charset="UTF-8"',
    'text/html',
  ],
  'content-transfer-encoding': [
    '7bit',
    '8bit',
    'quoted-printable',
    'base64',
    '7BIT',
    '8BIT',
    'binary',
  ],
  'content-disposition': ['inline'],
  'content-language': ['en-US', 'en', 'id', 'id-ID', 'en-GB', 'de-DE', 'fr'],
  'accept-language': ['en-US', 'id-ID', 'en-US, id-ID'],
  precedence: ['bulk', 'list', 'junk'],
  importance: ['normal', 'Normal', 'high', 'High', 'low', 'Low'],
  priority: ['normal', 'Normal', 'urgent', 'non-urgent'],
  'x-priority': ['3', '1', '3 (Normal)', '1 (Highest)', '5', '2'],
  'x-msmail-priority': ['Normal', 'High', 'Low'],
  'auto-submitted': ['auto-generated', 'auto-replied', 'no'],
  'list-unsubscribe-post': ['List-Unsubscribe=One-Click'],
  'x-auto-response-suppress': ['All', 'OOF', 'DR, RN, NRN, OOF, AutoReply', 'OOF, AutoReply'],
  subject: ['', '(no subject)'],
  to: ['undisclosed-recipients:;', 'undisclosed-recipients: ;', 'Undisclosed recipients:;'],
  cc: [''],
  bcc: [''],
  'x-ms-has-attach': ['', 'yes'],
  'x-ms-tnef-correlator': [''],
  'x-originating-ip': [''],
  'return-path': ['<>'],
};
