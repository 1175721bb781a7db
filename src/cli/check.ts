// `check`: judges a saved message as if it had just been received from the address, name and reverse-path that are stated.
import { readFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import ipaddr from 'ipaddr.js';
import { dnsServers } from '../config/values.ts';
import { serviceResolver } from '../dns/service.ts';
import { judge } from '../judge/judge.ts';
import { structureGuard } from '../message/guard.ts';
import { toCrlf } from '../message/to-crlf.ts';
import { elandsysReport } from '../report/elandsys.ts';
import { headerFields } from '../report/headers.ts';
import { reportJson } from '../report/json.ts';
import { junit } from '../report/junit.ts';
import { makeReport } from '../report/make.ts';
import { port25Report } from '../report/port25.ts';
import type { Report } from '../report/report.ts';
import { sarif } from '../report/sarif.ts';
import { sendmailReport } from '../report/sendmail.ts';
import { textReport } from '../report/text.ts';
import { version } from '../runtime/version.ts';
import type { VerifyInput } from '../verify/verification.ts';
import { CommandEnd, EXIT, option, type Surroundings, usageError } from './command.ts';
import { dnsTrouble } from './dns-trouble.ts';
import type { Run } from './program.ts';
import { statedByMessage } from './stated.ts';

const FORMATS: Record<string, (report: Report, options: { trace: boolean }) => string> = {
  text: (report, { trace }) => textReport(report, { trace }),
  json: (report) => reportJson(report),
  junit: (report) => junit(report),
  sarif: (report) => sarif(report),
  port25: (report) => port25Report(report),
  sendmail: (report) => sendmailReport(report),
  elandsys: (report) => elandsysReport(report),
  headers: (report) => headerFields(report),
};

/** RFC 5321 §4.5.3.1: nothing bigger is asked about; the service's own limit is MAX_SIZE. */
const LARGEST = 64 * 1024 * 1024;

interface CheckOptions {
  ip?: string;
  helo?: string;
  mailFrom?: string;
  dns?: string;
  at?: string;
  format: string;
  language: 'en' | 'id';
  hostname: string;
  trace: boolean;
}

export function addCheck(program: Command, run: Run): void {
  program
    .command('check')
    .description('judge a saved message: exit 0 pass, 1 fail, 2 unusable input, 3 incomplete')
    .addArgument(new Argument('<file>', 'the message as received (RFC 5322), or - for standard input'))
    .addOption(option('--ip <address>', 'address the message came from (default: from its first Received field)'))
    .addOption(option('--helo <name>', 'name said in EHLO or HELO (default: from its first Received field)'))
    .addOption(option('--mail-from <address>', 'the reverse-path; empty or <> for none (default: its Return-Path field, else none)'))
    .addOption(option('--dns <host:port>', 'resolver to ask, ip[:port],… (default: the system\'s)'))
    .addOption(option('--at <time>', 'moment of receipt, ISO 8601 (default: now)'))
    .addOption(option('--format <format>', 'layout of the report').choices(Object.keys(FORMATS)).default('text'))
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'))
    .addOption(option('--hostname <name>', 'name of the receiver in the header fields').default('localhost'))
    .addOption(option('--trace', 'add the SPF tree, the DMARC walk and every DNS question to the text').default(false))
    .action(async (file: string, options: CheckOptions) => {
      await run(async (surroundings) => await check(file, options, surroundings));
    });
}

async function check(file: string, options: CheckOptions, { terminal, clock, ids }: Surroundings): Promise<number> {
  const servers = readServers(options.dns);
  const at = options.at === undefined ? clock.now() : Date.parse(options.at);
  if (Number.isNaN(at)) throw usageError(`--at ${options.at}: expected a time such as 2026-11-24T10:00:00Z`);
  const message = guarded(await readMessage(file, terminal), file, terminal);
  const input = verifyInput(message, options, at, terminal);

  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  try {
    const { verification, diagnosis } = await judge(input, resolver, clock);
    const report = makeReport({
      id: ids.next(),
      receivedAt: at,
      language: options.language,
      verification,
      diagnosis,
      response: { decision: 'none', reason: 'saved-message', sentAt: null },
      service: { version, host: options.hostname, link: null },
    });
    const render = FORMATS[options.format] ?? textReport;
    terminal.out(`${render(report, { trace: options.trace }).trimEnd()}\n`);
    const trouble = dnsTrouble(report.dns.map(({ status }) => status), servers, '--dns');
    if (trouble !== null) terminal.err(`mailassay: ${trouble}\n`);
    return EXIT[diagnosis.verdict];
  } finally {
    await resolver[Symbol.asyncDispose]();
  }
}

function readServers(written: string | undefined): string[] {
  if (written === undefined) return [];
  const parsed = dnsServers.safeParse(written);
  if (!parsed.success) throw usageError(`--dns ${written}: expected resolvers between commas, each ip, ip:port or [ip6]:port`);
  return parsed.data;
}

async function readMessage(file: string, terminal: Surroundings['terminal']): Promise<Uint8Array> {
  if (file === '-') return await terminal.readInput();
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = { ENOENT: 'there is no such file', EACCES: 'it may not be read', EISDIR: 'it is a directory' }[code] ?? (code || 'unknown error');
    throw usageError(`cannot read ${file}: ${why}`);
  }
}

/** LF files become CRLF, told on standard error; what the structure guard refuses ends the command (SECURITY.md §1). */
function guarded(octets: Uint8Array, file: string, terminal: Surroundings['terminal']): Uint8Array {
  if (octets.length === 0) throw usageError(`${file} is empty: expected a message with its header`);
  const { bytes, converted } = toCrlf(octets);
  if (converted) terminal.err(`mailassay: ${file} has LF line ends; judged with CRLF, as SMTP would carry it\n`);
  const guard = structureGuard({ maxSize: LARGEST });
  guard.push(bytes);
  const refusal = guard.end();
  if (refusal !== null) throw usageError(`${file} would be refused: ${refusal.code} ${refusal.enhanced} ${refusal.text}`);
  return bytes;
}

function verifyInput(message: Uint8Array, options: CheckOptions, at: number, terminal: Surroundings['terminal']): VerifyInput {
  const stated = statedByMessage(message);
  const ip = options.ip ?? stated.ip;
  if (ip === null) throw usageError('--ip is needed: the address the message came from (the message has no Received field that tells it)');
  if (!ipaddr.isValid(ip) || (!ip.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(ip))) throw usageError(`--ip ${ip}: expected an IPv4 or IPv6 address`);
  if (options.ip === undefined) terminal.err(`mailassay: --ip ${ip} is taken from the first Received field\n`);
  const clientIp = ipaddr.process(ip).toString();
  const helo = options.helo ?? (options.ip === undefined ? stated.helo : null) ?? (clientIp.includes(':') ? `[IPv6:${clientIp}]` : `[${clientIp}]`);
  const mailFrom = (options.mailFrom ?? stated.reversePath ?? '').trim().replace(/^<(.*)>$/s, '$1');
  if (/[\0\r\n]/.test(mailFrom + helo)) throw new CommandEnd(EXIT.usage, '--mail-from and --helo must not hold line ends or NUL');
  return {
    message,
    envelope: { clientIp, clientName: null, helo, mailFrom, rcptTo: [], tls: null, smtputf8: false },
    host: options.hostname,
    at,
    organizationsOf: [],
  };
}
