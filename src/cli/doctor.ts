// `doctor`: checks this deployment from the outside; a line for each thing that it must have, with what to do where it has not.
import type { Command } from 'commander';
import { serviceResolver } from '../dns/service-resolver.ts';
import { addSettings, EXIT, type Run, settingsOf } from './command.ts';

const WORD = { ok: 'ok', not: 'NOT', note: 'note' } as const;
const STYLE = { ok: 'green', not: 'red', note: 'yellow' } as const;

export function addDoctor(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .description('check this deployment from the outside: exit 0 fit, 1 not');
  addSettings(command).action(async (options: Record<string, unknown>) => {
    await run(async (context) => {
      const settings = settingsOf(options, context);
      const { terminal, clock } = context;
      const { runChecks } = await import('./doctor/run-checks.ts');
      const resolver = serviceResolver({
        servers: settings.dnsServers ?? [],
        zoneCounts: null,
        clock,
      });
      try {
        const found = await runChecks({ settings, resolver, clock });
        const width = Math.max(...found.map(({ name }) => name.length)) + 2;
        for (const { name, status, text } of found)
          terminal.out(
            `${terminal.paint(STYLE[status], WORD[status].padEnd(6))}${name.padEnd(width)}${text}\n`,
          );
        const wrong = found.filter(({ status }) => status === 'not').length;
        terminal.out(
          wrong === 0
            ? '\nfit: all checks passed\n'
            : `\nnot fit: ${wrong} of ${found.length} checks failed\n`,
        );
        return wrong === 0 ? EXIT.pass : EXIT.fail;
      } finally {
        await resolver[Symbol.asyncDispose]();
      }
    });
  });
}
