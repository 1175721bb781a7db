// `explain CODE`: the long form of a finding; without a code, the list of all.
import { Argument, type Command } from 'commander';
import { CATALOG, FINDING_CODES, isFindingCode } from '../diagnose/catalog.ts';
import { explain } from '../report/explain-text.ts';
import { EXIT, option, type Run, usageError } from './command.ts';

export function addExplain(program: Command, run: Run): void {
  program
    .command('explain')
    .description('explain a finding: what it means, why it matters and how to fix it')
    .addArgument(
      new Argument('[code]', 'a code from a report, such as spf-none; without one all are listed'),
    )
    .addOption(option('--language <language>', 'en or id').choices(['en', 'id']).default('en'))
    .action(async (code: string | undefined, { language }: { language: 'en' | 'id' }) => {
      await run(async ({ terminal }) => {
        if (code === undefined) {
          for (const known of FINDING_CODES)
            terminal.out(`${known.padEnd(44)} ${CATALOG[known].severity}\n`);
          return EXIT.pass;
        }
        if (!isFindingCode(code))
          throw usageError(`${code} is not a finding code; \`mailassay explain\` lists all`);
        terminal.out(`${explain(code, language).trimEnd()}\n`);
        return EXIT.pass;
      });
    });
}
