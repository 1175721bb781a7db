// What was done to signed header fields (FORENSICS.md): candidates for what each may have said, alone, all of a family together, then in
// pairs, checked against what the signer signed. The likeliest first; whatever checks out is what was signed, so it is proven.
// Not known here: the body, but for what it holds of the header (a boundary, an attached message).
import { asBuffer } from '../../../message/fields.ts';
import type { Evaluation } from '../evaluate.ts';
import { indexRows, signedRows } from '../header-rows.ts';
import type { Budget } from './budget.ts';
import { copiesInSignature } from './field-copies.ts';
import { fieldVariants, type FieldContext } from './field-variants.ts';
import { fieldParts, valueOf, type HeaderEdit, type HeaderStep } from './header-edit.ts';
import { namedChange } from './header-naming.ts';
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

export function headerChanges({ signature }: Evaluation, message: Investigated, { signed }: Signer, budget: Budget): HeaderStep[] | null {
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
  const known = new Set<string>();
  const naming = namer(fields);
  // The usual first, alone and in pairs, then all that is known.
  let usual: HeaderEdit[] = [];
  for (const thorough of [false, true]) {
    const edits = collected(fields, context, { trial, simple: canonicalization === 'simple', thorough, known });
    for (const edit of edits) {
      if (trial.matches([edit])) return naming([edit]);
      if (budget.spent) return null;
    }
    const all = thorough ? [...usual, ...edits].sort((a, b) => a.rank - b.rank) : edits;
    const found = pairs(all, trial, budget.part(thorough ? 0.6 : 0.35)) ?? (thorough ? sameField(usual, names, context, trial) : null);
    if (found !== null) return naming(found);
    usual = edits;
  }
  return null;
}

/** Words for edits that have proven right: from comparing the fields, or the edit's own. */
function namer({ names, lines }: PickedFields): (edits: readonly HeaderEdit[]) => HeaderStep[] {
  return (edits) => {
    const steps = edits.flatMap((edit) => edit.steps ?? edit.slots.flatMap(({ at, line }) => namedChange(names[at]?.toLowerCase() ?? '', line, lines[at] ?? null)));
    const seen = new Set<string>();
    return steps.filter(({ kind, detail }) => !seen.has(`${kind} ${detail}`) && seen.add(`${kind} ${detail}`));
  };
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

interface Collecting {
  trial: HeaderTrial;
  simple: boolean;
  thorough: boolean;
  /** Canonical forms that were tried, by place. */
  known: Set<string>;
}

/** All edits that make a difference and are new, sorted by rank. */
function collected(fields: PickedFields, context: FieldContext, { trial, simple, thorough, known }: Collecting): HeaderEdit[] {
  const edits: HeaderEdit[] = [];
  const families = new Map<string, HeaderEdit[]>();
  let octets = 0;
  const goesOn = (): boolean => octets < MOST_OCTETS && !trial.budget.spent;
  const add = (edit: HeaderEdit): boolean => {
    const form = trial.form(edit);
    if (form === null || known.has(form)) return false;
    known.add(form);
    edits.push(edit);
    octets += form.length;
    return true;
  };
  if (!thorough) {
    const everyCopy = copiesTogether(fields, context);
    if (everyCopy !== null) add(everyCopy);
    for (const edit of rowEdits(fields, context.parts)) if (!goesOn() || (add(edit), false)) break;
  } else if (simple) for (const edit of signatureVariants(fields.signature.line.toString('latin1'))) if (!goesOn() || (add(edit), false)) break;
  const order = (name: string): number => (ORDER.indexOf(name.toLowerCase()) + ORDER.length + 1) % (ORDER.length + 1);
  const slots = fields.names.map((name, at) => ({ name, at })).sort((a, b) => order(a.name) - order(b.name));
  for (const { name, at } of slots) {
    const line = fields.lines[at];
    if (line === null || line === undefined) continue;
    for (const { line: before, rank, family } of fieldVariants(line, name.toLowerCase(), context, thorough)) {
      if (!goesOn()) break;
      const edit: HeaderEdit = { slots: [{ at, line: before }], steps: null, rank };
      const isNew = add(edit);
      if (family === undefined || (!isNew && trial.form(edit) === null)) continue;
      const members = families.get(family);
      if (members === undefined) families.set(family, [edit]);
      else if (members.at(-1)?.slots[0]?.at !== at) members.push(edit);
    }
  }
  for (const members of families.values()) {
    if (members.length < 2) continue;
    if (!goesOn()) break;
    add({ slots: members.flatMap((edit) => edit.slots), steps: null, rank: Math.max(...members.map(({ rank }) => rank)) + 1 });
  }
  return edits.sort((a, b) => a.rank - b.rank);
}

/** Every field that z= has, as it has it: what differs is what was changed. */
function copiesTogether({ names, lines }: PickedFields, { copies }: FieldContext): HeaderEdit | null {
  if (copies.size === 0) return null;
  const left = new Map([...copies].map(([key, values]) => [key, [...values]]));
  const slots: { at: number; line: string | null }[] = [];
  for (const [at, written] of names.entries()) {
    const line = lines[at] ?? null;
    const copy = left.get(written.toLowerCase())?.shift();
    if (copy === undefined) continue;
    const name = line === null ? written : fieldParts(line).name;
    const before = `${name}:${copy.startsWith(' ') ? '' : ' '}${copy}`;
    if (line === null || valueOf(line) !== valueOf(before)) slots.push({ at, line: before });
  }
  return slots.length === 0 ? null : { slots, steps: null, rank: 0 };
}

/** Two edits of different fields. Each edit meets all that are likelier before the next one is taken. */
function pairs(edits: readonly HeaderEdit[], trial: HeaderTrial, budget: Budget): [HeaderEdit, HeaderEdit] | null {
  for (const [place, second] of edits.entries()) {
    for (let at = 0; at < place; at++) {
      const first = edits[at];
      if (first === undefined || first.slots.some((slot) => second.slots.some((other) => other.at === slot.at))) continue;
      if (first.signature !== undefined && second.signature !== undefined) continue;
      if (trial.matches([first, second], budget)) return [first, second];
      if (budget.spent) return null;
    }
  }
  return null;
}

/** Two changes of one field: a tag, and the charset's name. */
function sameField(edits: readonly HeaderEdit[], names: readonly string[], context: FieldContext, trial: HeaderTrial): [HeaderEdit] | null {
  for (const edit of edits) {
    const [slot, ...more] = edit.slots;
    if (slot === undefined || slot.line === null || more.length > 0 || edit.rank > 2) continue;
    for (const { line, rank } of fieldVariants(slot.line, names[slot.at]?.toLowerCase() ?? '', context, false)) {
      if (rank > 3) continue;
      const twice: HeaderEdit = { slots: [{ at: slot.at, line }], steps: null, rank: 0 };
      if (trial.matches([twice])) return [twice];
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
