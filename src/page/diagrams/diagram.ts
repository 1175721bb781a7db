// What all pictures share: SVG made on the server, as wide as the page and with text at its own size, so that a phone shows the same
// words as a screen. Positions across are in per cent or from the left edge. A picture is named and described for who cannot see it.
import { html, shown, type Html } from '../html.ts';

export interface Picture {
  id: string;
  title: string;
  describe: string;
  height: number;
  body: Html | readonly Html[];
}

export function picture({ id, title, describe, height, body }: Picture): Html {
  return html`<svg
    class="picture"
    width="100%"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title ${id}-describe"
  >
    <title id="${id}-title">${shown(title, 400)}</title>
    <desc id="${id}-describe">${shown(describe, 8000)}</desc>
    ${body}
  </svg>`;
}

/** Text in a picture is not wrapped: it is cut, with the whole of it where the pointer rests. A phone shows fewer characters. */
export function pictureText(
  x: string | number,
  y: number,
  text: string,
  {
    most,
    narrow,
    kind = '',
    end = false,
  }: { most: number; narrow: number; kind?: string; end?: boolean },
): Html {
  const anchor = end ? 'end' : 'start';
  const wide = cut(text, most);
  const thin = cut(text, narrow);
  if (wide === thin)
    return html`<text class="${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${wide}</text>`;
  return html`<g
    ><title>${text}</title
    ><text class="wide ${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${wide}</text
    ><text class="narrow ${kind}" x="${x}" y="${y}" text-anchor="${anchor}">${thin}</text></g
  >`;
}

function cut(text: string, most: number): string {
  const chars = Array.from(text);
  return chars.length <= most ? text : `${chars.slice(0, most - 1).join('')}…`;
}
