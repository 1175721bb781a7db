// One check of a report: a line with its result and what it came to, which opens to the whole of it. The id is of what is inside, so
// that a link to it opens it.
import { html, nothing, shown, type Html } from '../html.ts';
import { sign, toneOf, type Tone } from '../icons.ts';

export interface CheckLine {
  id: string;
  title: string;
  /** The result word, and how it is told to people. */
  result?: { word: string; text: string; tone?: Tone };
  /** What it came to, in a few words. */
  note?: string;
  isOpen?: boolean;
}

export function check(
  { id, title, result, note = '', isOpen = false }: CheckLine,
  body: Html,
): Html {
  const tone = result === undefined ? null : (result.tone ?? toneOf(result.word));
  return html`<section class="check" aria-labelledby="${id}-heading">
    <details ${isOpen ? 'open' : ''}>
      <summary>
        <span class="dot ${tone ?? 'plain'}">${tone === null ? nothing : sign(tone)}</span>
        <h2 id="${id}-heading">${title}</h2>
        ${result === undefined ? nothing : html`<span class="result ${tone ?? ''}">${shown(result.text, 100)}</span>`}
        ${note === '' ? nothing : html`<span class="note">${shown(note, 300)}</span>`}
      </summary>
      <div class="inside method" id="${id}">${body}</div>
    </details>
  </section>`;
}
