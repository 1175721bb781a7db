// The form that asks for a domain and, if one likes, a selector.
import { html, nothing, shown, type Html } from '../html.ts';
import type { PageWords } from '../../words/en/pages.ts';

export interface Asked {
  domain: string;
  selector: string;
  /** Why it was not answered; null at first. */
  problem: string | null;
}

export function recordCheckForm({ domain, selector, problem }: Asked, { survey }: PageWords): Html {
  return html`<div class="home">
    <h1>${survey.title}</h1>
    <p class="lead">${survey.lead}</p>
    ${problem === null ? nothing : html`<p class="trouble" role="alert">${shown(problem, 300)}</p>`}
    <form class="card ask" method="get" action="/d">
      <p>
        <label for="domain">${survey.domain}</label
        ><input
          id="domain"
          name="domain"
          value="${shown(domain, 255)}"
          required
          maxlength="255"
          inputmode="url"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
          placeholder="example.org"
        />
      </p>
      <p>
        <label for="selector">${survey.selector}</label
        ><input
          id="selector"
          name="selector"
          value="${shown(selector, 255)}"
          maxlength="255"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="selector-hint"
        /><span class="fine" id="selector-hint">${survey.selectorHint}</span>
      </p>
      <p class="actions"><button class="button">${survey.check}</button></p>
    </form>
  </div>`;
}
