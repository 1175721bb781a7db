// HTML as values: hono's tagged template escapes whatever is put into it, so that nothing foreign becomes markup. What is foreign
// goes through report/foreign.ts besides: invisible and re-ordering characters are shown. HTML makes no links of text, so URLs and names
// stay as they are: a record that is shown is the record.
import { html } from 'hono/html';
import { printable } from '../report/untrusted-text.ts';

export { html };
export type Html = ReturnType<typeof html>;

export const nothing: Html = html``;

/** A foreign text as one inert line, whole records too. */
export function shown(text: string, limit = 2000): string {
  return printable(text, limit);
}

/** As `shown`, with places where a long name or record may be broken, after its dots and the like. */
export function breakable(text: string, limit = 2000): Html {
  const pieces = shown(text, limit).split(/(?<=\S{12}[._@;=/-])(?=\S)/);
  return pieces.length === 1
    ? html`${pieces[0]}`
    : html`${pieces.map((piece, index) => (index === 0 ? html`${piece}` : html`<wbr />${piece}`))}`;
}

/** Markup for the first of several things that is there. */
export function when(condition: boolean, make: () => Html): Html {
  return condition ? make() : nothing;
}
