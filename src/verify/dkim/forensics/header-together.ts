// Several edits of a header at once, the likeliest combinations first: what one program does to subject, author and MIME fields belongs
// together. A combination costs what its edits cost; fields that look as if they were rewritten cost less. Not known here: one alone.
import type { Budget } from './budget.ts';
import { fieldParts, valueOf, type HeaderEdit } from './header-edit.ts';
import type { HeaderTrial } from './header-trial.ts';
import type { PickedFields } from './row-edits.ts';

/** What is known besides the header itself. */
export interface Evidence {
  /** The body was changed, too. */
  bodyChanged: boolean;
  /** d= */
  domain: string;
}

const MAX_EDITS = 260;
const MAX_TOGETHER = 6;
const MAX_WAITING = 120_000;
/** What an edit costs besides its rank, and for its place among those of its field. */
const EACH = 0.6;
const TURN = 0.05;

export function together(
  edits: readonly HeaderEdit[],
  fields: PickedFields,
  evidence: Evidence,
  { trial, budget }: { trial: HeaderTrial; budget: Budget },
): HeaderEdit[] | null {
  const odd = oddFields(fields, evidence);
  const ranked = costs(edits, fields, odd);
  const waiting = new Queue();
  if (ranked.length > 0) waiting.push({ cost: ranked[0]?.cost ?? 0, chosen: [0] });
  for (let next = waiting.pop(); next !== null; next = waiting.pop()) {
    const { cost, chosen } = next;
    const last = chosen.at(-1) ?? 0;
    const own = ranked[last];
    const following = ranked[last + 1];
    if (own === undefined) continue;
    const some = chosen.map((at) => ranked[at]?.edit).filter((edit) => edit !== undefined);
    const fits = !some.slice(0, -1).some((edit) => overlaps(edit, own.edit));
    if (following !== undefined && waiting.size < MAX_WAITING) {
      waiting.push({
        cost: cost - own.cost + following.cost,
        chosen: [...chosen.slice(0, -1), last + 1],
      });
      if (fits && chosen.length < MAX_TOGETHER)
        waiting.push({ cost: cost + following.cost, chosen: [...chosen, last + 1] });
    }
    if (!fits || some.length < 2) continue;
    if (trial.matches(some, budget)) return some;
    if (budget.spent) return null;
  }
  return null;
}

function overlaps(one: HeaderEdit, other: HeaderEdit): boolean {
  return (
    (one.signature !== undefined && other.signature !== undefined) ||
    one.slots.some((slot) => other.slots.some(({ at }) => at === slot.at))
  );
}

/** Of each field the likeliest forms, by what they cost. */
function costs(
  edits: readonly HeaderEdit[],
  { names }: PickedFields,
  odd: ReadonlyMap<string, number>,
): { edit: HeaderEdit; cost: number }[] {
  const turns = new Map<string, number>();
  return [...edits]
    .sort((a, b) => a.rank - b.rank)
    .map((edit) => {
      const keys = [...new Set(edit.slots.map(({ at }) => names[at]?.toLowerCase() ?? ''))];
      const place = edit.signature !== undefined ? 'signature' : keys.join(' ');
      const turn = turns.get(place) ?? 0;
      turns.set(place, turn + 1);
      const factor = keys.length === 0 ? 1 : Math.max(...keys.map((key) => odd.get(key) ?? 1));
      return { edit, cost: (EACH + edit.rank + turn * TURN) * factor };
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MAX_EDITS);
}

/** Fields that look rewritten, with what a change of them costs. */
function oddFields(
  { rows, names, lines }: PickedFields,
  { bodyChanged, domain }: Evidence,
): Map<string, number> {
  const odd = new Map<string, number>();
  const line = (key: string): string =>
    lines[names.findIndex((name) => name.toLowerCase() === key)] ?? '';
  const isList = rows.some(({ key }) =>
    /^(?:list-id|list-post|x-mailman-version|x-beenthere|mailing-list)$/.test(key),
  );
  const subject = valueOf(line('subject'));
  if (/^(?:re:\s*)?(?:[[{(*<]|[A-Z]{3,12}:)/i.test(subject) || subject.startsWith('=?'))
    odd.set('subject', 0.35);
  const from = fieldParts(line('from')).rest.toLowerCase();
  if (from !== '' && !from.includes(domain.toLowerCase())) {
    odd.set('from', 0.2);
    for (const key of ['reply-to', 'cc', 'sender']) odd.set(key, 0.6);
  }
  if (bodyChanged)
    for (const key of [
      'content-type',
      'content-transfer-encoding',
      'mime-version',
      'content-disposition',
    ])
      odd.set(key, 0.3);
  if (isList)
    for (const key of [
      'reply-to',
      'sender',
      'list-id',
      'precedence',
      'list-unsubscribe',
      'list-post',
    ])
      odd.set(key, 0.4);
  return odd;
}

/** By cost, cheapest first. */
class Queue {
  readonly #heap: { cost: number; chosen: number[] }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(item: { cost: number; chosen: number[] }): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (parent === undefined || parent.cost <= item.cost) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = item;
  }

  pop(): { cost: number; chosen: number[] } | null {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined) return null;
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      const right = heap[down + 1];
      if (right !== undefined && right.cost < (heap[down]?.cost ?? Infinity)) down++;
      const child = heap[down];
      if (child === undefined || child.cost >= last.cost) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = last;
    return top;
  }
}
