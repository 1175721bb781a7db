// `backup FILE` and `restore FILE`: the store, the signing key and the settings in one file.
import type { Command } from 'commander';
import { addSettings, EXIT, type Run } from './command.ts';

export function addBackup(program: Command, run: Run): void {
  const command = program
    .command('backup')
    .description(
      'write the store, the signing key and the settings to a file, while the service runs',
    )
    .argument('<file>', 'tar file to write; keep it secret');
  addSettings(command).action(async (target: string, options: Record<string, unknown>) => {
    await run(async (context) => {
      const { makeBackup } = await import('./backup/make.ts');
      await makeBackup(target, options, context);
      return EXIT.pass;
    });
  });
}

export function addRestore(program: Command, run: Run): void {
  const command = program
    .command('restore')
    .description('put a backup into the data directory of a service that is stopped')
    .argument('<file>', 'what `mailassay backup` wrote')
    .option('--force', 'replace the store, the key and the settings that are there');
  addSettings(command).action(async (source: string, options: Record<string, unknown>) => {
    await run(async (context) => {
      const { restoreBackup } = await import('./backup/restore.ts');
      await restoreBackup(source, options, context);
      return EXIT.pass;
    });
  });
}
