// Pages that are read without a test: the API for people, what a finding means, a report to look at first, and what crawlers may see.
import { apiPage } from '../page/api-page.ts';
import { type Example, EXAMPLES, exampleReport } from '../page/examples.ts';
import { explainIndex, explainPage, explainTitle } from '../page/explain-page.ts';
import { notice, startLink } from '../page/notice.ts';
import { reportPage, reportTitle } from '../page/report-page.ts';
import { isFindingCode } from '../diagnose/catalog.ts';
import type { WebApp, WebDeps } from './deps.ts';
import type { Framing } from './frame.ts';

export function addReadingPages(
  app: WebApp,
  { settings, publicUrl, frame }: WebDeps & { frame: Framing },
): void {
  // Reports are nobody else's business, and addresses are made for people who send.
  app.get(
    '/robots.txt',
    () =>
      new Response('User-agent: *\nDisallow: /\n', {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }),
  );

  app.get('/api', (context) => {
    const framed = frame(context);
    return framed.send({ title: 'API', body: apiPage(publicUrl(), framed.language) });
  });

  app.get('/explain', (context) => {
    const framed = frame(context);
    return framed.send({
      title: framed.words.explain.title,
      body: explainIndex(framed.language, framed.words),
    });
  });

  app.get('/explain/:code', (context) => {
    const framed = frame(context);
    const code = context.req.param('code');
    const { notices } = framed.words;
    if (!isFindingCode(code))
      return framed.send(
        {
          title: notices.notFound,
          body: notice(notices.notFound, notices.notFoundLead, startLink(framed.words)),
        },
        404,
      );
    return framed.send({
      title: explainTitle(code, framed.language),
      body: explainPage(code, framed.language, framed.words),
    });
  });

  const kept = { reports: settings.retainReports, messages: settings.retainMessages };
  for (const [path, example] of [
    ['/example', 'good'],
    ['/example/broken', 'broken'],
  ] as const satisfies readonly (readonly [string, Example])[]) {
    void EXAMPLES[example];
    app.get(path, (context) => {
      const framed = frame(context);
      const report = exampleReport(example, framed.language);
      return framed.send({
        title: reportTitle(report, framed.words),
        body: reportPage(
          report,
          { path, isShared: false, isExample: true, hasSource: false, kept, owner: null },
          framed.words,
        ),
      });
    });
  }
}
