// Fields that were added, doubled, taken away or put in another order (RFC 6376 §5.4.2: h= picks instances from the bottom up, and a
// name without a field is signed as absent). Each candidate is the choice that h= would have made. Not known here: what fields say.
import { indexRows, signedRows, type HeaderRow } from '../header-rows.ts';
import { copyVariants, usualValues, type Copies } from './field-copies.ts';
import { fieldStep, usualName, type HeaderEdit, type HeaderStep } from './header-edit.ts';

export interface PickedFields {
  rows: readonly HeaderRow[];
  names: readonly string[];
  signature: HeaderRow;
  /** As picked now, by place in h=. */
  lines: readonly (string | null)[];
}

const MAX_INSTANCES = 12;

/** Fields that nearly every message has when it is signed. */
const ALWAYS = new Set([
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]);

const removed = (line: string): HeaderStep[] => [fieldStep('field-removed', line)];

export function* rowEdits(picked: PickedFields, parts: Copies): Generator<HeaderEdit> {
  const { rows, names, signature, lines } = picked;
  const index = indexRows(rows);
  const places = new Map<string, number[]>();
  for (const [at, name] of names.entries())
    places.set(name.toLowerCase(), [...(places.get(name.toLowerCase()) ?? []), at]);

  for (const [key, slots] of places) {
    const instances = (index.get(key) ?? []).filter((row) => row !== signature);
    const pick = (list: readonly HeaderRow[]): (string | null)[] =>
      pickedLines(list, slots.length, key, signature);
    const edit = (list: readonly HeaderRow[], step: HeaderStep, rank: number): HeaderEdit => ({
      slots: pick(list).map((line, at) => ({ at: slots[at] ?? 0, line })),
      steps: [step],
      rank,
    });
    // Added: at the place where it was picked, or where it moved the choice.
    for (const row of instances.slice(-MAX_INSTANCES)) {
      const rest = instances.filter((other) => other !== row);
      yield edit(
        rest,
        fieldStep(
          rest.length > 0 ? 'field-duplicated' : 'field-added',
          row.line.toString('latin1'),
        ),
        rest.length > 0 || !ALWAYS.has(key) ? 0 : 2,
      );
    }
    if (instances.length > 2 && instances.length <= 6) {
      for (const row of instances)
        yield edit(
          [row],
          {
            kind: 'field-duplicated',
            detail: `${instances.length - 1} more of ${row.casedKey}`,
            field: row.casedKey,
          },
          2,
        );
      for (const row of instances)
        for (const other of instances)
          if (row !== other)
            yield edit(
              instances.filter((one) => one !== row && one !== other),
              {
                kind: 'field-duplicated',
                detail: `2 more of ${row.casedKey}`,
                field: row.casedKey,
              },
              3,
            );
    }
    if (instances.length > 2 || (instances.length === 2 && slots.length > 0)) {
      for (const order of permutations(instances.slice(-5))) {
        yield edit(
          [...instances.slice(0, -5), ...order],
          {
            kind: 'fields-reordered',
            detail: `${instances.length} of ${instances[0]?.casedKey ?? key}`,
            field: instances[0]?.casedKey ?? key,
          },
          1,
        );
      }
    }
    // Taken away: where h= names one that is not there.
    const missing = slots.filter((at) => lines[at] === null);
    if (missing.length === 0) continue;
    const name = usualName(key);
    const added = (line: string): HeaderEdit['slots'] => {
      // Below the others, above them: both choices of h=.
      return slots.map((at, place) => ({
        at,
        line:
          place < instances.length ? (lines[at] ?? null) : place === instances.length ? line : null,
      }));
    };
    const below = (line: string): HeaderEdit['slots'] =>
      slots.map((at, place) => ({
        at,
        line: place === 0 ? line : (lines[slots[place - 1] ?? 0] ?? null),
      }));
    for (const variant of copyVariants({ key, name }, rows, parts)) {
      yield { slots: added(variant.line), steps: removed(variant.line), rank: variant.rank };
      if (instances.length > 0)
        yield { slots: below(variant.line), steps: removed(variant.line), rank: variant.rank + 3 };
    }
    for (const [value, rank] of usualValues(key, rows)) {
      for (const written of key === 'mime-version' || key === 'message-id'
        ? [name, 'Mime-Version']
        : [name]) {
        yield { slots: added(`${written}: ${value}`), steps: removed(`${name}: ${value}`), rank };
      }
      if (value === '') yield { slots: added(`${name}:`), steps: removed(`${name}:`), rank };
    }
  }
}

/** What h= picks of these instances of one name, once for each mention. */
function pickedLines(
  instances: readonly HeaderRow[],
  mentions: number,
  key: string,
  signature: HeaderRow,
): (string | null)[] {
  const chosen = signedRows(
    new Map([[key, instances]]),
    Array<string>(mentions).fill(key),
    signature,
  );
  return Array.from({ length: mentions }, (_, at) => chosen[at]?.line.toString('latin1') ?? null);
}

function* permutations(items: readonly HeaderRow[]): Generator<HeaderRow[]> {
  if (items.length <= 1) {
    yield [...items];
    return;
  }
  for (const [at, item] of items.entries())
    for (const rest of permutations(items.toSpliced(at, 1))) yield [item, ...rest];
}
