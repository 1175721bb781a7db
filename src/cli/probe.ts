// `probe`: for pipelines. Gets an address, lets a COMMAND send its mail there, waits for the verdict, and ends with an exit code that
// says how it came out (DESIGN.md §3).
import { type Command, InvalidArgumentError, Option } from 'commander';
import { dnsServers, duration, tcpPort } from '../config/values.ts';
import { canonicalAddress } from '../message/ip-address.ts';
import { METHOD_NAMES } from '../report/outcomes.ts';
import { FORMATS, type Format } from '../report/render.ts';
import { ApiError, serviceUrl } from './api-client.ts';
import { StartupError } from '../runtime/startup-error.ts';
import { EXIT, option, type Run, type CommandContext, usageError } from './command.ts';
import { type Expected, expectOption } from './expect.ts';
import { NAGIOS, nagiosText } from './nagios.ts';
import {
  type Baseline,
  readBaseline,
  UnusableBaseline,
  worseThan,
  writeBaseline,
} from './probe/baseline.ts';
import { writeFiles } from './probe/files.ts';
import { type Progress, silentProgress, startProgress } from './probe/progress.ts';
import { openRemote } from './probe/remote-source.ts';
import { type ProbeOutcome, runProbe } from './probe/run.ts';
import type { Source } from './probe/source.ts';
import {
  exitOfProbe,
  nagiosOutcome,
  outcomeLine,
  reportText,
  standingOfProbe,
  type Told,
} from './probe/tell.ts';

interface ProbeOptions {
  server?: string;
  apiToken?: string;
  label?: string;
  local: boolean;
  smtpHost: string;
  smtpPort: number;
  host?: string;
  port?: number;
  ip?: string;
  helo?: string;
  dns?: string[];
  hostname: string;
  timeout: number;
  expect?: NonNullable<Expected>;
  format: Format;
  language?: 'en' | 'id';
  trace: boolean;
  junit?: string;
  sarif?: string;
  json?: string;
  baseline?: string;
  nagios: boolean;
}

/** A value that a schema of config/values.ts reads. */
function reads<T>(
  schema: { safeParse(value: string): { success: true; data: T } | { success: false } },
  expected: string,
): (text: string) => T {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(`Expected ${expected}.`);
    return parsed.data;
  };
}

export function addProbe(program: Command, run: Run): void {
  const port = reads(tcpPort, 'a port number from 0 to 65535');
  program
    .command('probe')
    .description(
      'for pipelines: get an address, run COMMAND to send a message there, wait for the verdict: exit 0 pass, 1 fail, 2 usage or COMMAND failed, 3 incomplete or no message',
    )
    .usage('[options] --server URL|--local [-- COMMAND {address}]')
    .argument(
      '[command...]',
      'what sends the mail; {address} stands for the address, as MAILASSAY_ADDRESS does (default: you send it)',
    )
    .addOption(option('--server <url>', 'the mailassay service to ask'))
    .addOption(option('--api-token <token>', 'its token, if it asks for one'))
    .addOption(option('--label <text>', 'shown on its page'))
    .addOption(
      option(
        '--local',
        'no service: receive the mail here, at --smtp-host and --smtp-port, for any recipient',
      ).default(false),
    )
    .addOption(
      option('--smtp-host <address>', 'with --local: address to listen on').default('127.0.0.1'),
    )
    .addOption(
      option('--smtp-port <port>', 'with --local: port to listen on, 0 for any; {port} in COMMAND')
        .argParser(port)
        .default(2525),
    )
    .addOption(new Option('--host <address>').hideHelp())
    .addOption(new Option('--port <port>').argParser(port).hideHelp())
    .addOption(
      option('--ip <address>', 'with --local: IP address your mail is sent from in production'),
    )
    .addOption(
      option(
        '--helo <name>',
        'with --local: the name that is said there in EHLO (default: the one said here)',
      ),
    )
    .addOption(
      option(
        '--dns <host:port>',
        "with --local: resolver to ask, ip[:port],… (default: the system's)",
      ).argParser(reads(dnsServers, 'resolvers between commas, each ip, ip:port or [ip6]:port')),
    )
    .addOption(
      option(
        '--hostname <name>',
        'with --local: name of the receiver in the header fields',
      ).default('localhost'),
    )
    .addOption(
      option('--timeout <duration>', 'how long to wait for the mail, such as 90, 90s or 5m')
        .argParser(reads(duration, 'a duration such as 90, 90s or 5m'))
        .default(120_000, '120s'),
    )
    .addOption(expectOption(METHOD_NAMES))
    .addOption(option('--format <format>', 'layout of the report').choices(FORMATS).default('text'))
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']))
    .addOption(
      option(
        '--trace',
        'add the SPF tree, the DMARC walk and every DNS question to the text',
      ).default(false),
    )
    .addOption(option('--junit <file>', 'write JUnit XML'))
    .addOption(option('--sarif <file>', 'write SARIF 2.1.0'))
    .addOption(option('--json <file>', 'write the JSON report'))
    .addOption(
      option(
        '--baseline <file>',
        'fail on anything worse than in the last run, which this file holds; the file is updated',
      ),
    )
    .addOption(
      option(
        '--nagios',
        'one status line with performance data: exit 0 OK, 2 CRITICAL, 3 UNKNOWN',
      ).default(false),
    )
    .action(async (words: string[], options: ProbeOptions) => {
      await run(async (context) => await probe(words, options, context));
    });
}

async function probe(
  words: readonly string[],
  options: ProbeOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, environment, clock, shutdownRequested } = context;
  const open = sourceOf(options, context);
  const baseline = await lastRun(options.baseline);
  const expected = options.expect ?? null;
  const stopping = new AbortController();
  void shutdownRequested.then(() => stopping.abort());

  const progress = options.nagios ? silentProgress : startProgress(terminal);
  const began = clock.now();
  let outcome: ProbeOutcome;
  try {
    const source = await open(progress, stopping.signal);
    try {
      if (words.length === 0) progress.say(source.invitation);
      else progress.say(`the mail goes to ${source.address}`);
      if (source.page !== null) progress.say(`to watch: ${source.page}`);
      outcome = await runProbe({
        source,
        words,
        environment,
        timeoutMs: options.timeout,
        clock,
        progress,
        signal: stopping.signal,
      });
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof ApiError)
      outcome = {
        report: null,
        problem: error.message,
        exitCode: error.isTransient ? EXIT.incomplete : EXIT.usage,
      };
    else if (error instanceof StartupError)
      outcome = { report: null, problem: error.message, exitCode: EXIT.usage };
    else if (stopping.signal.aborted)
      outcome = { report: null, problem: 'ended before a mail came', exitCode: EXIT.incomplete };
    else throw error;
  } finally {
    progress.end();
  }
  return await conclude(
    outcome,
    { options, baseline, expected, seconds: (clock.now() - began) / 1000 },
    context,
  );
}

interface Conclusion {
  options: ProbeOptions;
  baseline: Baseline | null;
  expected: Expected;
  seconds: number;
}

async function conclude(
  outcome: ProbeOutcome,
  { options, baseline, expected, seconds }: Conclusion,
  { terminal }: CommandContext,
): Promise<number> {
  if (outcome.report === null) {
    const { problem, exitCode } = outcome;
    if (options.nagios)
      terminal.out(
        nagiosText({
          state: 'UNKNOWN',
          text: problem,
          performance: { wait: `${seconds.toFixed(3)}s` },
        }),
      );
    else terminal.err(`mailassay: ${problem}\n`);
    await writeFiles(options, { name: 'probe', report: null, problem }, expected);
    return options.nagios ? NAGIOS.UNKNOWN : exitCode;
  }
  const { report, complaint } = outcome;
  const worse =
    options.baseline === undefined ? null : baseline === null ? [] : worseThan(baseline, report);
  const told: Told = { report, expected, worse, complaint };
  let exitCode = exitOfProbe(told);
  if (options.nagios) {
    const line = nagiosOutcome(told, seconds);
    terminal.out(line.text);
    exitCode = line.exitCode;
  } else {
    terminal.out(reportText(told, options.format, options.trace));
    terminal.err(`mailassay: ${outcomeLine(told)}\n`);
  }
  await writeFiles(options, { name: 'probe', report, worse }, expected);
  // What is undecided is no run to be compared with.
  if (options.baseline !== undefined && standingOfProbe(told) !== 'incomplete')
    await keepRun(options.baseline, told);
  return exitCode;
}

type Open = (progress: Progress, signal: AbortSignal) => Promise<Source>;

/** What is wrong with the options ends the command here, before anything is started. */
function sourceOf(options: ProbeOptions, context: CommandContext): Open {
  const { server, local, ip, helo, dns = [], hostname, language } = options;
  if (server !== undefined && local)
    throw usageError('--server and --local: one of them, not both');
  if (local) {
    if (ip === undefined)
      throw usageError('--local needs --ip: IP address your mail is sent from in production');
    if (canonicalAddress(ip) === null)
      throw usageError(`--ip ${ip}: expected an IPv4 or IPv6 address`);
    const wish = {
      smtpHost: options.host ?? options.smtpHost,
      smtpPort: options.port ?? options.smtpPort,
      ip,
      helo: helo ?? null,
      hostname,
      dnsServers: dns,
      language: language ?? 'en',
    };
    return async (progress) => {
      const { openLocal } = await import('./probe/local-source.ts');
      return await openLocal(wish, context, (text) => progress.now(text));
    };
  }
  if (server === undefined)
    throw usageError('--server URL is needed, or --local to receive the mail here');
  const url = serviceUrl(server);
  if (url === null)
    throw usageError(`--server ${server}: expected a URL such as https://mailassay.example`);
  const wish = {
    server: url,
    token: options.apiToken ?? null,
    label: options.label,
    language,
    timeoutMs: options.timeout,
  };
  return async (progress, signal) =>
    await openRemote(wish, context.clock, (text) => progress.now(text), signal);
}

async function lastRun(path: string | undefined): Promise<Baseline | null> {
  try {
    return path === undefined ? null : await readBaseline(path);
  } catch (error) {
    if (error instanceof UnusableBaseline) throw usageError(`--baseline ${path} ${error.message}`);
    throw error;
  }
}

async function keepRun(path: string, { report }: Told): Promise<void> {
  try {
    await writeBaseline(path, report);
  } catch (error) {
    if (error instanceof UnusableBaseline) throw usageError(`--baseline ${path} ${error.message}`);
    throw error;
  }
}
