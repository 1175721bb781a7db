#!/usr/bin/env node
// The entry: the only place that reads the process and sets its exit code.
import { systemClock } from './runtime/clock.ts';
import { enableCompileCache } from './runtime/compile-cache.ts';
import { randomIds } from './runtime/ids.ts';
import { processTerminal } from './runtime/terminal.ts';

/** Without the variable of the compile cache: what a command runs has its own. */
const environment = { ...process.env };
enableCompileCache();

const shutdownRequested = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => resolve());
  process.once('SIGINT', () => resolve());
});
// The last resort: by then everything is on disk, and what still hangs is no reason to stay (SECURITY.md §7: out in 35 s).
void shutdownRequested.then(() => {
  setTimeout(() => {
    processTerminal.err(
      'mailassay: not everything ended in time; what is owed is done at the next start\n',
    );
    process.exit(1);
  }, 34_500).unref();
});
// A reader that closes early (`mailassay check … | head`) is no trouble of ours.
process.stdout.on('error', () => {});
const onReload = (act: () => void): void => void process.on('SIGHUP', act);

try {
  // Only what is loaded from here on comes from the cache.
  const { runProgram } = await import('./cli/program.ts');
  process.exitCode = await runProgram(process.argv.slice(2), {
    terminal: processTerminal,
    environment,
    clock: systemClock,
    ids: randomIds,
    shutdownRequested,
    onReload,
  });
} catch (error) {
  processTerminal.err(
    `mailassay: internal error: ${error instanceof Error ? error.message : String(error)}; this is a bug, please report it\n`,
  );
  if (process.env['MAILASSAY_LOG_LEVEL'] === 'debug' && error instanceof Error)
    processTerminal.err(`${error.stack ?? ''}\n`);
  process.exitCode = 70;
}
