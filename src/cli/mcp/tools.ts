// What every tool of the Model Context Protocol server stands on, and how they answer: the same text that people read, beside it the
// values for programs. What a sender or a zone did wrong is a result; what the caller got wrong is an error that says what to do.
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Resolver } from '../../dns/resolver.ts';
import type { RemoteService } from '../api-client.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';

export interface ToolParts {
  /** Where addresses come from. */
  service: RemoteService;
  resolver: Resolver;
  clock: Clock;
  ids: Ids;
  version: string;
}

export function answer(text: string, values: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: values };
}

export function mistake(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** The problems of a report, as values. */
export function problemValues(
  findings: readonly {
    code: string;
    severity: string;
    title: string;
    fix: string;
    evidence: readonly string[];
  }[],
): object[] {
  return findings
    .filter(({ severity }) => severity !== 'ok')
    .map(({ code, severity, title, fix, evidence }) => ({ code, severity, title, fix, evidence }));
}
