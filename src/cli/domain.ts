// `domain`: judges what a domain publishes for its mail, without any mail.
import { Argument, type Command } from 'commander';
import { canonicalDomain } from '../message/domain.ts';
import { version } from '../runtime/version.ts';
import { type Run, usageError } from './command.ts';
import { addSurveyOptions, type RecordCheckOptions, withResolver } from './record-check-options.ts';

export function addDomain(program: Command, run: Run): void {
  const command = program
    .command('domain')
    .description(
      'check what a domain publishes (SPF, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI): exit 0 pass, 1 fail, 2 usage, 3 DNS gave no answer',
    )
    .addArgument(new Argument('<domain>', 'the part after @, such as example.org'));
  addSurveyOptions(command).action(async (written: string, options: RecordCheckOptions) => {
    await run(async (context) => {
      const { domain, problem } = canonicalDomain(written);
      if (domain === null) throw usageError(`${written} is no domain: it ${problem}`);
      // Loaded when it is needed, as in `check`.
      const [{ checkDomain }, { domainReport }, { domainText }, { jsonText }] = await Promise.all([
        import('../judge/check-domain.ts'),
        import('../report/domain-report.ts'),
        import('../report/domain-text.ts'),
        import('../report/json.ts'),
      ]);
      return await withResolver(options, context, async (resolver) => {
        const surveyed = await checkDomain(domain, { resolver, clock: context.clock });
        const report = domainReport(surveyed, { language: options.language, version });
        return {
          verdict: report.verdict,
          text: options.format === 'json' ? jsonText(report) : domainText(report),
          findings: report.findings,
          statuses: report.dns.map(({ status }) => status),
        };
      });
    });
  });
}
