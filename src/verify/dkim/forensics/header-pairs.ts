// Two edits of a header at once: of different fields, of one field twice. Not known here: one alone.
import type { Budget } from './budget.ts';
import { fieldVariants, type FieldContext } from './field-variants.ts';
import { fieldStep, type HeaderEdit } from './header-edit.ts';
import { namedChange } from './header-naming.ts';
import type { HeaderTrial } from './header-trial.ts';
import type { PickedFields } from './row-edits.ts';

/** Two edits of different fields. Each edit meets all that are likelier before the next one is taken. */
export function pairs(
  edits: readonly HeaderEdit[],
  trial: HeaderTrial,
  budget: Budget,
): [HeaderEdit, HeaderEdit] | null {
  for (const [place, second] of edits.entries()) {
    for (let at = 0; at < place; at++) {
      const first = edits[at];
      if (
        first === undefined ||
        first.slots.some((slot) => second.slots.some((other) => other.at === slot.at))
      )
        continue;
      if (first.signature !== undefined && second.signature !== undefined) continue;
      if (trial.matches([first, second], budget)) return [first, second];
      if (budget.spent) return null;
    }
  }
  return null;
}

/** Only the first state and the last are known: what lies between two guesses did not happen. */
function stepsOfBoth(
  steps: HeaderEdit['steps'],
  before: string,
  between: string,
  key: string,
  { canonicalization }: FieldContext,
): HeaderEdit['steps'] {
  if (steps === null) return null;
  if (steps.some(({ kind }) => kind === 'field-removed'))
    return [fieldStep('field-removed', before)];
  return [...steps, ...namedChange(key, before, between, canonicalization === 'simple')];
}

/** Two changes of one field: a tag and the charset's name, another instance and a tag. */
export function twice(
  edits: readonly HeaderEdit[],
  { names }: PickedFields,
  context: FieldContext,
  { trial, budget }: { trial: HeaderTrial; budget: Budget },
): [HeaderEdit] | null {
  for (const edit of edits) {
    const [slot, ...more] = edit.slots;
    if (slot === undefined || slot.line === null || more.length > 0 || edit.rank > 2) continue;
    for (const { line, rank } of fieldVariants(
      slot.line,
      names[slot.at]?.toLowerCase() ?? '',
      context,
      false,
    )) {
      if (rank > 3) continue;
      const both: HeaderEdit = {
        slots: [{ at: slot.at, line }],
        steps: stepsOfBoth(
          edit.steps,
          line,
          slot.line,
          names[slot.at]?.toLowerCase() ?? '',
          context,
        ),
        rank: 0,
      };
      if (trial.matches([both], budget)) return [both];
      if (budget.spent) return null;
    }
  }
  return null;
}
