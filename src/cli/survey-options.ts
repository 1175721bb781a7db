// What `key` and `domain` share: the options, the resolver they ask, how they end.
import type { Command } from 'commander';
import { dnsServers } from '../config/values.ts';
import type { Resolver } from '../dns/resolver.ts';
import { serviceResolver } from '../dns/service.ts';
import type { Language } from '../report/report.ts';
import { EXIT, option, type Surroundings, usageError } from './command.ts';
import { dnsTrouble } from './dns-trouble.ts';

export interface SurveyOptions {
  dns?: string;
  format: 'text' | 'json';
  language: Language;
}

/** What a command has to show. */
export interface Shown {
  verdict: 'pass' | 'fail' | 'incomplete';
  text: string;
  /** Statuses of all DNS questions. */
  statuses: readonly string[];
}

export function addSurveyOptions(command: Command): Command {
  return command
    .addOption(option('--dns <host:port>', "resolver to ask, ip[:port],… (default: the system's)"))
    .addOption(option('--format <format>', 'layout of the report').choices(['text', 'json']).default('text'))
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'));
}

export async function withResolver({ dns }: SurveyOptions, { terminal, clock }: Surroundings, look: (resolver: Resolver) => Promise<Shown>): Promise<number> {
  const servers = dns === undefined ? [] : dnsServers.safeParse(dns).data;
  if (servers === undefined) throw usageError(`--dns ${dns ?? ''}: expected resolvers between commas, each ip, ip:port or [ip6]:port`);
  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  try {
    const { verdict, text, statuses } = await look(resolver);
    terminal.out(text);
    const trouble = dnsTrouble(statuses, servers, '--dns');
    if (trouble !== null) terminal.err(`mailassay: ${trouble}\n`);
    return EXIT[verdict];
  } finally {
    await resolver[Symbol.asyncDispose]();
  }
}
