// /api/v1/reports: a report by its id, and the address under which it is shown without addresses and subject.
import { createRoute } from '@hono/zod-openapi';
import { reportJson } from '../../report/json.ts';
import { ID_PATTERN } from '../../runtime/ids.ts';
import { problem } from '../problem.ts';
import { type Api, type ApiApp, problems, raw } from './api-deps.ts';
import { AReport, IdParams, Shared } from './shapes.ts';

const TAGS = ['reports'];

const reportRoute = createRoute({
  method: 'get',
  path: '/api/v1/reports/{id}',
  operationId: 'readReport',
  summary: 'A report (schema mailassay-report/1)',
  description: 'It has an ETag: asked again with If-None-Match the answer is 304.',
  tags: TAGS,
  request: { params: IdParams },
  responses: {
    200: { description: 'The report', content: { 'application/json': { schema: AReport } } },
    ...problems(202, 404),
  },
});

const shareRoute = createRoute({
  method: 'post',
  path: '/api/v1/reports/{id}/share',
  operationId: 'shareReport',
  summary: 'A link to the report without addresses and subject',
  description:
    'Mail addresses, names, subject and text are left out; results, records and hosts stay.',
  tags: TAGS,
  request: { params: IdParams },
  responses: {
    201: {
      description: 'The link; the same each time',
      content: { 'application/json': { schema: Shared } },
    },
    ...problems(404, 429),
  },
});

const unshareRoute = createRoute({
  method: 'delete',
  path: '/api/v1/reports/{id}/share',
  operationId: 'unshareReport',
  summary: 'Take the shared link back',
  description: 'The link is 404 from now on; sharing again gives another one.',
  tags: TAGS,
  request: { params: IdParams },
  responses: { 204: { description: 'Gone' }, ...problems(404) },
});

function noSuchReport(): Response {
  return problem(404, 'No such report', 'The id is unknown, or the report is past its time.');
}

export function addReports(app: ApiApp, { store, ids, limits, publicUrl }: Api): void {
  app.openapi(reportRoute, async (context) => {
    const { id } = context.req.valid('param');
    const saved = ID_PATTERN.test(id) ? await store.report(id) : null;
    if (saved === null) return raw(noSuchReport());
    if (saved.state === 'pending') {
      return raw(
        problem(
          202,
          'Verdict pending',
          'The message is stored and its verification goes on; ask again in a few seconds.',
          { 'retry-after': '3' },
        ),
      );
    }
    return raw(
      new Response(reportJson(saved.report), { headers: { 'content-type': 'application/json' } }),
    );
  });

  app.openapi(unshareRoute, async (context) => {
    const { id } = context.req.valid('param');
    const isGone = ID_PATTERN.test(id) && (await store.unshareReport(id));
    return isGone ? context.body(null, 204) : raw(noSuchReport());
  });

  app.openapi(shareRoute, async (context) => {
    const { id } = context.req.valid('param');
    if (!ID_PATTERN.test(id)) return raw(noSuchReport());
    const refusal = await limits.take('share', { address: context.get('client'), token: null });
    if (refusal !== null) return raw(refusal);
    const share = await store.shareReport(id, ids.next());
    if (share === null) return raw(noSuchReport());
    return context.json({ share: `${publicUrl()}/s/${share}` }, 201);
  });
}
