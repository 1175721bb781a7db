// Pages with little to say: not found, still checking, deleting.
import { html, nothing, type Html } from './html.ts';
import type { PageWords } from '../words/en/pages.ts';

export function notice(title: string, lead: string, action: Html = nothing): Html {
  return html`<div class="notice">
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${action}
  </div>`;
}

export function startLink({ notices }: PageWords): Html {
  return html`<p><a class="button" href="/">${notices.start}</a></p>`;
}

export function confirmDelete(id: string, secret: string, { remove }: PageWords): Html {
  return notice(
    remove.title,
    remove.lead,
    html`<form method="post" action="/t/${id}/delete">
      <input type="hidden" name="secret" value="${secret}" />
      <p class="actions">
        <button class="button danger">${remove.button}</button>
        <a class="button quiet" href="/t/${id}">${remove.keep}</a>
      </p>
    </form>`,
  );
}
