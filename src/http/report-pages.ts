// The reports for people: /r/ID and its other forms, and /s/ID, the same without addresses and subject.
import { notice, startLink } from '../page/notice.ts';
import { redact } from '../page/redact.ts';
import { reportPage, reportTitle, type Owner } from '../page/report-page.ts';
import { inLanguage } from '../report/in-language.ts';
import type { Report } from '../report/report.ts';
import { ID_PATTERN } from '../runtime/ids.ts';
import type { SavedReport } from '../store/store.ts';
import type { Framing } from './frame.ts';
import type { WebLimits } from './web-limits.ts';
import { ownTest } from './owner.ts';
import type { WebApp, WebContext, WebDeps } from './deps.ts';
import { acceptedForm, FORMS, splitName, TEXT } from './report-forms.ts';

const RELOAD_S = 3;

export function addReportPages(
  app: WebApp,
  parts: WebDeps & { limits: WebLimits; frame: Framing },
): void {
  const { store, ids, limits, settings, frame, publicUrl } = parts;
  const kept = { reports: settings.retainReports, messages: settings.retainMessages };

  const missing = (context: WebContext, form: string): Response | Promise<Response> => {
    if (form !== '')
      return new Response('There is no such report, or it is past its time.\n', {
        status: 404,
        headers: TEXT,
      });
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

  const awaited = (context: WebContext, form: string): Response | Promise<Response> => {
    if (form !== '')
      return new Response('The verdict is still being worked out. Try again in a few seconds.\n', {
        status: 202,
        headers: { ...TEXT, 'retry-after': String(RELOAD_S) },
      });
    const framed = frame(context);
    const { notices } = framed.words;
    context.header('Retry-After', String(RELOAD_S));
    return framed.send(
      {
        title: notices.pending,
        body: notice(notices.pending, notices.pendingLead),
        refresh: { seconds: RELOAD_S, path: context.req.path, always: true },
      },
      202,
    );
  };

  /** The page the mail came to, when the reader made it. */
  const ownerOf = async (context: WebContext, id: string): Promise<Owner | null> => {
    const own = await ownTest(context, store);
    if (own === null || !(await store.belongsToAddress(own.page.id, id))) return null;
    return {
      testPath: `/t/${own.page.id}`,
      deletePath: `/t/${own.page.id}/delete?secret=${own.secret}`,
    };
  };

  const page = (
    context: WebContext,
    report: Report,
    path: string,
    more: { isShared: boolean; owner: Owner | null; hasSource: boolean },
  ): Response | Promise<Response> => {
    const framed = frame(context);
    const spoken = inLanguage(report, framed.language);
    return framed.send({
      title: reportTitle(spoken, framed.words),
      body: reportPage(spoken, { path, kept, ...more }, framed.words),
    });
  };

  const answer = async (
    context: WebContext,
    saved: SavedReport | null,
    form: string,
    whole: (report: Report) => Response | Promise<Response>,
  ): Promise<Response> => {
    const render = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
    if (saved === null || (form !== '' && render === undefined))
      return await missing(context, form);
    if (saved.state === 'pending') return await awaited(context, form);
    return render === undefined ? await whole(saved.report) : render(saved.report);
  };

  app.get('/r/:name', async (context) => {
    const { id, form: written } = splitName(context.req.param('name'));
    const form = written === '' ? acceptedForm(context.req.header('accept')) : written;
    if (written === '') context.header('Vary', 'Accept, Accept-Language, Cookie');
    if (!ID_PATTERN.test(id)) return await missing(context, form);
    if (form === '.source.txt') return await source(context, id);
    const saved = await store.report(id);
    return await answer(context, saved, form, async (report) =>
      page(context, report, `/r/${id}`, {
        isShared: false,
        owner: await ownerOf(context, id),
        hasSource: (await store.message(id)) !== null,
      }),
    );
  });

  /** As text and for saving only: nothing of it is ever shown as what it claims to be (SECURITY.md §6). */
  const source = async (context: WebContext, id: string): Promise<Response> => {
    const message = await store.message(id);
    if (message === null) return await missing(context, '.txt');
    return new Response(new Uint8Array(message), {
      headers: {
        'content-type': 'text/plain',
        'content-disposition': `attachment; filename="${id}.txt"`,
      },
    });
  };

  app.post('/r/:id/share', async (context) => {
    const id = context.req.param('id');
    if (!ID_PATTERN.test(id)) return await missing(context, '');
    const refusal = await limits.take('share', { address: context.get('client'), token: null });
    if (refusal !== null) return refusal;
    const share = await store.shareReport(id, ids.next());
    return share === null ? await missing(context, '') : context.redirect(`/s/${share}`, 303);
  });

  app.post('/r/:id/unshare', async (context) => {
    const id = context.req.param('id');
    if (!ID_PATTERN.test(id)) return await missing(context, '');
    await store.unshareReport(id);
    return context.redirect(`/r/${id}`, 303);
  });

  app.get('/s/:name', async (context) => {
    const { id, form } = splitName(context.req.param('name'));
    if (!ID_PATTERN.test(id)) return await missing(context, form);
    const saved = await store.sharedReport(id);
    const redacted: SavedReport | null =
      saved?.state === 'done'
        ? { state: 'done', report: redact(saved.report, { id, link: `${publicUrl()}/s/${id}` }) }
        : saved;
    return await answer(context, redacted, form, (report) =>
      page(context, report, `/s/${id}`, { isShared: true, owner: null, hasSource: false }),
    );
  });
}
