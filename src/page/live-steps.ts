// What happens to a message, as a sentence a row. The same templates go to the script, which adds the rows of what happens later.
import type { Arrival, Step } from './arrival.ts';
import { html, shown, type Html } from './html.ts';
import { sizeText } from './format.ts';
import { toneOf } from './icons.ts';
import type { PageWords } from '../words/en/pages.ts';

/** `{v}` is the value, `{r}` the result word. */
export function stepWords({ live }: PageWords): Record<string, string> {
  return { ...live.steps, noTls: live.noTls };
}

export function stepRows({ steps }: Arrival, words: PageWords): Html {
  return html`${steps.map((step) => html`<li class="${toneOfStep(step)}">${stepText(step, words)}</li>`)}`;
}

function toneOfStep({ step, result }: Step): string {
  return result === null || step === 'tls' ? '' : toneOf(result);
}

function stepText({ step, result, detail }: Step, words: PageWords): string {
  const { live } = words;
  if (step === 'tls' && result === 'none') return live.noTls;
  const value =
    step === 'message'
      ? sizeText(Number(detail), words)
      : step === 'tls'
        ? shown(result ?? '', 40)
        : shown(detail, 200);
  return live.steps[step]
    .replace('{v}', () => value)
    .replace('{r}', () => shown(result ?? '', 40))
    .trim();
}
