// `key`: judges a DKIM key as it is published, before anything is signed with it.
import { Argument, type Command } from 'commander';
import { version } from '../runtime/version.ts';
import { type Run, usageError } from './command.ts';
import { addSurveyOptions, type SurveyOptions, withResolver } from './record-check-options.ts';

export function addKey(program: Command, run: Run): void {
  const command = program
    .command('key')
    .description('check a published DKIM key: exit 0 pass, 1 fail, 2 usage, 3 DNS gave no answer')
    .addArgument(new Argument('<selector>', 's= of the signature, such as mail2026'))
    .addArgument(new Argument('<domain>', 'd= of the signature, such as example.org'));
  addSurveyOptions(command).action(async (selector: string, domain: string, options: SurveyOptions) => {
    await run(async (surroundings) => {
      // Loaded when it is needed, as in `check`.
      const [{ readKeyName, surveyKey }, { keyReport }, { keyText }, { jsonText }] = await Promise.all([
        import('../judge/check-key.ts'),
        import('../report/key-report.ts'),
        import('../report/key-text.ts'),
        import('../report/json.ts'),
      ]);
      const name = readKeyName(selector, domain);
      if (name.trouble !== null) throw usageError(`${selector} ${domain}: ${name.trouble}`);
      return await withResolver(options, surroundings, async (resolver) => {
        const surveyed = await surveyKey(name.selector, name.domain, { resolver, clock: surroundings.clock });
        const report = keyReport(surveyed, { language: options.language, version });
        return { verdict: report.verdict, text: options.format === 'json' ? jsonText(report) : keyText(report), findings: report.findings, statuses: report.dns.map(({ status }) => status) };
      });
    });
  });
}
