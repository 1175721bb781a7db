// Tools that look at what is published: one DKIM key, or all that a domain says about its mail.
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { canonicalDomain } from '../../message/domain.ts';
import { domainReport } from '../../report/domain-report.ts';
import { domainText } from '../../report/domain-text.ts';
import { keyReport } from '../../report/key-report.ts';
import { keyText } from '../../report/key-text.ts';
import { checkDomain } from '../../judge/check-domain.ts';
import { readKeyName, checkKey } from '../../judge/check-key.ts';
import { answer, mistake, problemValues, type ToolParts } from './tools.ts';

const language = z.enum(['en', 'id']).default('en').describe('language of the answer');
const annotations = { readOnlyHint: true, openWorldHint: true };

export function addRecordTools(server: McpServer, { resolver, clock, version }: ToolParts): void {
  server.registerTool(
    'check_key',
    {
      title: 'Check a DKIM key',
      description:
        'Judges the DKIM key that is published for a selector and a domain: whether it is there, its syntax and strength, and where it was put by mistake.',
      inputSchema: {
        selector: z.string().min(1).max(255).describe('s= of the signature, such as mail2026'),
        domain: z.string().min(1).max(255).describe('d= of the signature, such as example.org'),
        language,
      },
      annotations,
    },
    async ({ selector, domain, language: words }) => {
      const name = readKeyName(selector, domain);
      if (name.problem !== null) return mistake(`${selector} ${domain}: ${name.problem}`);
      const report = keyReport(await checkKey(name.selector, name.domain, { resolver, clock }), {
        language: words,
        version,
      });
      return answer(keyText(report), {
        verdict: report.verdict,
        problems: problemValues(report.findings),
      });
    },
  );

  server.registerTool(
    'check_domain',
    {
      title: 'Check a domain',
      description:
        'Judges what a domain publishes for its mail: SPF with its cost in lookups, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI. DKIM keys need their selector: see check_key.',
      inputSchema: {
        domain: z.string().min(1).max(255).describe('the part after @, such as example.org'),
        language,
      },
      annotations,
    },
    async ({ domain: written, language: words }) => {
      const { domain, problem } = canonicalDomain(written);
      if (domain === null) return mistake(`${written} is no domain: it ${problem}`);
      const report = domainReport(await checkDomain(domain, { resolver, clock }), {
        language: words,
        version,
      });
      return answer(domainText(report), {
        verdict: report.verdict,
        problems: problemValues(report.findings),
      });
    },
  );
}
