// What was done to signed header fields (FORENSICS.md): candidates for what each may have said, alone, all of a family together, then in
// pairs, checked against what the signer signed. The likeliest first; whatever checks out is what was signed, so it is proven.
// Not known here: the body, but for what it holds of the header (a boundary, an attached message).
import { asBuffer } from '../../../message/fields.ts';
import type { Evaluation } from '../evaluate.ts';
import { indexRows, signedRows } from '../header-rows.ts';
import type { Budget } from './budget.ts';
import { copiesInSignature, kindOfField } from './field-copies.ts';
import { fieldVariants, type FieldContext } from './field-variants.ts';
import { fieldParts, shownValue, valueOf, type HeaderEdit, type HeaderStep } from './header-edit.ts';
import { headerTrial, type HeaderTrial } from './header-trial.ts';
import type { Investigated } from './investigate.ts';
import { partCopies, rowEdits, type PickedFields } from './row-edits.ts';
import { signatureVariants } from './signature-variants.ts';
import type { Signer } from './signer.ts';

/** Octets of candidates that are kept for pairs. */
const MOST_OCTETS = 24 * 1024 * 1024;
const LOOKED = 256 * 1024;
/** Fields that are rewritten most. */
const ORDER = ['subject', 'from', 'to', 'content-type', 'content-transfer-encoding', 'mime-version', 'reply-to', 'cc', 'date', 'message-id', 'sender'];

export function headerChanges({ signature }: Evaluation, message: Investigated, { signed, slow }: Signer, budget: Budget): HeaderStep[] | null {
  const { names, headerCanonicalization: canonicalization, row } = signature;
  if (signed === null || canonicalization === null) return null;
  const lines = picked(names, message.rows, signature.row);
  const trial = headerTrial({ lines, signature: row.line.toString('latin1'), canonicalization, signed }, budget);
  const body = asBuffer(message.body).toString('latin1', 0, LOOKED);
  const context: FieldContext = {
    rows: message.rows,
    canonicalization,
    signedAt: signature.signedAt,
    copies: copiesInSignature(signature.tags.get('z') ?? ''),
    parts: partCopies(body),
    boundaries: [...new Set([...body.matchAll(/(?:^|\n)--([^\r\n]{1,200})\r\n/g)].map(([, boundary = '']) => boundary.replace(/--$/, '').trim()))].slice(0, 20),
    tags: listTags(message.rows),
  };
  const fields: PickedFields = { rows: message.rows, names, signature: row, lines };
  const edits = collected(fields, context, trial, canonicalization === 'simple');
  for (const edit of edits) {
    if (trial.matches([edit])) return [...edit.steps];
    if (budget.spent) return null;
  }
  if (slow) return pairs(edits, trial, budget);
  return pairs(edits, trial, budget.part(0.6)) ?? sameField(edits, names, context, trial);
}

/** What h= picks now, by place; null for a name without a field (RFC 6376 §5.4.2). */
function picked(names: readonly string[], rows: PickedFields['rows'], self: PickedFields['signature']): (string | null)[] {
  const index = indexRows(rows);
  const left = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (left.has(key)) continue;
    const mentions = names.filter((other) => other.toLowerCase() === key);
    left.set(key, signedRows(index, mentions, self).map(({ line }) => line.toString('latin1')));
  }
  return names.map((name) => left.get(name.toLowerCase())?.shift() ?? null);
}

/** All edits that make a difference, sorted by rank. */
function collected(fields: PickedFields, context: FieldContext, trial: HeaderTrial, simple: boolean): HeaderEdit[] {
  const edits: HeaderEdit[] = [];
  const families = new Map<string, HeaderEdit[]>();
  let octets = 0;
  const add = (edit: HeaderEdit): boolean => {
    if (trial.changes(edit)) {
      edits.push(edit);
      octets += edit.slots.reduce((sum, { line }) => sum + (line?.length ?? 0), 100);
    }
    return octets < MOST_OCTETS && !trial.budget.spent;
  };
  const everyCopy = copiesTogether(fields, context);
  if (everyCopy !== null) add(everyCopy);
  for (const edit of rowEdits(fields, context.parts)) if (!add(edit)) break;
  if (simple) for (const edit of signatureVariants(fields.signature.line.toString('latin1'))) if (!add(edit)) break;
  const order = (name: string): number => (ORDER.indexOf(name.toLowerCase()) + ORDER.length + 1) % (ORDER.length + 1);
  const slots = fields.names.map((name, at) => ({ name, at })).sort((a, b) => order(a.name) - order(b.name));
  for (const { name, at } of slots) {
    const line = fields.lines[at];
    if (line === null || line === undefined) continue;
    for (const variant of fieldVariants(line, name.toLowerCase(), context)) {
      const edit: HeaderEdit = { slots: [{ at, line: variant.line }], steps: [{ kind: variant.kind, detail: variant.detail }], rank: variant.rank };
      if (!add(edit)) break;
      if (variant.family !== undefined) families.set(variant.family, [...(families.get(variant.family) ?? []), edit]);
    }
  }
  for (const members of families.values()) {
    const chosen = members.filter((edit, at) => trial.changes(edit) && members.findIndex((other) => other.slots[0]?.at === edit.slots[0]?.at) === at);
    if (chosen.length < 2) continue;
    if (!add({ slots: chosen.flatMap((edit) => edit.slots), steps: chosen.flatMap((edit) => edit.steps), rank: Math.max(...chosen.map(({ rank }) => rank)) + 1 })) break;
  }
  return edits.sort((a, b) => a.rank - b.rank);
}

/** Every field that z= has, as it has it: what differs is what was changed. */
function copiesTogether({ names, lines }: PickedFields, { copies }: FieldContext): HeaderEdit | null {
  if (copies.size === 0) return null;
  const left = new Map([...copies].map(([key, values]) => [key, [...values]]));
  const slots: { at: number; line: string | null }[] = [];
  const steps: HeaderStep[] = [];
  for (const [at, written] of names.entries()) {
    const key = written.toLowerCase();
    const copy = left.get(key)?.shift();
    const line = lines[at] ?? null;
    if (copy === undefined) continue;
    const name = line === null ? written : fieldParts(line).name;
    const before = `${name}:${copy.startsWith(' ') ? '' : ' '}${copy}`;
    if (line !== null && valueOf(line) === valueOf(before)) continue;
    slots.push({ at, line: before });
    steps.push(line === null ? { kind: 'field-removed', detail: shownValue(before) } : { kind: kindOfField(key), detail: `${shownValue(before)} before (z=)` });
  }
  return slots.length === 0 ? null : { slots, steps, rank: 0 };
}

/** Two edits of different fields. Each edit meets all that are likelier before the next one is taken. */
function pairs(edits: readonly HeaderEdit[], trial: HeaderTrial, budget: Budget): HeaderStep[] | null {
  for (const [place, second] of edits.entries()) {
    for (let at = 0; at < place; at++) {
      const first = edits[at];
      if (first === undefined || first.slots.some((slot) => second.slots.some((other) => other.at === slot.at))) continue;
      if (first.signature !== undefined && second.signature !== undefined) continue;
      if (trial.matches([first, second], budget)) return [...first.steps, ...second.steps];
      if (budget.spent) return null;
    }
  }
  return null;
}

/** Two changes of one field: a tag, and the charset's name. */
function sameField(edits: readonly HeaderEdit[], names: readonly string[], context: FieldContext, trial: HeaderTrial): HeaderStep[] | null {
  for (const edit of edits) {
    const [slot, ...more] = edit.slots;
    if (slot === undefined || slot.line === null || more.length > 0 || edit.rank > 2) continue;
    const key = names[slot.at]?.toLowerCase() ?? '';
    for (const variant of fieldVariants(slot.line, key, context)) {
      if (variant.rank > 3) continue;
      if (trial.matches([{ slots: [{ at: slot.at, line: variant.line }], steps: [], rank: 0 }])) return [...edit.steps, { kind: variant.kind, detail: variant.detail }];
      if (trial.budget.spent) return null;
    }
  }
  return null;
}

/** "[name] " of the list that the message went through. */
function listTags(rows: PickedFields['rows']): string[] {
  const tags = new Set<string>();
  for (const { key, line } of rows) {
    if (key !== 'list-id' && key !== 'list-post' && key !== 'x-beenthere') continue;
    const value = valueOf(line.toString('latin1')).slice(0, 300);
    const name = /<(?:mailto:)?([^.@<>]{1,60})[.@]/.exec(value)?.[1] ?? /^"?([^"<>]{1,60})"? </.exec(value)?.[1] ?? /^([^@]{1,60})@/.exec(value)?.[1];
    if (name === undefined) continue;
    for (const form of [name, name.toLowerCase(), name.toUpperCase(), name.charAt(0).toUpperCase() + name.slice(1)]) tags.add(`[${form}] `);
  }
  return [...tags];
}
