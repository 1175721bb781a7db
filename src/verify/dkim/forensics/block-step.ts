// What a piece of lines that was put in is called, by where it stands: at an end or start of the text or of a part, a part by itself.
// Where lines repeat, a piece can be told in several places; the one that says most is taken.
import { counted, linesOf, oneLine, shown, type BodyStep } from './body-candidate.ts';
import { isMultipart, mimeTree, type MessageType, type MimePart } from './mime-tree.ts';

/** `first` and `next` number lines; the piece is from the one to before the other. */
export function blockStep(
  text: string,
  starts: readonly number[],
  { first, next }: { first: number; next: number },
  message: MessageType,
): BodyStep {
  const line = (at: number): string => text.slice(starts[at], starts[at + 1]);
  const parts = mimeTree(text, message);
  let best = describe(first, next);
  for (const direction of [-1, 1] as const) {
    let from = first;
    let to = next;
    while (
      best.rank > 0 &&
      (direction < 0
        ? from > 0 && line(from - 1) === line(to - 1)
        : to < starts.length - 1 && line(from) === line(to))
    ) {
      from += direction;
      to += direction;
      const other = describe(from, to);
      if (other.rank < best.rank) best = other;
    }
  }
  return best.step;

  function describe(from: number, to: number): { rank: number; step: BodyStep } {
    const start = starts[from] ?? 0;
    const end = starts[to] ?? text.length;
    const block = text.slice(start, end);
    const lines = counted(to - from, 'line');
    const said = `${lines}: ${shown(block)}`;
    const step = (
      rank: number,
      kind: BodyStep['kind'],
      detail: string,
    ): { rank: number; step: BodyStep } => ({
      rank,
      step: kind.startsWith('lines-')
        ? { kind, detail, text: oneLine(block), lines: linesOf(block) }
        : { kind, detail },
    });
    const delimiters = new Set(
      parts.flatMap(({ delimiter, closing, boundary }) =>
        boundary === null ? [delimiter] : [delimiter, closing],
      ),
    );
    const added = parts.filter(({ delimiter }) => delimiter >= start && delimiter < end);
    if (delimiters.has(start) && delimiters.has(end) && added.length > 0) {
      return step(
        0,
        'mime-part-added',
        `${counted(added.length, 'part')}: ${added.map(({ type }) => type).join(', ')}; ${lines}`,
      );
    }
    if (/^[ \t\r\n]*$/.test(block))
      return step(1, 'blank-lines-changed', `${lines} added after line ${from}`);
    const within = innermost(parts, start, end);
    const where =
      within === null || within.path === '' ? '' : ` of part ${within.path} (${within.type})`;
    if (within !== null && start >= within.header && end <= within.start - 2 && within.path !== '')
      return step(1, 'mime-header-changed', `added to the header${where}: ${shown(block)}`);
    const follows = line(to);
    if (delimiters.has(end) || to >= starts.length - 1)
      return step(2, 'lines-appended', `at the end${where}, ${said}`);
    if (start === 0 || (within !== null && start === within.start))
      return step(2, 'lines-prepended', `at the start${where}, ${said}`);
    if (/^\s*<\/(?:body|html)>/i.test(follows))
      return step(3, 'lines-appended', `before the end of the HTML${where}, ${said}`);
    if (/<body[^<>]*>[ \t\r\n]*$/i.test(line(from - 1).slice(-300)))
      return step(3, 'lines-prepended', `at the start of the HTML${where}, ${said}`);
    // An empty line that belongs to the footer may be left where it was.
    return step(4, 'lines-inserted', `after line ${from}${where}, ${said}`);
  }
}

function innermost(parts: readonly MimePart[], start: number, end: number): MimePart | null {
  return (
    parts
      .filter((part) => !isMultipart(part) && start >= part.header && end <= part.end + 2)
      .at(-1) ?? null
  );
}
