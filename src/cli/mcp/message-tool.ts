// The tool that judges a message the caller has: as `mailassay check` does.
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { judge } from '../../judge/analyze.ts';
import { canonicalAddress } from '../../message/ip-address.ts';
import { addressLiteral, savedMessage } from '../../message/saved-message.ts';
import { makeReport } from '../../report/make.ts';
import { textReport } from '../../report/text.ts';
import { answer, mistake, problemValues, type ToolParts } from './tools.ts';

const line = z
  .string()
  .max(512)
  .refine((text) => !/[\0\r\n]/.test(text), 'must not hold line ends');

export function addMessageTool(
  server: McpServer,
  { resolver, clock, ids, version }: ToolParts,
): void {
  server.registerTool(
    'check_message',
    {
      title: 'Check a saved message',
      description:
        'Judges a message, header and body as they were received, as if it had just come from the address, name and reverse-path that are stated.',
      inputSchema: {
        message: z
          .string()
          .min(1)
          .max(8_000_000)
          .describe('the whole message (RFC 5322), unchanged: DKIM covers every character'),
        encoding: z
          .enum(['text', 'base64'])
          .default('text')
          .describe('base64 keeps octets that text would not'),
        ip: z.string().describe('address the message came from'),
        helo: line.optional().describe('name said in EHLO; default: the address'),
        mail_from: line.default('').describe('the reverse-path; empty for none'),
        language: z.enum(['en', 'id']).default('en').describe('language of the report'),
      },
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async ({ message, encoding, ip, helo, mail_from: mailFrom, language }) => {
      const clientIp = canonicalAddress(ip);
      if (clientIp === null) return mistake(`ip: ${ip} is no IPv4 or IPv6 address`);
      const saved = savedMessage(Buffer.from(message, encoding === 'base64' ? 'base64' : 'utf8'));
      if (saved.problem !== null) return mistake(`The message ${saved.problem}`);
      const at = clock.now();
      const envelope = {
        clientIp,
        clientName: null,
        helo: helo ?? addressLiteral(clientIp),
        mailFrom: mailFrom.replace(/^<(.*)>$/, '$1'),
        rcptTo: [],
        tls: null,
        smtputf8: false,
      };
      const { verification, diagnosis } = await judge(
        { message: saved.bytes, envelope, host: 'localhost', at, organizationsOf: [] },
        resolver,
        clock,
      );
      const report = makeReport({
        id: ids.next(),
        receivedAt: at,
        language,
        verification,
        diagnosis,
        response: { decision: 'none', reason: 'saved-message', sentAt: null },
        service: { version, host: 'localhost', link: null },
      });
      return answer(textReport(report), {
        verdict: report.verdict,
        summary: report.summary,
        problems: problemValues(report.findings),
      });
    },
  );
}
