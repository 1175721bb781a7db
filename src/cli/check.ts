// `check`: judges saved messages as if they had just been received from the address, name and reverse-path that are stated.
import { Argument, type Command } from 'commander';
import { dnsServers } from '../config/values.ts';
import { serviceResolver } from '../dns/service-resolver.ts';
import { canonicalAddress } from '../message/ip-address.ts';
import { FORMATS, type Format } from '../report/render.ts';
import { version } from '../runtime/version.ts';
import type { CheckedFile, StatedSession } from './check/judge-file.ts';
import {
  addExternalCheckOptions,
  type ExternalCheckOptions,
  readExternalChecks,
} from './check/external-checks.ts';
import { document, exitOfFiles, isText, nagios, section, single, summary } from './check/output.ts';
import { option, type Run, type CommandContext, usageError } from './command.ts';
import { dnsProblem } from './dns-problem.ts';
import { type Expected, expectOption, SAVED_METHODS } from './expect.ts';

interface CheckOptions extends ExternalCheckOptions {
  ip?: string;
  helo?: string;
  mailFrom?: string;
  dns?: string;
  at?: string;
  format: Format;
  expect?: NonNullable<Expected>;
  language: 'en' | 'id';
  hostname: string;
  trace: boolean;
  nagios: boolean;
}

export function addCheck(program: Command, run: Run): void {
  const command = program
    .command('check')
    .description('check saved messages: exit 0 pass, 1 fail, 2 unusable input, 3 incomplete')
    .addArgument(
      new Argument('<files...>', 'messages as received (RFC 5322), - for standard input'),
    )
    .addOption(
      option(
        '--ip <address>',
        'address the message came from (default: from its first Received field)',
      ),
    )
    .addOption(
      option('--helo <name>', 'name said in EHLO or HELO (default: from its first Received field)'),
    )
    .addOption(
      option(
        '--mail-from <address>',
        'the reverse-path; empty or <> for none (default: its Return-Path field, else none)',
      ),
    )
    .addOption(option('--dns <host:port>', "resolver to ask, ip[:port],… (default: the system's)"))
    .addOption(option('--at <time>', 'moment of receipt, ISO 8601 (default: now)'))
    .addOption(expectOption(SAVED_METHODS))
    .addOption(option('--format <format>', 'layout of the report').choices(FORMATS).default('text'))
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'))
    .addOption(
      option('--hostname <name>', 'name of the receiver in the header fields').default('localhost'),
    )
    .addOption(
      option(
        '--trace',
        'add the SPF tree, the DMARC walk and every DNS question to the text',
      ).default(false),
    )
    .addOption(
      option(
        '--nagios',
        'one status line with performance data: exit 0 OK, 2 CRITICAL, 3 UNKNOWN',
      ).default(false),
    );
  addExternalCheckOptions(command).action(async (files: string[], options: CheckOptions) => {
    await run(async (context) => await check(files, options, context));
  });
}

async function check(
  names: readonly string[],
  options: CheckOptions,
  context: CommandContext,
): Promise<number> {
  const { terminal, clock, ids } = context;
  const servers = readServers(options.dns);
  const stated = statedSession(options, clock.now());
  if (names.filter((name) => name === '-').length > 1)
    throw usageError('- (standard input) can be read only once');
  const expected = options.expect ?? null;
  const written = { format: options.format, expected, trace: options.trace };
  const isSeveral = names.length > 1;

  // With verification comes the most of the program: loaded when it is needed.
  const { checkFile } = await import('./check/judge-file.ts');
  const files: CheckedFile[] = [];
  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  try {
    // One after the other: a search for changes keeps the thread from reading answers in time.
    for (const name of names) {
      const file = await checkFile(name, stated, resolver, context);
      files.push(file);
      if (isSeveral && !options.nagios && isText(options.format))
        terminal.out(section(file, written));
    }
  } finally {
    await resolver[Symbol.asyncDispose]();
  }
  const silence = dnsProblem(
    files.flatMap(({ report }) => report?.dns.map(({ status }) => status) ?? []),
    servers,
    '--dns',
  );
  if (silence !== null) terminal.err(`mailassay: ${silence}\n`);

  if (options.nagios) {
    const { text, exitCode } = nagios(files, expected);
    terminal.out(text);
    return exitCode;
  }
  if (isSeveral) {
    if (isText(options.format)) {
      terminal.out(summary(files, expected));
    } else {
      // A document stays one: the summary goes beside it.
      terminal.out(document(files, written, { id: ids.next(), version }));
      terminal.err(summary(files, expected));
    }
  } else {
    const [only] = files;
    if (only?.report === null) throw usageError(`${only.name} ${only.problem}`);
    if (only !== undefined) terminal.out(single(only, written));
  }
  return exitOfFiles(files, expected);
}

function statedSession(
  { ip, helo, mailFrom, at, hostname, language, ...options }: CheckOptions,
  now: number,
): StatedSession {
  const time = at === undefined ? now : Date.parse(at);
  if (Number.isNaN(time))
    throw usageError(`--at ${at}: expected a time such as 2026-11-24T10:00:00Z`);
  if (ip !== undefined && canonicalAddress(ip) === null)
    throw usageError(`--ip ${ip}: expected an IPv4 or IPv6 address`);
  if (/[\0\r\n]/.test(`${mailFrom ?? ''}${helo ?? ''}`))
    throw usageError('--mail-from and --helo must not hold line ends or NUL');
  return { ip, helo, mailFrom, at: time, hostname, language, outside: readExternalChecks(options) };
}

function readServers(written: string | undefined): string[] {
  if (written === undefined) return [];
  const parsed = dnsServers.safeParse(written);
  if (!parsed.success)
    throw usageError(
      `--dns ${written}: expected resolvers between commas, each ip, ip:port or [ip6]:port`,
    );
  return parsed.data;
}
