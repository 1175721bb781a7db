// Fields of free text: Subject (RFC 5322 §3.6.5) with what lists, scanners and gateways put into it, and any field whose encoded-words
// (RFC 2047) were decoded, made or made anew. Not known here: addresses, dates.
import { encodedForms } from './encoded-forms.ts';
import { decodedText, utf8Octets } from './encoded-words.ts';
import { fieldParts, trimmed, unfolded, type FieldVariant } from './header-edit.ts';
import { respelled } from './respelled-words.ts';

const ONE_TAG =
  /\s*(?:\[[^\]]{0,60}\]|\{[^}]{0,60}\}|\([^)]{0,60}\)|<[^>]{0,60}>|[*#!=_-]{2,9}[^*#!=]{1,60}[*#!=_-]{2,9}|[^\s:]{1,20}:|(?:spam|external|junk|bulk|ext|virus)\b[^\w\s]*)\s*/iy;
/** Whether a text is nothing but tags: "[list] ", "***SPAM*** ", "[a] [b] ". */
function isTag(text: string): boolean {
  let at = 0;
  for (let tags = 0; tags < 4 && at < text.length; tags++) {
    ONE_TAG.lastIndex = at;
    if (!ONE_TAG.test(text)) return false;
    at = ONE_TAG.lastIndex;
  }
  return at > 0 && at >= text.length;
}

const REPLY = /^(?:(?:re|fw|fwd|aw|wg|sv|vs|bls|antw|tr|rv|enc)(?:\[\d+\])?:\s*)+/i;
/** Longest subject of which every piece is left out. */
const MAX_COUNT = 120;

export function* subjectVariants(
  line: string,
  {
    tags,
    thorough,
    simple,
    charsets,
  }: {
    tags: readonly string[];
    thorough: boolean;
    simple: boolean;
    charsets: readonly string[];
  },
): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  for (const base of new Set([rest, unfolded(rest)])) {
    const lead = /^[ \t]*/.exec(base)?.[0] ?? '';
    const value = base.slice(lead.length);
    const made = (changed: string, rank: number): FieldVariant => ({
      line: `${name}:${lead}${changed}`,
      rank,
    });
    yield* cuts(value, made, { thorough, simple });
    yield* repliesUndone(value, made);
    for (const tag of [
      'Re: ',
      'RE: ',
      'Fwd: ',
      'FW: ',
      'Fw: ',
      'FWD: ',
      '[EXTERNAL] ',
      '[External] ',
      '[EXT] ',
      '***SPAM*** ',
      '*****SPAM***** ',
      '[SPAM] ',
      ...tags,
    ])
      yield made(tag + value, 4);
    const reply = REPLY.exec(value)?.[0] ?? '';
    if (reply === '') continue;
    for (const other of [
      'Re: ',
      'RE: ',
      're: ',
      'Re:',
      'RE:',
      'FW: ',
      'Fwd: ',
      'Fw: ',
      'AW: ',
      'Re: Re: ',
      'RE: RE: ',
    ])
      yield made(other + value.slice(reply.length), 4);
  }
  yield* taggedInside(name, rest, { thorough, simple, charsets });
}

/** "Re: [tag] x" and "[tag] Re: x" of a reply whose mark was another: lists write it anew. */
function* repliesUndone(
  value: string,
  made: (changed: string, rank: number) => FieldVariant,
): Generator<FieldVariant> {
  const [whole = ''] =
    /^(?:(?:re|aw|sv|vs|fwd?):\s*)*(?:\[[^\]]{1,60}\]\s*)(?:(?:re|aw|sv|vs|fwd?):\s*)*/i.exec(
      value,
    ) ?? [];
  if (!/re:|aw:|fwd?:/i.test(whole)) return;
  const rest = value.slice(whole.length);
  for (const [at, reply] of REPLY_MARKS.entries()) yield made(reply + rest, at < 6 ? 0.3 : 1);
}
const REPLY_MARKS = [
  'RE: ',
  'AW: ',
  'Aw: ',
  'FWD: ',
  'FW: ',
  'Re: ',
  'Fwd: ',
  'SV: ',
  'Sv: ',
  'Antw: ',
  'WG: ',
  'TR: ',
  'RV: ',
  'VS: ',
  'Bls: ',
  'Re: Re: ',
  'RE: RE: ',
  'Re[2]: ',
  'RE:',
  'Re:',
  '',
];

/** Every piece at the start and after "Re:"; at the end and anywhere when thorough. */
function* cuts(
  value: string,
  made: (changed: string, rank: number) => FieldVariant,
  { thorough, simple }: { thorough: boolean; simple: boolean },
): Generator<FieldVariant> {
  const length = Math.min(value.length, MAX_COUNT);
  for (let end = 1; end < length; end++) {
    if (value.charCodeAt(end) === 32 && value.charCodeAt(end - 1) !== 32) continue;
    const tag = value.slice(0, end);
    const rank = isTag(tag) ? 0 : REPLY.test(tag) ? 0.5 : 3;
    // What was one field of several lines may have become one of one line.
    for (const form of rank < 1
      ? [value.slice(end), ...parted(value.slice(end), simple)]
      : [value.slice(end)])
      yield made(form, rank);
  }
  const reply = REPLY.exec(value)?.[0].length ?? 0;
  for (let end = reply + 1; reply > 0 && end <= length; end++)
    if (isTag(value.slice(reply, end))) yield made(value.slice(0, reply) + value.slice(end), 0.5);
  for (let start = Math.max(1, value.length - 60); start < value.length; start++)
    yield made(value.slice(0, start), isTag(value.slice(start)) ? 2 : 5);
  if (!thorough) return;
  // Words put in between.
  const words = [...value.slice(0, length).matchAll(/ (?=\S)/g)].map(({ index }) => index + 1);
  for (const start of words)
    for (const end of words)
      if (end > start) yield made(value.slice(0, start) + value.slice(end), 9);
}

/** Under "simple" it matters how words are parted. */
const parted = (form: string, simple: boolean): string[] =>
  simple && form.includes('?= =?')
    ? ['?=\r\n =?', '?=\r\n\t=?', '?= =?'].map((between) => form.replaceAll('?= =?', between))
    : [form];

/** A tag within an encoded-word: taken out of the text, and the text written anew. */
function* taggedInside(
  name: string,
  rest: string,
  {
    thorough,
    simple,
    charsets: known,
  }: { thorough: boolean; simple: boolean; charsets: readonly string[] },
): Generator<FieldVariant> {
  const { text, charsets } = decodedText(trimmed(unfolded(rest)));
  const raw = charsets.length === 0;
  if (raw && !/[^\0-\x7f]/.test(text)) return;
  const tags: string[] = [];
  for (let end = 1; end < Math.min(text.length, 60); end++)
    if (isTag(text.slice(0, end)) && text.charAt(end) !== ' ') tags.push(text.slice(0, end));
  for (const tag of tags.slice(-3)) {
    const kept = text.slice(tag.length);
    if (!raw) yield { line: `${name}: ${utf8Octets(kept)}`, rank: 0.5 };
    for (const { text: form, rank } of encodedForms(kept, {
      offset: name.length + 2,
      hint: [...charsets, ...known],
      thorough,
    }))
      for (const text2 of parted(form, simple))
        yield { line: `${name}: ${text2}`, rank: rank === 0 ? 0.5 : rank + 2 };
  }
}

/** Any free text, in encoded-words or out of them. */
export function* encodingVariants(
  line: string,
  {
    thorough,
    simple,
    charsets: known,
  }: { thorough: boolean; simple: boolean; charsets: readonly string[] },
): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const value = trimmed(unfolded(rest));
  const { text, charsets } = decodedText(value);
  const octets = utf8Octets(text);
  const isRaw = charsets.length === 0;
  const eightBit = /[^\0-\x7f]/.test(text);
  if (!isRaw) {
    for (const { text: form, rank, style } of respelled(rest))
      yield { line: `${name}:${form}`, rank, family: style };
    yield { line: `${name}: ${octets}`, rank: 1, family: 'decoded' };
    if (!/[^\0-\xff]/.test(text)) yield { line: `${name}: ${text}`, rank: 2 };
  } else if (eightBit) yield { line: `${name}: ${value === octets ? text : octets}`, rank: 3 };
  if (!eightBit && !thorough) return;
  for (const { text: form, rank, style } of encodedForms(text, {
    offset: name.length + 2,
    hint: [...charsets, ...known],
    thorough: thorough && eightBit,
  })) {
    for (const [at, text2] of parted(form, simple).entries())
      yield {
        line: `${name}: ${text2}`,
        rank: rank + (eightBit ? 1 : 5),
        ...(eightBit ? { family: `${style} ${at}` } : {}),
      };
  }
}
