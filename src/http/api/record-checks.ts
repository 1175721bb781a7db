// /api/v1/keys and /api/v1/domains: what is published, judged as the commands `key` and `domain` do.
import { createRoute, z } from '@hono/zod-openapi';
import { jsonText } from '../../report/json.ts';
import { problem } from '../problem.ts';
import type { WebContext } from '../deps.ts';
import type { Checked } from '../record-checks.ts';
import { type Api, type ApiApp, problems, raw } from './api-deps.ts';
import { ADomainReport, AKeyReport } from './shapes.ts';

const TAGS = ['records'];
const DomainParam = z
  .string()
  .openapi({ param: { name: 'domain', in: 'path' }, example: 'example.org' });
const SelectorParam = z
  .string()
  .openapi({ param: { name: 'selector', in: 'path' }, example: 'mail2026' });
const query = z.object({
  lang: z
    .enum(['en', 'id'])
    .optional()
    .openapi({ description: 'Language of the findings', param: { name: 'lang', in: 'query' } }),
});

const domainRoute = createRoute({
  method: 'get',
  path: '/api/v1/domains/{domain}',
  operationId: 'checkDomain',
  summary: 'Judge what a domain publishes for its mail',
  description:
    'SPF with all it includes, DMARC, MX, MTA-STS, TLS-RPT, DANE, BIMI; nothing is kept.',
  tags: TAGS,
  security: [{ token: [] }, {}],
  request: { params: z.object({ domain: DomainParam }), query },
  responses: {
    200: {
      description: 'The report (schema mailassay-domain/1)',
      content: { 'application/json': { schema: ADomainReport } },
    },
    ...problems(400, 401, 429, 503),
  },
});

const keyRoute = createRoute({
  method: 'get',
  path: '/api/v1/keys/{domain}/{selector}',
  operationId: 'checkKey',
  summary: 'Judge a published DKIM key',
  description: 'The record at SELECTOR._domainkey.DOMAIN; nothing is kept.',
  tags: TAGS,
  security: [{ token: [] }, {}],
  request: { params: z.object({ domain: DomainParam, selector: SelectorParam }), query },
  responses: {
    200: {
      description: 'The report (schema mailassay-key/1)',
      content: { 'application/json': { schema: AKeyReport } },
    },
    ...problems(400, 401, 429, 503),
  },
});

export function addSurveys(app: ApiApp, { recordChecks, limits, callerOf }: Api): void {
  const answer = async <T>(
    context: WebContext,
    survey: () => Promise<Checked<T>>,
  ): Promise<Response> => {
    const caller = callerOf(context);
    if (caller instanceof Response) return caller;
    const refusal = await limits.take('survey', caller);
    if (refusal !== null) return refusal;
    const surveyed = await survey();
    if ('problem' in surveyed)
      return problem(400, 'Bad request', `This cannot be asked in DNS: it ${surveyed.problem}.`);
    if ('busy' in surveyed)
      return problem(
        503,
        'Too busy',
        'Many domains are being checked; try again in a few seconds.',
        { 'retry-after': '5' },
      );
    return new Response(jsonText(surveyed.report), {
      headers: { 'content-type': 'application/json' },
    });
  };

  app.openapi(domainRoute, async (context) => {
    const { domain } = context.req.valid('param');
    const { lang } = context.req.valid('query');
    return raw(await answer(context, () => recordChecks.domain(domain, lang ?? 'en')));
  });
  app.openapi(keyRoute, async (context) => {
    const { domain, selector } = context.req.valid('param');
    const { lang } = context.req.valid('query');
    return raw(await answer(context, () => recordChecks.key(selector, domain, lang ?? 'en')));
  });
}
