// Whether what forensics say of a message is right: everything that was done is named, and every statement is true of the two texts.
import type { Forensics } from '../../../src/verify/verification.ts';
import type { FieldCase } from './corpus.ts';
import { decoded } from './header-changes.ts';

export type Verdict = 'right' | 'partly' | 'silent' | 'wrong' | 'unbroken';

const HEADER_ONLY = (kind: string, header: ReadonlySet<string>): boolean => header.has(kind);

export function verdict(
  one: FieldCase,
  answer: { forensics: Forensics | null; result: string },
  header: ReadonlySet<string>,
): { verdict: Verdict; why: string } {
  const { forensics, result } = answer;
  if (result === 'pass' || result === 'none') return { verdict: 'unbroken', why: '' };
  const changes = forensics?.changes ?? [];
  const allowed = new Set([...one.expected.flat(), ...one.also]);
  for (const change of changes) {
    const false_ = falsehood(one, change);
    if (false_ !== null) return { verdict: 'wrong', why: false_ };
    if (!allowed.has(change.kind)) return { verdict: 'wrong', why: `other kind ${change.kind}` };
  }
  if (forensics?.keyMatches === false) return { verdict: 'wrong', why: 'key' };
  const kinds = new Set(changes.map(({ kind }) => kind));
  const open = one.expected.filter(
    (some) =>
      !some.some((kind) => kinds.has(kind)) &&
      !(some.every((kind) => HEADER_ONLY(kind, header))
        ? forensics?.headerIntact === true
        : forensics?.bodyIntact === true),
  );
  return {
    verdict: open.length === 0 ? 'right' : changes.length === 0 ? 'silent' : 'partly',
    why: '',
  };
}

const squeezed = (text: string): string => text.replace(/\s+/g, '').replace(/…$/, '');
const split = (message: string): { head: string; body: string } => {
  const end = message.indexOf('\r\n\r\n');
  return { head: message.slice(0, end), body: message.slice(end + 4) };
};
const values = (message: string, name: string): string[] =>
  split(message)
    .head.split(/\r\n(?![ \t])/)
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((line) => line.slice(line.indexOf(':') + 1));
const utf8Of = (text: string): string => {
  const read = Buffer.from(text, 'latin1').toString('utf8');
  return read.includes('\ufffd') ? text : read;
};
/** All that a reader may see of a body: as it is, and every encoding in it undone. */
function seen(message: string): string {
  const { body } = split(message);
  const unquoted = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  const base64 = body
    .split(/\r\n(?:\r\n)?(?=--)|\r\n\r\n/)
    .filter((piece) => /^[A-Za-z0-9+/=\r\n]+$/.test(piece) && piece.length > 16)
    .map((piece) => utf8Of(Buffer.from(piece, 'base64').toString('latin1')));
  const charset = /charset="?([^";\s]+)/i.exec(message)?.[1] ?? 'utf-8';
  const read = (text: string): string => {
    try {
      return new TextDecoder(charset).decode(Buffer.from(text, 'latin1'));
    } catch {
      return text;
    }
  };
  const all = [utf8Of(body), body, utf8Of(unquoted), read(body), read(unquoted), ...base64];
  const untagged = all.map((text) =>
    text
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<'),
  );
  return squeezed([...all, ...untagged].join('\n'));
}

function falsehood(
  one: FieldCase,
  { kind, text, field, before, after }: Forensics['changes'][number],
): string | null {
  if (kind.startsWith('lines-') && text !== undefined && text !== '') {
    const piece = squeezed(text);
    if (!seen(one.received).includes(piece)) return `text that is not there: ${text}`;
  }
  const has = (message: string, value: string): boolean =>
    values(message, field ?? '').some(
      (other) =>
        squeezed(utf8Of(other)).startsWith(squeezed(value)) ||
        squeezed(other).startsWith(squeezed(value)),
    );
  if (field !== undefined && before !== undefined && after !== undefined) {
    if (!has(one.original, before)) return `${field} never said ${before}`;
    if (!has(one.received, after)) return `${field} does not say ${after}`;
  }
  if (field === undefined && kind.startsWith('field-') && text !== undefined) return null;
  if (
    kind === 'field-added' &&
    field !== undefined &&
    values(one.original, field).length >= values(one.received, field).length
  )
    return `${field} was not added`;
  if (
    kind === 'field-removed' &&
    field !== undefined &&
    values(one.original, field).length <= values(one.received, field).length
  )
    return `${field} was not removed`;
  if (kind === 'subject-tag' && text !== undefined) {
    const is = squeezed(
      values(one.received, 'subject')
        .map((value) => utf8Of(decoded(value)))
        .join('\n') + values(one.received, 'subject').join('\n'),
    );
    if (!is.includes(squeezed(text))) return `subject has no ${text}`;
  }
  return null;
}
