// White space and line ends that programs change all over a body: what "simple" (RFC 6376 §3.4.3) does not forgive, and the line
// ends that no canonicalization does. All lines at once; a single line is line-edits.ts's.
import type { Canonicalization } from '../canonical-header.ts';
import { candidate, counted, withoutLineEnds, type BodyCandidate } from './body-candidate.ts';
import type { BodyKind } from './kinds.ts';

export function* spaceUndone(
  text: string,
  canonicalization: Canonicalization,
): Generator<BodyCandidate> {
  if (canonicalization === 'simple') {
    yield* trailingSpace(text);
    yield* tabs(text);
    yield* innerSpace(text);
  }
  yield* blankLines(text);
}

const TRAILING: BodyKind = 'trailing-white-space-changed';

function* trailingSpace(text: string): Generator<BodyCandidate> {
  const lines = text.split('\r\n');
  const ends = lines.filter((line) => /[ \t]$/.test(line)).length;
  if (ends > 0) {
    yield candidate(lines.map(trimmed).join('\r\n'), TRAILING, `added at ${counted(ends, 'line')}`);
    yield candidate(
      lines
        .map((line) => (line.startsWith('-- ') && isBlank(line.slice(2)) ? '-- ' : trimmed(line)))
        .join('\r\n'),
      TRAILING,
      `added at ${counted(ends, 'line')}`,
    );
    yield candidate(
      lines.map((line) => (/[ \t]$/.test(line) ? line.slice(0, -1) : line)).join('\r\n'),
      TRAILING,
      `one more at ${counted(ends, 'line')}`,
    );
    const blank = lines.filter(isBlank).length;
    if (blank > 0 && blank < ends) {
      yield candidate(
        lines.map((line) => (isBlank(line) ? '' : line)).join('\r\n'),
        TRAILING,
        `added at ${counted(blank, 'empty line')}`,
      );
      yield candidate(
        lines.map((line) => (isBlank(line) ? line : trimmed(line))).join('\r\n'),
        TRAILING,
        `added at ${counted(ends - blank, 'line')}`,
      );
    }
  }
  // Taken away: the signature separator, format=flowed (RFC 3676 §4.2: soft line breaks are spaces), every line.
  const last = lines.length - 1;
  const rules: [name: string, applies: (line: string, at: number) => boolean][] = [
    ['the signature separator', (line) => line === '--'],
    ['lines within paragraphs', (line, at) => line !== '' && (lines[at + 1] ?? '') !== ''],
    ['every line with text', (line) => line !== ''],
    ['empty lines', (line, at) => line === '' && at < last],
    ['every line', (_, at) => at < last],
    ['quote marks', (line) => /^>+$/.test(line)],
    ...[50, 56, 60, 62, 64, 65, 66, 67, 68, 69, 70, 71, 72].map(
      (width): [string, (line: string, at: number) => boolean] => [
        `lines of ${width} bytes and more`,
        (line, at) => line.length >= width && (lines[at + 1] ?? '') !== '',
      ],
    ),
  ];
  for (const [name, applies] of rules) {
    for (const space of [' ', '\t', '  ']) {
      let changed = 0;
      const restored = lines.map((line, at) =>
        applies(line, at) && (changed += 1) > 0 ? line + space : line,
      );
      if (changed === 0) break;
      yield candidate(
        restored.join('\r\n'),
        TRAILING,
        `taken away at ${counted(changed, 'line')} (${name})`,
      );
      if (name !== 'the signature separator' && lines.includes('--')) {
        yield candidate(
          restored.map((line) => (line === '--' ? '-- ' : line)).join('\r\n'),
          TRAILING,
          `taken away at ${name} and the signature separator`,
        );
      }
    }
  }
  // White space alone at the end is no empty line for "simple".
  const content = withoutLineEnds(text);
  const bare = withoutBlankEnd(content);
  if (bare.length < content.length)
    yield candidate(bare, 'blank-lines-changed', 'lines of white space added at the end');
  for (const space of [' ', '\t', '  ', '   ', '    ']) {
    for (const times of [1, 2, 3])
      yield candidate(
        `${content}\r\n${`${space}\r\n`.repeat(times)}`,
        'blank-lines-changed',
        `${counted(times, 'line')} of white space taken away at the end`,
      );
  }
}

const isBlank = (line: string): boolean => line !== '' && /^[ \t]*$/.test(line);

function trimmed(line: string): string {
  let end = line.length;
  while (end > 0 && (line.charCodeAt(end - 1) === 32 || line.charCodeAt(end - 1) === 9)) end--;
  return line.slice(0, end);
}

function withoutBlankEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--;
  const next = text.indexOf('\r\n', end);
  return next < 0 ? text : text.slice(0, next);
}

function* tabs(text: string): Generator<BodyCandidate> {
  const tabbed = text.split('\t').length - 1;
  if (tabbed > 0) {
    for (const size of [8, 4, 2, 1, 3])
      yield candidate(
        text.replaceAll('\t', ' '.repeat(size)),
        'spaces-to-tabs',
        counted(tabbed, 'tab'),
      );
    for (const size of [8, 4, 2])
      yield candidate(
        byLine(text, (line) => expanded(line, size)),
        'spaces-to-tabs',
        `${counted(tabbed, 'tab')}, stops at ${size}`,
      );
  }
  if (!text.includes(' ')) return;
  for (const size of [8, 4, 2, 3]) {
    const run = ' '.repeat(size);
    if (text.includes(run))
      yield candidate(text.replaceAll(run, '\t'), 'tabs-to-spaces', `${size} spaces for a tab`);
    if (text.includes(run))
      yield candidate(
        text.replace(
          new RegExp(`(^|\\n)((?:${run})+)`, 'g'),
          (_, start: string, spaces: string) => start + '\t'.repeat(spaces.length / size),
        ),
        'tabs-to-spaces',
        `${size} spaces for a tab at line starts`,
      );
    yield candidate(
      byLine(text, (line) => compressed(line, size, 2)),
      'tabs-to-spaces',
      `stops at ${size}`,
    );
    yield candidate(
      byLine(text, (line) => compressed(line, size, 1)),
      'tabs-to-spaces',
      `stops at ${size}`,
    );
  }
  yield candidate(text.replace(/ {2,}/g, '\t'), 'tabs-to-spaces', 'runs of spaces for tabs');
  yield candidate(text.replaceAll(' ', '\t'), 'tabs-to-spaces', 'a space for a tab');
  yield candidate(
    text.replace(/(^|\n) +/g, '$1\t'),
    'tabs-to-spaces',
    'spaces for a tab at line starts',
  );
}

const byLine = (text: string, change: (line: string) => string): string =>
  text.split('\r\n').map(change).join('\r\n');

function expanded(line: string, size: number): string {
  if (!line.includes('\t')) return line;
  let out = '';
  let column = 0;
  for (const piece of line.split('\t').slice(0, -1)) {
    const width = size - ((column + piece.length) % size);
    out += piece + ' '.repeat(width);
    column += piece.length + width;
  }
  return out + line.slice(line.lastIndexOf('\t') + 1);
}

/** Runs of at least `least` spaces that end at a tab stop become tabs: the reverse of `expanded`. */
function compressed(line: string, size: number, least: number): string {
  let out = '';
  for (let at = 0; at < line.length; at += size) {
    const cell = line.slice(at, at + size);
    let text = cell.length;
    while (text > 0 && cell.charCodeAt(text - 1) === 32) text--;
    out += cell.length === size && size - text >= least ? `${cell.slice(0, text)}\t` : cell;
  }
  return out;
}

function* innerSpace(text: string): Generator<BodyCandidate> {
  if (text.includes('\u00a0'))
    yield candidate(
      text.replaceAll('\u00c2\u00a0', ' ').replaceAll('\u00a0', ' '),
      'white-space-changed',
      'no-break spaces',
    );
  // Sentences in the old style, and indentation.
  yield candidate(
    text.replace(/([.!?]) (?=\S)/g, '$1  '),
    'white-space-changed',
    'two spaces after a sentence made one',
  );
  if (/[^ ] {2}[^ ]/.test(text))
    yield candidate(
      text.replace(/([^ \r\n]) {2,}(?=[^ ])/g, '$1 '),
      'white-space-changed',
      'spaces doubled',
    );
}

function* blankLines(text: string): Generator<BodyCandidate> {
  const change = (changed: string, detail: string): BodyCandidate =>
    candidate(changed, 'blank-lines-changed', detail);
  const leading = /^(?:\r\n)+/.exec(text)?.[0] ?? '';
  if (leading !== '') yield change(text.slice(leading.length), 'added at the start');
  for (const times of [1, 2, 3])
    yield change('\r\n'.repeat(times) + text, 'taken away at the start');
  const lines = withoutLineEnds(text).split('\r\n');
  const inner = lines.filter((line) => line === '').length;
  if (inner > 0) {
    const even = lines.filter((_, at) => at % 2 === 0);
    if (lines.every((line, at) => at % 2 === 0 || line === ''))
      yield change(even.join('\r\n'), 'one put after every line');
    if (lines.some((line, at) => line === '' && lines[at + 1] === '')) {
      yield change(
        lines.filter((line, at) => line !== '' || lines[at - 1] !== '').join('\r\n'),
        'added beside other blank lines',
      );
      yield change(text.replace(/\r\n\r\n/g, '\r\n'), 'doubled');
    }
    yield change(lines.filter((line) => line !== '').join('\r\n'), counted(inner, 'line'));
    yield change(lines.map((line) => (line === '' ? '\r\n' : line)).join('\r\n'), 'two made one');
  }
  yield change(lines.join('\r\n\r\n'), 'taken away after every line');
  yield change(text.replace(/\r\n--/g, '\r\n\r\n--'), 'taken away before boundaries');
  if (text.includes('\r\n\r\n--'))
    yield change(text.replace(/\r\n\r\n--/g, '\r\n--'), 'added before boundaries');
}

/** Bare line ends that a relay made CR LF. The forms are canonical: how signers treat what is no line end differs. */
export function* lineEndsUndone(
  text: string,
  canonicalization: Canonicalization,
): Generator<BodyCandidate> {
  const lines = withoutLineEnds(text).split('\r\n');
  const relaxed = lines.map((line) =>
    canonicalization === 'relaxed' ? trimmed(line.replace(/[ \t]+/g, ' ')) : line,
  );
  const kept = lines.map((line) =>
    canonicalization === 'relaxed' ? line.replace(/[ \t]+/g, ' ') : line,
  );
  const trailing = text.length - withoutLineEnds(text).length;
  for (const [end, name] of [
    ['\n', 'LF'],
    ['\r', 'CR'],
    ['\r\r\n', 'CR CR LF'],
    ['\n\r', 'LF CR'],
  ] as const) {
    const ends = end.repeat(trailing / 2);
    for (const form of [relaxed, kept]) {
      const joined = form.join(end);
      for (const tail of new Set([end, '\r\n', '', `${ends}\r\n`, ends]))
        yield candidate(
          joined + tail,
          'line-endings-changed',
          `bare ${name} made CR LF in ${counted(lines.length, 'line')}`,
        );
    }
  }
  if (lines.length > 1 && lines.every((line, at) => at % 2 === 0 || line === '')) {
    const odd = kept.filter((_, at) => at % 2 === 0);
    yield candidate(
      `${odd.join('\r\r\n')}\r\r\n`,
      'line-endings-changed',
      'CR CR LF made CR LF CR LF',
    );
    yield candidate(`${odd.join('\n\n')}\n\n`, 'line-endings-changed', 'LF LF made CR LF CR LF');
  }
}
