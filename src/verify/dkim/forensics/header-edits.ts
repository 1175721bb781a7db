// Every edit that may undo what was done to a header: of whole rows, of fields one by one, of fields together. The likeliest first, as far
// as one field goes. Not known here: which of them is right.
import { fieldVariants, type FieldContext } from './field-variants.ts';
import { fieldParts, valueOf, type HeaderEdit } from './header-edit.ts';
import type { HeaderTrial } from './header-trial.ts';
import { rowEdits, type PickedFields } from './row-edits.ts';
import { signatureVariants } from './signature-variants.ts';

/** Fields that are rewritten most. */
const ORDER = [
  'subject',
  'from',
  'to',
  'content-type',
  'content-transfer-encoding',
  'mime-version',
  'reply-to',
  'cc',
  'date',
  'message-id',
  'sender',
];

/** All edits, those of whole rows first, then of fields in the order in which they are rewritten most, then of families. */
export function* everyEdit(
  fields: PickedFields,
  context: FieldContext,
  { trial, simple, thorough }: { trial: HeaderTrial; simple: boolean; thorough: boolean },
): Generator<HeaderEdit> {
  if (!thorough) {
    yield* rowEdits(fields, context.parts);
    yield* wrappedHeaders(fields, context.blocks, context.known.wrapped);
    yield* typeAndEncoding(fields, context);
    const everyCopy = copiesTogether(fields, context);
    if (everyCopy !== null) yield everyCopy;
  }
  if (simple) yield* signatureVariants(fields.signature.line.toString('latin1'), thorough);
  const families = new Map<string, HeaderEdit[]>();
  const order = (name: string): number =>
    (ORDER.indexOf(name.toLowerCase()) + ORDER.length + 1) % (ORDER.length + 1);
  const slots = fields.names
    .map((name, at) => ({ name, at }))
    .sort((a, b) => order(a.name) - order(b.name));
  for (const { name, at } of slots) {
    const line = fields.lines[at];
    if (line === null || line === undefined) continue;
    for (const { line: before, rank, family } of fieldVariants(
      line,
      name.toLowerCase(),
      context,
      thorough,
    )) {
      const edit: HeaderEdit = { slots: [{ at, line: before }], steps: null, rank };
      if (family !== undefined && trial.form(edit) !== null) {
        const members = families.get(family);
        if (members === undefined) families.set(family, [edit]);
        else if (members.at(-1)?.slots[0]?.at !== at) members.push(edit);
      }
      yield edit;
    }
  }
  for (const members of families.values()) {
    if (members.length > 1)
      yield {
        slots: members.flatMap((edit) => edit.slots),
        steps: null,
        rank: Math.max(...members.map(({ rank }) => rank)) + 1,
      };
  }
}

/** Content-Type and Content-Transfer-Encoding written anew together, as a program does that puts other text into a message. */
function* typeAndEncoding(
  { names, lines }: PickedFields,
  context: FieldContext,
): Generator<HeaderEdit> {
  const at = (key: string): number => names.findIndex((name) => name.toLowerCase() === key);
  const place = { type: at('content-type'), encoding: at('content-transfer-encoding') };
  const type = lines[place.type];
  const encoding = lines[place.encoding];
  if (typeof type !== 'string' || typeof encoding !== 'string') return;
  const likely = (line: string, key: string, most: number): string[] =>
    [...fieldVariants(line, key, context, false)]
      .filter(({ rank }) => rank <= 1.3)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map((variant) => variant.line);
  const types = new Set(likely(type, 'content-type', 40));
  for (const line of types)
    for (const other of new Set(likely(encoding, 'content-transfer-encoding', 10)))
      yield {
        slots: [
          { at: place.type, line },
          { at: place.encoding, line: other },
        ],
        steps: null,
        rank: 1,
      };
}

/** The MIME fields of the message as a part has them that was the message before it was wrapped. */
function* wrappedHeaders(
  { names, lines }: PickedFields,
  blocks: FieldContext['blocks'],
  isWrapped: boolean,
): Generator<HeaderEdit> {
  for (const [number, block] of blocks.entries()) {
    const rank = isWrapped ? Math.min(number * 0.2, 1) : 1;
    const slots = names.flatMap((name, at) =>
      name.toLowerCase().startsWith('content-') &&
      names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at
        ? [{ at, line: block.get(name.toLowerCase()) ?? null }]
        : [],
    );
    if (slots.length > 0) yield { slots, steps: null, rank };
    // A part need not repeat MIME-Version, a message must have it.
    const version = names.findIndex((name) => name.toLowerCase() === 'mime-version');
    if (version >= 0 && lines[version] !== null && slots.length > 0)
      yield { slots: [...slots, { at: version, line: null }], steps: null, rank: rank + 1 };
  }
}

/** Every field that z= has, as it has it: what differs is what was changed. */
function copiesTogether(
  { names, lines }: PickedFields,
  { copies }: FieldContext,
): HeaderEdit | null {
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
