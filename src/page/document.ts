// The frame of every page: head, header with the switch of languages, content, footer.
import type { Language } from '../message/requested-reply.ts';
import type { Assets } from './assets.ts';
import { html, nothing, type Html } from './html.ts';
import { operatorLine, type Operator } from './operator.ts';
import { pageWords } from '../words/page-words.ts';

export interface Frame {
  language: Language;
  assets: Assets;
  /** Path of this page, to which the switch of languages adds ?lang=. */
  path: string;
  version: string;
  domain: string;
  operator: Operator;
}

export interface Content {
  title: string;
  body: Html;
  /** Seconds after which the page is fetched again, and from where; with `always` also by browsers that run scripts. */
  refresh?: { seconds: number; path: string; always: boolean };
}

function refreshTag({ seconds, path, always }: NonNullable<Content['refresh']>): Html {
  const tag = html`<meta http-equiv="refresh" content="${seconds};url=${path}" />`;
  return always ? tag : html`<noscript>${tag}</noscript>`;
}

export function documentPage(
  { language, assets, path, version, domain, operator }: Frame,
  { title, body, refresh }: Content,
): Html {
  const words = pageWords(language);
  const other: Language = language === 'en' ? 'id' : 'en';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · mailassay</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href="${assets.icon}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.style}" />
        <script type="module" src="${assets.script}"></script>
        ${refresh === undefined ? nothing : refreshTag(refresh)}
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header class="top">
          <a class="brand" href="/"
            ><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <rect x="1.5" y="4.5" width="21" height="15" rx="3" />
              <path d="M6.5 12.2l3.6 3.6 7.4-7.6" /></svg
            ><span>mailassay</span></a
          >
          <nav aria-label="mailassay">
            <a href="/">${words.nav.test}</a>
            <a href="/d">${words.nav.domain}</a>
          </nav>
          <a
            class="switch"
            href="${path}${path.includes('?') ? '&' : '?'}lang=${other}"
            hreflang="${other}"
            lang="${other}"
            ><span class="long">${words.other}</span
            ><span class="short" aria-hidden="true">${other.toUpperCase()}</span></a
          >
        </header>
        <main id="content" tabindex="-1">${body}</main>
        <footer class="bottom">
          ${operatorLine(operator, words)}
          <p>mailassay ${version} · ${domain} · <a href="/api">API</a></p>
        </footer>
      </body>
    </html> `;
}
