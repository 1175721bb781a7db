// /api/v1/tests: making a test, asking how it stands (and waiting for its next report), deleting it.
import { createRoute, z } from '@hono/zod-openapi';
import type { Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { reportJson } from '../../report/json.ts';
import type { TestAddress } from '../../store/store.ts';
import { bearer, isSecret } from '../caller.ts';
import {
  addressOf,
  DEFAULT_TTL_MS,
  makePageTest,
  type TestState,
  standingAfter,
} from '../test-addresses.ts';
import type { WebContext } from '../deps.ts';
import { problem, UNREAD } from '../problem.ts';
import { type Api, type ApiApp, findPage, noSuchTest, problems, raw } from './api-deps.ts';
import { IdParams, MadeTest, NewTest, TestStanding } from './shapes.ts';

const MAX_WAIT_S = 60;
const TAGS = ['tests'];

/** Many clients name a media type without sending anything: that is the same as nothing. */
async function emptyIsNothing(context: WebContext, next: Next): Promise<void> {
  const { raw: request } = context.req;
  if (context.req.header('content-length') === '0') {
    const headers = new Headers(request.headers);
    headers.delete('content-type');
    context.req.raw = new Request(request.url, { method: request.method, headers });
  }
  await next();
}

const makeRoute = createRoute({
  method: 'post',
  path: '/api/v1/tests',
  operationId: 'makeTest',
  summary: 'Make a test: an address that mails may be sent to',
  description:
    'Many mails may come to the address until it expires. `deleteUrl` is told this once.',
  tags: TAGS,
  security: [{ token: [] }, {}],
  middleware: [
    emptyIsNothing,
    bodyLimit({
      maxSize: 16_384,
      onError: () =>
        problem(413, 'Too large', 'A test is described in a few words: at most 16 KiB.', UNREAD),
    }),
  ] as const,
  request: { body: { content: { 'application/json': { schema: NewTest } }, required: false } },
  responses: {
    201: { description: 'The test', content: { 'application/json': { schema: MadeTest } } },
    ...problems(400, 401, 413, 429),
  },
});

const standingRoute = createRoute({
  method: 'get',
  path: '/api/v1/tests/{id}',
  operationId: 'readTest',
  summary: 'How a test stands, with its reports; waits for the next report when asked to',
  description:
    'Without `wait` the answer comes at once. With it, as soon as there is a report that is not `after`, or when the time is over: then with what there is.',
  tags: TAGS,
  request: {
    params: IdParams,
    query: z.object({
      wait: z.coerce
        .number()
        .min(0)
        .optional()
        .openapi({
          description: `Seconds to wait for a report, at most ${MAX_WAIT_S}; without it the answer comes at once`,
          param: { name: 'wait', in: 'query' },
        }),
      after: z
        .string()
        .optional()
        .openapi({
          description: 'Id of the last report that is known: waits for one after it',
          param: { name: 'after', in: 'query' },
        }),
    }),
  },
  responses: {
    200: {
      description: 'How it stands',
      content: { 'application/json': { schema: TestStanding } },
    },
    303: {
      description: 'A browser that opens deleteUrl is led to the page that asks before it deletes',
    },
    ...problems(400, 404, 429),
  },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/v1/tests/{id}',
  operationId: 'deleteTest',
  summary: 'Delete a test with its messages and reports',
  description: 'Nothing of it is kept: the address refuses mail, links to its reports are 404.',
  tags: TAGS,
  request: {
    params: IdParams,
    query: z.object({
      secret: z
        .string()
        .optional()
        .openapi({
          description: 'The secret, as in deleteUrl; or send it as Authorization: Bearer SECRET',
          param: { name: 'secret', in: 'query' },
        }),
    }),
  },
  responses: { 204: { description: 'Gone' }, ...problems(403, 404) },
});

export function deleteUrlOf({ id }: TestAddress, secret: string, publicUrl: string): string {
  return `${publicUrl}/api/v1/tests/${id}?secret=${secret}`;
}

/** Reports as `reportJson` writes them, with what could act on a terminal escaped. */
function standingJson(
  page: TestAddress,
  { state, count, reports }: TestState,
  domain: string,
): string {
  const { id, label, language, expiresAt } = page;
  const head = JSON.stringify({
    id,
    address: addressOf(page, domain),
    label,
    lang: language,
    expiresAt: new Date(expiresAt).toISOString(),
    state,
    count,
  });
  return `${head.slice(0, -1)},"reports":[${reports.map((report) => reportJson(report).trimEnd()).join(',')}]}\n`;
}

const JSON_TYPE = { 'content-type': 'application/json' };

export function addTests(app: ApiApp, api: Api): void {
  const { store, live, limits, settings, callerOf, publicUrl } = api;

  app.openapi(makeRoute, async (context) => {
    const caller = callerOf(context);
    if (caller instanceof Response) return raw(caller);
    const refusal = await limits.take('create', caller);
    if (refusal !== null) return raw(refusal);
    const { label, lang, ttl } = context.req.valid('json');
    const ttlMs = ttl === undefined ? DEFAULT_TTL_MS : ttl * 1000;
    const { page, secret } = await makePageTest(
      { label: label === undefined || label === '' ? null : label, language: lang ?? null, ttlMs },
      api,
    );
    return context.json(
      {
        id: page.id,
        token: page.token,
        address: addressOf(page, settings.domain),
        expiresAt: new Date(page.expiresAt).toISOString(),
        page: `${publicUrl()}/t/${page.id}`,
        deleteUrl: deleteUrlOf(page, secret, publicUrl()),
      },
      201,
    );
  });

  app.openapi(standingRoute, async (context) => {
    const { id } = context.req.valid('param');
    const { wait, after } = context.req.valid('query');
    const page = await findPage(id, api);
    if (page === null) return raw(noSuchTest());
    const secret = context.req.query('secret');
    if (secret !== undefined && (context.req.header('accept') ?? '').includes('text/html'))
      return raw(
        context.redirect(`/t/${id}/delete?${new URLSearchParams({ secret }).toString()}`, 303),
      );
    const waitMs = Math.min(wait ?? 0, MAX_WAIT_S) * 1000;
    const place =
      waitMs === 0 ? () => {} : limits.place({ address: context.get('client'), token: null });
    if (place === null)
      return raw(
        problem(
          429,
          'Too many requests',
          'You wait for many tests already; end some of them first.',
          { 'retry-after': '5' },
        ),
      );
    try {
      const now = await standingAfter(
        page,
        { waitMs, after: after ?? null, signal: context.req.raw.signal },
        api,
      );
      return raw(new Response(standingJson(page, now, settings.domain), { headers: JSON_TYPE }));
    } finally {
      place();
    }
  });

  app.openapi(deleteRoute, async (context) => {
    const { id } = context.req.valid('param');
    const secret = context.req.valid('query').secret ?? bearer(context);
    const page = await findPage(id, api);
    if (page === null) return raw(noSuchTest());
    if (secret === null || !isSecret(secret, page.secretHash))
      return raw(
        problem(403, 'Not your test', 'Only who made a test can delete it: use its deleteUrl.'),
      );
    if (!(await store.deletePage(id))) return raw(noSuchTest());
    live.forget(page.token);
    return context.body(null, 204);
  });
}
