// `keygen`: makes the key that signs replies, unless there is one, and prints the DNS records the operator must publish.
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { keyRecords } from './key-records.ts';
import { loadReplyKey, replyKeyPath } from '../respond/signing-key.ts';
import { StartupError } from '../runtime/startup-error.ts';
import { addSettings, CommandEnd, EXIT, type Run, settingsOf } from './command.ts';

export function addKeygen(program: Command, run: Run): void {
  const command = program
    .command('keygen')
    .description('make the key that signs the replies, and print the DNS records to publish');
  addSettings(command, [
    'domain',
    'hostname',
    'dataDir',
    'dkimKey',
    'dkimSelector',
    'replyFrom',
  ]).action(async (options: Record<string, unknown>) => {
    await run(async (context) => {
      const settings = settingsOf(options, context);
      const { terminal } = context;
      const path = replyKeyPath(settings);
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const key = await loadReplyKey(settings);
        // The records alone on standard output, so that they can go into a zone file as they are.
        terminal.err(`mailassay: the key is in ${path}; keep it secret. Publish these records:\n`);
        terminal.out(`${keyRecords(settings, key).join('\n')}\n`);
        if (settings.domain === 'localhost')
          terminal.err('mailassay: these are for localhost; give --domain for yours\n');
      } catch (error) {
        if (error instanceof StartupError) throw new CommandEnd(EXIT.fail, error.message);
        if (error instanceof Error && 'code' in error)
          throw new CommandEnd(
            EXIT.fail,
            `cannot write to ${dirname(path)}: ${String(error.code)}`,
          );
        throw error;
      }
      return EXIT.pass;
    });
  });
}
