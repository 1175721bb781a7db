// A result as colour and sign together, since colour alone says nothing to many (WCAG 1.4.1).
import { html, type Html } from './html.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'calm';

const GOOD = new Set(['pass', 'met']);
const BAD = new Set(['fail', 'permerror', 'unmet', 'policy']);
const CALM = new Set(['none', 'unknown', 'not-evaluated', 'pending']);

/** Of an RFC 8601 result word; `none` is calm only where nothing is expected. */
export function toneOf(result: string, expected = true): Tone {
  if (GOOD.has(result)) return 'good';
  if (BAD.has(result)) return 'bad';
  if (CALM.has(result)) return result === 'none' && expected ? 'warn' : 'calm';
  return 'warn';
}

const SIGNS: Record<Tone, string> = {
  good: 'M3.5 8.5l3 3 6-6.5',
  bad: 'M4 4l8 8M12 4l-8 8',
  warn: 'M8 3v6.2M8 12.4v.2',
  calm: 'M4 8h8',
};

/** A small sign, for beside a word that says the same. */
export function sign(tone: Tone): Html {
  return html`<svg
    class="sign ${tone}"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    aria-hidden="true"
  >
    <path d="${SIGNS[tone]}" />
  </svg>`;
}
