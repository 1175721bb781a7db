// `demo`: the whole loop on loopback. What it does is in demo/run.ts, loaded only when it is asked for: it brings the service along.
import type { Command } from 'commander';
import { option, type Run } from './command.ts';

export function addDemo(program: Command, run: Run): void {
  program
    .command('demo')
    .description(
      'show the whole loop on loopback: one good message, several broken ones, and each answer',
    )
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'))
    .action(async ({ language }: { language: 'en' | 'id' }) => {
      const { demo } = await import('./demo/run.ts');
      await run(async (context) => await demo(context, language));
    });
}
