// Long lines that a relay broke (RFC 5321 §4.5.3.1.6 lets no line be over 1,000 octets), and the reverse. A break leaves lines of the
// very width that was allowed; which widths those are is read from the text. Not known here: encodings with breaks of their own.
import { candidate, counted, type BodyCandidate } from './body-candidate.ts';

const USUAL = [76, 78, 72, 80, 990, 998, 1000, 2048, 512, 1024, 70, 75, 77, 79, 74, 100, 120];
/** What stands between the two halves of a line that was cut at a width: nothing; Postfix and Exim begin the next with a space; sendmail ends the first with "!". */
const CUTS = [
  { ends: '', begins: '' },
  { ends: '', begins: ' ' },
  { ends: '', begins: '\t' },
  { ends: '!', begins: '' },
  { ends: '!', begins: ' ' },
] as const;

export function* wrapsUndone(text: string): Generator<BodyCandidate> {
  const lines = text.split('\r\n');
  if (lines.length < 3 && !text.includes(' ')) return;
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const widths = new Set([longest, longest - 1, ...USUAL.filter((width) => width <= longest)]);
  for (const width of widths) {
    for (const cut of CUTS) yield* joinedCuts(lines, width, cut);
    yield* joinedWords(lines, width, longest);
  }
  for (const width of [72, 76, 78, 70, 75, 80, 998]) {
    if (longest > width) yield candidate(lines.flatMap((line) => filled(line, width)).join('\r\n'), 'lines-joined', `lines of at most ${width} octets`);
  }
}

/** Lines of exactly the width, joined with what follows. */
function* joinedCuts(lines: readonly string[], width: number, { ends, begins }: (typeof CUTS)[number]): Generator<BodyCandidate> {
  // The width counts the mark at the end, and either counts the space at the start or not.
  for (const counts of begins === '' ? [true] : [true, false]) {
    const joined: string[] = [];
    let breaks = 0;
    let full = false;
    for (const line of lines) {
      const continues: boolean = full && line.startsWith(begins) && line !== '';
      if (continues) {
        joined.push(`${(joined.pop() ?? '').slice(0, ends === '' ? undefined : -1)}${line.slice(begins.length)}`);
        breaks++;
      } else joined.push(line);
      const length: number = line.length - (continues && !counts ? begins.length : 0);
      full = length === width && line.endsWith(ends);
    }
    if (breaks === 0) return;
    yield candidate(joined.join('\r\n'), 'lines-wrapped', `at ${width} octets, ${counted(breaks, 'break')}`);
  }
}

/** Lines that end where the next word did not fit any more, joined with what follows. */
function* joinedWords(lines: readonly string[], width: number, longest: number): Generator<BodyCandidate> {
  if (width < longest && width < longest - 1 && width > 200) return;
  for (const between of [' ', '']) {
    const joined: string[] = [];
    let breaks = 0;
    let previous: string | null = null;
    for (const line of lines) {
      const word = line.indexOf(' ') < 0 ? line.length : line.indexOf(' ');
      const fits = previous === null || previous === '' || line === '' || line.startsWith(' ') || previous.length + 1 + word <= width || previous.length > width;
      if (fits || (between === '' && !previous?.endsWith(' '))) joined.push(line);
      else {
        joined.push(`${joined.pop() ?? ''}${between}${line}`);
        breaks++;
      }
      previous = line;
    }
    if (breaks > 0) yield candidate(joined.join('\r\n'), 'lines-wrapped', `between words at ${width} octets, ${counted(breaks, 'break')}`);
  }
}

function filled(line: string, width: number): string[] {
  const out: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    if (space <= 0) break;
    out.push(rest.slice(0, space));
    rest = rest.slice(space + 1);
  }
  return [...out, rest];
}

/** Every run of lines made one line: what is left when no width explains a break. Quadratic in the lines: the caller has a budget. */
export function* joinedRuns(text: string): Generator<BodyCandidate> {
  const lines = text.split('\r\n');
  for (let first = 0; first < lines.length - 1; first++) {
    if (lines[first] === '') continue;
    const before = lines.slice(0, first).map((line) => `${line}\r\n`).join('');
    for (const between of [' ', '']) {
      let joined = lines[first] ?? '';
      for (let last = first + 1; last < lines.length && lines[last] !== ''; last++) {
        joined += between + (lines[last] ?? '');
        const after = last + 1 < lines.length ? `\r\n${lines.slice(last + 1).join('\r\n')}` : '';
        yield candidate(before + joined + after, 'lines-wrapped', `line ${first + 1} broken into ${last - first + 1}`);
      }
    }
  }
}
