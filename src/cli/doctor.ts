// `doctor`: checks this deployment from the outside; a line for each thing that it must have, with what to do where it has not.
import type { Command } from 'commander';
import { cachingResolver } from '../dns/cache.ts';
import { wireResolver } from '../dns/wire.ts';
import type { Check } from './doctor/check.ts';
import { addSettings, configFileOf, EXIT, option, type Run, settingsOf } from './command.ts';

const WORD = { ok: 'ok', not: 'NOT', note: 'note' } as const;
const STYLE = { ok: 'green', not: 'red', note: 'yellow' } as const;
/** Of one try; there are two. All checks together have four seconds. */
const DNS_TIMEOUT_MS = 1000;

export function addDoctor(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .description('check this deployment from the outside: exit 0 fit, 1 not')
    .addOption(
      option('--format <format>', 'text or json').choices(['text', 'json']).default('text'),
    );
  addSettings(command).action(async (options: Record<string, unknown>) => {
    await run(async (context) => {
      const settings = settingsOf(options, context);
      const { terminal, clock } = context;
      const { runChecks } = await import('./doctor/run-checks.ts');
      const ending = new AbortController();
      const opened: AsyncDisposable[] = [];
      const resolverOf = (servers: readonly string[] | undefined) => {
        const wire = wireResolver({
          clock,
          timeoutMs: DNS_TIMEOUT_MS,
          ...(servers === undefined ? {} : { servers }),
        });
        opened.push(wire);
        return cachingResolver(wire, clock);
      };
      try {
        const checks = await runChecks({
          settings,
          resolver: resolverOf(settings.dnsServers),
          resolverOf: (server) => resolverOf([server]),
          clock,
          signal: ending.signal,
          configFile: configFileOf(options, context),
        });
        const isFit = checks.every(({ status }) => status !== 'not');
        terminal.out(
          options['format'] === 'json'
            ? `${JSON.stringify({ fit: isFit, checks }, null, 2)}\n`
            : told(checks, (style, text) => terminal.paint(style, text)),
        );
        return isFit ? EXIT.pass : EXIT.fail;
      } finally {
        ending.abort();
        await Promise.all(opened.map((wire) => wire[Symbol.asyncDispose]()));
      }
    });
  });
}

function told(
  checks: readonly Check[],
  paint: (style: (typeof STYLE)[keyof typeof STYLE], text: string) => string,
): string {
  const width = Math.max(...checks.map(({ name }) => name.length)) + 2;
  const lines = checks.map(
    ({ name, status, text }) =>
      `${paint(STYLE[status], WORD[status].padEnd(6))}${name.padEnd(width)}${text}\n`,
  );
  const wrong = checks.filter(({ status }) => status === 'not').length;
  return `${lines.join('')}${
    wrong === 0
      ? '\nfit: all checks passed\n'
      : `\nnot fit: ${wrong} of ${checks.length} checks failed\n`
  }`;
}
