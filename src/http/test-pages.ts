// The first page, which makes an address at once, and the pages of tests (DESIGN.md §5).
import { bodyLimit } from 'hono/body-limit';
import { limitedPage, testPage } from '../page/test-page.ts';
import { confirmDelete, notice, startLink } from '../page/notice.ts';
import type { TestAddress } from '../store/store.ts';
import { findPage } from './api/api-deps.ts';
import { isSecret } from './caller.ts';
import { type Framed, type Framing, isSecure } from './frame.ts';
import type { WebLimits } from './web-limits.ts';
import { ownTest, rememberOwner } from './owner.ts';
import { addressOf, DEFAULT_TTL_MS, isExpired, makePageTest, standing } from './test-addresses.ts';
import type { WebApp, WebContext, WebDeps } from './deps.ts';
import { problem, UNREAD } from './problem.ts';

/** A page without a script looks again after this many seconds. */
const REFRESH_S = 4;
/** The same once something came. */
const LATER_REFRESH_S = 15;

export function addTestPages(
  app: WebApp,
  parts: WebDeps & { limits: WebLimits; frame: Framing },
): void {
  const { store, live, clock, limits, settings, frame, publicUrl } = parts;

  const show = async (
    framed: Framed,
    page: TestAddress,
    secret: string | null,
  ): Promise<Response> => {
    const { words } = framed;
    const now = await standing(page, parts);
    const isOver = isExpired(page, clock.now());
    const body = testPage(
      {
        ...now,
        id: page.id,
        address: addressOf(page, settings.domain),
        label: page.label,
        expiresAt: page.expiresAt,
        isExpired: isOver,
        secret,
      },
      {
        domain: settings.domain,
        kept: { reports: settings.retainReports, messages: settings.retainMessages },
        operator: settings,
        now: clock.now(),
      },
      words,
    );
    return await framed.send({
      title: words.home.title,
      body,
      ...(isOver
        ? {}
        : {
            refresh: {
              seconds: now.state === 'done' ? LATER_REFRESH_S : REFRESH_S,
              path: `/t/${page.id}`,
              always: false,
            },
          }),
    });
  };

  const missing = (context: WebContext): Response | Promise<Response> => {
    const framed = frame(context);
    const { notices } = framed.words;
    return framed.send(
      {
        title: notices.notFound,
        body: notice(notices.notFound, notices.notFoundLead, startLink(framed.words)),
      },
      404,
    );
  };

  /** A test for this browser, or the page that says there are too many. */
  const make = async (
    context: WebContext,
  ): Promise<Response | { page: TestAddress; secret: string }> => {
    const refusal = await limits.take('create', { address: context.get('client'), token: null });
    if (refusal !== null) {
      const framed = frame(context, '/');
      context.header('Retry-After', refusal.headers.get('retry-after') ?? '600');
      return await framed.send(
        { title: framed.words.home.title, body: limitedPage(settings.domain, framed.words) },
        429,
      );
    }
    const made = await makePageTest({ label: null, language: null, ttlMs: DEFAULT_TTL_MS }, parts);
    rememberOwner(context, made.page, made.secret, isSecure(publicUrl()));
    return made;
  };

  app.get('/', async (context) => {
    const own = await ownTest(context, store);
    if (own !== null && !isExpired(own.page, clock.now()))
      return await show(frame(context, `/t/${own.page.id}`), own.page, own.secret);
    // Asking whether the page is there makes no address.
    if (context.req.method === 'HEAD') return context.body(null);
    const made = await make(context);
    return made instanceof Response
      ? made
      : await show(frame(context, `/t/${made.page.id}`), made.page, made.secret);
  });

  // A form's button: a link would make another address each time it is loaded again, or fetched beforehand.
  app.post('/t', async (context) => {
    const made = await make(context);
    return made instanceof Response ? made : context.redirect(`/t/${made.page.id}`, 303);
  });

  app.get('/t/:id', async (context) => {
    const page = await findPage(context.req.param('id'), parts);
    if (page === null) return await missing(context);
    const own = await ownTest(context, store);
    return await show(frame(context), page, own?.page.id === page.id ? own.secret : null);
  });

  app.get('/t/:id/delete', async (context) => {
    const page = await findPage(context.req.param('id'), parts);
    if (page === null) return await missing(context);
    const secret = context.req.query('secret') ?? '';
    const framed = frame(
      context,
      `${context.req.path}?${new URLSearchParams({ secret }).toString()}`,
    );
    const { remove } = framed.words;
    if (!isSecret(secret, page.secretHash))
      return await framed.send(
        { title: remove.title, body: notice(remove.title, remove.wrong) },
        403,
      );
    return await framed.send({
      title: remove.title,
      body: confirmDelete(page.id, secret, framed.words),
    });
  });

  app.post(
    '/t/:id/delete',
    bodyLimit({
      maxSize: 4096,
      onError: () => problem(413, 'Too large', 'This form holds one secret.', UNREAD),
    }),
    async (context) => {
      const page = await findPage(context.req.param('id'), parts);
      if (page === null) return await missing(context);
      const framed = frame(context, '/');
      const { remove } = framed.words;
      const { secret } = await context.req.parseBody();
      if (typeof secret !== 'string' || !isSecret(secret, page.secretHash))
        return await framed.send(
          { title: remove.title, body: notice(remove.title, remove.wrong) },
          403,
        );
      await store.deletePage(page.id);
      live.forget(page.token);
      return await framed.send({
        title: remove.done,
        body: notice(remove.done, remove.doneLead, startLink(framed.words)),
      });
    },
  );
}
