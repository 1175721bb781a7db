// What the difference between a field as it was signed and as it arrived is called. Proof comes first (header-search.ts); this only finds
// the plainest word for what is then known octet by octet, the same whichever way it was found.
import { decodedText, utf8Octets } from './encoded-words.ts';
import {
  fieldParts,
  fieldStep,
  plainValue,
  shownValue,
  trimmed,
  unfolded,
  type HeaderStep,
} from './header-edit.ts';
import type { HeaderKind } from './kinds.ts';
import { mailboxes, unquotedName, type Mailbox } from './mailboxes.ts';

const ADDRESSES = new Set([
  'from',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'sender',
  'resent-from',
  'resent-to',
  'resent-cc',
  'resent-sender',
  'disposition-notification-to',
  'return-path',
  'errors-to',
  'mail-followup-to',
  'delivered-to',
]);

export const isAddressField = (key: string): boolean => ADDRESSES.has(key);

/** `before` and `after` are fields as they stand, null where there was none; white space is only known under "simple". */
export function namedChange(
  key: string,
  before: string | null,
  after: string | null,
  simple: boolean,
): HeaderStep[] {
  // A name that is signed as absent and is absent still (RFC 6376 §5.4.2): nothing was done to it.
  if (before === null) return after === null ? [] : [fieldStep('field-added', after)];
  if (after === null) return [fieldStep('field-removed', before)];
  const values = {
    field: fieldParts(after).name,
    before: plainValue(fieldParts(before).rest),
    after: plainValue(fieldParts(after).rest),
  };
  return valueSteps(key, before, after, simple).map((step) => ({ ...values, ...step }));
}

function valueSteps(key: string, before: string, after: string, simple: boolean): HeaderStep[] {
  const was = fieldParts(before);
  const is = fieldParts(after);
  const steps: HeaderStep[] = [];
  if (was.name !== is.name && was.name.toLowerCase() === is.name.toLowerCase())
    steps.push({ kind: 'field-name-case-changed', detail: `${was.name} made ${is.name}` });
  if (was.rest === is.rest) return steps;
  const plainBefore = flat(was.rest);
  const plainAfter = flat(is.rest);
  const made = `${shownValue(plainBefore)} made ${shownValue(plainAfter)}`;
  if (plainBefore === plainAfter || withoutSpace(plainBefore) === withoutSpace(plainAfter))
    return [
      ...steps,
      {
        kind: sameFolds(was.rest, is.rest) ? 'field-white-space-changed' : 'field-refolded',
        detail: is.name,
      },
    ];
  if (
    simple &&
    !was.rest.includes('\r') &&
    !is.rest.includes('\r') &&
    lead(was.rest) !== lead(is.rest)
  )
    steps.push({ kind: 'field-white-space-changed', detail: is.name });
  if (key === 'subject') {
    const found = subjectSteps(plainBefore, plainAfter, made);
    const folds =
      simple &&
      found.every(({ kind }) => kind === 'subject-tag') &&
      was.rest.includes('\r') !== is.rest.includes('\r');
    return [
      ...steps,
      ...found,
      ...(folds ? [{ kind: 'field-refolded' as const, detail: is.name }] : []),
    ];
  }
  if (isAddressField(key))
    return [
      ...steps,
      ...addressSteps(key, { before: plainBefore, after: plainAfter, name: is.name, made }),
    ];
  const words = wordStep(plainBefore, plainAfter, is.name);
  return [
    ...steps,
    words ?? {
      kind: kindOfField(key),
      detail:
        key.startsWith('content-') ||
        key === 'date' ||
        key === 'message-id' ||
        key === 'mime-version'
          ? made
          : `${is.name}, ${made}`,
    },
  ];
}

const lead = (rest: string): string => /^[ \t]*/.exec(rest)?.[0] ?? '';
const flat = (rest: string): string => trimmed(unfolded(rest).replace(/[ \t]+/g, ' '));
const withoutSpace = (text: string): string => text.replace(/\s+/g, '');
const sameFolds = (before: string, after: string): boolean =>
  (before.match(/\r\n/g)?.length ?? 0) === 0 && (after.match(/\r\n/g)?.length ?? 0) === 0;

function kindOfField(key: string): HeaderKind {
  switch (key) {
    case 'subject':
      return 'subject-changed';
    case 'from':
      return 'from-rewritten';
    case 'message-id':
      return 'message-id-rewritten';
    case 'date':
      return 'date-rewritten';
    case 'mime-version':
      return 'mime-version-rewritten';
    case 'content-type':
      return 'content-type-rewritten';
    case 'content-transfer-encoding':
      return 'content-transfer-encoding-rewritten';
    default:
      return 'field-changed';
  }
}

/** The same text in encoded-words or out of them; null when the text is another. */
function wordStep(before: string, after: string, name: string): HeaderStep | null {
  const was = decodedText(before);
  const is = decodedText(after);
  if (withoutSpace(was.text) !== withoutSpace(is.text)) return null;
  const detail = `${name}, ${shownValue(before)} made ${shownValue(after)}`;
  if (was.charsets.length === 0 && is.charsets.length === 0)
    return { kind: 'encoded-word-charset-changed', detail };
  if (is.charsets.length === 0) return { kind: 'encoded-word-decoded', detail };
  if (was.charsets.length === 0) return { kind: 'encoded-word-encoded', detail };
  const named = (text: string): string => text.replace(/=\?[^?\s]{1,40}\?/g, '=??').toLowerCase();
  return {
    kind:
      named(before) === named(after) && before.toLowerCase() === after.toLowerCase()
        ? caseOf(before, after)
        : named(before) === named(after)
          ? 'encoded-word-charset-changed'
          : 'encoded-word-reencoded',
    detail,
  };
}

/** Which letters are others: the charset's, or Q, B and the digits. */
function caseOf(before: string, after: string): HeaderKind {
  const charsets = (text: string): string =>
    [...text.matchAll(/=\?([^?\s]{1,40})\?/g)].map(([, charset]) => charset).join(' ');
  return charsets(before) === charsets(after)
    ? 'encoded-word-reencoded'
    : 'encoded-word-charset-changed';
}

/** Q, B or both. */
const lettersOf = (text: string): string =>
  [
    ...new Set(
      [...text.matchAll(/=\?[^?\s]{1,40}\?([QqBb])\?/g)].map(([, letter = '']) =>
        letter.toUpperCase(),
      ),
    ),
  ]
    .sort()
    .join('');

function subjectSteps(before: string, after: string, made: string): HeaderStep[] {
  const words = wordStep(before, after, 'Subject');
  if (words !== null) return [words];
  const was = decodedText(before);
  const is = decodedText(after);
  const text = inserted(was.text, is.text);
  // Where the octets were only added to, the rest was not written anew.
  const put = inserted(before, after);
  if (put !== null) return [tagStep(text === null ? put : utf8Octets(text))];
  if (text !== null) {
    const tag = tagStep(utf8Octets(text));
    // The rest was written anew, too, unless only what was added made that necessary.
    const rest = wordStep(before, after.replace(text, ''), 'Subject');
    if (was.charsets.length > 0 && is.charsets.length === 0)
      return [tag, { kind: 'encoded-word-decoded', detail: 'Subject' }];
    if (rest !== null) return [tag, rest];
    return was.charsets.length > 0 && lettersOf(before) !== lettersOf(after)
      ? [tag, { kind: 'encoded-word-reencoded', detail: 'Subject' }]
      : [tag];
  }
  return [{ kind: 'subject-changed', detail: made }];
}

function tagStep(octets: string): HeaderStep {
  return { kind: 'subject-tag', detail: shownValue(octets), text: plainValue(octets) };
}

/**
 * What was put into a text in one place; null when that is not all. Where letters repeat it can be read in several ways ("SPAM: Scan"
 * from "Scan"): the one that begins where a word does is taken.
 */
function inserted(before: string, after: string): string | null {
  if (after.length <= before.length) return null;
  let start = 0;
  while (start < before.length && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < before.length - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  if (start + end !== before.length) return null;
  const length = after.length - before.length;
  const startsWord = (at: number): boolean =>
    (at === 0 || /\s/.test(after.charAt(at - 1))) && !/\s/.test(after.charAt(at));
  for (let at = start; ; at--) {
    if (startsWord(at)) return after.slice(at, at + length);
    // One further to the left it is the same only while the letter that leaves is the one that comes.
    if (at === 0 || after.charCodeAt(at - 1) !== after.charCodeAt(at - 1 + length))
      return after.slice(start, start + length);
  }
}

interface AddressChange {
  before: string;
  after: string;
  name: string;
  made: string;
}

function addressSteps(key: string, { before, after, name, made }: AddressChange): HeaderStep[] {
  const was = mailboxes(before);
  const is = mailboxes(after);
  // A name with a comma that lost its quotes reads as two.
  if (before.replaceAll('"', '') === after.replaceAll('"', ''))
    return [
      {
        kind: before.length > after.length ? 'display-name-unquoted' : 'display-name-quoted',
        detail: `${name}, ${made}`,
      },
    ];
  const detail = `${name}, ${made}`;
  if (was.length === 0 && is.length === 0) return [{ kind: 'address-group-changed', detail }];
  if (was.length !== is.length)
    return [{ kind: key === 'from' ? 'from-rewritten' : 'address-list-changed', detail }];
  const steps = new Map<HeaderKind, HeaderStep>();
  const add = (kind: HeaderKind): void => void steps.set(kind, { kind, detail });
  for (const [at, box] of was.entries()) {
    const other = is[at];
    if (other === undefined) continue;
    if (box.address.toLowerCase() !== other.address.toLowerCase())
      return [{ kind: key === 'from' ? 'from-rewritten' : 'address-list-changed', detail }];
    if (box.address !== other.address) add('address-case-changed');
    const kind = nameKind(box, other);
    if (kind !== null) add(kind);
  }
  if (steps.size === 0)
    add(
      /:.*;/.test(before) || /:.*;/.test(after) ? 'address-group-changed' : 'address-list-changed',
    );
  return [...steps.values()];
}

/** What became of a display name; null for nothing. */
function nameKind(before: Mailbox, after: Mailbox): HeaderKind | null {
  if (before.angle !== after.angle || before.comment !== after.comment) {
    if (nameText(before) === nameText(after)) return 'address-list-changed';
    return 'display-name-changed';
  }
  if (before.name === after.name) return null;
  const was = before.name;
  const is = after.name;
  if (unquotedName(was) === unquotedName(is))
    return was.startsWith('"') && !is.startsWith('"')
      ? 'display-name-unquoted'
      : 'display-name-quoted';
  if (nameText(before) !== nameText(after)) return 'display-name-changed';
  const words = wordStep(unquotedName(was), unquotedName(is), '');
  return words?.kind === 'encoded-word-charset-changed' && was.includes('=?')
    ? 'encoded-word-charset-changed'
    : 'display-name-reencoded';
}

const nameText = ({ name, comment }: Mailbox): string =>
  withoutSpace(decodedText(comment ?? unquotedName(name)).text);
