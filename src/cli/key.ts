// `key`: judges a DKIM key as it is published, before anything is signed with it.
import { Argument, type Command } from 'commander';
import { version } from '../runtime/version.ts';
import { type Run, usageError } from './command.ts';
import { addSurveyOptions, type RecordCheckOptions, withResolver } from './record-check-options.ts';

export function addKey(program: Command, run: Run): void {
  const command = program
    .command('key')
    .description('check a published DKIM key: exit 0 pass, 1 fail, 2 usage, 3 DNS gave no answer')
    .addArgument(new Argument('<selector>', 's= of the signature, such as mail2026'))
    .addArgument(new Argument('<domain>', 'd= of the signature, such as example.org'));
  addSurveyOptions(command).action(
    async (selector: string, domain: string, options: RecordCheckOptions) => {
      await run(async (context) => {
        // Loaded when it is needed, as in `check`.
        const [{ readKeyName, checkKey }, { keyReport }, { keyText }, { jsonText }] =
          await Promise.all([
            import('../judge/check-key.ts'),
            import('../report/key-report.ts'),
            import('../report/key-text.ts'),
            import('../report/json.ts'),
          ]);
        const name = readKeyName(selector, domain);
        if (name.problem !== null) throw usageError(`${selector} ${domain}: ${name.problem}`);
        return await withResolver(options, context, async (resolver) => {
          const surveyed = await checkKey(name.selector, name.domain, {
            resolver,
            clock: context.clock,
          });
          const report = keyReport(surveyed, { language: options.language, version });
          return {
            verdict: report.verdict,
            text: options.format === 'json' ? jsonText(report) : keyText(report),
            findings: report.findings,
            statuses: report.dns.map(({ status }) => status),
          };
        });
      });
    },
  );
}
