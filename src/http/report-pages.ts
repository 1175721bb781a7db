// /r/ID and its forms: the report of one mail.
import { ID_PATTERN } from '../runtime/ids.ts';
import type { WebApp } from './app.ts';
import type { WebParts } from './parts.ts';
import { FORMS, splitName, TEXT } from './report-forms.ts';

export function addReportPages(app: WebApp, { store }: WebParts): void {
  app.get('/r/:name', async (context) => {
    const { id, form } = splitName(context.req.param('name'));
    const render = form === '' ? FORMS['.txt'] : Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
    const saved = render === undefined || !ID_PATTERN.test(id) ? null : await store.report(id);
    if (render === undefined || saved === null) return new Response('There is no such report, or it is past its time.\n', { status: 404, headers: TEXT });
    if (saved.state === 'pending') {
      return new Response('The verdict is still being worked out. Try again in a few seconds.\n', { status: 202, headers: { ...TEXT, 'retry-after': '3' } });
    }
    return render(saved.report);
  });
}
