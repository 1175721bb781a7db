// The API for people: each call with a line for curl that runs as it stands, and what errors look like.
import type { Language } from '../message/requested-reply.ts';
import { apiWords } from '../words/api-words.ts';
import { html, type Html } from './html.ts';

interface Call {
  id: keyof ReturnType<typeof apiWords>['calls'];
  method: string;
  path: string;
  /** After `curl `; URL stands for where this service is. */
  curl: string;
}

const JSON_BODY = `-H 'content-type: application/json' -d '{"label": "newsletter", "ttl": 3600}'`;

const CALLS: readonly Call[] = [
  {
    id: 'make',
    method: 'POST',
    path: '/api/v1/tests',
    curl: `-s -X POST URL/api/v1/tests ${JSON_BODY}`,
  },
  { id: 'wait', method: 'GET', path: '/api/v1/tests/ID', curl: `-s 'URL/api/v1/tests/ID?wait=30'` },
  {
    id: 'events',
    method: 'GET',
    path: '/api/v1/tests/ID/events',
    curl: '-sN URL/api/v1/tests/ID/events',
  },
  {
    id: 'report',
    method: 'GET',
    path: '/api/v1/reports/REPORT',
    curl: '-s URL/api/v1/reports/REPORT',
  },
  {
    id: 'share',
    method: 'POST',
    path: '/api/v1/reports/REPORT/share',
    curl: '-s -X POST URL/api/v1/reports/REPORT/share',
  },
  {
    id: 'check',
    method: 'POST',
    path: '/api/v1/check',
    curl: `-s -H 'content-type: message/rfc822' --data-binary @saved.eml 'URL/api/v1/check?ip=192.0.2.25&helo=mail.example.org&mailFrom=news@example.org'`,
  },
  {
    id: 'domain',
    method: 'GET',
    path: '/api/v1/domains/DOMAIN',
    curl: '-s URL/api/v1/domains/example.org',
  },
  {
    id: 'key',
    method: 'GET',
    path: '/api/v1/keys/DOMAIN/SELECTOR',
    curl: '-s URL/api/v1/keys/example.org/mail2026',
  },
  {
    id: 'remove',
    method: 'DELETE',
    path: '/api/v1/tests/ID',
    curl: `-s -X DELETE 'URL/api/v1/tests/ID?secret=SECRET'`,
  },
];

export function apiPage(url: string, language: Language): Html {
  const words = apiWords(language);
  return html`<article class="prose">
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    <p>${words.auth}</p>
    <p><a href="/openapi.json">OpenAPI 3.1</a> · ${words.forms}</p>
    ${CALLS.map(
      ({ id, method, path, curl }) =>
        html`<h2 id="${id}"><code>${method} ${path}</code></h2>
          <p>${words.calls[id]}</p>
          <pre tabindex="0"><code>curl ${curl.replaceAll('URL', url)}</code></pre>`,
    )}
    <h2 id="errors">${words.errors}</h2>
    <p>${words.errorsLead}</p>
    <table>
      ${Object.entries(words.codes).map(
        ([code, text]) =>
          html`<tr>
            <th scope="row">${code}</th>
            <td>${text}</td>
          </tr>`,
      )}
    </table>
  </article>`;
}
