// A header field with other white space: folded in other places or not at all (RFC 5322 §2.2.3), another space after the colon, its name
// in other letters. Most of it matters under "simple" only (RFC 6376 §3.4.1); white space where there was none matters under both.
import type { Canonicalization } from '../canonical-header.ts';
import { fieldParts, usualName, type FieldVariant } from './header-edit.ts';

/** Gaps of which every combination of folded and not folded is tried. */
const MAX_GAPS = 9;

export function* spaceVariants(
  line: string,
  key: string,
  canonicalization: Canonicalization,
  thorough: boolean,
): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const made: Made = (changed, rank, family) => ({
    line: `${name}:${changed}`,
    rank,
    ...(family === undefined ? {} : { family: `space ${family}` }),
  });
  if (canonicalization === 'simple') {
    yield* simpleVariants(line, key, made, thorough);
  }
  // White space where there was none, or the reverse.
  const isFolded = rest.includes('\r\n');
  if (isFolded) yield made(rest.replace(/\r\n[ \t]+/g, ''), 4, 'joined');
  if (/[,;]\s/.test(rest)) {
    yield made(rest.replace(/([,;])\s+/g, '$1'), 4, 'separators');
    if (isFolded) yield made(rest.replace(/([,;])\r\n[ \t]+/g, '$1'), 4);
  }
  if (/[,;](?=\S)/.test(rest)) {
    yield made(rest.replace(/([,;])(?=\S)/g, '$1 '), 4, 'no separators');
  }
  if (/>\s+</.test(rest)) yield made(rest.replace(/>\s+</g, '><'), 5);
  if (rest.includes('><')) yield made(rest.replaceAll('><', '> <'), 5);
  if (/\s;|\s=|=\s/.test(rest)) yield made(rest.replace(/\s*([;=])[ \t]*/g, '$1'), 6);
  const gaps = [...rest.matchAll(/(?<=\S)[ \t\r\n]+(?=\S)/g)];
  if (gaps.length <= 60) {
    for (const { index, 0: gap } of gaps)
      yield made(rest.slice(0, index) + rest.slice(index + gap.length), 7);
  }
}

type Made = (changed: string, rank: number, family?: string) => FieldVariant;

function* simpleVariants(
  line: string,
  key: string,
  made: Made,
  thorough: boolean,
): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const names = [
    usualName(key),
    key,
    key.charAt(0).toUpperCase() + key.slice(1),
    key.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase()),
    key.toUpperCase(),
  ];
  for (const [at, other] of names.entries()) {
    if (other !== name)
      yield { line: `${other}:${rest}`, rank: at < 2 ? 0.6 : 2, family: `name ${at}` };
  }
  const value = rest.replace(/^[ \t]*(?:\r\n[ \t]+)?/, '');
  for (const [at, start] of [' ', '', '\t', '  ', '\r\n ', '\r\n\t', ' \r\n ', ' \r\n\t'].entries())
    yield made(start + value, at < 2 ? 0.6 : 3, `colon ${JSON.stringify(start)}`);
  yield made(rest.replace(/[ \t]+$/, ''), 2, 'end');
  for (const end of [' ', '\t', '  ']) yield made(rest + end, 4, `end ${JSON.stringify(end)}`);
  const isFolded = rest.includes('\r\n');
  if (isFolded) {
    yield made(rest.replace(/\r\n(?=[ \t])/g, ''), 0.3, 'unfold');
    yield made(rest.replace(/[ \t]*\r\n[ \t]+/g, ' '), 0.3, 'unfold to a space');
    for (const [at, indent] of [
      ' ',
      '\t',
      '  ',
      '    ',
      '        ',
      '\t\t',
      '   ',
      '     ',
      '      ',
      '       ',
    ].entries())
      yield made(
        rest.replace(/[ \t]*\r\n[ \t]+/g, `\r\n${indent}`),
        at < 2 ? 0.4 : 3,
        `indent ${indent}`,
      );
    for (const indent of [' ', '\t'])
      yield made(
        rest.replace(/[ \t]*\r\n[ \t]+/g, ` \r\n${indent}`),
        3,
        `indent after a space ${indent}`,
      );
  }
  if (rest.includes('\t')) yield made(rest.replaceAll('\t', ' '), 2, 'tabs');
  if (/[ \t]{2}/.test(rest)) yield made(rest.replace(/[ \t]+/g, ' '), 2, 'doubled');
  if (/\S [^ ]/.test(rest)) {
    yield made(rest.replace(/(\S) (?=[^ ])/g, '$1  '), 5);
    const spaces = [...rest.matchAll(/(?<=\S) (?=\S)/g)];
    if (spaces.length <= 40) {
      for (const gap of ['  ', '\t', '   '])
        for (const { index } of spaces)
          yield made(rest.slice(0, index) + gap + rest.slice(index + 1), 5);
    }
  }
  for (const [changed, rank, family] of foldings(rest, thorough)) yield made(changed, rank, family);
}

/** Other places for folds: as programs fill lines, and every choice where there are few gaps. */
export function* foldings(
  rest: string,
  thorough: boolean,
): Generator<[text: string, rank: number, family?: string]> {
  const flat = rest.replace(/[ \t]*\r\n[ \t]+/g, ' ');
  const gaps: number[] = [];
  for (let at = 1; at < flat.length - 1; at++)
    if (flat.charCodeAt(at) === 32 && flat.charCodeAt(at - 1) !== 32) gaps.push(at);
  if (gaps.length === 0) return;
  for (const indent of thorough ? INDENTS : INDENTS.slice(0, 2)) {
    const rank = indent === ' ' || indent === '\t' ? 3 : 6;
    for (const [number, after] of BREAKS.entries()) {
      const places = gaps.filter((at) => after.test(flat.slice(at - 1, at + 1)));
      if (places.length === 0) continue;
      yield [cutAt(flat, places, indent), rank, `all ${number} ${indent}`];
      for (let width = thorough ? 60 : 70; width <= (thorough ? 80 : 78); width++) {
        for (const offset of thorough ? [0, 20] : [0])
          yield [
            cutAt(flat, filledPlaces(flat, places, width - offset, indent.length), indent),
            rank + 1,
            `fill ${number} ${indent} ${width} ${offset}`,
          ];
      }
      yield [cutAt(flat, filledPlaces(flat, places, 998, indent.length), indent), rank + 1];
    }
  }
  if (gaps.length > (thorough ? MAX_GAPS : 5)) return;
  const masks = Array.from({ length: 2 ** gaps.length - 1 }, (_, at) => at + 1).sort(
    (a, b) => bits(a) - bits(b),
  );
  for (const indent of thorough ? INDENTS : INDENTS.slice(0, 2)) {
    for (const mask of masks) {
      const chosen = gaps.filter((_, at) => (mask & (1 << at)) !== 0);
      yield [cutAt(flat, chosen, indent), (indent === ' ' || indent === '\t' ? 3 : 6) + bits(mask)];
    }
  }
}

const INDENTS = [' ', '\t', '  ', '        ', '    ', '\t  '];
const BREAKS = [/ /, /(?<=,) /, /(?<=[,;]) /, /(?<=>) /];

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left > 0; left >>= 1) count += left & 1;
  return count;
}

function cutAt(flat: string, places: readonly number[], indent: string): string {
  let out = '';
  let from = 0;
  for (const place of places) {
    out += `${flat.slice(from, place)}\r\n${indent}`;
    from = place + 1;
  }
  return out + flat.slice(from);
}

function filledPlaces(
  flat: string,
  places: readonly number[],
  width: number,
  indent: number,
): number[] {
  const chosen: number[] = [];
  let start = 0;
  let last = -1;
  for (const place of [...places, flat.length]) {
    if (place - start > width && last > start) {
      chosen.push(last);
      start = last + 1 - indent;
    }
    last = place;
  }
  return chosen;
}
