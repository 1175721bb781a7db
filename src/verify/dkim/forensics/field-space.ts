// A header field with other white space: folded in other places or not at all (RFC 5322 §2.2.3), another space after the colon, its name
// in other letters. Most of it matters under "simple" only (RFC 6376 §3.4.1); white space where there was none matters under both.
import type { Canonicalization } from '../canonical-header.ts';
import { fieldParts, usualName, type FieldVariant } from './header-edit.ts';
import type { HeaderKind } from './kinds.ts';

/** Gaps of which every combination of folded and not folded is tried. */
const MOST_GAPS = 9;

export function* spaceVariants(line: string, key: string, canonicalization: Canonicalization): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const maker =
    (kind: HeaderKind): Made =>
    (changed, detail, rank, family) => ({ line: `${name}:${changed}`, kind, detail: `${name}, ${detail}`, rank, ...(family === undefined ? {} : { family: `${kind} ${family}` }) });
  const folded = maker('field-refolded');
  const spaced = maker('field-white-space-changed');
  if (canonicalization === 'simple') {
    yield* simpleVariants(line, key, folded, spaced);
  }
  // White space where there was none, or the reverse.
  const isFolded = rest.includes('\r\n');
  if (isFolded) yield folded(rest.replace(/\r\n[ \t]+/g, ''), 'broken where there was no space', 4, 'joined');
  if (/[,;]\s/.test(rest)) {
    yield (isFolded ? folded : spaced)(rest.replace(/([,;])\s+/g, '$1'), 'white space put after separators', 4, 'separators');
    if (isFolded) yield folded(rest.replace(/([,;])\r\n[ \t]+/g, '$1'), 'broken after separators without a space', 4);
  }
  if (/[,;](?=\S)/.test(rest)) {
    yield spaced(rest.replace(/([,;])(?=\S)/g, '$1 '), 'white space taken away after separators', 4, 'no separators');
  }
  if (/>\s+</.test(rest)) yield spaced(rest.replace(/>\s+</g, '><'), 'white space put between', 5);
  if (rest.includes('><')) yield spaced(rest.replaceAll('><', '> <'), 'white space taken away between', 5);
  if (/\s;|\s=|=\s/.test(rest)) yield spaced(rest.replace(/\s*([;=])[ \t]*/g, '$1'), 'white space around separators', 6);
  const gaps = [...rest.matchAll(/(?<=\S)[ \t\r\n]+(?=\S)/g)];
  if (gaps.length <= 60) {
    for (const { index, 0: gap } of gaps) yield (gap.includes('\n') ? folded : spaced)(rest.slice(0, index) + rest.slice(index + gap.length), 'broken where there was no space', 7);
  }
}

type Made = (changed: string, detail: string, rank: number, family?: string) => FieldVariant;

function* simpleVariants(line: string, key: string, folded: Made, spaced: Made): Generator<FieldVariant> {
  const { name, rest } = fieldParts(line);
  const names = [usualName(key), key, key.charAt(0).toUpperCase() + key.slice(1), key.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase()), key.toUpperCase()];
  for (const [at, other] of names.entries()) {
    if (other !== name) yield { line: `${other}:${rest}`, kind: 'field-name-case-changed', detail: `${other} made ${name}`, rank: 2, family: `name ${at}` };
  }
  const value = rest.replace(/^[ \t]*(?:\r\n[ \t]+)?/, '');
  for (const start of [' ', '', '\t', '  ', '\r\n ', '\r\n\t', ' \r\n ', ' \r\n\t']) yield (start.includes('\n') || rest.startsWith('\r') ? folded : spaced)(start + value, 'after the colon', 2, `colon ${JSON.stringify(start)}`);
  yield spaced(rest.replace(/[ \t]+$/, ''), 'white space at the end', 2, 'end');
  for (const end of [' ', '\t', '  ']) yield spaced(rest + end, 'white space at the end taken away', 4, `end ${JSON.stringify(end)}`);
  const isFolded = rest.includes('\r\n');
  if (isFolded) {
    yield folded(rest.replace(/\r\n(?=[ \t])/g, ''), 'unfolded before', 1, 'unfold');
    yield folded(rest.replace(/[ \t]*\r\n[ \t]+/g, ' '), 'unfolded before', 1, 'unfold to a space');
    for (const indent of [' ', '\t', '  ', '    ', '        ', '\t\t', '   ', '     ', '      ', '       ']) yield folded(rest.replace(/[ \t]*\r\n[ \t]+/g, `\r\n${indent}`), 'other white space at the fold', 1, `indent ${indent}`);
    for (const indent of [' ', '\t']) yield folded(rest.replace(/[ \t]*\r\n[ \t]+/g, ` \r\n${indent}`), 'other white space at the fold', 3, `indent after a space ${indent}`);
  }
  if (rest.includes('\t')) yield spaced(rest.replaceAll('\t', ' '), 'tabs put', 2, 'tabs');
  if (/[ \t]{2}/.test(rest)) yield spaced(rest.replace(/[ \t]+/g, ' '), 'white space doubled', 2, 'doubled');
  if (/\S [^ ]/.test(rest)) {
    yield spaced(rest.replace(/(\S) (?=[^ ])/g, '$1  '), 'two spaces made one', 5);
    const spaces = [...rest.matchAll(/(?<=\S) (?=\S)/g)];
    if (spaces.length <= 40) {
      for (const gap of ['  ', '\t', '   ']) for (const { index } of spaces) yield spaced(rest.slice(0, index) + gap + rest.slice(index + 1), 'white space collapsed', 5);
    }
  }
  for (const [changed, rank, family] of foldings(rest)) yield folded(changed, isFolded ? 'folded elsewhere before' : 'folded before', rank, family);
}

/** Other places for folds: as programs fill lines, and every choice where there are few gaps. */
export function* foldings(rest: string): Generator<[text: string, rank: number, family?: string]> {
  const flat = rest.replace(/[ \t]*\r\n[ \t]+/g, ' ');
  const gaps: number[] = [];
  for (let at = 1; at < flat.length - 1; at++) if (flat.charCodeAt(at) === 32 && flat.charCodeAt(at - 1) !== 32) gaps.push(at);
  if (gaps.length === 0) return;
  for (const indent of INDENTS) {
    const rank = indent === ' ' || indent === '\t' ? 3 : 6;
    for (const [number, after] of BREAKS.entries()) {
      const places = gaps.filter((at) => after.test(flat.slice(at - 1, at + 1)));
      if (places.length === 0) continue;
      yield [cutAt(flat, places, indent), rank, `all ${number} ${indent}`];
      for (let width = 60; width <= 80; width++) {
        for (const offset of [0, 20]) yield [cutAt(flat, filledPlaces(flat, places, width - offset, indent.length), indent), rank + 1, `fill ${number} ${indent} ${width} ${offset}`];
      }
      yield [cutAt(flat, filledPlaces(flat, places, 998, indent.length), indent), rank + 1];
    }
  }
  if (gaps.length > MOST_GAPS) return;
  const masks = Array.from({ length: 2 ** gaps.length - 1 }, (_, at) => at + 1).sort((a, b) => bits(a) - bits(b));
  for (const indent of INDENTS) {
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

function filledPlaces(flat: string, places: readonly number[], width: number, indent: number): number[] {
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
