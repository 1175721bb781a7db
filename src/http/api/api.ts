// The API (DESIGN.md §5) and its document: one OpenAPI route a call. Requests that do not fit their shape are 400 with what is wrong;
// every error is a problem (RFC 9457). No other origin is let in: there is no CORS header.
import { OpenAPIHono } from '@hono/zod-openapi';
import { callerNamer } from '../caller.ts';
import type { WebLimits } from '../web-limits.ts';
import type { WebEnv, WebDeps } from '../deps.ts';
import { problem } from '../problem.ts';
import { addCheck } from './check.ts';
import { addEvents } from './events.ts';
import type { Api, ApiApp } from './api-deps.ts';
import { addReports } from './reports.ts';
import { reportSchemas } from './shapes.ts';
import type { RecordChecks } from '../record-checks.ts';
import { addSurveys } from './record-checks.ts';
import { addTests } from './tests.ts';

/** `identifier` (OpenAPI 3.1) is not in the types. */
const LICENSE: { name: string } = { name: 'MIT', identifier: 'MIT' } as { name: string };

const ABOUT = `Test addresses, their reports, and checks of saved messages.

An id opens what it names, so it is all one needs to read; ids are random and cannot be guessed. Making tests and checking messages
is limited for each address, or needs a token where the operator has set some (Authorization: Bearer TOKEN).`;

export function createApi(
  parts: WebDeps & { limits: WebLimits; recordChecks: RecordChecks },
): ApiApp {
  const app: ApiApp = new OpenAPIHono<WebEnv>({
    defaultHook(result) {
      if (result.success) return undefined;
      const wrong = result.error.issues.map(({ path, message }) =>
        path.length === 0 ? message : `${path.join('.')}: ${message}`,
      );
      return problem(400, 'Bad request', `${wrong.join('; ')}.`);
    },
  });
  const api: Api = { ...parts, callerOf: callerNamer(parts.settings.apiTokens) };
  addTests(app, api);
  addEvents(app, api);
  addReports(app, api);
  addCheck(app, api);
  addSurveys(app, api);

  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'One of API_TOKENS, where the operator has set some',
  });
  for (const [name, schema] of Object.entries(reportSchemas()))
    app.openAPIRegistry.registerComponent('schemas', name, schema);
  app.get('/openapi.json', (context) => {
    const document = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'mailassay',
        version: parts.version,
        description: ABOUT,
        license: LICENSE,
      },
      tags: [
        { name: 'tests', description: 'Addresses to send mail to, and what came of it.' },
        { name: 'reports', description: 'Reports by their id, shared copies, saved messages.' },
        { name: 'records', description: 'What a domain publishes, without a mail.' },
      ],
      servers: [{ url: parts.publicUrl() }],
    });
    return context.json(document);
  });
  return app;
}
