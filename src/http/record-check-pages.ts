// /d/DOMAIN and /d/DOMAIN/SELECTOR: what is published, judged for people (DESIGN.md §5). /d asks for the names.
import { domainPage } from '../page/record-check/domain-page.ts';
import { recordCheckForm } from '../page/record-check/form.ts';
import { keyPage } from '../page/record-check/key-page.ts';
import { reasonIn } from '../words/reason-words.ts';
import type { PageWords } from '../words/en/pages.ts';
import type { Framed, Framing } from './frame.ts';
import type { WebLimits } from './web-limits.ts';
import type { WebApp, WebContext } from './deps.ts';
import type { Checked, RecordChecks } from './record-checks.ts';

/** In a path as it is typed: dots and the like stay. */
function segment(text: string): string {
  return encodeURIComponent(text.trim());
}

/** People paste addresses and links: what they mean is the domain in it. */
function nameIn(written: string): string {
  const text = written.trim();
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#]*@)?([^/?#:@]+)(?::\d+)?(?:[/?#].*)?$/i.exec(
    text,
  )?.[1];
  return host ?? text;
}

export function addSurveyPages(
  app: WebApp,
  {
    limits,
    recordChecks,
    frame,
  }: { limits: WebLimits; recordChecks: RecordChecks; frame: Framing },
): void {
  const ask = (
    framed: Framed,
    asked: { domain: string; selector: string },
    problem: string | null,
    status: 200 | 400 | 429 | 503,
  ): Response | Promise<Response> =>
    framed.send(
      {
        title: framed.words.survey.title,
        body: recordCheckForm({ ...asked, problem }, framed.words),
      },
      status,
    );

  app.get('/d', async (context) => {
    const domain = nameIn(context.req.query('domain') ?? '');
    const selector = context.req.query('selector')?.trim() ?? '';
    if (domain === '') return await ask(frame(context), { domain, selector }, null, 200);
    return context.redirect(
      selector === '' ? `/d/${segment(domain)}` : `/d/${segment(domain)}/${segment(selector)}`,
      303,
    );
  });

  const answer = async <T>(
    context: WebContext,
    asked: { domain: string; selector: string },
    survey: (framed: Framed) => Promise<Checked<T>>,
    show: (
      report: T,
      words: PageWords,
    ) => { title: string; body: ReturnType<typeof recordCheckForm> },
  ): Promise<Response> => {
    const framed = frame(context);
    const { words } = framed;
    const refusal = await limits.take('survey', { address: context.get('client'), token: null });
    if (refusal !== null) {
      context.header('Retry-After', refusal.headers.get('retry-after') ?? '60');
      return await ask(framed, asked, words.survey.limited, 429);
    }
    const surveyed = await survey(framed);
    if ('problem' in surveyed)
      return await ask(
        framed,
        asked,
        words.survey.wrong(reasonIn(framed.language, surveyed.problem)),
        400,
      );
    if ('busy' in surveyed) return await ask(framed, asked, words.survey.busy, 503);
    return await framed.send(show(surveyed.report, words));
  };

  app.get('/d/:domain', async (context) => {
    const domain = context.req.param('domain');
    return await answer(
      context,
      { domain, selector: '' },
      ({ language }) => recordChecks.domain(domain, language),
      (report, words) => ({
        title: words.survey.domainTitle(words.report.verdict[report.verdict], report.domain),
        body: domainPage(report, words),
      }),
    );
  });

  app.get('/d/:domain/:selector', async (context) => {
    const { domain, selector } = context.req.param();
    return await answer(
      context,
      { domain, selector },
      ({ language }) => recordChecks.key(selector, domain, language),
      (report, words) => ({
        title: words.survey.keyTitle(words.report.verdict[report.verdict], report.name),
        body: keyPage(report, words),
      }),
    );
  });
}
