// `mcp`: the Model Context Protocol server on standard input and output. The protocol's library is loaded by this command alone.
import type { Command } from 'commander';
import { dnsServers } from '../config/values.ts';
import { serviceResolver } from '../dns/service-resolver.ts';
import { remoteService, serviceUrl } from './api-client.ts';
import { version } from '../runtime/version.ts';
import { EXIT, option, type Run, type CommandContext, usageError } from './command.ts';

interface McpOptions {
  server: string;
  apiToken?: string;
  dns?: string;
}

export function addMcp(program: Command, run: Run): void {
  program
    .command('mcp')
    .description(
      'Model Context Protocol server on standard input and output: get an address, wait for a report, check a key, a domain, a message',
    )
    .addOption(
      option('--server <url>', 'the mailassay service that gives addresses').default(
        'http://127.0.0.1:8025',
      ),
    )
    .addOption(option('--api-token <token>', 'its token, if it asks for one'))
    .addOption(option('--dns <host:port>', "resolver to ask, ip[:port],… (default: the system's)"))
    .action(async (options: McpOptions) => {
      await run(async (context) => await mcp(options, context));
    });
}

async function mcp(
  { server, apiToken, dns }: McpOptions,
  { clock, ids, terminal, shutdownRequested }: CommandContext,
): Promise<number> {
  const url = serviceUrl(server);
  if (url === null)
    throw usageError(`--server ${server}: expected a URL such as https://mailassay.example`);
  const servers = dns === undefined ? [] : dnsServers.safeParse(dns).data;
  if (servers === undefined)
    throw usageError(
      `--dns ${dns ?? ''}: expected resolvers between commas, each ip, ip:port or [ip6]:port`,
    );

  const [{ StdioServerTransport }, { createMcpServer }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/stdio.js'),
    import('./mcp/server.ts'),
  ]);
  const resolver = serviceResolver({ servers, zoneCounts: null, clock });
  const served = createMcpServer({
    service: remoteService(url, apiToken ?? null),
    resolver,
    clock,
    ids,
    version,
  });
  try {
    await served.connect(new StdioServerTransport());
    // A client ends the session by closing our input (MCP, stdio transport, shutdown).
    await Promise.race([shutdownRequested, terminal.inputEnds()]);
  } finally {
    await served.close();
    await resolver[Symbol.asyncDispose]();
  }
  return EXIT.pass;
}
