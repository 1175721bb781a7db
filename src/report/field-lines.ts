// The two header fields as they stand in a text report: 72 columns, and no longer than a reader bears. The exact fields are in
// the JSON report and in `check --format headers`.
import { AUTHENTICATION_RESULTS } from './authentication-results.ts';
import { untrusted } from './untrusted-text.ts';
import type { LayoutWords } from '../words/en/layouts.ts';
import { RECEIVED_SPF } from './received-spf.ts';
import type { Report } from './report.ts';
import { wrap } from './wrap.ts';

/** Lines of Authentication-Results and of Received-SPF; and where room is scarce. */
const MAX_COUNT = { results: 20, spf: 8 };
const MAX_SHORT = { results: 12, spf: 6 };

/** Folded lines put together again where a method goes on. */
function parts(value: string): string[] {
  const list: string[] = [];
  let part = '';
  for (const line of value.split(/\r?\n/)) {
    part += line;
    if (!line.endsWith(';')) continue;
    list.push(part);
    part = '';
  }
  return part === '' ? list : [...list, part];
}

function lines(name: string, value: string[], most: number, words: LayoutWords['text']): string[] {
  const all = value.flatMap((part, index) =>
    wrap(untrusted(part.trim(), 1000), { first: index === 0 ? name : ' ', rest: ' ' }),
  );
  return all.length <= most
    ? all
    : [...all.slice(0, most - 1), ` ${words.linesLeftOut(all.length - most + 1)}`];
}

export function fieldLines(
  { authenticationResults, receivedSpf }: Report,
  words: LayoutWords['text'],
  short = false,
): string[] {
  const most = short ? MAX_SHORT : MAX_COUNT;
  return [
    ...lines(AUTHENTICATION_RESULTS, parts(authenticationResults), most.results, words),
    ...lines(RECEIVED_SPF, [receivedSpf.replace(/\r?\n/g, '')], most.spf, words),
  ];
}
