// Text that was put into a line: what programs add to HTML stands before </body> or after <body>, often without a line of its own, and
// a text whose last line had no end is continued on it. Not known here: whole lines (body-blocks.ts).
import { shown, textStep, type BodyCandidate } from './body-candidate.ts';
import type { BodyKind } from './kinds.ts';

const NEAR = 6000;
const MAX_COUNT = 250;

export function* insertionsUndone(text: string): Generator<BodyCandidate> {
  for (const match of [...text.matchAll(/<\/(?:body|html|div|table|p)\s*>/gi)]
    .slice(-8)
    .toReversed()) {
    const end = match.index;
    for (const start of places(text, Math.max(0, end - NEAR), end).toReversed()) {
      yield without(text, { start, end }, 'lines-appended', `before ${match[0]}`);
    }
  }
  for (const match of [...text.matchAll(/<(?:body|html|div)(?:\s[^<>]{0,500})?>/gi)].slice(0, 3)) {
    const start = match.index + match[0].length;
    for (const end of places(text, start, Math.min(text.length, start + NEAR))) {
      if (end > start)
        yield without(text, { start, end }, 'lines-prepended', `after ${shown(match[0])}`);
    }
  }
  const last = text.lastIndexOf('\r\n', text.length - 3) + 2;
  for (let end = text.length - 1; end > Math.max(last, text.length - MAX_COUNT); end--)
    yield without(text, { start: end, end: text.length }, 'lines-appended', 'on the last line');
}

function without(
  text: string,
  { start, end }: { start: number; end: number },
  kind: BodyKind,
  place: string,
): BodyCandidate {
  const put = text.slice(start, end);
  return {
    text: text.slice(0, start) + text.slice(end),
    steps: [textStep(kind, `${place}: ${shown(put)}`, put)],
  };
}

/** Where tags and lines begin. */
function places(text: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to && found.length < MAX_COUNT; at++) {
    const octet = text.charCodeAt(at);
    if (
      octet === 60 ||
      (octet !== 13 && text.charCodeAt(at - 1) === 10) ||
      octet === 13 ||
      text.charCodeAt(at - 1) === 62
    )
      found.push(at);
  }
  return found;
}
