// Wraps text that holds something to copy: a record, a setting.
import { columns, WIDTH, wrap } from './wrap.ts';

/** As wrap, but what stands in quotes stays on one line where it fits on one. */
export function quoteWrap(text: string, indents: { first: string; rest: string }): string[] {
  const room = WIDTH - columns(indents.rest);
  // A private-use character stands for the space meanwhile: `foreign` lets none through.
  const glued = text.replace(/"[^"]*"[.,;]?/g, (quote) =>
    columns(quote) <= room ? quote.replaceAll(' ', '\ue000') : quote,
  );
  return wrap(glued, indents).map((line) => line.replaceAll('\ue000', ' '));
}
