// What a row came to, and its line.
import type { Asked } from './dns.ts';
import type { Delivered } from './load.ts';
import type { Row } from './rows.ts';

/** One round of one row on one side. */
export interface Round {
  cpu: number;
  peak: number;
  delivered: Delivered[];
  asked: Asked;
}

export interface Side {
  /** Milliseconds of CPU a message. */
  cpu: number;
  perSecond: number;
  /** Milliseconds from the final dot to its reply. */
  p50: number;
  p99: number;
  /** Most octets of memory in a round. */
  peak: number;
  questions: number;
  datagrams: number;
  reads: number;
  /** One after the other, before and after the final dot; null where messages were under way together. */
  trips: { before: number; after: number } | null;
  /** How often each reply code was given; 0 is a broken connection. */
  codes: Record<string, number>;
  pending: number;
}

export interface Result {
  name: string;
  messages: number;
  rounds: number;
  script: Side;
  mailassay: Side;
  /** Of the CPU of all messages, with the standard error of the rounds' ratios. */
  ratio: number;
  error: number;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Standard error of a mean. */
function standardError(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Questions that had to wait for another's answer: the longest chain that the times allow. */
function chain(times: readonly number[], delay: number): number[] {
  const starts: number[] = [];
  for (const time of times)
    if (time >= (starts.at(-1) ?? Number.NEGATIVE_INFINITY) + delay) starts.push(time);
  return starts;
}

function tripsOf(rounds: readonly Round[], { dns, connections }: Row): Side['trips'] {
  if (connections !== 1 || dns === 0) return null;
  let before = 0;
  let after = 0;
  let messages = 0;
  for (const { delivered, asked } of rounds)
    for (const { start, dot, end } of delivered) {
      const times = asked.times.filter((time) => time >= start && time <= end);
      for (const time of chain(times, dns)) {
        if (time < dot) before += 1;
        else after += 1;
      }
      messages += 1;
    }
  return { before: before / messages, after: after / messages };
}

function sideOf(rounds: readonly Round[], row: Row): Side {
  const delivered = rounds.flatMap((round) => round.delivered);
  const waits = delivered.flatMap(({ dot, end }) => (dot === 0 ? [] : [end - dot]));
  const wall = rounds.map(
    (round) =>
      Math.max(...round.delivered.map(({ end }) => end)) -
      Math.min(...round.delivered.map(({ start }) => start)),
  );
  const codes: Side['codes'] = {};
  for (const { code } of delivered) codes[code] = (codes[code] ?? 0) + 1;
  const each = (figure: (round: Round) => number): number =>
    sum(rounds.map(figure)) / delivered.length;
  return {
    cpu: each(({ cpu }) => cpu),
    perSecond: (delivered.length / sum(wall)) * 1000,
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
    peak: Math.max(...rounds.map(({ peak }) => peak)),
    questions: each(({ asked }) => asked.times.length),
    datagrams: each(({ asked }) => asked.datagrams),
    reads: each(({ asked }) => asked.reads),
    trips: tripsOf(rounds, row),
    codes,
    pending: delivered.filter(({ pending }) => pending).length,
  };
}

export function resultOf(row: Row, script: readonly Round[], ours: readonly Round[]): Result {
  const ratios = ours.map(({ cpu, delivered }, index) => {
    const other = script[index];
    return other === undefined
      ? Number.NaN
      : cpu / delivered.length / (other.cpu / other.delivered.length);
  });
  const sides = { script: sideOf(script, row), mailassay: sideOf(ours, row) };
  return {
    name: row.name,
    messages: sum(ours.map(({ delivered }) => delivered.length)),
    rounds: ours.length,
    ...sides,
    ratio: sides.mailassay.cpu / sides.script.cpu,
    error: standardError(ratios),
  };
}

const megabytes = (octets: number): string => (octets / 2 ** 20).toFixed(0);

/** Nothing when all were accepted. */
function refusals({ codes, pending }: Side): string {
  const others = Object.entries(codes).filter(([code]) => code !== '250');
  const words = others.map(([code, count]) => `${count} × ${code === '0' ? 'no reply' : code}`);
  if (pending > 0) words.push(`${pending} pending`);
  return words.join(', ');
}

export const HEADING = `each pair is script / mailassay: ms of CPU a message; messages a second; ms from the final dot to its reply, p50 and p99;
peak of memory in MB; DNS questions (and reads of the DNS server) a message; replies other than 250`;

export function lineOf({ name, script, mailassay, ratio, error }: Result): string {
  const parts = [
    `${script.cpu.toFixed(2)} / ${mailassay.cpu.toFixed(2)} = ${ratio.toFixed(2)}${Number.isNaN(error) ? '' : ` ± ${error.toFixed(2)}`}`,
    `${script.perSecond.toFixed(0)} / ${mailassay.perSecond.toFixed(0)} a second`,
    `p50 ${script.p50.toFixed(0)} / ${mailassay.p50.toFixed(0)}, p99 ${script.p99.toFixed(0)} / ${mailassay.p99.toFixed(0)} ms`,
    `${megabytes(script.peak)} / ${megabytes(mailassay.peak)} MB`,
    `DNS ${script.questions.toFixed(1)} / ${mailassay.questions.toFixed(1)} (${(script.datagrams + script.reads).toFixed(1)} / ${(mailassay.datagrams + mailassay.reads).toFixed(1)})`,
  ];
  if (script.trips !== null && mailassay.trips !== null)
    parts.push(
      `round trips after the dot ${script.trips.after.toFixed(1)} / ${mailassay.trips.after.toFixed(1)}, before ${script.trips.before.toFixed(1)} / ${mailassay.trips.before.toFixed(1)}`,
    );
  for (const side of [script, mailassay]) {
    const words = refusals(side);
    if (words !== '') parts.push(`${side === script ? 'script' : 'mailassay'}: ${words}`);
  }
  return `${name.padEnd(17)} ${parts.join(' | ')}`;
}
