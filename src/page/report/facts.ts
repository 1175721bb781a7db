// A list of facts: a name, and what was seen. What is not there is not listed.
import { html, nothing, shown, type Html } from '../html.ts';

/** Foreign text as it is shown; `code` for what is copied or typed. */
export type Fact = [name: string, value: string | Html | null, kind?: 'text' | 'code'];

export function factList(facts: readonly Fact[]): Html {
  const rows = facts.flatMap(([name, value, kind = 'text']) => {
    if (value === null || value === '') return [];
    const content = typeof value === 'string' ? shown(value) : value;
    return [
      html`<div>
        ${name === '' ? html`<dt class="visually-hidden">–</dt>` : html`<dt>${name}</dt>`}
        <dd>${kind === 'code' ? html`<code>${content}</code>` : content}</dd>
      </div>`,
    ];
  });
  return rows.length === 0 ? nothing : html`<dl class="facts">${rows}</dl>`;
}
