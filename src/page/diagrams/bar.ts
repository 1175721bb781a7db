// A bar of one line, drawn: the only part of a picture that is no text. What it shows is said in words beside it.
import { html, type Html } from '../html.ts';

export interface Stretch {
  /** 0 to 1. */
  from: number;
  to: number;
  kind: string;
}

const percent = (share: number): string =>
  `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;

export function bar(stretches: readonly Stretch[], marks = 0): Html {
  return html`<svg class="bar" width="100%" height="8" aria-hidden="true" focusable="false">
    <rect class="track" width="100%" height="8" rx="4" />
    ${stretches.map(({ from, to, kind }) => html`<rect class="${kind}" x="${percent(from)}" width="${percent(to - from)}" height="8" rx="4" />`)}
    ${Array.from({ length: Math.max(0, marks - 1) }, (_, index) => html`<line x1="${percent((index + 1) / marks)}" x2="${percent((index + 1) / marks)}" y1="0" y2="8" />`)}
  </svg>`;
}
