// `serve`: runs the service until it is asked to end, and tells a newcomer what to do first.
import type { Command } from 'commander';
import { createLog } from '../runtime/log.ts';
import { StartupError } from '../runtime/startup-error.ts';
import { welcome } from './startup-banner.ts';
import { addSettings, CommandEnd, EXIT, type Run, settingsOf } from './command.ts';
import { watchDns } from './dns-problem.ts';

export function addServe(program: Command, run: Run): void {
  const command = program.command('serve').description('run the service');
  addSettings(command).action(async (options: Record<string, unknown>) => {
    await run(async (context) => {
      const settings = settingsOf(options, context);
      const { terminal, clock, ids, shutdownRequested, onReload } = context;
      const log = createLog(settings.logLevel);
      try {
        // The service is the most of the program: other commands do without.
        const { startService } = await import('../service/service.ts');
        const service = await startService({ settings, log, clock, ids });
        const tell = (line: string): void => terminal.err(`mailassay: ${line}\n`);
        const dns = watchDns(
          { servers: settings.dnsServers ?? [], domain: settings.domain, clock },
          tell,
        );
        try {
          onReload?.(() => void service.reload());
          terminal.out(welcome(service));
          await shutdownRequested;
          tell('shutting down; finishing work in progress');
        } finally {
          await dns[Symbol.asyncDispose]();
          await service[Symbol.asyncDispose]();
        }
      } catch (error) {
        if (error instanceof StartupError) throw new CommandEnd(EXIT.fail, error.message);
        throw error;
      }
      return EXIT.pass;
    });
  });
}
