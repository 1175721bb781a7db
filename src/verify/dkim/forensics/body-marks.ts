// Marks at line starts that transports add and take away: dots (RFC 5321 §4.5.2) and ">" before "From " (the mbox formats, RFC 4155).
// All lines at once; a single line is line-edits.ts's.
import { candidate, counted, type BodyCandidate } from './body-candidate.ts';

export function* marksUndone(text: string): Generator<BodyCandidate> {
  const dotted = count(text, /(?:^|\n)\./g);
  if (dotted > 0) {
    const stuffed = count(text, /(?:^|\n)\.\./g);
    if (stuffed > 0)
      yield candidate(
        text.replace(/(^|\n)\.\./g, '$1.'),
        'dot-stuffing',
        `doubled dots at the start of ${counted(stuffed, 'line')}`,
      );
    if (stuffed !== dotted)
      yield candidate(
        text.replace(/(^|\n)\./g, '$1'),
        'dot-stuffing',
        `a dot more at the start of ${counted(dotted, 'line')}`,
      );
    yield candidate(
      text.replace(/(^|\n)\./g, '$1..'),
      'dot-stuffing',
      `a dot less at the start of ${counted(dotted, 'line')}`,
    );
  }
  const escaped = count(text, /(?:^|\n)>From /g);
  if (escaped > 0)
    yield candidate(
      text.replace(/(^|\n)>From /g, '$1From '),
      'from-escaped',
      `">From " in ${counted(escaped, 'line')}`,
    );
  const nested = count(text, /(?:^|\n)>+From /g);
  if (nested > escaped)
    yield candidate(
      text.replace(/(^|\n)>(>*From )/g, '$1$2'),
      'from-escaped',
      `one ">" more before "From " in ${counted(nested, 'line')}`,
    );
  const plain = count(text, /(?:^|\n)From /g);
  if (plain > 0)
    yield candidate(
      text.replace(/(^|\n)From /g, '$1>From '),
      'from-unescaped',
      `"From " in ${counted(plain, 'line')}`,
    );
  if (nested > 0)
    yield candidate(
      text.replace(/(^|\n)(>+From )/g, '$1>$2'),
      'from-unescaped',
      `one ">" less before "From " in ${counted(nested, 'line')}`,
    );
  // RFC 2045 §6.7 rule 1 in a text of the same encoding: "F" of "From " written as =46.
  const quoted = count(text, /(?:^|\n)=46rom /g);
  if (quoted > 0)
    yield candidate(
      text.replace(/(^|\n)=46rom /g, '$1From '),
      'from-escaped',
      `"=46rom " in ${counted(quoted, 'line')}`,
    );
  const quotedDots = count(text, /(?:^|\n)=2E/g);
  if (quotedDots > 0)
    yield candidate(
      text.replace(/(^|\n)=2E/g, '$1.'),
      'dot-stuffing',
      `"=2E" at the start of ${counted(quotedDots, 'line')}`,
    );
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
