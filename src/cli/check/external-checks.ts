// Blocklists and spam filters for `check`: the same settings as the service has, so that a pipeline can ask what a receiver would.
import type { Command } from 'commander';
import { domainList, hostPort, webUrl } from '../../config/values.ts';
import type { LocalSenders, VerifyOptions } from '../../verify/verify.ts';
import { option, usageError } from '../command.ts';

/** Blocklists, filters, and what a private address means. */
export interface ExternalCheckOptions {
  dnsbls?: string;
  spamd?: string;
  rspamd?: string;
  localSenders: LocalSenders;
}

export function addExternalCheckOptions(command: Command): Command {
  return command
    .addOption(
      option(
        '--dnsbls <zones>',
        'blocklists to ask about the address, such as zen.spamhaus.org (default: none)',
      ),
    )
    .addOption(
      option(
        '--spamd <host:port>',
        "SpamAssassin's spamd to ask about the message (default: none)",
      ),
    )
    .addOption(option('--rspamd <url>', 'rspamd to ask about the message (default: none)'))
    .addOption(
      option(
        '--local-senders <how>',
        'a private or loopback --ip: hidden (SPF and reverse DNS are not checked) or judge',
      )
        .choices(['hidden', 'judge'])
        .default('hidden'),
    );
}

/** An empty variable is how shells unset one. */
export function readExternalChecks({
  dnsbls = '',
  spamd = '',
  rspamd = '',
  localSenders,
}: ExternalCheckOptions): Pick<VerifyOptions, 'dnsbls' | 'filters' | 'localSenders'> {
  const lists = dnsbls === '' ? [] : domainList.safeParse(dnsbls).data;
  if (lists === undefined)
    throw usageError(`--dnsbls ${dnsbls}: expected domain names between commas`);
  const server = spamd === '' ? null : hostPort.safeParse(spamd).data;
  if (server === undefined) throw usageError(`--spamd ${spamd}: expected host:port`);
  const url = rspamd === '' ? null : webUrl.safeParse(rspamd).data;
  if (url === undefined)
    throw usageError(`--rspamd ${rspamd}: expected a URL such as http://127.0.0.1:11333`);
  return { dnsbls: lists, filters: { spamd: server, rspamd: url }, localSenders };
}
