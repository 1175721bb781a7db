// Long lines that a relay broke (RFC 5321 §4.5.3.1.6 lets no line be over 1,000 octets), and the reverse. A break leaves lines of the
// very width that was allowed; which widths those are is read from the text. Not known here: encodings with breaks of their own.
import { candidate, counted, type BodyCandidate } from './body-candidate.ts';
import type { Budget } from './budget.ts';

const USUAL = [76, 78, 72, 80, 990, 998, 1000, 2048, 512, 1024, 70, 75, 77, 79, 74, 100, 120];
/** What stands between the two halves of a line that was cut at a width: nothing; Postfix and Exim begin the next with a space; sendmail ends the first with "!". */
const CUTS = [
  { ends: '', begins: '' },
  { ends: '', begins: ' ' },
  { ends: '', begins: '\t' },
  { ends: '!', begins: '' },
  { ends: '!', begins: ' ' },
] as const;

/** Runs of which every choice is tried. */
const MAX_RUNS = 8;

/** Every break of a width joined; when thorough, each choice among them too. */
export function* wrapsUndone(
  text: string,
  { thorough, budget }: { thorough: boolean; budget: Budget },
): Generator<BodyCandidate> {
  const lines = text.split('\r\n');
  if (lines.length < 3 && !text.includes(' ')) return;
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const widths = new Set([longest, longest - 1, ...USUAL.filter((width) => width <= longest)]);
  for (const width of widths) {
    if (budget.spent) return;
    for (const cut of CUTS) yield* joinedCuts(lines, width, cut, thorough);
    yield* joinedWords(lines, width, { longest, thorough });
  }
  for (const width of [72, 76, 78, 70, 75, 80, 998]) {
    if (longest > width)
      yield candidate(
        lines.flatMap((line) => filled(line, width)).join('\r\n'),
        'lines-joined',
        `lines of at most ${width} bytes`,
      );
  }
}

/** Lines of exactly the width, joined with what follows. */
function* joinedCuts(
  lines: readonly string[],
  width: number,
  { ends, begins }: (typeof CUTS)[number],
  thorough: boolean,
): Generator<BodyCandidate> {
  // The width counts the mark at the end, and either counts the space at the start or not.
  for (const counts of begins === '' ? [true] : [true, false]) {
    const breaks = new Set<number>();
    let full = false;
    for (const [at, line] of lines.entries()) {
      const continues: boolean = full && line.startsWith(begins) && line !== '';
      if (continues) breaks.add(at);
      full =
        line.length - (continues && !counts ? begins.length : 0) === width && line.endsWith(ends);
    }
    if (breaks.size === 0) return;
    const join = (chosen: ReadonlySet<number>): BodyCandidate =>
      candidate(
        joined(
          lines,
          chosen,
          (before, after) =>
            before.slice(0, ends === '' ? undefined : -1) + after.slice(begins.length),
        ),
        'lines-wrapped',
        `at ${width} bytes, ${counted(chosen.size, 'break')}`,
      );
    if (!thorough) yield join(breaks);
    // A line may have had that width by itself.
    if (thorough && breaks.size > 1 && breaks.size <= MAX_RUNS * 2)
      for (const one of breaks) yield join(new Set([...breaks].filter((at) => at !== one)));
  }
}

/** Lines that end where the next word did not fit any more, joined with what follows: all runs of them, and each choice of runs. */
function* joinedWords(
  lines: readonly string[],
  width: number,
  { longest, thorough }: { longest: number; thorough: boolean },
): Generator<BodyCandidate> {
  if (width < longest && width < longest - 1 && width > 200) return;
  for (const between of [' ', '']) {
    const runs: number[][] = [];
    for (const [at, line] of lines.entries()) {
      const previous = lines[at - 1] ?? '';
      const word = line.indexOf(' ') < 0 ? line.length : line.indexOf(' ');
      const fits =
        previous === '' ||
        line === '' ||
        line.startsWith(' ') ||
        previous.length + 1 + word <= width ||
        previous.length > width;
      if (fits || (between === '' && !previous.endsWith(' '))) continue;
      if (runs.at(-1)?.at(-1) === at - 1) runs.at(-1)?.push(at);
      else runs.push([at]);
    }
    if (runs.length === 0) continue;
    for (const chosen of thorough ? choices(runs) : [runs]) {
      const breaks = new Set(chosen.flat());
      yield candidate(
        joined(lines, breaks, (before, after) => before + between + after),
        'lines-wrapped',
        `between words at ${width} bytes, ${counted(breaks.size, 'break')}`,
      );
    }
  }
}

/** All, every choice of few; of many all but one, one, and two. */
function* choices(runs: readonly number[][]): Generator<readonly number[][]> {
  if (runs.length === 1) return;
  if (runs.length <= MAX_RUNS) {
    for (let mask = 2 ** runs.length - 2; mask > 0; mask--)
      yield runs.filter((_, at) => (mask & (1 << at)) !== 0);
    return;
  }
  for (const run of runs) yield runs.filter((other) => other !== run);
  for (const run of runs) yield [run];
  for (const [at, run] of runs.entries()) for (const other of runs.slice(0, at)) yield [other, run];
}

function joined(
  lines: readonly string[],
  breaks: ReadonlySet<number>,
  join: (before: string, after: string) => string,
): string {
  const out: string[] = [];
  for (const [at, line] of lines.entries())
    out.push(breaks.has(at) && out.length > 0 ? join(out.pop() ?? '', line) : line);
  return out.join('\r\n');
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
    const before = lines
      .slice(0, first)
      .map((line) => `${line}\r\n`)
      .join('');
    for (const between of [' ', '']) {
      let joined = lines[first] ?? '';
      for (let last = first + 1; last < lines.length && lines[last] !== ''; last++) {
        joined += between + (lines[last] ?? '');
        const after = last + 1 < lines.length ? `\r\n${lines.slice(last + 1).join('\r\n')}` : '';
        yield candidate(
          before + joined + after,
          'lines-wrapped',
          `line ${first + 1} broken into ${last - first + 1}`,
        );
      }
    }
  }
}
