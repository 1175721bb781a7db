// Tools that stand on a running service: an address to send a test mail to, and the report of what came.
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { textReport } from '../../report/text.ts';
import { ApiError } from '../api-client.ts';
import { answer, mistake, problemValues, type ToolParts } from './tools.ts';

/** Clients give up on a tool after a minute unless told otherwise. */
const DEFAULT_WAIT_S = 50;
const MAX_WAIT_S = 600;
const MAX_ASK_S = 30;

export function addMailTools(server: McpServer, { service, clock }: ToolParts): void {
  server.registerTool(
    'get_address',
    {
      title: 'Get a test address',
      description:
        'Makes a fresh e-mail address. Have the mail system that is to be tested send one mail to it, then call wait_for_report with the id. Many mails may come to one address.',
      inputSchema: {
        label: z
          .string()
          .max(100)
          .optional()
          .describe('a few words by which people recognise the test'),
        language: z.enum(['en', 'id']).optional().describe('language of the report'),
      },
      outputSchema: {
        id: z.string(),
        address: z.string(),
        page: z.string(),
        expiresAt: z.string(),
      },
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: true,
      },
    },
    async ({ label, language }, { signal }) => {
      try {
        const { id, address, page, expiresAt } = await service.makeTest(
          { label, lang: language },
          signal,
        );
        return answer(
          `Send the mail to ${address}, then call wait_for_report with id ${id}.\nThe address takes mail until ${expiresAt}; people can watch at ${page}.`,
          {
            id,
            address,
            page,
            expiresAt,
          },
        );
      } catch (error) {
        return problem(error);
      }
    },
  );

  server.registerTool(
    'wait_for_report',
    {
      title: 'Wait for the report of a test mail',
      description:
        'Waits for a mail to an address made by get_address and gives its report: verdict, SPF, DKIM, DMARC, what is wrong and how to fix it. Says so when no mail came in time; call again to go on waiting.',
      inputSchema: {
        id: z.string().min(1).describe('id that get_address gave'),
        timeout_seconds: z
          .number()
          .min(0)
          .max(MAX_WAIT_S)
          .default(DEFAULT_WAIT_S)
          .describe('how long to wait'),
        after: z
          .string()
          .optional()
          .describe('id of a report that is known already: waits for the next mail'),
      },
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    async ({ id, timeout_seconds: timeout, after }, { signal }) => {
      try {
        const until = clock.now() + timeout * 1000;
        for (;;) {
          const seconds = Math.max(0, Math.min(MAX_ASK_S, (until - clock.now()) / 1000));
          const report = await service.nextReport(id, { seconds, after: after ?? null }, signal);
          if (report !== null) {
            const { verdict, summary, service: at, findings } = report;
            return answer(textReport(report), {
              state: 'done',
              reportId: report.id,
              verdict,
              summary,
              link: at.link,
              problems: problemValues(findings),
            });
          }
          if (clock.now() >= until)
            return answer(
              `No mail came in ${timeout} seconds. If it was sent, call wait_for_report again with the same id.`,
              { state: 'waiting' },
            );
        }
      } catch (error) {
        return problem(error);
      }
    },
  );
}

function problem(error: unknown): ReturnType<typeof mistake> {
  if (error instanceof ApiError)
    return mistake(`${error.message}. (The service is named by mailassay mcp --server URL.)`);
  throw error;
}
