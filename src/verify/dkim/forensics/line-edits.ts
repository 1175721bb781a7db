// One line changed, whichever: a dot or a ">" more or less, white space at its end, an empty line beside it, a line end that was bare.
// As many candidates as lines, a few times over. Two such lines are the search's pairs.
import type { Canonicalization } from '../canonical-header.ts';
import { candidate, type BodyCandidate } from './body-candidate.ts';
import { canonicalText } from './body-trial.ts';
import type { BodyKind } from './kinds.ts';

/** The texts are canonical but for what was put in, and must not be made canonical again where line ends are concerned. */
export function* lineEdits(
  text: string,
  canonicalization: Canonicalization,
): Generator<BodyCandidate> {
  const canonical = canonicalText(text, canonicalization);
  let number = 1;
  for (let start = 0; start < canonical.length; number++) {
    const lineEnd = canonical.indexOf('\r\n', start);
    if (lineEnd < 0) return;
    const before = canonical.slice(0, start);
    const line = canonical.slice(start, lineEnd);
    const after = canonical.slice(lineEnd);
    const edit = (changed: string, kind: BodyKind, detail: string): BodyCandidate =>
      candidate(before + changed + after, kind, `${detail} line ${number}`);
    if (line.startsWith('.'))
      yield edit(line.slice(1), 'dot-stuffing', 'a dot more at the start of');
    yield edit(`.${line}`, 'dot-stuffing', 'a dot less at the start of');
    if (line.startsWith('>From ')) yield edit(line.slice(1), 'from-escaped', '">From " in');
    if (line.startsWith('From ')) yield edit(`>${line}`, 'from-unescaped', '"From " in');
    if (canonicalization === 'simple') {
      for (const space of [' ', '\t', '  '])
        yield edit(line + space, 'trailing-white-space-changed', 'taken away at');
      const trimmed = line.trimEnd();
      if (trimmed !== line) yield edit(trimmed, 'trailing-white-space-changed', 'added at');
      if (line.length - trimmed.length > 1)
        yield edit(line.slice(0, -1), 'trailing-white-space-changed', 'one more at');
    }
    yield edit(`\r\n${line}`, 'blank-lines-changed', 'taken away before');
    yield candidate(
      `${before}${line}\r${canonical.slice(lineEnd + 2)}`,
      'line-endings-changed',
      `a bare CR made CR LF after line ${number}`,
    );
    yield candidate(
      `${before}${line}\n${canonical.slice(lineEnd + 2)}`,
      'line-endings-changed',
      `a bare LF made CR LF after line ${number}`,
    );
    yield candidate(
      `${before}${line}\r${after}`,
      'line-endings-changed',
      `CR CR LF made CR LF after line ${number}`,
    );
    start = lineEnd + 2;
  }
}

/** Two lines that lost a dot at their start, and three of few. */
export function* dotPairs(
  text: string,
  canonicalization: Canonicalization,
): Generator<BodyCandidate> {
  const canonical = canonicalText(text, canonicalization);
  for (const base of new Set([canonical.replace(/(^|\n)\./g, '$1..'), canonical])) {
    const starts = [0];
    for (
      let at = base.indexOf('\n');
      at >= 0 && at + 1 < base.length;
      at = base.indexOf('\n', at + 1)
    )
      starts.push(at + 1);
    const lines = starts.filter((start) => base.charCodeAt(start) !== 46);
    for (const [place, last] of lines.entries()) {
      for (const [between, first] of lines.slice(0, place).entries()) {
        yield candidate(
          `${base.slice(0, first)}.${base.slice(first, last)}.${base.slice(last)}`,
          'dot-stuffing',
          'a dot less at the start of 2 lines',
        );
        if (lines.length > MAX_THREE) continue;
        for (const second of lines.slice(between + 1, place)) {
          yield candidate(
            `${base.slice(0, first)}.${base.slice(first, second)}.${base.slice(second, last)}.${base.slice(last)}`,
            'dot-stuffing',
            'a dot less at the start of 3 lines',
          );
        }
      }
    }
  }
}

/** Lines of which every three are taken together. */
const MAX_THREE = 32;

/** Two lines that lost a space at their end. */
export function* spacePairs(text: string): Generator<BodyCandidate> {
  const canonical = canonicalText(text, 'simple');
  const ends: number[] = [];
  for (let at = canonical.indexOf('\r\n'); at >= 0; at = canonical.indexOf('\r\n', at + 2))
    if (at > 0 && canonical.charCodeAt(at - 1) !== 10) ends.push(at);
  for (const [place, second] of ends.entries()) {
    for (const first of ends.slice(0, place)) {
      yield candidate(
        `${canonical.slice(0, first)} ${canonical.slice(first, second)} ${canonical.slice(second)}`,
        'trailing-white-space-changed',
        'taken away at 2 lines',
      );
    }
  }
}
