// How good forensics are on mail that they were not grown on: the corpus of test/forensics/field, from a seed, with a table of what is right,
// partly right, silent and wrong for each kind. `npm run forensics -- --field [--seed N] [--only WORD] [--fails] [--quick]`.
import { HEADER_KINDS } from '../../src/verify/dkim/forensics/kinds.ts';
import { fieldCases, type FieldCase } from '../forensics/field/corpus.ts';
import { verdict, type Verdict } from '../forensics/field/verdict.ts';
import { told } from '../forensics/judge.ts';

const header: ReadonlySet<string> = new Set(HEADER_KINDS);
type Row = Record<Verdict, number> & { times: number[] };

export async function fieldBench(argv: readonly string[]): Promise<void> {
  const option = (name: string): string | undefined =>
    argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined;
  const only = option('--only');
  const quick = argv.includes('--quick');
  const rows = new Map<string, Row>();
  const times: number[] = [];
  const count = (title: string, result: Verdict, time: number): void => {
    const row = rows.get(title) ?? {
      right: 0,
      partly: 0,
      silent: 0,
      wrong: 0,
      unbroken: 0,
      times: [],
    };
    row[result]++;
    if (result !== 'unbroken') row.times.push(time);
    rows.set(title, row);
  };
  const sizes = quick
    ? { singles: 5, pairs: 120, triples: 60, chains: 8 }
    : { singles: 12, pairs: 500, triples: 200, chains: 18 };
  for (const one of fieldCases(Number(option('--seed') ?? 1), sizes)) {
    if (only !== undefined && !`${one.set} ${one.title} ${one.group}`.includes(only)) continue;
    const began = process.threadCpuUsage();
    const answer = await told(Buffer.from(one.received, 'latin1'), one.key);
    const used = process.threadCpuUsage(began);
    const time = (used.user + used.system) / 1000;
    const { verdict: result, why } = verdict(one, answer, header);
    count(one.title, result, time);
    count(`ALL ${one.set}`, result, time);
    if (result !== 'unbroken') times.push(time);
    if (
      result === 'wrong' ||
      (argv.includes('--fails') && result !== 'right' && result !== 'unbroken')
    )
      say(one, result, why, answer.forensics);
  }
  const line = (
    title: string,
    { right, partly, silent, wrong, unbroken, times: own }: Row,
  ): string => {
    const all = right + partly + silent + wrong;
    const sorted = own.toSorted((a, b) => a - b);
    return `${title.padEnd(64)} ${String(right).padStart(5)} ${String(partly).padStart(6)} ${String(silent).padStart(6)} ${String(wrong).padStart(5)} ${String(unbroken).padStart(5)} ${all === 0 ? '     -' : `${((100 * right) / all).toFixed(1)}%`.padStart(6)} ${(sorted[sorted.length >> 1] ?? 0).toFixed(0).padStart(5)}\n`;
  };
  process.stdout.write(`${'change'.padEnd(64)} right partly silent wrong  pass  right   ms\n`);
  for (const [title, row] of [...rows].sort(([a], [b]) => a.localeCompare(b)))
    process.stdout.write(line(title, row));
  const sorted = times.toSorted((a, b) => a - b);
  process.stdout.write(
    `${times.length} broken messages; ms p50 ${(sorted[sorted.length >> 1] ?? 0).toFixed(0)}, p90 ${(sorted[Math.floor(sorted.length * 0.9)] ?? 0).toFixed(0)}, p99 ${(sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(0)}\n`,
  );
}

function say(
  { title, group, letter, canonicalization, key }: FieldCase,
  result: Verdict,
  why: string,
  forensics: unknown,
): void {
  process.stdout.write(
    `${result}: ${title} (${group}) [${letter}, ${canonicalization}, ${key}] ${why} ${JSON.stringify(forensics)}\n`,
  );
}
