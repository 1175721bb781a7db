// Encoded-words (RFC 2047) as the programs of the field write them, which differ in the charset's name, in Q or B, in what they quote, in
// how much of a text they encode and where they begin a new word. Unicode in, octets as latin1 text out. Not known here: fields.
import { charsetsOf, octetsIn } from './charset-tables.ts';
import { utf8Octets } from './encoded-words.ts';

interface Charset {
  names: readonly string[];
  encode: (text: string) => string | null;
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const UTF8: Charset = {
  names: ['UTF-8', 'utf-8', 'utf8', 'UTF8', 'Utf-8'],
  encode: utf8Octets,
};
const ASCII: Charset = {
  names: ['us-ascii', 'US-ASCII'],
  encode: (text) => (isAscii(text) ? text : null),
};

/** UTF-8, then the character sets of the text's script. */
function charsetChoices(text: string, hints: ReadonlySet<string>): Charset[] {
  const own = charsetsOf(text);
  const named = [...hints].filter((name) => !/^utf-?8$|ascii/.test(name));
  const names = [...new Set([...named, ...(isAscii(text) ? [] : own)])];
  return [
    UTF8,
    ...names.map((name) => ({
      names: [name, name.toUpperCase(), name.replace(/^[a-z]/, (first) => first.toUpperCase())],
      encode: (some: string): string | null => octetsIn(some, name),
    })),
    ...(isAscii(text) ? [LATIN1, ASCII] : []),
  ];
}
const LATIN1: Charset = { names: ['iso-8859-1', 'ISO-8859-1'], encode: (text) => text };

/** What stays as it is under Q. */
const SAFE = {
  strict: /[A-Za-z0-9!*+/-]/,
  plain: /[!-<>@-^`-~]/,
  middle: /[A-Za-z0-9!*+/.,:;'-]/,
  letters: /[A-Za-z0-9]/,
  most: /[A-Za-z0-9!#$%&'*+./^`{|}~()[\]:;,<>@\\"-]/,
  javamail: /[!#-'*+\--9:;<>@-^`-~]/,
} as const;
type Safe = keyof typeof SAFE;

/** Octet to its form under Q, by style. */
const QUOTED = new Map<string, readonly string[]>();
for (const safe of Object.keys(SAFE) as Safe[]) {
  for (const capitals of [true, false]) {
    QUOTED.set(
      `${safe}${capitals}`,
      Array.from({ length: 256 }, (_, code) => {
        const octet = String.fromCharCode(code);
        const digits = code.toString(16).padStart(2, '0');
        return octet === ' '
          ? '_'
          : SAFE[safe].test(octet)
            ? octet
            : `=${capitals ? digits.toUpperCase() : digits}`;
      }),
    );
  }
}

interface WordStyle {
  charset: string;
  encode: (text: string) => string | null;
  letter: 'Q' | 'q' | 'B' | 'b';
  /** Octet to its form under Q. */
  quoted: readonly string[];
  /** Longest word; less for the first one by `offset`. */
  room: number;
  offset: number;
}

export interface EncodedForm {
  text: string;
  /** Who would have written it so. */
  style: string;
  rank: number;
}

/**
 * Ways to write a text with encoded-words. `offset` is what stands before it on its line, `hint` the charsets that are named now; the usual
 * ways, or all that are known.
 */
export function* encodedForms(
  text: string,
  { offset, hint, thorough }: { offset: number; hint: readonly string[]; thorough: boolean },
): Generator<EncodedForm> {
  const seen = new Set<string>();
  const hinted = new Set(hint.map((name) => name.toLowerCase()));
  const choices = scopes(text);
  // Where all fits into one word, nothing depends on its room.
  const rooms =
    utf8Octets(text).length * 3 + offset + 14 < 72
      ? ROOMS.slice(0, 1)
      : thorough
        ? ROOMS
        : ROOMS.slice(0, 4);
  const quotings = thorough ? QUOTINGS : QUOTINGS.slice(0, 2);
  for (const [choice, { names, encode }] of charsetChoices(text, hinted).entries()) {
    if (encode(text) === null) continue;
    for (const [index, charset] of names.entries()) {
      const isHinted = hinted.has(charset.toLowerCase());
      if (index > (thorough ? 2 : 1) && !isHinted) continue;
      // What is UTF-8 now may have been converted; the first two of the script are usual.
      if (!thorough && choice > 3 && !isHinted) continue;
      const rank = (index < 2 ? 0 : 3) + (isHinted || choice === 0 ? 0 : 0.6 + choice * 0.3);
      for (const letter of ['Q', 'B', 'q', 'b'] as const) {
        for (const [safe, capitals] of letter === 'Q' || letter === 'q'
          ? quotings
          : quotings.slice(0, 1)) {
          for (const [room, first] of rooms) {
            const style: WordStyle = {
              charset,
              encode,
              letter,
              quoted: QUOTED.get(`${safe}${capitals}`) ?? [],
              room,
              offset: first ? offset : 0,
            };
            const cost =
              rank + (safe === 'strict' || safe === 'plain' ? 0 : 1) + (capitals ? 0 : 3);
            for (const [scope, pieces] of choices.entries()) {
              const form = pieces
                .map((piece) =>
                  typeof piece === 'string' ? utf8Octets(piece) : words(piece.encode, style),
                )
                .join('');
              if (seen.has(form)) continue;
              seen.add(form);
              yield {
                text: form,
                style: `${charset} ${letter} ${safe} ${capitals} ${room} ${first} ${scope}`,
                rank: cost + (scope > 2 ? 2 : scope),
              };
            }
          }
        }
      }
    }
  }
}

const QUOTINGS: readonly (readonly [Safe, boolean])[] = [
  ['strict', true],
  ['plain', true],
  ['middle', true],
  ['letters', true],
  ['most', true],
  ['javamail', true],
  ['strict', false],
  ['plain', false],
];

/** Longest word, and whether the first one makes room for the field name. */
const ROOMS: readonly (readonly [number, boolean])[] = [
  [10_000, false],
  [75, false],
  [75, true],
  [76, true],
  [74, true],
  [63, false],
  [78, true],
  [72, true],
  [64, false],
];

type Piece = string | { encode: string };

/** All of it; from the first word that needs it to the last; each such word; each run of them; from the first to the end. */
function scopes(text: string): Piece[][] {
  const all: Piece[][] = [[{ encode: text }]];
  const parts = text.split(/( +)/);
  const needs = parts.map((part) => /[^\0-\x7f]/.test(part));
  const first = needs.indexOf(true);
  const last = needs.lastIndexOf(true);
  if (first < 0) return all;
  const join = (from: number, to: number): string => parts.slice(from, to).join('');
  all.push([join(0, first), { encode: join(first, last + 1) }, join(last + 1, parts.length)]);
  all.push([join(0, first), { encode: join(first, parts.length) }]);
  all.push([{ encode: join(0, last + 1) }, join(last + 1, parts.length)]);
  all.push(parts.map((part, at): Piece => (needs[at] === true ? { encode: part } : part)));
  // Runs: words that need it with the spaces between them; a space between two encoded-words must be in one of them (§6.2).
  const runs: Piece[] = [];
  for (let at = 0; at < parts.length; at++) {
    if (needs[at] !== true) {
      runs.push(parts[at] ?? '');
      continue;
    }
    let end = at + 1;
    while (needs[end + 1] === true) end += 2;
    runs.push({ encode: join(at, end) });
    at = end - 1;
  }
  all.push(runs);
  return all;
}

function words(text: string, { charset, encode, letter, quoted, room, offset }: WordStyle): string {
  const isQ = letter === 'Q' || letter === 'q';
  const start = `=?${charset}?${letter}?`;
  const frame = start.length + 2;
  const out: string[] = [];
  let octets = '';
  let form = '';
  const push = (): void => {
    out.push(`${start}${isQ ? form : Buffer.from(octets, 'latin1').toString('base64')}?=`);
    octets = '';
    form = '';
  };
  // Shift sequences (ISO-2022-JP) belong to the whole word.
  const whole = encode(text);
  if (whole?.includes('\x1b') === true)
    return shiftedWords(text, { start, isQ, encode, quoted, room: room - frame });
  for (const character of text) {
    const encoded = encode(character) ?? '?';
    let piece = '';
    if (isQ)
      for (let at = 0; at < encoded.length; at++) piece += quoted[encoded.charCodeAt(at)] ?? '';
    const next = isQ
      ? form.length + piece.length
      : Math.ceil((octets.length + encoded.length) / 3) * 4;
    if (octets !== '' && next > room - frame - (out.length === 0 ? offset : 0)) push();
    octets += encoded;
    form += piece;
  }
  if (octets !== '' || out.length === 0) push();
  return out.join(' ');
}

function shiftedWords(
  text: string,
  {
    start,
    isQ,
    encode,
    quoted,
    room,
  }: Pick<WordStyle, 'encode' | 'quoted' | 'room'> & { start: string; isQ: boolean },
): string {
  const form = (some: string): string => {
    const octets = encode(some) ?? '';
    return isQ
      ? Array.from(octets, (octet) => quoted[octet.charCodeAt(0)] ?? '').join('')
      : Buffer.from(octets, 'latin1').toString('base64');
  };
  const out: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece !== '' && form(piece + character).length > room) {
      out.push(`${start}${form(piece)}?=`);
      piece = '';
    }
    piece += character;
  }
  return [...out, `${start}${form(piece)}?=`].join(' ');
}
