// What `key` and `domain` share: the options, the resolver they ask, how they end.
import type { Command } from 'commander';
import { dnsServers } from '../config/values.ts';
import type { Resolver } from '../dns/resolver.ts';
import { serviceResolver } from '../dns/service-resolver.ts';
import { titleOf } from '../report/problem.ts';
import type { Language } from '../message/requested-reply.ts';
import type { FindingReport } from '../report/report.ts';
import { EXIT, option, type CommandContext, usageError } from './command.ts';
import { dnsProblem } from './dns-problem.ts';
import { NAGIOS, nagiosState, nagiosText } from './nagios.ts';

export interface RecordCheckOptions {
  dns?: string;
  format: 'text' | 'json';
  language: Language;
  nagios: boolean;
}

/** What a command has to show. */
export interface Shown {
  verdict: 'pass' | 'fail' | 'incomplete';
  text: string;
  findings: readonly FindingReport[];
  /** Statuses of all DNS questions. */
  statuses: readonly string[];
}

export function addSurveyOptions(command: Command): Command {
  return command
    .addOption(option('--dns <host:port>', "resolver to ask, ip[:port],… (default: the system's)"))
    .addOption(
      option('--format <format>', 'layout of the report').choices(['text', 'json']).default('text'),
    )
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'))
    .addOption(
      option(
        '--nagios',
        'one status line with performance data: exit 0 OK, 2 CRITICAL, 3 UNKNOWN',
      ).default(false),
    );
}

export async function withResolver(
  { dns, nagios }: RecordCheckOptions,
  { terminal, clock }: CommandContext,
  look: (resolver: Resolver) => Promise<Shown>,
): Promise<number> {
  const servers = dns === undefined ? [] : dnsServers.safeParse(dns).data;
  if (servers === undefined)
    throw usageError(
      `--dns ${dns ?? ''}: expected resolvers between commas, each ip, ip:port or [ip6]:port`,
    );
  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  try {
    const { verdict, text, findings, statuses } = await look(resolver);
    if (nagios) return statusLine(verdict, findings, statuses, terminal);
    terminal.out(text);
    const problem = dnsProblem(statuses, servers, '--dns');
    if (problem !== null) terminal.err(`mailassay: ${problem}\n`);
    return EXIT[verdict];
  } finally {
    await resolver[Symbol.asyncDispose]();
  }
}

/** As monitoring reads it: the errors, or how many warnings there are when none is one. */
function statusLine(
  verdict: Shown['verdict'],
  findings: readonly FindingReport[],
  statuses: readonly string[],
  terminal: CommandContext['terminal'],
): number {
  const state = nagiosState(verdict);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const told =
    verdict === 'pass'
      ? []
      : [
          ...errors,
          ...(errors.length === 0
            ? findings.filter(({ code }) => /-(?:temperror|unchecked)$/.test(code))
            : []),
        ];
  const text =
    told.length === 0
      ? `verdict=${verdict}`
      : told.map((finding) => `${titleOf(finding)} (${finding.code})`).join('; ');
  terminal.out(
    nagiosText({
      state,
      text,
      performance: {
        errors: String(errors.length),
        warnings: String(warnings.length),
        dns: String(statuses.length),
      },
    }),
  );
  return NAGIOS[state];
}
