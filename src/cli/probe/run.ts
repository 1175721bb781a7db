// The course of one probe: invite, let the COMMAND send, wait for the verdict. What came of it is a value; words and files are others'.
import type { Report } from '../../report/report.ts';
import { ApiError } from '../api-client.ts';
import type { Clock } from '../../runtime/clock.ts';
import { EXIT } from '../command.ts';
import type { Progress } from './progress.ts';
import { type CommandEnding, runCommand } from './run-command.ts';
import type { Source } from './source.ts';

export interface ProbeRun {
  source: Source;
  /** Empty: the user sends. */
  words: readonly string[];
  environment: Record<string, string | undefined>;
  timeoutMs: number;
  clock: Clock;
  progress: Progress;
  /** Aborted when the process is asked to end. */
  signal: AbortSignal;
}

export type ProbeOutcome =
  | {
      report: Report;
      /** What is to be said of a COMMAND that failed although its mail came. */ complaint:
        | string
        | null;
    }
  | { report: null; problem: string; exitCode: number };

/** After a COMMAND that failed: its mail may have been refused with the very verdict that is waited for, or never been sent. */
const GRACE_MS = 3000;

export async function runProbe({
  source,
  words,
  environment,
  timeoutMs,
  clock,
  progress,
  signal,
}: ProbeRun): Promise<ProbeOutcome> {
  const until = clock.now() + timeoutMs;
  const seconds = Math.round(timeoutMs / 1000);
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const sending: Promise<CommandEnding | null> =
    words.length === 0
      ? Promise.resolve(null)
      : runCommand({
          words,
          values: source.values,
          variables: source.variables,
          environment,
          print: (text) => progress.pass(text),
          signal: stop,
        });
  progress.now(`waiting up to ${seconds} s for the mail`);

  // The end of patience moves nearer when the COMMAND fails.
  const deadline = new AbortController();
  const early = AbortSignal.any([stop, deadline.signal]);
  let graceTimer: NodeJS.Timeout | undefined;
  const ended = sending.then((ending) => {
    if (ending === null || (ending.kind === 'ended' && ending.code === 0)) return ending;
    const giveUp = (): void => {
      // A mail that is here is waited for: its verdict comes by itself.
      if (!source.hasArrived()) deadline.abort();
    };
    graceTimer = setTimeout(giveUp, ending.kind === 'unusable' ? 0 : GRACE_MS);
    return ending;
  });
  try {
    const report = await source.report(until, early).catch((error: unknown) => {
      if (early.aborted) return null;
      throw error;
    });
    const ending = await endingBefore(ended, until, clock, signal);
    if (signal.aborted && report === null)
      return { report: null, problem: 'ended before a mail came', exitCode: EXIT.incomplete };
    if (report === null) return { report: null, ...noMail(ending, source.address, seconds) };
    return { report, complaint: complaintOf(ending) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return {
      report: null,
      problem: error.message,
      exitCode: error.isTransient ? EXIT.incomplete : EXIT.usage,
    };
  } finally {
    clearTimeout(graceTimer);
    over.abort();
    await sending;
  }
}

/** How the COMMAND ended, or 'running' when it has not by then. */
async function endingBefore(
  ended: Promise<CommandEnding | null>,
  until: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<CommandEnding | 'running' | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'running'>((resolve) => {
    timer = setTimeout(() => resolve('running'), Math.max(0, until - clock.now()));
    signal.addEventListener('abort', () => resolve('running'), { once: true });
  });
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}

function failed(ending: CommandEnding | 'running' | null): string | null {
  if (ending === null || ending === 'running') return null;
  if (ending.kind === 'unusable') return `COMMAND cannot be run: ${ending.reason}`;
  if (ending.kind === 'killed') return `COMMAND was ended by ${ending.signal}`;
  return ending.code === 0 ? null : `COMMAND ended with exit code ${ending.code}`;
}

function noMail(
  ending: CommandEnding | 'running' | null,
  address: string,
  seconds: number,
): { problem: string; exitCode: number } {
  if (ending !== null && ending !== 'running' && ending.kind === 'unusable')
    return { problem: failed(ending) ?? '', exitCode: EXIT.usage };
  const reason = failed(ending);
  if (reason !== null)
    return { problem: `no mail came to ${address}: ${reason}`, exitCode: EXIT.usage };
  const still = ending === 'running' ? '; COMMAND was still running' : '';
  return {
    problem: `no mail came to ${address} in ${seconds} s${still}`,
    exitCode: EXIT.incomplete,
  };
}

function complaintOf(ending: CommandEnding | 'running' | null): string | null {
  return ending === 'running' ? 'COMMAND did not end in time and was stopped' : failed(ending);
}
