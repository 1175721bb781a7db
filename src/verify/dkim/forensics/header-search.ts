// What was done to signed header fields (FORENSICS.md): candidates for what each may have said, alone, all of a family together, then in
// pairs, checked against what the signer signed. The likeliest first; whatever checks out is what was signed, so it is proven.
// Not known here: the body, but for what it holds of the header (a boundary, an attached message).
import { asBuffer } from '../../../message/fields.ts';
import type { Forensics } from '../../verification.ts';
import type { Evaluation } from '../evaluate.ts';
import { indexRows, signedRows } from '../header-rows.ts';
import type { Budget } from './budget.ts';
import { copiesInSignature } from './field-copies.ts';
import type { FieldContext } from './field-variants.ts';
import { fieldStep, valueOf, type HeaderEdit, type HeaderStep } from './header-edit.ts';
import { everyEdit } from './header-edits.ts';
import { namedChange } from './header-naming.ts';
import { pairs, twice } from './header-pairs.ts';
import { together, type Evidence } from './header-together.ts';
import { headerTrial, type HeaderTrial } from './header-trial.ts';
import type { Investigated } from './investigate.ts';
import { partFields } from './part-fields.ts';
import type { PickedFields } from './row-edits.ts';
import type { Signer } from './signer.ts';

export interface HeaderFound {
  steps: HeaderStep[];
  /** As signed and as received. */
  fields: { name: string; before: string | null; after: string | null }[];
}

export type BodyChange = Pick<Forensics['changes'][number], 'kind' | 'detail'>;

/** Octets of candidates that are kept for pairs. */
const MAX_OCTETS = 24 * 1024 * 1024;
const LOOKED = 256 * 1024;

export function headerChanges(
  { signature }: Evaluation,
  message: Investigated,
  { signed, slow }: Signer,
  { body: bodySteps, budget }: { body: readonly BodyChange[]; budget: Budget },
): HeaderFound | null {
  const { names, headerCanonicalization: canonicalization, row } = signature;
  if (signed === null || canonicalization === null) return null;
  const lines = picked(names, message.rows, signature.row);
  const trial = headerTrial(
    { lines, signature: row.line.toString('latin1'), canonicalization, signed },
    budget,
  );
  const body = asBuffer(message.body).toString('latin1', 0, LOOKED);
  const known = knownBefore(bodySteps);
  const context: FieldContext = {
    rows: message.rows,
    canonicalization,
    signedAt: signature.signedAt,
    copies: copiesInSignature(signature.tags.get('z') ?? ''),
    ...partFields(body),
    boundaries: [
      ...new Set(
        [...body.matchAll(/(?:^|\n)--([^\r\n]{1,200})\r\n/g)].map(([, boundary = '']) =>
          boundary.replace(/--$/, '').trim(),
        ),
      ),
    ].slice(0, 20),
    tags: listTags(message.rows),
    known,
    charsets: [...known.charsets, ...charsetsNamed(message.rows, body)],
  };
  const fields: PickedFields = { rows: message.rows, names, signature: row, lines };
  const naming = namer(fields, canonicalization === 'simple');
  const evidence: Evidence = { bodyChanged: bodySteps.length > 0, domain: signature.domain };
  const found = search({
    fields,
    context,
    trial,
    simple: canonicalization === 'simple',
    slow,
    evidence,
  });
  if (found === null) return null;
  const before = new Map(found.flatMap(({ slots }) => slots.map(({ at, line }) => [at, line])));
  return {
    steps: naming(found),
    fields: [...before].flatMap(([at, line]) =>
      line === lines[at] || (line === null && lines[at] === null)
        ? []
        : [{ name: names[at] ?? '', before: line, after: lines[at] ?? null }],
    ),
  };
}

/** charset= of the message and its parts. */
function charsetsNamed(rows: PickedFields['rows'], body: string): string[] {
  const own = rows
    .filter(({ key }) => key === 'content-type')
    .map(({ line }) => line.toString('latin1'));
  const named = [...own, body.slice(0, 64 * 1024)]
    .join('\n')
    .matchAll(/charset\s*=\s*"?([A-Za-z0-9_-]{3,30})/gi);
  return [...new Set([...named].map(([, name = '']) => name.toLowerCase()))].slice(0, 4);
}

/** Ranks of what is done every day. */
const LIKELY = 1;

/** What one more edit of the same field costs in rank. */
const TURN = 0.04;

interface Search {
  fields: PickedFields;
  context: FieldContext;
  trial: HeaderTrial;
  simple: boolean;
  /** A candidate costs a verification. */
  slow: boolean;
  evidence: Evidence;
}

/** What the body was before, where that is proven: the fields that describe it said so. */
function knownBefore(steps: readonly BodyChange[]): FieldContext['known'] {
  const encodings: string[] = [];
  const charsets: string[] = [];
  for (const { kind, detail } of steps) {
    if (kind === 'transfer-encoding-changed' && !/ in part /.test(detail))
      encodings.push(/^(\S+) made /.exec(detail)?.[1] ?? '');
    if (kind === 'charset-changed') charsets.push(/^(\S+) before/.exec(detail)?.[1] ?? '');
  }
  return {
    encodings: encodings.filter((name) => name !== ''),
    charsets: charsets.filter((name) => name !== ''),
    wrapped: steps.some(({ kind }) => kind === 'wrapped-in-multipart'),
  };
}

/** The usual first, alone and in pairs, then all that is known; each within its share of the budget. */
function search({
  fields,
  context,
  trial,
  simple,
  slow,
  evidence,
}: Search): readonly HeaderEdit[] | null {
  const { budget } = trial;
  const known = new Set<string>();
  const usual: HeaderEdit[] = [];
  const rare: HeaderEdit[] = [];
  const alone = (
    thorough: boolean,
    kept: HeaderEdit[],
    from: Budget,
  ): readonly HeaderEdit[] | null => {
    const later: HeaderEdit[] = [];
    let octets = 0;
    for (const edit of everyEdit(fields, context, { trial, simple, thorough })) {
      const form = trial.form(edit);
      if (form === null || known.has(form)) continue;
      known.add(form);
      kept.push(edit);
      octets += form.length;
      if (slow && edit.rank > LIKELY) later.push(edit);
      else if (trial.matches([edit], from)) return [edit];
      if (from.spent || octets > MAX_OCTETS) break;
    }
    kept.splice(0, kept.length, ...inTurns(kept));
    // Where each costs much, likely ones together come before what is odd.
    const found =
      slow && !thorough
        ? together(kept, fields, evidence, { trial, budget: from.part(0.75) })
        : null;
    if (found !== null) return found;
    for (const edit of inTurns(later)) {
      if (trial.matches([edit], from)) return [edit];
      if (from.spent) break;
    }
    return null;
  };
  return (
    alone(false, usual, budget) ??
    (slow ? null : together(usual, fields, evidence, { trial, budget: budget.part(0.5) })) ??
    (slow ? null : alone(true, rare, budget.part(0.5))) ??
    pairs(usual, trial, budget.part(0.3)) ??
    twice(usual, fields, context, { trial, budget: budget.part(0.5) }) ??
    (slow ? alone(true, rare, budget.part(0.5)) : null) ??
    pairs(inTurns([...usual, ...rare]), trial, budget)
  );
}

/** Words for edits that have proven right: from comparing the fields, or the edit's own. */
function namer(
  { names, lines, rows }: PickedFields,
  simple: boolean,
): (edits: readonly HeaderEdit[]) => HeaderStep[] {
  const changed = (at: number, before: string | null): HeaderStep[] => {
    const key = names[at]?.toLowerCase() ?? '';
    const after = lines[at] ?? null;
    // What was signed is still there, and another field of the name was put below it.
    const isThere =
      before !== null &&
      after !== null &&
      valueOf(before) !== valueOf(after) &&
      rows.some(
        (row) => row.key === key && valueOf(row.line.toString('latin1')) === valueOf(before),
      );
    return isThere
      ? [fieldStep('field-duplicated', after)]
      : namedChange(key, before, after, simple);
  };
  return (edits) => {
    const steps = edits.flatMap(
      (edit) => edit.steps ?? edit.slots.flatMap(({ at, line }) => changed(at, line)),
    );
    const seen = new Set<string>();
    return steps.filter(
      ({ kind, detail }) => !seen.has(`${kind} ${detail}`) && seen.add(`${kind} ${detail}`),
    );
  };
}

/** What h= picks now, by place; null for a name without a field (RFC 6376 §5.4.2). */
function picked(
  names: readonly string[],
  rows: PickedFields['rows'],
  self: PickedFields['signature'],
): (string | null)[] {
  const index = indexRows(rows);
  const left = new Map<string, string[]>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (left.has(key)) continue;
    const mentions = names.filter((other) => other.toLowerCase() === key);
    left.set(
      key,
      signedRows(index, mentions, self).map(({ line }) => line.toString('latin1')),
    );
  }
  return names.map((name) => left.get(name.toLowerCase())?.shift() ?? null);
}

/** By rank, and where it is the same in turns: the likeliest of each field first, so that pairs come before one field's odd forms. */
function inTurns(edits: readonly HeaderEdit[]): HeaderEdit[] {
  const turns = new Map<string, number>();
  return [...edits]
    .sort((a, b) => a.rank - b.rank)
    .map((edit) => {
      const place =
        edit.signature !== undefined
          ? 'signature'
          : edit.slots.length > 1
            ? 'several'
            : String(edit.slots[0]?.at);
      const turn = (turns.get(place) ?? 0) + 1;
      turns.set(place, turn);
      return { edit, place: edit.rank + turn * TURN };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ edit }) => edit);
}

/** "[name] " of the list that the message went through. */
function listTags(rows: PickedFields['rows']): string[] {
  const tags = new Set<string>();
  for (const { key, line } of rows) {
    if (key !== 'list-id' && key !== 'list-post' && key !== 'x-beenthere') continue;
    const value = valueOf(line.toString('latin1')).slice(0, 300);
    const name =
      /<(?:mailto:)?([^.@<>]{1,60})[.@]/.exec(value)?.[1] ??
      /^"?([^"<>]{1,60})"? </.exec(value)?.[1] ??
      /^([^@]{1,60})@/.exec(value)?.[1];
    if (name === undefined) continue;
    for (const form of [
      name,
      name.toLowerCase(),
      name.toUpperCase(),
      name.charAt(0).toUpperCase() + name.slice(1),
    ])
      tags.add(`[${form}] `);
  }
  return [...tags];
}
