// How good forensics are (FORENSICS.md): signed messages of every shape, changed in every way of the table, alone and two at a time, and
// how many of the changes are named right, not named, named wrong. `node test/bench/forensics.ts [--fails] [--only WORD]`.
import { BODY_MUTATIONS, type Mutation } from '../forensics/body-mutations.ts';
import { HEADER_MUTATIONS } from '../forensics/header-mutations.ts';
import { judged, octetsOf, told, type Judgement } from '../forensics/judge.ts';
import { letter, SHAPES } from '../forensics/letters.ts';
import { seededRandom } from '../forensics/random.ts';
import { signed, type SignChoice, type Signed } from '../forensics/sign.ts';
import { softwareCases, softwareOctets } from '../forensics/software-cases.ts';
import { fieldBench } from './forensics-field.ts';

if (process.argv.includes('--field')) {
  await fieldBench(process.argv);
  process.exit(0);
}

const LETTERS = Number(process.env['FORENSICS_LETTERS'] ?? 240);
const showsFails = process.argv.includes('--fails');
const only = process.argv.includes('--only')
  ? process.argv[process.argv.indexOf('--only') + 1]
  : undefined;

const random = seededRandom(Number(process.env['FORENSICS_SEED'] ?? 20261124));
const CANONICALIZATIONS = [
  'relaxed/relaxed',
  'relaxed/simple',
  'simple/simple',
  'simple/relaxed',
  'relaxed/relaxed',
] as const;
const shapes = Object.keys(SHAPES);
const letters: Signed[] = [];
for (let number = 0; number < LETTERS; number++) {
  const choice: SignChoice = {
    canonicalization: CANONICALIZATIONS[number % CANONICALIZATIONS.length] ?? 'relaxed/relaxed',
    key: random.pick(['rsa2048', 'rsa2048', 'rsa1024', 'ed25519'] as const),
    oversign: random.next() < 0.3,
    copies: random.next() < 0.05,
  };
  letters.push(
    signed(letter(shapes[number % shapes.length] ?? '', random, number), choice, random),
  );
}

interface Row {
  counts: Record<Judgement, number>;
  milliseconds: number[];
}

const rows = new Map<string, Row>();

async function run(title: string, message: Signed, mutations: readonly Mutation[]): Promise<void> {
  if (only !== undefined && !title.includes(only)) return;
  // What z= holds is proven whatever else happened to a field.
  if (
    mutations.some(({ expected }) => expected.length === 0) &&
    /[;\s]z=/.test(message.fields.join())
  )
    return;
  const answer = await told(octetsOf(message), message.key);
  const judgement = judged(
    answer,
    mutations.map(({ expected }) => expected),
    mutations.flatMap(({ also = [] }) => also),
  );
  const row = rows.get(title) ?? {
    counts: { right: 0, silent: 0, partly: 0, wrong: 0, unbroken: 0 },
    milliseconds: [],
  };
  rows.set(title, row);
  row.counts[judgement]++;
  row.milliseconds.push(answer.milliseconds);
  if (judgement === 'wrong' || (showsFails && judgement !== 'right' && judgement !== 'unbroken')) {
    process.stdout.write(
      `${judgement}: ${mutations.map(({ name }) => name).join(' + ')} [${message.shape}, ${message.canonicalization}, ${message.key}] ${JSON.stringify(answer.forensics)}\n`,
    );
  }
}

const mutations = [...BODY_MUTATIONS, ...HEADER_MUTATIONS];
let total = 0;
for (const mutation of mutations) {
  let made = 0;
  for (let tries = 0; tries < LETTERS && made < 14; tries++) {
    const message = letters[(tries * 7 + mutations.indexOf(mutation) * 13) % LETTERS];
    const changed = message === undefined ? null : mutation.apply(message, random);
    if (changed === null) continue;
    made++;
    total++;
    await run(
      `${mutation.expected.length === 0 ? 'control' : 'single'}: ${mutation.where}, ${mutation.name}`,
      changed,
      [mutation],
    );
  }
  if (made === 0) process.stdout.write(`no occasion for ${mutation.name}\n`);
}
const changing = mutations.filter(({ expected }) => expected.length > 0);
for (let number = 0; number < 1500; number++) {
  const one = random.pick(changing);
  const other = random.pick(changing);
  const message = random.pick(letters);
  if (one.row === other.row || (one.where === 'header' && other.where === 'body')) continue;
  const first = one.apply(message, random);
  const second = first === null ? null : other.apply(first, random);
  const alone = other.apply(message, random);
  if (
    second === null ||
    alone === null ||
    (await told(octetsOf(first ?? message), message.key, { searches: false })).result === 'pass' ||
    (await told(octetsOf(alone), message.key, { searches: false })).result === 'pass'
  )
    continue;
  total++;
  await run(`pair: ${one.where} ${one.row} + ${other.where} ${other.row}`, second, [one, other]);
}

// What real software did (fixtures/forensics, made by test/forensics/make-software-corpus.ts).
for (const one of softwareCases()) {
  const title = `software: ${one.software}`;
  if (only !== undefined && !title.includes(only)) continue;
  const answer = await told(softwareOctets(one), one.key);
  const judgement = judged(answer, one.expected, one.also);
  const row = rows.get(title) ?? {
    counts: { right: 0, silent: 0, partly: 0, wrong: 0, unbroken: 0 },
    milliseconds: [],
  };
  rows.set(title, row);
  // Where nothing in particular is expected, saying nothing is no answer.
  row.counts[
    judgement === 'right' && answer.forensics?.changes.length === 0 ? 'silent' : judgement
  ]++;
  row.milliseconds.push(answer.milliseconds);
  total++;
  if (
    judgement === 'wrong' ||
    (showsFails &&
      answer.result !== 'pass' &&
      (judgement !== 'right' || answer.forensics?.changes.length === 0))
  )
    process.stdout.write(
      `${judgement}: ${one.file} [${one.shape}, ${one.canonicalization}, ${one.key}] ${JSON.stringify(answer.forensics)}\n`,
    );
}

const sum = (prefix: string): Row['counts'] => {
  const counts = { right: 0, silent: 0, partly: 0, wrong: 0, unbroken: 0 };
  for (const [title, row] of rows)
    if (title.startsWith(prefix))
      for (const key of Object.keys(counts) as Judgement[]) counts[key] += row.counts[key];
  return counts;
};
const line = (
  title: string,
  { right, silent, partly, wrong, unbroken }: Row['counts'],
  milliseconds: readonly number[],
): string => {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const all = right + silent + partly + wrong;
  return `${title.padEnd(66)} ${String(right).padStart(5)} ${String(silent).padStart(6)} ${String(partly).padStart(6)} ${String(wrong).padStart(5)} ${String(unbroken).padStart(5)} ${all === 0 ? '   -' : `${((100 * right) / all).toFixed(1)}%`.padStart(7)} ${(sorted[sorted.length >> 1] ?? 0).toFixed(0).padStart(6)} ${(sorted.at(-1) ?? 0).toFixed(0).padStart(5)}\n`;
};
process.stdout.write(
  `${'change'.padEnd(66)} right silent partly wrong  pass    right med ms   max\n`,
);
for (const [title, row] of [...rows].sort(([a], [b]) => a.localeCompare(b)))
  process.stdout.write(line(title, row.counts, row.milliseconds));
for (const prefix of ['single', 'pair', 'control', 'software'])
  process.stdout.write(
    line(
      `ALL ${prefix}`,
      sum(prefix),
      [...rows]
        .filter(([title]) => title.startsWith(prefix))
        .flatMap(([, row]) => row.milliseconds),
    ),
  );
process.stdout.write(`${total} changed messages from ${LETTERS} signed ones\n`);
