// What the page holds, with its results: chips below the verdict on a phone, a list beside the text that follows on a screen.
import { html, nothing, type Html } from '../html.ts';
import { sign } from '../icons.ts';
import { type Badge, resultWord } from '../verdict-badge.ts';
import type { PageWords } from '../../words/en/pages.ts';

export interface Entry {
  name: string;
  href: string;
}

/** `first` and `rest` stand around the results in the list; the chips are the results alone. */
export function contents(
  {
    first,
    results,
    rest,
  }: { first: readonly Entry[]; results: readonly Badge[]; rest: readonly Entry[] },
  words: PageWords,
  actions: Html = nothing,
): Html {
  const plain = ({ name, href }: Entry): Html =>
    html`<li class="plain"><a href="${href}">${name}</a></li>`;
  return html`<nav class="contents" aria-label="${words.report.contents}">
    <ul>
      ${first.map(plain)}
      ${results.map(
        ({ name, result, tone, href }) =>
          html`<li>
            <a class="badge ${tone}" href="${href}"
              >${sign(tone)}<b>${name}</b> <span>${resultWord(name, result, words)}</span></a
            >
          </li>`,
      )}
      ${rest.map(plain)}
    </ul>
    ${actions}
  </nav>`;
}

/** Back to the top, on a phone. */
export function backToTop({ report }: PageWords): Html {
  return html`<p class="up"><a href="#content" aria-label="${report.up}">↑</a></p>`;
}
