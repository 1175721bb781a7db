// Fields of free text: Subject (RFC 5322 §3.6.5) with what lists, scanners and gateways put into it, and any field whose encoded-words
// (RFC 2047) were decoded, made or made anew. Not known here: addresses, dates.
import { decodedText, encodedForms, respelled, utf8Octets } from './encoded-words.ts';
import { fieldParts, shownValue, trimmed, unfolded, type FieldVariant } from './header-edit.ts';
import type { HeaderKind } from './kinds.ts';

const TAG = /^\s*(?:\[[^\]]*\]|\{[^}]*\}|\([^)]*\)|<[^>]*>|[*#!=_-]{2,}[^*#!=]{1,60}[*#!=_-]{2,}|[^\s:]{1,20}:|(?:spam|external|junk|bulk|ext|virus)\b[^\w\s]*)\s*$/i;
const REPLY = /^(?:(?:re|fw|fwd|aw|wg|sv|vs|bls|antw|tr|rv|enc)(?:\[\d+\])?:\s*)+/i;
/** Longest subject of which every piece is left out. */
const MOST = 120;

export function* subjectVariants(line: string, { tags }: { tags: readonly string[] }): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  for (const base of new Set([rest, unfolded(rest)])) {
    const lead = /^[ \t]*/.exec(base)?.[0] ?? '';
    const value = base.slice(lead.length);
    const made = (changed: string, kind: HeaderKind, detail: string, rank: number): FieldVariant => ({ line: `${name}:${lead}${changed}`, kind, detail, rank });
    yield* cuts(value, (changed, tag, rank) => made(changed, 'subject-tag', shownValue(tag), rank));
    for (const tag of ['Re: ', 'RE: ', 'Fwd: ', 'FW: ', 'Fw: ', 'FWD: ', '[EXTERNAL] ', '[External] ', '[EXT] ', '***SPAM*** ', '*****SPAM***** ', '[SPAM] ', ...tags]) {
      yield made(tag + value, 'subject-changed', `${shownValue(tag)} taken away`, 4);
    }
    const reply = REPLY.exec(value)?.[0] ?? '';
    if (reply !== '') {
      const text = value.slice(reply.length);
      for (const other of ['Re: ', 'RE: ', 're: ', 'Re:', 'RE:', 'FW: ', 'Fwd: ', 'Fw: ', 'AW: ', 'Re: Re: ', 'RE: RE: ']) yield made(other + text, 'subject-changed', `${shownValue(other)} made ${shownValue(reply)}`, 4);
    }
    yield made(value.replace(/\t/g, ' '), 'subject-changed', 'white space', 5);
  }
  yield* taggedInside(name, rest);
}

/** Every piece at the start, the end, after "Re:", and anywhere. */
function* cuts(value: string, made: (changed: string, tag: string, rank: number) => FieldVariant): Generator<FieldVariant> {
  const length = Math.min(value.length, MOST);
  for (let end = 1; end < length; end++) {
    if (value.charCodeAt(end) === 32 && value.charCodeAt(end - 1) !== 32) continue;
    const tag = value.slice(0, end);
    yield made(value.slice(end), tag, TAG.test(tag) ? 0 : REPLY.test(tag) ? 1 : 5);
  }
  const reply = REPLY.exec(value)?.[0].length ?? 0;
  for (let start = 1; start < value.length && start < MOST; start++) {
    for (let end = start + 1; end <= length; end++) {
      const tag = value.slice(start, end);
      const isWhole = start === reply && TAG.test(tag);
      yield made(value.slice(0, start) + value.slice(end), tag, isWhole ? 1 : end === value.length && TAG.test(tag) ? 3 : 9);
    }
  }
  if (value.length > MOST) for (let start = value.length - 60; start < value.length; start++) yield made(value.slice(0, start), value.slice(start), 6);
}

/** A tag within an encoded-word: taken out of the text, and the text written anew. */
function* taggedInside(name: string, rest: string): Generator<FieldVariant> {
  const value = trimmed(unfolded(rest));
  const { text, charsets } = decodedText(value);
  if (charsets.length === 0) return;
  const tags: string[] = [];
  for (let end = 1; end < Math.min(text.length, 60); end++) if (TAG.test(text.slice(0, end)) && text.charAt(end) !== ' ') tags.push(text.slice(0, end));
  for (const tag of tags.slice(-3)) {
    const kept = text.slice(tag.length);
    const detail = shownValue(utf8Octets(tag));
    yield { line: `${name}: ${utf8Octets(kept)}`, kind: 'subject-tag', detail, rank: 2 };
    for (const { text: form, rank } of encodedForms(kept, { offset: name.length + 2, hint: charsets })) yield { line: `${name}: ${form}`, kind: 'subject-tag', detail, rank: rank + 3 };
  }
}

/** Any free text, in encoded-words or out of them. */
export function* encodingVariants(line: string): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const value = trimmed(unfolded(rest));
  const { text, charsets } = decodedText(value);
  const octets = utf8Octets(text);
  const isRaw = charsets.length === 0;
  if (!isRaw) {
    for (const { text: form, what, rank, style } of respelled(rest)) {
      yield { line: `${name}:${form}`, kind: what === 'charset' ? 'encoded-word-charset-changed' : 'encoded-word-reencoded', detail: name, rank, family: style };
    }
    yield { line: `${name}: ${octets}`, kind: 'encoded-word-encoded', detail: `${name}, ${shownValue(octets)}`, rank: 1, family: 'decoded' };
    if (!/[^\0-\xff]/.test(text)) yield { line: `${name}: ${text}`, kind: 'encoded-word-encoded', detail: `${name}, ${shownValue(text)}`, rank: 2 };
  }
  const eightBit = /[^\0-\x7f]/.test(text);
  if (isRaw && eightBit) yield { line: `${name}: ${value === octets ? text : octets}`, kind: 'encoded-word-charset-changed', detail: `${name}, as UTF-8 and ISO-8859-1 octets`, rank: 3 };
  for (const { text: form, rank, style } of encodedForms(text, { offset: name.length + 2, hint: charsets })) {
    yield { line: `${name}: ${form}`, kind: isRaw ? 'encoded-word-decoded' : 'encoded-word-reencoded', detail: `${name}, ${shownValue(form)}`, rank: rank + (eightBit ? 1 : 5), ...(eightBit ? { family: style } : {}) };
  }
}
